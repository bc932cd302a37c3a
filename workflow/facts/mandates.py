"""What a decision may rest on: grounds, delegations, conflicts of interest, the register."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workflow.facts.people import Holding, Post


class GroundKind(StrEnum):
    """A mandate rests on one decision of the committee, or on an item of its standing order."""

    COMMITTEE_DECISION = "committee_decision"
    DELEGATION_ORDER = "delegation_order"


def in_a_list(kind: GroundKind, label: str) -> str:
    """``§ 89/2023``, or ``delegationsordningen, punkt 4.2``."""
    if kind is GroundKind.DELEGATION_ORDER:
        return f"delegationsordningen, {label}"
    return label


@dataclass(frozen=True)
class Ground:
    """Delegationsgrund: where the mandate is written; ``label`` is ``§ 89/2023``."""

    kind: GroundKind
    label: str
    decided_on: date
    reference: str = ""

    def in_a_list(self) -> str:
        """The ground in a line among others, where an item must say of what it is one."""
        return in_a_list(self.kind, self.label)


@dataclass(frozen=True)
class Delegation:
    """One entry of the delegation register (kommunallagen 6 kap. 37 § and 7 kap. 5–7 §§)."""

    id: int
    committee_code: str
    ground: Ground
    post: Post
    valid_from: date
    valid_to: date | None = None
    revoked_on: date | None = None
    matter: str | None = None
    case_reference: str | None = None
    deputy: Post | None = None
    conditions: str = ""
    parent_id: int | None = None
    may_sub_delegate: bool = False

    def in_force(self, on: date) -> bool:
        """Whether the entry's own days cover ``on``; from the day it is revoked it does not."""
        begun = max(self.valid_from, self.ground.decided_on) <= on
        ended = self.valid_to is not None and self.valid_to < on
        revoked = self.revoked_on is not None and self.revoked_on <= on
        return begun and not ended and not revoked


@dataclass(frozen=True)
class ConflictOfInterest:
    """Jäv: a person who may take no part in a decision, since when and on what ground."""

    person_id: int
    decision_id: int
    ground: str
    declared_at: datetime


@dataclass(frozen=True)
class Register:
    """What the delegation register says of one matter: mandates, holders, conflicts of interest.

    ``version`` grows with every change, so that a decision taken on a register that has moved
    is never written.
    """

    version: int
    delegations: tuple[Delegation, ...]
    holdings: tuple[Holding, ...]
    conflicts: tuple[ConflictOfInterest, ...] = ()

    def holder(self, post_id: int, on: date) -> Holding | None:
        held = [h for h in self.holdings if h.post_id == post_id and h.covers(on)]
        return held[0] if held else None
