"""Who holds a post that something is delegated to: the people who may be asked to decide."""

from datetime import date

from sqlalchemy import BindParameter, bindparam, or_, select

from workflow.operations.office import Office
from workflow.store import tables as t
from workflow.store.engine import asking
from workflow.store.people import in_force
from workflow.store.prepared import Prepared

_ON: BindParameter[date] = bindparam("on")
_POSTS = (
    select(t.holding.c.post_id)
    .where(t.holding.c.person_id == bindparam("person"))
    .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, _ON))
)
_GIVEN = Prepared(
    select(t.delegation.c.id)
    .where(or_(t.delegation.c.post_id.in_(_POSTS), t.delegation.c.deputy_post_id.in_(_POSTS)))
    .limit(1)
)


def may_decide_something(office: Office, person_id: int, on: date) -> bool:
    """Whether a delegation, in force or not, is given to a post that the person holds that day.

    It says who meets the deciders' pages: whose delegation has ended is told so there, by the
    rule that says no. Each case asks who may read it, and each decision asks the register.
    """
    with asking(office.engine) as connection:
        return _GIVEN.row(connection, person=person_id, on=on) is not None
