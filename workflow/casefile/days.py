"""Days in a case file: a calendar day, a step's day with its time, a day of every year."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, StrictInt

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
USUAL_TIME = time(10, 0)

_A_DAY = "ska vara en dag, skriven som 2023-10-24"
_A_STEP = 'ska vara en dag, 2023-10-24, eller en dag med klockslag, "2023-10-24 14:30"'
_A_MONTH_DAY = 'ska vara månad och dag inom citattecken, som "12-31"'
_STEP = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::00)?)?", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class When:
    """A day and a local time of day; 10.00 where the file names only the day."""

    day: date
    clock: time = USUAL_TIME

    def at(self, time_zone: str) -> datetime:
        """The instant in UTC, for somebody whose clock shows ``time_zone``."""
        return datetime.combine(self.day, self.clock, ZoneInfo(time_zone)).astimezone(UTC)

    def __str__(self) -> str:
        if self.clock == USUAL_TIME:
            return self.day.isoformat()
        return f"{self.day} kl. {self.clock:%H.%M}"


def _day(value: object) -> date:
    match value:
        case datetime():
            raise ValueError(f"{_A_DAY} (utan klockslag)")
        case date():
            return _within_reach(value)
        case str():
            return _within_reach(_iso_day(value, _A_DAY))
        case _:
            raise ValueError(_A_DAY)


def _when(value: object) -> When:
    match value:
        case When():
            return value
        case datetime() if value.tzinfo is not None:
            raise ValueError(f"{_A_STEP}, utan tidszon: regionens egen gäller")
        case datetime():
            return When(_within_reach(value.date()), value.time())
        case date():
            return When(_within_reach(value))
        case str():
            return _written_step(value)
        case _:
            raise ValueError(_A_STEP)


def _written_step(text: str) -> When:
    found = _STEP.fullmatch(text)
    if found is None:
        raise ValueError(_A_STEP)
    day = _within_reach(_iso_day(found[1], _A_STEP))
    return When(day, _clock(found[2])) if found[2] else When(day)


def _iso_day(text: str, wanted: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"dagen finns inte: {wanted}") from None


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ValueError(f"klockslaget {text} finns inte: {_A_STEP}") from None


def _within_reach(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        span = f"{FIRST_DAY.year}–{LAST_DAY.year}"
        raise ValueError(f"{day} ligger utanför {span}. Rätta årtalet")
    return day


def _month_day(value: object) -> tuple[int, int]:
    found = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(_A_MONTH_DAY)
    # A leap year, so that 02-29 is a day; in other years it falls on the 28th.
    _iso_day(f"2024-{found[0]}", _A_MONTH_DAY)
    return int(found[1]), int(found[2])


Day = Annotated[date, BeforeValidator(_day)]
Step = Annotated[When, BeforeValidator(_when)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Year = Annotated[StrictInt, Field(ge=FIRST_DAY.year, le=LAST_DAY.year)]
