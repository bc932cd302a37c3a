"""A situation as read at one moment, and the question whether a step may be taken in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workflow.facts.decisions import (
    AsDecided,
    Basis,
    Decision,
    Dispatch,
    ListedDecision,
    Notice,
)
from workflow.facts.mandates import Delegation, Register
from workflow.facts.office import Case, Committee, House, Meeting, Programme, Region
from workflow.facts.people import Absence, Actor, Party, Person
from workflow.facts.plans import Measure, Opinion, Outcome, Plan
from workflow.states import Role


@dataclass(frozen=True)
class Situation:
    """All that the rules and papers may know of a step's subject, as read at one moment.

    ``groups`` says whom each name of a recipient stands for that day, ``left_out`` which members
    of a group are not in force. ``measures`` and ``opinions`` hold only the plans whose step
    needs them: a rule that asks for what was not read fails loudly with ``KeyError``. ``staff``
    are those who act that day, ``away`` whose place they take, or who is away and has nobody.
    """

    region: Region
    case: Case
    programme: Programme
    register: Register
    plans: tuple[Plan, ...] = ()
    decision: Decision | None = None
    notice: Notice | None = None
    dispatch: Dispatch | None = None
    meetings: tuple[Meeting, ...] = ()
    members: tuple[Party, ...] = ()
    groups: Mapping[str, tuple[Party, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[Party, ...]] = field(default_factory=dict)
    measures: Mapping[int, tuple[Measure, ...]] = field(default_factory=dict)
    opinions: Mapping[int, tuple[Opinion, ...]] = field(default_factory=dict)
    years_taken: frozenset[int] = frozenset()
    bound_plans: frozenset[int] = frozenset()
    listings: Mapping[int, tuple[ListedDecision, ...]] = field(default_factory=dict)
    staff: Mapping[Role, Person] = field(default_factory=dict)
    away: Mapping[Role, Absence] = field(default_factory=dict)
    next_number: int = 1
    carried_on: frozenset[int] = frozenset()

    def the_decision(self) -> Decision:
        """The decision, which every step on a decision, a notice or a dispatch has."""
        if self.decision is None:
            raise LookupError("this situation was read without a decision")
        return self.decision

    def delegation(self) -> Delegation | None:
        """The entry of the register that the decision names as its ground."""
        decision = self.decision
        if decision is None:
            return None
        found = [d for d in self.register.delegations if d.id == decision.delegation_id]
        return found[0] if found else None

    def its_committee(self) -> Committee:
        """The committee as the decision speaks of it: once it is taken, as it was that day."""
        committee, kept = self.case.committee, self._kept()
        if kept is None:
            return committee
        name, genitive = kept.committee, kept.genitive
        return replace(committee, name=name, genitive=genitive, notified=kept.notified)

    def its_house(self) -> House:
        """The house's way of writing that the decision is written in: once taken, as it was."""
        house, kept = self.region.house, self._kept()
        if kept is None:
            return house
        return replace(house, headings=kept.headings, clause_style=kept.clause_style)

    def settings(self) -> AsDecided:
        """What a decision that is taken now reads from settings, and then keeps."""
        committee, house = self.case.committee, self.region.house
        words = (committee.name, committee.genitive, house.clause_style)
        return AsDecided(committee.notified, *words, house.headings)

    def _kept(self) -> AsDecided | None:
        return self.decision.as_decided if self.decision else None


@dataclass(frozen=True)
class DraftText:
    """What an officer may write anew in a decision's draft."""

    title: str
    text: tuple[str, ...]
    delegation_id: int
    dispatch_to: tuple[str, ...]
    new_direction: bool | None = None


@dataclass(frozen=True)
class Given:
    """What the person wrote or chose in the form of a step; what the step does not use is empty."""

    reason: str = ""
    deputy_reason: str = ""
    seen: frozenset[str] = frozenset()
    answer_by: date | None = None
    opinion: str = ""
    paragraph: str = ""
    day: date | None = None
    place: str = ""
    adjusted_on: date | None = None
    posted_on: date | None = None
    receipt: str = ""
    party_id: int | None = None
    own_reference: str = ""
    confirmed_by: str = ""
    outcomes: tuple[tuple[int, Outcome], ...] = ()
    measures: tuple[Measure, ...] = ()
    draft: DraftText | None = None
    basis: tuple[Basis, ...] = ()
    ended: tuple[str, ...] = ()
    plan_ids: tuple[int, ...] = ()
    meeting_id: int | None = None
    reference: str = ""
    outcome: str = ""
    address: str = ""


@dataclass(frozen=True)
class Ask:
    """The question "may this person take this step now?"; ``given`` is empty until they do.

    ``at`` is an aware instant; the rules go by the *local* day ``on`` in ``time_zone``.
    """

    step: str
    actor: Actor
    at: datetime
    given: Given | None = None
    time_zone: str = "Europe/Stockholm"

    @property
    def on(self) -> date:
        """The local date of the act."""
        return local_date(self.at, self.time_zone)


def local_date(at: datetime, time_zone: str) -> date:
    """The calendar day in ``time_zone`` of an aware instant; a naive one raises ``ValueError``."""
    if at.tzinfo is None:
        raise ValueError("a naive time has no local date")
    return at.astimezone(ZoneInfo(time_zone)).date()
