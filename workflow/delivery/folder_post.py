"""A post that goes nowhere: each letter becomes a file in a folder, to be read or picked up."""

import hashlib
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from pathlib import Path

from workflow.delivery.unhindered import Unhindered
from workflow.disk import make_folder, write_new
from workflow.outgoing import Envelope, Posted, Sent, TryLater

_UNSAFE = re.compile(r"[^A-Za-z0-9@._-]")
_LONGEST = 150


class FolderPost(Unhindered):
    """Writes letters as ``.eml`` files; the same message id twice is one file, the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        try:
            make_folder(self.folder)
            write_new(self.folder / file_name(envelope.message_id), message)
        except OSError as problem:
            return TryLater(f"brevet går inte att spara: {problem.strerror}", down=True)
        return Sent()


def left_in(folder: Path) -> Iterator[str]:
    """The Message-ID of every letter in the folder."""
    for path in sorted(folder.glob("*.eml")):
        with path.open("rb") as file:
            yield str(BytesHeaderParser().parse(file)["Message-ID"])


def file_name(message_id: str) -> str:
    """A name of plain letters, different for different ids, whatever stands in them."""
    bare = message_id.removeprefix("<").removesuffix(">")
    safe = _UNSAFE.sub("_", bare)[:_LONGEST].lstrip(".")
    if not safe or f"<{safe}>" != message_id:
        safe = f"{safe}_{hashlib.sha256(message_id.encode()).hexdigest()[:16]}"
    return f"{safe}.eml"
