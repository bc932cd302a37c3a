"""What the chain needs from outside, as promises: a renderer, a sealer, a file store, a post."""

from datetime import date, datetime
from typing import Protocol

from workflow.facts import Meeting
from workflow.orders import LetterAsk, PaperAsk, Rendered, Written
from workflow.refusals import Missing


class Renderer(Protocol):
    """Draws up papers and letters; pure: the same ask gives the same bytes."""

    def missing(self, ask: PaperAsk) -> Missing | None:
        """The facts that the paper still lacks, by Swedish name; ``None`` when complete."""

    def papers(self, ask: PaperAsk) -> tuple[Rendered, ...]:
        """The finished paper in each of its forms, that for the record first.

        Raises ``PaperIncomplete`` where ``missing`` finds anything.
        """

    def packet(self, asks: tuple[PaperAsk, ...], meeting: Meeting, on: date) -> Rendered:
        """Several papers of one meeting as one file with contents and bookmarks."""

    def letter(self, ask: LetterAsk) -> Written:
        """The letter's subject and body."""


class Sealer(Protocol):
    """Seals finished papers as the organisation's own."""

    def seal(self, pdf: bytes, at: datetime, reason: str) -> bytes:
        """The PDF with the seal at its end; raises ``BadInput`` where it can't be sealed."""


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
