"""Who holds a post that something is delegated to: the people who may be asked to decide."""

from datetime import date

from sqlalchemy import or_, select

from workflow.operations.office import Office
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.people import in_force


def may_decide_something(office: Office, person_id: int, on: date) -> bool:
    """Whether a delegation, in force or not, is given to a post that the person holds that day.

    It says who meets the deciders' pages: whose delegation has ended is told so there, by the
    rule that says no. Each case asks who may read it, and each decision asks the register.
    """
    posts = (
        select(t.holding.c.post_id)
        .where(t.holding.c.person_id == person_id)
        .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, on))
    )
    given = (
        select(t.delegation.c.id)
        .where(or_(t.delegation.c.post_id.in_(posts), t.delegation.c.deputy_post_id.in_(posts)))
        .limit(1)
    )
    with reading(office.engine) as connection:
        return connection.execute(given).first() is not None
