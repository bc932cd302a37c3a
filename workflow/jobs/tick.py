"""One tick of the clock: what the calendar moves, what is due, and once a day what days need."""

from dataclasses import dataclass
from datetime import datetime

from workflow.jobs import calendar_steps, daily, reminding, waiting
from workflow.operations.office import Office


@dataclass(frozen=True)
class Ticked:
    """What a tick did: names of the steps taken, and the number of reminders ordered."""

    steps: tuple[str, ...]
    reminders: int


def tick(office: Office, at: datetime) -> Ticked:
    """Do all that is due at ``at``; a second tick at the same time finds nothing to do."""
    if not waiting.anything(office, at):
        return Ticked((), 0)
    daily.do_once(office, at)
    taken = calendar_steps.take_due(office, at)
    reminded = reminding.remind(office, at)
    return Ticked(tuple(done.step for done in taken), reminded)
