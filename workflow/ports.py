"""What the chain needs from outside, as promises: renderer, seal, files, scanner, post, journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from workflow.facts import Meeting
from workflow.orders import LetterAsk, PaperAsk, Rendered, Written
from workflow.outgoing import Envelope, Posted, TryLater
from workflow.refusals import Missing
from workflow.scanning import Scanned


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

    def joined(self, papers: tuple[Rendered, ...], name: str) -> Rendered:
        """Finished papers, each in its form for the record, as one file to print."""

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


class Scanner(Protocol):
    """Knows malicious files from others."""

    def scan(self, content: bytes) -> Scanned:
        """What is known of the bytes; that nobody can be asked is an answer too."""


class Post(Protocol):
    """Carries finished messages out of the house, one at a time."""

    def at_once(self) -> bool:
        """Whether it can take a message now, without waiting for anything."""

    def ready(self) -> TryLater | None:
        """Be ready to take a message, waiting for its turn; why not, where it can't be."""

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        """Send one message in RFC 5322 form; the same Message-ID twice is the same message."""

    def rest(self) -> None:
        """Nothing is waiting: let go of what was kept for the next message."""


class Journal(Protocol):
    """Remembers, outside the database, which messages were handed over: a backup can't undo it."""

    def attempt(self, message_id: str) -> int:
        """The newest attempt at which the message was handed over; 0 where it never was."""

    def note(self, attempts: Mapping[str, int], at: datetime) -> None:
        """Write down, synced to disk, which messages are about to be handed over."""


class Outcome(StrEnum):
    """How a try to take a step ended."""

    TAKEN = "taken"
    REFUSED = "refused"
    OUTPACED = "outpaced"
    INCOMPLETE = "incomplete"
    READ_ONLY = "read_only"
    FAILED = "failed"


@dataclass(frozen=True)
class Took:
    """A try to take a step: how it ended, after how many seconds, in which case, by whom."""

    step: str
    outcome: Outcome
    seconds: float
    case_id: int | None = None
    person_id: int | None = None
