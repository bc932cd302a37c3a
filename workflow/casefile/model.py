"""The case file as it is written: frozen values that describe the file and do nothing.

The promise: one class per table and one field per key, named as in the file, in the file's order.
No defaults are worked out, no keys are looked up, nothing is turned into rows or steps; whoever
runs the year does that. ``docs/casefile.md`` documents every key.
"""

from pathlib import Path
from typing import Self

from pydantic import PrivateAttr

from workflow.casefile.days import When
from workflow.casefile.decisions import Acknowledgement, Basis, Decision, Notice
from workflow.casefile.fields import Part
from workflow.casefile.network import Case, Group, Party, Programme, ReportHeading
from workflow.casefile.office import (
    Calendar,
    Committee,
    Court,
    Delegation,
    Ground,
    Heading,
    Holding,
    House,
    Logo,
    Meeting,
    Person,
    Post,
    Region,
    RoleHolding,
)
from workflow.casefile.plans import (
    Answer,
    CarriedFrom,
    Funding,
    Measure,
    Outcome,
    Plan,
    Target,
)

__all__ = [
    "Acknowledgement",
    "Answer",
    "Basis",
    "Calendar",
    "CarriedFrom",
    "Case",
    "CaseFile",
    "Committee",
    "Court",
    "Decision",
    "Delegation",
    "Funding",
    "Ground",
    "Group",
    "Heading",
    "Holding",
    "House",
    "Logo",
    "Measure",
    "Meeting",
    "Notice",
    "Outcome",
    "Part",
    "Party",
    "Person",
    "Plan",
    "Post",
    "Programme",
    "Region",
    "ReportHeading",
    "RoleHolding",
    "Target",
    "When",
]


class CaseFile(Part):
    """The whole file: all that the run of one case's years needs."""

    region: Region
    house: House
    calendar: Calendar = Calendar()
    committee: Committee
    meetings: tuple[Meeting, ...]
    persons: tuple[Person, ...]
    posts: tuple[Post, ...]
    holdings: tuple[Holding, ...]
    roles: tuple[RoleHolding, ...]
    delegations: tuple[Delegation, ...]
    parties: tuple[Party, ...]
    groups: tuple[Group, ...] = ()
    programme: Programme
    case: Case
    plans: tuple[Plan, ...]
    decisions: tuple[Decision, ...]

    _folder: Path = PrivateAttr(default=Path())

    @property
    def folder(self) -> Path:
        """Where the file lies: the files that it names are found from there."""
        return self._folder

    def lying_in(self, folder: Path) -> Self:
        file = self.model_copy()
        file._folder = folder  # noqa: SLF001  # its own
        return file
