"""A plan begins: one for each year of a case, beside those that were repealed or discarded."""

from sqlalchemy import Connection, func, select

from workflow.states import GONE, PlanState
from workflow.store import tables as t
from workflow.store.engine import unless_there
from workflow.store.moves import Moved


def add(connection: Connection, case_id: int, year: int, title: str, opened_by: int) -> int:
    """A new plan in drafting; gives its id. Where the year was opened meanwhile: ``Moved``.

    It comes after those of the same year that were repealed or discarded.
    """
    gone = t.plan.c.state.in_([state.value for state in GONE])
    before = select(func.count()).where(t.plan.c.case_id == case_id, t.plan.c.year == year)
    row = {
        "case_id": case_id,
        "year": year,
        "revision": 1 + connection.execute(before.where(gone)).scalar_one(),
        "title": title,
        "opened_by": opened_by,
        "state": PlanState.DRAFTING.value,
        "version": 1,
    }
    statement = unless_there(connection, t.plan).returning(t.plan.c.id)
    plan_id: int | None = connection.execute(statement, row).scalar_one_or_none()
    if plan_id is None:
        raise Moved("plan")
    return plan_id
