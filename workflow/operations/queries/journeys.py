"""When a plan took each step of its way, by the record: its own steps and its decision's."""

from datetime import date

from sqlalchemy import func, or_, select

from workflow.facts import local_date
from workflow.operations.office import Office
from workflow.states import Thing
from workflow.store import tables as t
from workflow.store.engine import reading


def steps_taken(office: Office, plan_id: int) -> dict[str, date]:
    """The local day on which each step was last taken with the plan."""
    covering = select(t.decision_plan.c.decision_id).where(t.decision_plan.c.plan_id == plan_id)
    own = (t.event.c.thing == Thing.PLAN.value) & (t.event.c.thing_id == plan_id)
    with_it = (t.event.c.thing == Thing.DECISION.value) & t.event.c.thing_id.in_(covering)
    newest = (
        select(t.event.c.step, func.max(t.event.c.at).label("at"))
        .where(or_(own, with_it), t.event.c.refused.is_(False))
        .group_by(t.event.c.step)
    )
    with reading(office.engine) as connection:
        rows = connection.execute(newest)
        return {row.step: local_date(row.at, office.time_zone) for row in rows}
