"""The folder of papers: each kept under the hash of its bytes, and never changed."""

import hashlib
import re
from pathlib import Path

from workflow.disk import make_folder, write_new
from workflow.refusals import NotFound, RecordBroken

_SHA256 = re.compile(r"[0-9a-f]{64}")


class PaperFolder:
    """Keeps papers on disk; the first two letters of the hash make a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes, synced to disk, and give their hash; the same bytes are one file."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        make_folder(path.parent)
        if not write_new(path, content):
            self.get(sha256)  # what stands there already must be these very bytes
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes; ``NotFound``, or ``RecordBroken`` where they are no longer what they were."""
        if not _SHA256.fullmatch(sha256):
            raise NotFound(f"no paper has the hash {sha256!r}")
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFound(f"no paper is kept under {sha256}") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RecordBroken((f"Handlingen med kontrollsumman {sha256} har ändrats på disken.",))
        return content

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256
