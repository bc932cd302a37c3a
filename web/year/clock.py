"""The simulated clock: each morning a tick at office hour, then the acts of the day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from web.telling import told
from web.year.stage import Act
from workflow.jobs import sender
from workflow.jobs.tick import tick
from workflow.operations.office import Office
from workflow.ports import Post
from workflow.reasons import STEPS_BY_THEMSELVES
from workflow.refusals import BeslutskedjanError

Say = Callable[[date, str, str], None]
Mark = Callable[..., None]
# Told of the mornings in which nobody acts, before they come: from an instant through a day.
Foresee = Callable[[datetime, date], None]


def _unmarked(*_texts: str) -> None:
    """A run that need not say where it stopped."""


def _unforeseen(_at: datetime, _last: date) -> None:
    """A run that asks nobody what is to come."""


class SimulatedClock:
    """Takes acts in their order, and lets the calendar and the post work between them.

    ``mark`` is told where the run stands before each thing that may stop it, and ``foresee``
    of each row of mornings between two acts.
    """

    def __init__(
        self,
        office: Office,
        post: Post,
        hour: int,
        say: Say,
        mark: Mark = _unmarked,
        foresee: Foresee = _unforeseen,
    ) -> None:
        self.office = office
        self.post = post
        self.morning = time(hour)
        self.say = say
        self.mark = mark
        self.foresee = foresee
        self.zone = ZoneInfo(office.time_zone)

    def run(self, acts: list[Act], until: datetime | None = None) -> None:
        """Every act at its time, from the first one's day; the mornings go on to ``until``."""
        day = acts[0].at.astimezone(self.zone).date()
        for act in acts:
            day = self._mornings(day, act.at)
            self._act(act, act.at.astimezone(self.zone).date())
        if until is not None:
            self._mornings(day, until)

    def _mornings(self, day: date, at: datetime) -> date:
        """Tick each morning up to an instant; the answer is the first day not begun."""
        if self._morning_of(day) <= at:
            self.foresee(self._morning_of(day), self._last_morning(at))
        while self._morning_of(day) <= at:
            self._tick(day)
            day += timedelta(days=1)
        return day

    def _last_morning(self, at: datetime) -> date:
        day = at.astimezone(self.zone).date()
        return day if self._morning_of(day) <= at else day - timedelta(days=1)

    def _morning_of(self, day: date) -> datetime:
        return datetime.combine(day, self.morning, self.zone).astimezone(UTC)

    def _tick(self, day: date) -> None:
        at = self._morning_of(day)
        self.mark(f"Körningen stannade {day} när kalendern gick igenom dagen.")
        ticked = tick(self.office, at)
        for step in ticked.steps:
            self.say(day, "Kalendern", STEPS_BY_THEMSELVES[step])
        if ticked.reminders:
            self.say(day, "Kalendern", f"påminner ({ticked.reminders})")
        if ticked.steps or ticked.reminders:
            self._send(at)

    def _act(self, act: Act, on: date) -> None:
        where = f"Körningen stannade {on} när {act.who} {act.what}."
        self.mark(where)
        try:
            act.do()
        except BeslutskedjanError as error:
            self.mark(where, *told(error))
            raise
        self.say(on, act.who, act.what)
        self._send(act.at)

    def _send(self, at: datetime) -> None:
        while sender.send_due(self.office, self.post, "year", at):
            pass
