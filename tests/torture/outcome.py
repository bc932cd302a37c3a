"""What a case of torture came to, as one line of the table."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Outcome:
    """How often it was done, how often the fault struck, and what did not hold then."""

    rounds: int = 0
    struck: int = 0
    note: str = ""
    faults: list[str] = field(default_factory=list)

    def add(self, faults: list[str], struck: int = 1) -> None:
        """One round is over."""
        self.rounds += 1
        self.struck += struck
        self.faults += [f"runda {self.rounds}: {each}" for each in faults]

    def told(self) -> dict[str, Any]:
        return asdict(self)
