"""What the chain needs from outside, as promises: a renderer, a file store, a post."""

from typing import Protocol

from workflow.orders import LetterAsk, PaperAsk, Rendered, Written
from workflow.refusals import Missing


class Renderer(Protocol):
    """Draws up papers and letters; pure: the same ask gives the same bytes."""

    def missing(self, ask: PaperAsk) -> Missing | None:
        """The facts that the paper still lacks, by Swedish name; ``None`` when complete."""

    def paper(self, ask: PaperAsk) -> Rendered:
        """The finished paper; raises ``PaperIncomplete`` where ``missing`` finds anything."""

    def letter(self, ask: LetterAsk) -> Written:
        """The letter's subject and body."""


class Files(Protocol):
    """Keeps papers by their SHA-256; bytes once kept never change."""

    def put(self, content: bytes) -> str:
        """Keep the bytes, synced to disk, and give their hash in hexadecimal."""

    def get(self, sha256: str) -> bytes:
        """The bytes; raises ``NotFound``, or ``RecordBroken`` where they no longer match."""


class Post(Protocol):
    """Carries finished messages out of the house."""

    def send(self, message_id: str, message: bytes) -> None:
        """Send one message in RFC 5322 form; the same id twice is the same message."""
