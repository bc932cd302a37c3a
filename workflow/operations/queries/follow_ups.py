"""Where each plan stands in its follow-up: how much is answered, and what is due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from workflow.operations.office import Office
from workflow.states import DutyKind, PlanState
from workflow.store import tables as t
from workflow.store.engine import reading

PAGE = 50
FOLLOWED = (
    PlanState.ADOPTED,
    PlanState.FOLLOWING_UP,
    PlanState.FOLLOWED_UP,
    PlanState.REPORTED,
    PlanState.REPORTED_BACK,
    PlanState.CLOSED,
)
OF_FOLLOW_UP = (
    DutyKind.OPEN_FOLLOW_UP,
    DutyKind.OUTCOME,
    DutyKind.CLOSE_FOLLOW_UP,
    DutyKind.REPORT_AGENCY,
    DutyKind.REPORT_COMMITTEE,
)


@dataclass(frozen=True)
class PlanLine:
    """One plan: its state, how many targets have an outcome or a reason, what is due next."""

    plan_id: int
    case_id: int
    reference: str
    year: int
    title: str
    state: PlanState
    answered: int
    total: int
    next_kind: DutyKind | None
    next_on: date | None


def count(office: Office) -> int:
    """How many plans are adopted, and so followed up."""
    with reading(office.engine) as connection:
        return int(connection.execute(select(func.count()).where(_followed())).scalar_one())


def overview(office: Office, start: int = 0) -> tuple[PlanLine, ...]:
    """The adopted plans, the newest year first; ``PAGE`` of them from ``start``."""
    plans = (
        select(t.plan, t.matter_case.c.reference)
        .join(t.matter_case, t.matter_case.c.id == t.plan.c.case_id)
        .where(_followed())
        .order_by(t.plan.c.year.desc(), t.matter_case.c.id, t.plan.c.id)
        .limit(PAGE)
        .offset(start)
    )
    with reading(office.engine) as connection:
        rows = connection.execute(plans).all()
        ids = [row.id for row in rows]
        answered, due = _answered(connection, ids), _next_due(connection, ids)
    nothing: tuple[DutyKind | None, date | None] = (None, None)
    return tuple(
        PlanLine(
            row.id,
            row.case_id,
            row.reference,
            row.year,
            row.title,
            PlanState(row.state),
            *answered.get(row.id, (0, 0)),
            *due.get(row.id, nothing),
        )
        for row in rows
    )


def _followed() -> ColumnElement[bool]:
    return t.plan.c.state.in_([state.value for state in FOLLOWED])


def _answered(connection: Connection, plan_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Answered and all targets of each plan; a value is an answer, and so is a stated reason."""
    answer = or_(t.outcome.c.value.is_not(None), t.outcome.c.missing_reason != "")
    rows = connection.execute(
        select(t.measure.c.plan_id, func.count(t.outcome.c.id), func.count(t.target.c.id))
        .join(t.target, t.target.c.measure_id == t.measure.c.id)
        .outerjoin(t.outcome, and_(t.outcome.c.target_id == t.target.c.id, answer))
        .where(t.measure.c.plan_id.in_(plan_ids))
        .group_by(t.measure.c.plan_id)
    )
    return {plan_id: (answered, total) for plan_id, answered, total in rows}


def _next_due(
    connection: Connection, plan_ids: Sequence[int]
) -> dict[int, tuple[DutyKind | None, date | None]]:
    """The open duty of each plan that is due first."""
    rows = connection.execute(
        select(t.duty.c.plan_id, t.duty.c.kind, t.duty.c.due_on)
        .where(t.duty.c.plan_id.in_(plan_ids), t.duty.c.settled_on.is_(None))
        .where(t.duty.c.kind.in_([kind.value for kind in OF_FOLLOW_UP]))
        .order_by(t.duty.c.due_on.desc(), t.duty.c.id.desc())
    )
    return {row.plan_id: (DutyKind(row.kind), row.due_on) for row in rows}
