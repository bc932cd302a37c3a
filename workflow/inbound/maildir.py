"""A mailbox as a folder on disk (Maildir): what is new is read, and moved once it is filed."""

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from workflow.inbound.reading import MOST_BYTES
from workflow.inbound.waiting import Waiting

_SEEN = ":2,S"
# A folder of the mailbox, as mail programs know them: whoever looks finds there what is filed.
_FILED = Path(".Beslutskedjan")


class MaildirBox:
    """Reads ``new``, and what a mail program has moved to ``cur``, seen by somebody or not.

    A message is moved only when it is filed, so one that is not is met again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def messages(self, limit: int) -> Iterator[Waiting]:
        """The oldest that are not filed, no more than ``limit``."""
        for path in self._unfiled()[:limit]:
            raw = _read(path)
            if raw is not None:
                yield Waiting(path.name, raw, partial(self._filed, path))

    def _unfiled(self) -> list[Path]:
        found = [path for name in ("new", "cur") for path in (self._folder / name).iterdir()]
        # A name begins with the second when it was delivered.
        return sorted(found, key=lambda path: path.name)

    def _filed(self, path: Path) -> None:
        for name in ("new", "cur", "tmp"):
            (self._folder / _FILED / name).mkdir(parents=True, exist_ok=True)
        name = path.name.partition(":")[0]
        try:
            path.rename(self._folder / _FILED / "cur" / f"{name}{_SEEN}")
        except FileNotFoundError:
            return  # somebody else has filed it: it is filed once all the same


def _read(path: Path) -> bytes | None:
    """The bytes of an ordinary file, and no more than are ever read; nothing of anything else."""
    try:
        # A link would lead out of the folder, and a pipe would never end.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read(MOST_BYTES + 1)
