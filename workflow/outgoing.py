"""A letter on its way out: finished words, one addressee, what is attached, and what became of it.

The key makes the Message-ID: nobody else can guess it, so a bounce or a reply that names it is
proof that its sender has had the letter.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflow.states import HouseLetter, LetterKind

# What a letter can be sent to: asked before a dispatch, and again where the message is made.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
ATTACHED = "Bifogat:"  # as the letters' forms say it
DATA = "application/json"  # for the recipient's own register; small enough for any letter


@dataclass(frozen=True)
class Attached:
    """A paper that goes with a letter; its bytes are kept under the hash."""

    name: str
    sha256: str
    media_type: str


@dataclass(frozen=True)
class Outgoing:
    """One letter to one addressee; ``key`` says which order of which step it answers to.

    ``as_link``: the papers are too large to go with it, and are fetched by the link in its body.
    A letter about the program's own operation is of no case.
    """

    key: str
    case_id: int | None
    kind: LetterKind | HouseLetter
    to_name: str
    to_email: str
    subject: str
    body: str
    message_id: str
    created_at: datetime
    reply_to: str = ""
    attachments: tuple[Attached, ...] = ()
    delivery_id: int | None = None
    as_link: bool = False


@dataclass(frozen=True)
class Envelope:
    """What the server is told of a letter; ``sender`` is where a bounce goes."""

    message_id: str
    sender: str
    recipient: str


@dataclass(frozen=True)
class Sent:
    """The server has taken the letter over."""


@dataclass(frozen=True)
class TryLater:
    """The letter did not leave. ``down``: nor will any other now; ``setup``: a setting is wrong."""

    problem: str
    down: bool = False
    setup: bool = False


@dataclass(frozen=True)
class Refused:
    """The letter will never be taken; ``too_large`` where it may be without its papers."""

    problem: str
    too_large: bool = False


@dataclass(frozen=True)
class Unknown:
    """The letter was being handed over when the server was lost: it may have arrived."""

    problem: str


Posted = Sent | TryLater | Refused | Unknown

# What a problem begins with where a setting is wrong: somebody has to be told at once.
SETUP = "Inställningarna för e-post: "


def message_id(secret: bytes, key: str, domain: str) -> str:
    """The name that the letter has in the world: the same key is the same message, always."""
    digest = hmac.digest(secret, f"message\x1f{key}".encode(), hashlib.sha256).hex()
    return f"<{digest[:32]}@{domain}>"


def envelope_sender(address: str, message_id: str, *, of_its_own: bool) -> str:
    """Where a bounce goes; with ``of_its_own`` the address says which letter it is about."""
    if not of_its_own:
        return address
    local, _, domain = address.partition("@")
    return f"{local}+{token(message_id)}@{domain}"


def token(message_id: str) -> str:
    """What tells the letter in its Message-ID, and in an envelope sender of its own."""
    return message_id.strip("<>").partition("@")[0]


def linked(letter: Outgoing, until: date | None) -> Outgoing:
    """The letter without its papers: the text says where they are, and how long.

    What is meant for the recipient's own register is small, and goes with it all the same.
    """
    days = f" till och med {until}" if until else ""
    told = f"Handlingarna är för stora för att bifogas. Hämta dem med länken i brevet{days}:"
    return replace(
        letter,
        body=letter.body.replace(f"\n{ATTACHED}\n", f"\n{told}\n", 1),
        attachments=tuple(each for each in letter.attachments if each.media_type == DATA),
    )
