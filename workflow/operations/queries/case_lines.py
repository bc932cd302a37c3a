"""The lines of a case page: plans and decisions, a plan's measures, a decision's recipients."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from workflow.facts import Measure
from workflow.measures import is_answered
from workflow.operations.queries.copies import Copy, copies, copy_of
from workflow.references import decision_number, with_title
from workflow.states import DRAFTS, UNDECIDED, DecisionState, DispatchState, NoticeState, PlanState
from workflow.store import tables as t


@dataclass(frozen=True)
class PlanLine:
    """A plan of the case, with how many measures it holds."""

    id: int
    year: int
    title: str
    state: PlanState
    answer_by: date | None
    measures: int


@dataclass(frozen=True)
class DecisionLine:
    """A decision of the case, and how its notice and its dispatch stand."""

    id: int
    title: str
    state: DecisionState
    number: str
    decided_on: date | None
    decider: str
    plan_ids: tuple[int, ...]
    notice_id: int | None
    notice: NoticeState | None
    paragraph: str
    held_on: date | None
    dispatch_id: int | None
    dispatch: DispatchState | None


@dataclass(frozen=True)
class MeasureLine:
    """A measure of a plan: how many targets it has, and how many of them have an outcome."""

    activity: str
    responsible: str
    targets: int
    answered: int


@dataclass(frozen=True)
class RecipientLine:
    """A recipient of a decision, and how its copy stands."""

    name: str
    copy: Copy
    settled_on: date | None
    how: str
    by: str
    at: datetime | None = None
    problem: str = ""


def plans(connection: Connection, case_id: int) -> tuple[PlanLine, ...]:
    """The case's plans, the newest year first."""
    counted = (
        select(func.count())
        .where(t.measure.c.plan_id == t.plan.c.id)
        .scalar_subquery()
        .label("measures")
    )
    rows = connection.execute(
        select(t.plan, counted)
        .where(t.plan.c.case_id == case_id)
        .order_by(t.plan.c.year.desc(), t.plan.c.revision.desc())
    )
    return tuple(
        PlanLine(row.id, row.year, row.title, PlanState(row.state), row.answer_by, row.measures)
        for row in rows
    )


def decisions(connection: Connection, case_id: int) -> tuple[DecisionLine, ...]:
    """The case's decisions, the newest first."""
    rows = connection.execute(
        select(
            t.decision,
            t.notice.c.id.label("notice_id"),
            t.notice.c.state.label("notice_state"),
            t.notice.c.paragraph,
            t.meeting.c.held_on,
            t.dispatch.c.id.label("dispatch_id"),
            t.dispatch.c.state.label("dispatch_state"),
        )
        .outerjoin(t.notice, t.notice.c.decision_id == t.decision.c.id)
        .outerjoin(t.meeting, t.meeting.c.id == t.notice.c.meeting_id)
        .outerjoin(t.dispatch, t.dispatch.c.decision_id == t.decision.c.id)
        .where(t.decision.c.case_id == case_id)
        .order_by(t.decision.c.id.desc())
    ).all()
    covered = _covered(connection, [row.id for row in rows])
    return tuple(
        DecisionLine(
            id=row.id,
            title=row.title,
            state=DecisionState(row.state),
            number=decision_number(row.number_serial, row.number_year),
            decided_on=row.decided_on,
            decider=with_title(row.decider_name or "", row.decider_title or ""),
            plan_ids=covered.get(row.id, ()),
            notice_id=row.notice_id,
            notice=NoticeState(row.notice_state) if row.notice_state else None,
            paragraph=row.paragraph or "",
            held_on=row.held_on,
            dispatch_id=row.dispatch_id,
            dispatch=DispatchState(row.dispatch_state) if row.dispatch_state else None,
        )
        for row in rows
    )


def _covered(connection: Connection, decision_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = connection.execute(
        select(t.decision_plan.c.decision_id, t.decision_plan.c.plan_id)
        .where(t.decision_plan.c.decision_id.in_(decision_ids))
        .order_by(t.decision_plan.c.position)
    )
    for row in rows:
        found[row.decision_id] = (*found.get(row.decision_id, ()), row.plan_id)
    return found


def decision_over(plan: PlanLine | None, found: Sequence[DecisionLine]) -> DecisionLine | None:
    """The newest decision that covers the plan; a draft that was discarded covers nothing."""
    counts = (each for each in found if each.state is not DecisionState.DISCARDED)
    return next((each for each in counts if plan and plan.id in each.plan_ids), None)


def drafts(found: Sequence[PlanLine], decided: Sequence[DecisionLine]) -> tuple[int, ...]:
    """The plans that a new decision could cover, the oldest year first."""
    taken = {p for each in decided if each.state in UNDECIDED for p in each.plan_ids}
    free = [plan for plan in found if plan.state in DRAFTS and plan.id not in taken]
    return tuple(plan.id for plan in reversed(free))


def measures(found: Iterable[Measure]) -> tuple[MeasureLine, ...]:
    """The measures of a plan, each in one line."""
    return tuple(
        MeasureLine(
            activity=each.activity,
            responsible=each.responsible.name if each.responsible else "",
            targets=len(each.targets),
            answered=sum(is_answered(target) for target in each.targets),
        )
        for each in found
    )


def recipients(connection: Connection, decision: DecisionLine | None) -> tuple[RecipientLine, ...]:
    """The recipients of a decision, as they stand on its frozen list."""
    if decision is None or decision.dispatch_id is None:
        return ()
    return tuple(
        RecipientLine(
            name=row.party_name,
            copy=copy_of(row),
            at=row.bounced_at or row.sent_at,
            problem=row.problem or "",
            settled_on=row.settled_on,
            how=row.settled_how,
            by=row.settled_by,
        )
        for row in copies(connection, [decision.dispatch_id])
    )
