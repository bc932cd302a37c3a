"""The tools that every use case is handed: database, papers, renderer, keys, addresses."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from workflow.facts import Actor, Ask, Given
from workflow.outgoing import Envelope, Outgoing, envelope_sender, message_id
from workflow.ports import Files, Renderer, Scanner, Sealer, Took


@dataclass(frozen=True)
class Quota:
    """How many bytes of others' papers a person may bring in a day, and a case may hold."""

    per_person_day: int = 200_000_000
    per_case: int = 500_000_000


@dataclass(frozen=True)
class Mailing:
    """How letters leave: ``unsure_waits`` where one that may have arrived waits for a person.

    Papers of more than ``attach_max_bytes`` together are fetched by link. A bounce goes to
    ``bounce_address``, or to the sender's own where it is empty.
    """

    unsure_waits: bool = False
    attach_max_bytes: int = 7_000_000
    bounce_address: str = ""
    verp: bool = False
    reply_address: str = ""


def nobody(took: Took) -> None:
    """Most offices are watched by nobody."""


@dataclass(frozen=True)
class Office:
    """Made once, in the composition root; holds no state of its own.

    ``key`` signs the record and makes personal links; it is kept outside the database.
    ``base_url`` is where recipients of letters reach the program.
    """

    engine: Engine
    files: Files
    renderer: Renderer
    key: bytes
    base_url: str
    sender_name: str
    sender_email: str
    time_zone: str = "Europe/Stockholm"
    sealer: Sealer | None = None
    quota: Quota = Quota()
    mailing: Mailing = Mailing()
    scanner: Scanner | None = None
    watcher: Callable[[Took], None] = nobody

    def ask(self, step: str, actor: Actor, at: datetime, given: Given) -> Ask:
        """The question that a use case puts to the rules, by the office's local day."""
        return Ask(step, actor, at, given, self.time_zone)

    def token(self, *parts: object) -> str:
        """A personal link's secret: 256 bits that only the holder of the key can make again.

        Deriving it means that a reminder can repeat the link though only its hash is stored.
        """
        text = "\x1f".join(["link", *map(str, parts)])
        digest = hmac.new(self.key, text.encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()

    def link(self, token: str) -> str:
        return f"{self.base_url.rstrip('/')}/lank/{token}"

    def page(self, path: str) -> str:
        """A page of the program, for whoever signs in."""
        return f"{self.base_url.rstrip('/')}{path}"

    @property
    def check_at(self) -> str:
        """Where anybody can ask whether a paper is genuine."""
        return f"{self.base_url.rstrip('/')}/akta"

    def message_id(self, key: str) -> str:
        """A letter's Message-ID: the same for every try to send it, and nobody's guess."""
        return message_id(self.key, key, self.sender_email.partition("@")[2])

    def envelope(self, letter: Outgoing) -> Envelope:
        """Whom the server is to hand the letter to, and whom to tell where it can't."""
        bounces = self.mailing.bounce_address or self.sender_email
        sender = envelope_sender(bounces, letter.message_id, of_its_own=self.mailing.verp)
        return Envelope(letter.message_id, sender, letter.to_email)


def token_hash(token: str) -> str:
    """What the database keeps of a secret: a link's, a feed's, or a token of the interface."""
    return hashlib.sha256(token.encode()).hexdigest()
