"""What the API answers with: the facts of a case, as JSON."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from workflow.facts import Choice, OutcomeStatus
from workflow.states import (
    ActorKind,
    DecisionState,
    DeliveryState,
    DispatchState,
    NoticeState,
    PlanState,
)

# A number keeps its decimals: JSON's own would be rounded by many readers.
Number = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]


class Answer(BaseModel):
    """Something that the API answers with; read from the facts as they are."""

    model_config = ConfigDict(from_attributes=True)


class Me(Answer):
    name: str
    roles: list[str]
    scope: str = Field(description="read, eller steps för att också ta steg")
    expires_on: date


class CaseLine(Answer):
    id: int
    reference: str = Field(description="Diarienummer, till exempel RUN/536/2021")
    title: str
    committee: str
    officer: str
    opened_on: date
    plan_state: PlanState | None
    decision_state: DecisionState | None
    last_on: date | None = Field(description="Nästa sista dag")
    overdue: bool


class CaseList(Answer):
    total: int
    page: int
    per_page: int
    items: list[CaseLine]


class PlanLine(Answer):
    id: int
    year: int
    title: str
    state: PlanState


class DecisionLine(Answer):
    id: int
    title: str
    state: DecisionState
    number: str
    decided_on: date | None
    notice: NoticeState | None
    dispatch: DispatchState | None


class PaperLine(Answer):
    sha256: str
    kind: str
    name: str
    media_type: str
    size: int


class Case(Answer):
    id: int
    reference: str
    title: str
    opened_on: date
    committee: str
    programme: str
    officer: str
    plans: list[PlanLine]
    decisions: list[DecisionLine]


class Outcome(Answer):
    value: Number | None = Field(description="0 är ett utfall, null är det inte")
    status: OutcomeStatus
    comment: str
    lesson: str
    missing_reason: str
    reported_by: str
    reported_on: date | None


class Target(Answer):
    id: int
    position: int
    level: str
    text: str
    indicator: str
    unit: str
    baseline: Number | None
    goal: Number | None
    source: str
    outcome: Outcome | None


class Funding(Answer):
    amount: int = Field(description="Hela kronor")
    source: str


class Party(Answer):
    id: int
    key: str
    name: str


class Measure(Answer):
    id: int
    key: str
    position: int
    area: str
    activity: str
    purpose: str
    responsible: Party | None
    responsible_person: str
    participants: list[str]
    starts_on: date | None
    ends_on: date | None
    funding: list[Funding]
    sustainability: str
    targets: list[Target]
    carried_from: int | None
    choice: Choice
    fingerprint: str = Field(description="Skickas tillbaka som seen när insatsen ändras")


class ReportMeeting(Answer):
    id: int
    held_on: date


class Plan(Answer):
    id: int
    case_id: int
    year: int
    title: str
    state: PlanState
    version: int
    answer_by: date | None
    followed_up_on: date | None
    reported_on: date | None
    receipt: str
    meeting: ReportMeeting | None = Field(
        description="Sammanträdet som återrapporteringen är upprättad till"
    )
    measures: list[Measure]


class Basis(Answer):
    position: int
    title: str
    dated_on: date | None
    sha256: str | None
    plan_id: int | None


class Decider(Answer):
    name: str
    title: str
    deputy_for: str
    deputy_reason: str


class Notice(Answer):
    state: NoticeState
    held_on: date | None
    paragraph: str
    adjusted_on: date | None
    posted_on: date | None
    posted_place: str
    last_appeal_on: date | None
    in_force_on: date | None
    appealed_on: date | None
    appeal_reference: str
    appeal_closed_on: date | None
    appeal_outcome: str
    appeal_is_late: bool
    repealed_on: date | None


class Delivery(Answer):
    party: Party
    state: DeliveryState
    sha256: str
    settled_on: date | None
    settled_how: str
    settled_by: str


class Decision(Answer):
    id: int
    case_id: int
    version: int
    state: DecisionState
    title: str
    matter: str
    text: list[str]
    basis: list[Basis]
    delegation_id: int
    dispatch_to: list[str]
    new_direction: bool | None
    number: str
    decided_on: date | None
    decided_at: datetime | None
    decider: Decider | None
    plans: list[PlanLine]
    notice: Notice | None
    dispatch: DispatchState | None
    deliveries: list[Delivery]
    papers: list[PaperLine]


class Event(Answer):
    seq: int
    at: datetime
    step: str
    thing: str
    thing_id: int | None
    actor_kind: ActorKind
    actor_name: str
    refused: bool


class EventList(Answer):
    total: int
    page: int
    items: list[Event]


class Meeting(Answer):
    id: int
    committee: str
    held_on: date
    stop_on: date
    listed: int
    unnoted: int


class MeetingList(Answer):
    items: list[Meeting]


class Delegation(Answer):
    id: int
    committee: str
    ground: str
    post: str
    holder: str
    deputy: str
    matter: str
    case_reference: str
    valid_from: date
    valid_to: date | None
    revoked_on: date | None
    standing: str


class DelegationList(Answer):
    items: list[Delegation]


class StepLine(Answer):
    step: str
    swedish: str
    open: bool
    why_not: list[str]


class StepList(Answer):
    items: list[StepLine]


class Taken(Answer):
    step: str
    case_id: int
    id: int = Field(description="Planens eller beslutets nummer")


class Problem(BaseModel):
    """An answer to what could not be done (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    reasons: list[str] = Field(default_factory=list)
    codes: list[str] = Field(default_factory=list)
