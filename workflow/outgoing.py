"""A letter on its way out: finished words, one addressee, and what is attached."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from workflow.states import LetterKind


@dataclass(frozen=True)
class Attached:
    """A paper that goes with a letter; its bytes are kept under the hash."""

    name: str
    sha256: str
    media_type: str


@dataclass(frozen=True)
class Outgoing:
    """One letter to one addressee; ``key`` says which order of which step it answers to."""

    key: str
    case_id: int
    kind: LetterKind
    to_name: str
    to_email: str
    subject: str
    body: str
    message_id: str
    created_at: datetime
    reply_to: str = ""
    attachments: tuple[Attached, ...] = ()
    delivery_id: int | None = None


def message_id(key: str, domain: str) -> str:
    """The name that the letter has in the world: the same key is the same message, always."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"
