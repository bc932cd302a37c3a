"""The calendar: Swedish working days, days of appeal, meetings that are still possible."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from workflow.facts import Meeting

APPEAL_WEEKS = 3  # 13 kap. 5 § kommunallagen
ADJUSTMENT_DAYS = 14  # 5 kap. 69 § kommunallagen
POSTING_DAYS = 2  # 8 kap. 12 §: at the latest the second day after the adjustment


@lru_cache(maxsize=64)
def _free_days(year: int) -> frozenset[date]:
    # "de_facto" adds midsommarafton, julafton and nyårsafton, which count as Sundays.
    return frozenset(country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_working_day(on: date) -> bool:
    """Neither Saturday, Sunday, public holiday, midsommarafton, julafton nor nyårsafton."""
    return on.weekday() < 5 and on not in _free_days(on.year)


def working_day_on_or_after(on: date) -> date:
    while not is_working_day(on):
        on += timedelta(days=1)
    return on


def working_day_on_or_before(on: date) -> date:
    while not is_working_day(on):
        on -= timedelta(days=1)
    return on


def add_working_days(on: date, count: int) -> date:
    """The working day that lies ``count`` working days after ``on``."""
    for _ in range(count):
        on = working_day_on_or_after(on + timedelta(days=1))
    return on


def before_working_days(on: date, count: int) -> date:
    """The working day that lies ``count`` working days before ``on``."""
    for _ in range(count):
        on = working_day_on_or_before(on - timedelta(days=1))
    return on


def last_appeal_day(posted_on: date) -> date:
    """Three weeks after the adjustment was announced; a free day moves it to the next working day.

    13 kap. 5 § kommunallagen; the move is the rule of lag 1930:173 as secondary sources give it.
    """
    return working_day_on_or_after(posted_on + timedelta(weeks=APPEAL_WEEKS))


def next_meeting(meetings: Iterable[Meeting], on: date) -> Meeting | None:
    """The first meeting whose stop date has not passed and whose summons has not gone out."""
    open_to_papers = [meeting for meeting in meetings if meeting.takes_papers(on)]
    return min(open_to_papers, key=lambda meeting: meeting.held_on, default=None)


def other_meeting(meetings: Iterable[Meeting], than: Meeting, on: date) -> Meeting | None:
    """The first other meeting that still takes papers: where a decision is moved to."""
    return next_meeting([meeting for meeting in meetings if meeting.id != than.id], on)


def day_of(year: int, month_and_day: tuple[int, int]) -> date:
    """A calendar day in a year; 29 February falls on the 28th where the year has none."""
    month, day = month_and_day
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


def reminder_days(
    due_on: date, days_before: Iterable[int], days_after: Iterable[int], since: date
) -> tuple[tuple[int, date], ...]:
    """Which reminders a duty gets, as (days before due, day), earliest first.

    None comes before ``since``. A reminder that would fall on a free day comes the working day
    before it, one after the due day on the next; where two fall on the same day the one nearest
    the due day is kept. A duty that begins when all its days have passed gets one, at once.
    """
    by_day: dict[date, int] = {}
    for level in sorted(days_before, reverse=True):
        by_day[working_day_on_or_before(due_on - timedelta(days=level))] = level
    for level in sorted(days_after):
        by_day.setdefault(working_day_on_or_after(due_on + timedelta(days=level)), -level)
    found = tuple((level, day) for day, level in sorted(by_day.items()) if day >= since)
    if found or not by_day:
        return found
    return ((min(by_day.values()), working_day_on_or_after(since)),)
