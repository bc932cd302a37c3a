"""Decisions and what follows from them: basis, decider, notice, dispatch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.facts.office import Meeting
from workflow.facts.people import Party, Person
from workflow.states import DecisionState, DeliveryState, DispatchState, NoticeState


@dataclass(frozen=True)
class PaperRef:
    """A kept paper: its bytes never change, so the hash names it."""

    kind: str
    name: str
    sha256: str
    plan_id: int | None = None
    party_id: int | None = None


@dataclass(frozen=True)
class Basis:
    """Beslutsunderlag: one item, in a fixed order; a plan's own paper comes with its submission."""

    position: int
    title: str
    dated_on: date | None
    sha256: str | None
    plan_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Decider:
    """Beslutsfattare as printed: the holder's name and post on the day of decision."""

    person_id: int
    name: str
    title: str
    deputy_for: str = ""
    deputy_reason: str = ""


@dataclass(frozen=True)
class AsDecided:
    """What a decision's text reads from settings, kept as it was when the decision was taken.

    ``notified`` is whether it says that the committee is told of it; ``committee`` and
    ``genitive`` are the committee's words, ``headings`` and ``clause_style`` the house's.
    """

    notified: bool
    committee: str
    genitive: str
    clause_style: str
    headings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Decision:
    """Delegationsbeslut. The decision day is its own field, never the document's date.

    ``corrected_on`` has the day of each correction since, the first first. ``paragraph`` is the
    committee's own, where the matter was left to it and it decided.
    """

    id: int
    version: int
    state: DecisionState
    title: str
    matter: str
    text: tuple[str, ...]
    basis: tuple[Basis, ...]
    delegation_id: int
    drafted_by: Person
    dispatch_to: tuple[str, ...]
    new_direction: bool | None = None
    document_on: date | None = None
    number: str = ""
    decided_on: date | None = None
    decided_at: datetime | None = None
    decider: Decider | None = None
    frozen: tuple[PaperRef, ...] = ()
    handled_by: frozenset[int] = frozenset()
    as_decided: AsDecided | None = None
    corrected_on: tuple[date, ...] = ()
    paragraph: str = ""

    @property
    def is_by_committee(self) -> bool:
        """Whether the committee decided itself: nothing is notified or dispatched here."""
        return self.state is DecisionState.BY_COMMITTEE


@dataclass(frozen=True)
class ListedDecision:
    """One line of the list of delegated decisions that a meeting takes note of.

    One that is repealed keeps its place, so that no other takes it, and is not printed.
    """

    position: int
    reference: str
    number: str
    decided_on: date
    title: str
    delegate: str
    ground: str
    sentence: str
    is_repealed: bool = False


def printed(listing: Iterable[ListedDecision]) -> tuple[ListedDecision, ...]:
    """The lines that stand on the paper: what a court has repealed is nothing to take note of."""
    return tuple(line for line in listing if not line.is_repealed)


@dataclass(frozen=True)
class Notice:
    """Anmälan of one decision at one meeting (kommunallagen 7 kap. 8 §).

    A decision that is recorded separately has no meeting and no paragraph. The appeal (13 kap.)
    is the newest one: open until ``appeal_closed_on``, and late where it came after the last day.
    """

    id: int
    version: int
    state: NoticeState
    meeting: Meeting | None = None
    position: int | None = None
    paragraph: str = ""
    adjusted_on: date | None = None
    posted_on: date | None = None
    posted_place: str = ""
    last_appeal_on: date | None = None
    in_force_on: date | None = None
    appealed_on: date | None = None
    appeal_reference: str = ""
    appeal_closed_on: date | None = None
    appeal_outcome: str = ""
    appeal_is_late: bool = False
    repealed_on: date | None = None

    @property
    def appeal_is_open(self) -> bool:
        return self.appealed_on is not None and self.appeal_closed_on is None

    @property
    def appeal_stops_force(self) -> bool:
        """One that came too late is for the court to dismiss: it stops nothing meanwhile."""
        return self.appeal_is_open and not self.appeal_is_late


@dataclass(frozen=True)
class Delivery:
    """One recipient's copy: name and address as they were when the list was frozen."""

    id: int
    party: Party
    state: DeliveryState
    sha256: str = ""
    paper_name: str = ""
    settled_on: date | None = None
    settled_how: str = ""
    settled_by: str = ""


@dataclass(frozen=True)
class Dispatch:
    """Expediering of one decision: recipients frozen at the decision."""

    id: int
    version: int
    state: DispatchState
    deliveries: tuple[Delivery, ...]


def adopted(titles: Sequence[str]) -> str:
    """A decision in one line: which plans it adopts."""
    *first, last = titles
    named = f"{', '.join(first)} och {last}" if first else last
    return f"{named} fastställs."
