"""What a virus scanner says of a file: clean, infected, or that nobody can tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clean:
    """The scanner has read the whole file and knows nothing bad of it."""


@dataclass(frozen=True)
class Infected:
    """The scanner knows the file by this name."""

    virus: str


@dataclass(frozen=True)
class Unscanned:
    """There is no answer to go by, and so the file is not let in."""

    why: str


Scanned = Clean | Infected | Unscanned
