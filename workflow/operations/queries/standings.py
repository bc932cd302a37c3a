"""Where things on their way stand: plans, decisions, notices, dispatches, read many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select, text

from workflow.chain import STEPS
from workflow.states import UNDECIDED, DutyKind, Thing
from workflow.store import tables as t


@dataclass(frozen=True)
class OpenDuty:
    """What is due on a day, by an organisation outside or else by somebody in the house."""

    kind: DutyKind
    due_on: date
    party: str = ""


@dataclass(frozen=True)
class Standing:
    """One thing of a case, where it stands and since when.

    ``id`` is the thing's own; a notice and a dispatch are reached by ``decision_id``.
    ``held_on`` is the meeting of a listed notice, or of a plan's report; ``notified`` whether its
    committee is notified of it, ``is_appealed`` whether an appeal in time is open. ``is_bound``
    says that a plan stands in a decision on its way, and ``is_settled`` that notice and dispatch
    of its decision are done.
    """

    thing: Thing
    id: int
    state: str
    case_id: int
    reference: str
    officer_id: int
    officer: str
    title: str
    year: int | None = None
    plan_id: int | None = None
    decision_id: int | None = None
    delegation_id: int | None = None
    answer_by: date | None = None
    held_on: date | None = None
    last_appeal_on: date | None = None
    is_bound: bool = False
    is_settled: bool = False
    notified: bool = True
    is_appealed: bool = False
    since: datetime | None = None
    duties: tuple[OpenDuty, ...] = ()


_CASE = (
    t.matter_case.c.id.label("case_id"),
    t.matter_case.c.reference,
    t.matter_case.c.officer_id,
    t.person.c.name.label("officer"),
)
_ON_THEIR_WAY = [state.value for state in UNDECIDED]
_BOUND = (
    select(t.decision_plan.c.id)
    .join(t.decision, t.decision.c.id == t.decision_plan.c.decision_id)
    .where(t.decision_plan.c.plan_id == t.plan.c.id, t.decision.c.state.in_(_ON_THEIR_WAY))
    .exists()
)
_SETTLED = (
    select(t.decision_plan.c.id)
    .join(t.notice, t.notice.c.decision_id == t.decision_plan.c.decision_id)
    .join(t.dispatch, t.dispatch.c.decision_id == t.decision_plan.c.decision_id)
    .where(t.decision_plan.c.plan_id == t.plan.c.id, t.decision_plan.c.adopted)
    .where(t.notice.c.state == "in_force", t.dispatch.c.state == "acknowledged")
    .exists()
)


_REPEALED = (
    select(t.notice.c.id)
    .where(t.notice.c.decision_id == t.dispatch.c.decision_id)
    .where(t.notice.c.state == "repealed")
    .exists()
)


def _of_case(query: Select[Any]) -> Select[Any]:
    return query.join(t.person, t.person.c.id == t.matter_case.c.officer_id)


_PLANS = _of_case(
    select(
        *_CASE,
        t.plan.c.id,
        t.plan.c.id.label("plan_id"),
        t.plan.c.state,
        t.plan.c.title,
        t.plan.c.year,
        t.plan.c.answer_by,
        t.meeting.c.held_on,
        _BOUND.label("is_bound"),
        _SETTLED.label("is_settled"),
    )
    .join(t.matter_case, t.matter_case.c.id == t.plan.c.case_id)
    .outerjoin(t.meeting, t.meeting.c.id == t.plan.c.meeting_id)
)
_DECIDED = (
    t.decision.c.id.label("decision_id"),
    t.decision.c.title,
    t.decision.c.delegation_id,
)
_DECISIONS = _of_case(
    select(*_CASE, *_DECIDED, t.decision.c.id, t.decision.c.state).join(
        t.matter_case, t.matter_case.c.id == t.decision.c.case_id
    )
)
# What the decision says of itself; one that has never been asked goes by its committee's setting.
NOTIFIED = func.coalesce(t.decision.c.notified, t.committee.c.notified)
_NOTICES = _of_case(
    select(
        *_CASE,
        *_DECIDED,
        t.notice.c.id,
        t.notice.c.state,
        t.notice.c.last_appeal_on,
        t.meeting.c.held_on,
        NOTIFIED.label("notified"),
        and_(
            t.notice.c.appealed_on.is_not(None),
            t.notice.c.appeal_closed_on.is_(None),
            t.notice.c.appeal_is_late.is_(False),
        ).label("is_appealed"),
    )
    .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
    .join(t.committee, t.committee.c.id == t.decision.c.committee_id)
    .outerjoin(t.meeting, t.meeting.c.id == t.notice.c.meeting_id)
)
_DISPATCHES = _of_case(
    select(*_CASE, *_DECIDED, t.dispatch.c.id, t.dispatch.c.state)
    .join(t.decision, t.decision.c.id == t.dispatch.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
)
_QUERIES = {
    Thing.PLAN: (_PLANS, t.plan),
    Thing.DECISION: (_DECISIONS, t.decision),
    Thing.NOTICE: (_NOTICES, t.notice),
    Thing.DISPATCH: (_DISPATCHES, t.dispatch),
}
CLOSED = {
    Thing.PLAN: ("referred", "closed", "repealed", "discarded"),
    Thing.DECISION: ("decided", "discarded", "by_committee"),
    Thing.NOTICE: ("in_force", "repealed"),
    Thing.DISPATCH: ("acknowledged",),
}


def is_open(thing: Thing) -> ColumnElement[bool]:
    """Things whose way is not at its end; a decision that is repealed is not sent to anybody."""
    _, table = _QUERIES[thing]
    # Written out: an index over those on their way is used for the very same condition only.
    on_its_way = and_(*(table.c.state != text(f"'{state}'") for state in CLOSED[thing]))
    return and_(on_its_way, ~_REPEALED) if thing is Thing.DISPATCH else on_its_way


def on_their_way(thing: Thing, which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those of the things whose way is not at its end; they are found first, for they are few.

    ``which`` is asked of the thing and, but for a plan, of its decision.
    """
    _, table = _QUERIES[thing]
    found = select(table.c.id).where(is_open(thing), which).correlate(None)
    if thing in {Thing.NOTICE, Thing.DISPATCH}:
        found = found.join(t.decision, t.decision.c.id == table.c.decision_id)
    return table.c.id.in_(found)


def read(
    connection: Connection, thing: Thing, which: ColumnElement[bool], newest: int | None = None
) -> list[Standing]:
    """The things of one kind that ``which`` picks out, or only the newest of them by id."""
    query, table = _QUERIES[thing]
    ordered = query.where(which).order_by(table.c.id.desc())
    found = connection.execute(ordered.limit(newest) if newest else ordered)
    rows = found.mappings().all()
    since = _since(connection, thing, rows)
    duties = _duties(connection, rows)
    return [
        Standing(
            thing=thing,
            **row,
            since=since.get(row["id"]),
            duties=tuple(duties.get(_subject(row), ())),
        )
        for row in rows
    ]


Subject = tuple[int, int]
_MOVING = [step.name for step in STEPS if step.target is not None]


def _subject(row: RowMapping) -> Subject:
    """What duties are kept on: the plan, or else the decision."""
    return row.get("plan_id") or 0, row.get("decision_id") or 0


def _duties(connection: Connection, rows: Iterable[RowMapping]) -> dict[Subject, list[OpenDuty]]:
    """The open duties of these plans and decisions, the first due first."""
    subjects = {_subject(row) for row in rows}
    if not subjects:
        return {}
    plans, decisions = {plan for plan, _ in subjects}, {decision for _, decision in subjects}
    found: dict[Subject, list[OpenDuty]] = {}
    query = (
        select(t.duty, t.party.c.name)
        .outerjoin(t.party, t.party.c.id == t.duty.c.party_id)
        .where(t.duty.c.settled_on.is_(None))
        .where(or_(t.duty.c.plan_id.in_(plans), t.duty.c.decision_id.in_(decisions)))
        .order_by(t.duty.c.due_on, t.duty.c.id)
    )
    for row in connection.execute(query):
        duty = OpenDuty(DutyKind(row.kind), row.due_on, row.name or "")
        found.setdefault((row.plan_id or 0, row.decision_id or 0), []).append(duty)
    return found


def _since(connection: Connection, thing: Thing, rows: Iterable[RowMapping]) -> dict[int, datetime]:
    """When each thing came to stand where it stands: its own newest move, or its decision's."""
    decision_of = {row["id"]: row.get("decision_id") or 0 for row in rows}
    cases = {row["case_id"] for row in rows}
    if not cases:
        return {}
    moved = (
        select(t.event.c.thing, t.event.c.thing_id, func.max(t.event.c.seq).label("seq"))
        .add_columns(t.event.c.case_id)
        .where(t.event.c.case_id.in_(cases), t.event.c.refused.is_(False))
        .where(t.event.c.step.in_(_MOVING))
        .where(t.event.c.thing.in_([thing.value, Thing.DECISION.value]))
        .group_by(t.event.c.case_id, t.event.c.thing, t.event.c.thing_id)
        .subquery()
    )
    query = select(moved.c.thing, moved.c.thing_id, t.event.c.at).join(
        t.event, and_(t.event.c.case_id == moved.c.case_id, t.event.c.seq == moved.c.seq)
    )
    newest = {(row.thing, row.thing_id): row.at for row in connection.execute(query)}
    own = {id_: newest.get((thing.value, id_)) for id_ in decision_of}
    decided = {id_: newest.get((Thing.DECISION.value, of)) for id_, of in decision_of.items()}
    return {id_: at for id_ in decision_of if (at := own[id_] or decided[id_])}
