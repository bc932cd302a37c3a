"""One tick of the clock: what the calendar moves, what is due, yesterday's seal."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workflow.jobs import calendar_steps, reminding
from workflow.operations.office import Office
from workflow.store import record
from workflow.store.engine import writing


@dataclass(frozen=True)
class Ticked:
    """What a tick did: names of the steps taken, and the number of reminders ordered."""

    steps: tuple[str, ...]
    reminders: int


def tick(office: Office, at: datetime) -> Ticked:
    """Do all that is due at ``at``; a second tick at the same time finds nothing to do."""
    taken = calendar_steps.take_due(office, at)
    reminded = reminding.remind(office, at)
    with writing(office.engine) as connection:
        yesterday = at.astimezone(UTC).date() - timedelta(days=1)
        record.seal_day(connection, yesterday, office.key, at)
    return Ticked(tuple(done.step for done in taken), reminded)
