"""What a rule, a paper or a letter may know: frozen facts, read once and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from workflow.states import (
    ActorKind,
    DecisionState,
    DeliveryState,
    DispatchState,
    NoticeState,
    PlanState,
    Role,
)


@dataclass(frozen=True)
class Actor:
    """Who takes a step: a person, the bearer of a personal link, or the program's clock."""

    kind: ActorKind
    name: str
    roles: frozenset[Role]
    person_id: int | None = None
    party_id: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Person:
    """An employee as named in a paper: the post's title is the one held on that day."""

    id: int
    name: str
    title: str
    email: str
    phone: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Post:
    """Befattning: what a delegation is given to; holders come and go."""

    id: int
    title: str


@dataclass(frozen=True)
class Holding:
    """Innehav: who holds a post from one day to another, both days included."""

    post_id: int
    person_id: int
    person_name: str
    valid_from: date
    valid_to: date | None = None

    def covers(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class GroundKind(StrEnum):
    """A mandate rests on one decision of the committee, or on an item of its standing order."""

    COMMITTEE_DECISION = "committee_decision"
    DELEGATION_ORDER = "delegation_order"


@dataclass(frozen=True)
class Ground:
    """Delegationsgrund: where the mandate is written; ``label`` is ``§ 89/2023``."""

    kind: GroundKind
    label: str
    decided_on: date
    reference: str = ""


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


@dataclass(frozen=True)
class Committee:
    """Nämnd: ``name`` in running text, ``genitive`` before "beslut"."""

    id: int
    code: str
    name: str
    genitive: str


@dataclass(frozen=True)
class House:
    """How an organisation writes its papers: its own words, in its own order."""

    headings: tuple[tuple[str, str], ...]
    clause_style: str = "passive"
    contact: tuple[str, ...] = ()

    def heading(self, key: str) -> str:
        return dict(self.headings)[key]


@dataclass(frozen=True)
class YearCalendar:
    """The year wheel of a programme; each day is (month, day), in the plan year or the next."""

    follow_up_opens: tuple[int, int] = (12, 31)
    outcomes_due: tuple[int, int] = (1, 31)
    follow_up_closes: tuple[int, int] = (2, 15)
    agency_report_due: tuple[int, int] = (3, 31)
    agency_report_due_verified: bool = False
    committee_report_month: int = 4
    answer_working_days: int = 10
    decide_working_days: int = 10
    dispatch_working_days: int = 1
    acknowledge_working_days: int = 10
    days_before: tuple[int, ...] = (30, 14, 7, 3, 1, 0)
    days_after: tuple[int, ...] = (1, 7)


@dataclass(frozen=True)
class Region:
    """The organisation whose matters these are."""

    id: int
    name: str
    number: str
    unit: str
    house: House
    calendar: YearCalendar
    network: str = ""
    time_zone: str = "Europe/Stockholm"


@dataclass(frozen=True)
class Party:
    """An organisation outside: a member, a recipient, an agency. The name is stored whole."""

    id: int
    key: str
    name: str
    kind: str
    number: str
    email: str
    contact: str = ""


@dataclass(frozen=True)
class Programme:
    """Program: what the committee adopted and the yearly plans apply."""

    id: int
    title: str
    short_title: str
    first_year: int
    last_year: int
    adopted: Ground
    agency: Party
    report_headings: tuple[tuple[str, str], ...]
    report_headings_verified: bool = False


@dataclass(frozen=True)
class Case:
    """Ärende: holds the programme's matters for years under one reference (diarienummer)."""

    id: int
    reference: str
    title: str
    opened_on: date
    committee: Committee
    officer: Person


@dataclass(frozen=True)
class Funding:
    """Finansiering: whole Swedish crowns from one source."""

    amount: int
    source: str


class OutcomeStatus(StrEnum):
    """Måluppfyllelse as the responsible sees it."""

    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True)
class Outcome:
    """Utfall: 0 is an outcome, ``None`` is not; then ``missing_reason`` says why."""

    value: Decimal | None
    status: OutcomeStatus
    comment: str = ""
    lesson: str = ""
    missing_reason: str = ""
    reported_by: str = ""
    reported_on: date | None = None


@dataclass(frozen=True)
class Target:
    """Mål: can be followed up when it has an indicator, a unit and a target value."""

    id: int
    position: int
    level: str
    text: str
    indicator: str
    unit: str
    baseline: Decimal | None
    goal: Decimal | None
    source: str = ""
    outcome: Outcome | None = None


class Choice(StrEnum):
    """What becomes of a measure when next year's plan is drafted."""

    NEW = "new"
    KEEP = "keep"
    CHANGE = "change"


@dataclass(frozen=True)
class Measure:
    """Insats: one planned activity with somebody responsible and targets."""

    id: int
    key: str
    position: int
    area: str
    activity: str
    purpose: str
    responsible: Party | None
    responsible_person: str
    participants: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    funding: tuple[Funding, ...]
    sustainability: str
    targets: tuple[Target, ...]
    carried_from: int | None = None
    choice: Choice = Choice.NEW


@dataclass(frozen=True)
class Opinion:
    """Yttrande: what a member of the network answered to the circulated draft."""

    party_name: str
    text: str
    answered_on: date


@dataclass(frozen=True)
class Plan:
    """Handlingsplan for one year."""

    id: int
    version: int
    state: PlanState
    year: int
    title: str
    opened_by: int
    answer_by: date | None = None


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
class Decision:
    """Delegationsbeslut. The decision day is its own field, never the document's date."""

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


@dataclass(frozen=True)
class Meeting:
    """Sammanträde: papers must be in by ``stop_on``."""

    id: int
    held_on: date
    stop_on: date


@dataclass(frozen=True)
class Notice:
    """Anmälan of one decision at one meeting (kommunallagen 7 kap. 8 §)."""

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


@dataclass(frozen=True)
class Situation:
    """All that the rules and papers may know of a step's subject, as read at one moment.

    ``measures`` and ``opinions`` hold only the plans whose step needs them: a rule that asks
    for what was not read fails loudly with ``KeyError``.
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
    measures: Mapping[int, tuple[Measure, ...]] = field(default_factory=dict)
    opinions: Mapping[int, tuple[Opinion, ...]] = field(default_factory=dict)
    years_taken: frozenset[int] = frozenset()
    bound_plans: frozenset[int] = frozenset()
    staff: Mapping[Role, Person] = field(default_factory=dict)
    next_number: int = 1

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
    receipt: str = ""
    party_id: int | None = None
    outcomes: tuple[tuple[int, Outcome], ...] = ()
    measures: tuple[Measure, ...] = ()
    draft: DraftText | None = None


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
