"""Whether anything waits for the clock: the one look of a tick that has nothing to do."""

from datetime import datetime

from sqlalchemy import Boolean, and_, bindparam, or_, select

from workflow.facts import local_date
from workflow.jobs import calendar_steps, daily
from workflow.operations.office import Office
from workflow.store import reminders
from workflow.store.engine import reading
from workflow.store.plainly import planned_anew
from workflow.store.prepared import Prepared
from workflow.year import is_working_day

# Each part is what its own job looks for, so that nothing is waited for that this does not see.
_ANYTHING = Prepared(
    select(
        or_(
            ~daily.DONE.exists(),
            calendar_steps.TO_BE_LISTED.exists(),
            calendar_steps.CONFIRMED_BY_ALL.exists(),
            and_(bindparam("letters_leave", type_=Boolean), calendar_steps.YEAR_ENDS.exists()),
            reminders.DUE.exists(),
        )
    )
)


def anything(office: Office, at: datetime) -> bool:
    """Whether a tick at this time may have something to do."""
    today = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        planned_anew(connection)
        found = _ANYTHING.value(
            connection,
            today=today,
            letters_leave=is_working_day(today),
            day_began=daily.day_began(at),
        )
    return bool(found)
