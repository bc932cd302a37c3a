"""What a message that came in is, as far as the message itself can tell."""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What kind of message it is, before anybody has asked which letter it is about."""

    FAILED = "failed"  # a server says that a letter will never get there
    DELAYED = "delayed"  # a server says that it goes on trying
    RELAYED = "relayed"  # a server says that a letter has got there, or has gone on
    UNCLEAR = "unclear"  # a server says something that can't be read as either
    AUTOMATIC = "automatic"  # a program answers for somebody, as while they are away
    WRITTEN = "written"  # a person writes


@dataclass(frozen=True)
class Arrived:
    """A message, read within bounds; nothing in it is trusted.

    ``names`` are the Message-IDs of other letters that it speaks of, ``tokens`` what stands
    after a plus sign in the address it came to: only one of our own proves what it is about.
    ``status`` and ``diagnostic`` are what a server says is wrong. ``is_whole`` is ``False``
    where the message was too big or too tangled to be read beyond its head.
    """

    nature: Nature
    message_id: str
    from_email: str
    from_name: str
    subject: str
    names: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    status: str = ""
    diagnostic: str = ""
    text: str = ""
    is_whole: bool = True
