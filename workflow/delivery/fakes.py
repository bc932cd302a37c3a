"""A folder of papers and a post that live in memory, for tests and demonstrations."""

import hashlib

from workflow.refusals import NotFound, RecordBroken


class PapersInMemory:
    """Keeps papers as ``PaperFolder`` does, as long as the program runs."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.kept:
            raise NotFound(f"no paper is kept under {sha256}")
        content = self.kept[sha256]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RecordBroken((f"Handlingen med kontrollsumman {sha256} har ändrats.",))
        return content


class Outbasket:
    """Takes letters as a post does; ``down`` makes it refuse them as a post that is down does."""

    def __init__(self) -> None:
        self.sent: dict[str, bytes] = {}
        self.tries: list[str] = []
        self.down = False

    def send(self, message_id: str, message: bytes) -> None:
        self.tries.append(message_id)
        if self.down:
            raise ConnectionRefusedError("the post is down")
        self.sent.setdefault(message_id, message)
