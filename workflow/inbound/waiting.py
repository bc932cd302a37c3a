"""What a mailbox is to the program: messages that wait, each marked there once it is filed here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Waiting:
    """A message in a mailbox; ``done`` marks it there."""

    name: str
    raw: bytes
    done: Callable[[], None]


class Mailbox(Protocol):
    """Where bounces and answers come in."""

    def messages(self, limit: int) -> Iterator[Waiting]:
        """The oldest that is not filed, no more than ``limit``."""
