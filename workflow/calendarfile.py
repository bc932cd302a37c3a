"""A calendar file (.ics) read: which days the meetings in it are held, moved to, or cancelled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component, vRecur

from workflow.refusals import BadInput

MOST_BYTES = 1_000_000
MOST_EVENTS = 500
# A meeting that is held again and again is entered so far ahead and no further.
AHEAD = timedelta(days=730)
_RULES = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
)
# A rule that began long ago is followed from its beginning, but not for ever.
_MOST_OCCASIONS = 50_000
_NEVER = datetime.combine(date.max, time.min)
_OFTEN = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


class _Written(Protocol):
    """A day or an instant as the file has it."""

    @property
    def dt(self) -> object: ...

    @property
    def params(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Event:
    """One meeting of the file: ``uid`` names it for good, ``held_on`` is the local day.

    An occasion of a meeting that is held again and again has the day it was first set to in its
    name, so that it is known again when it is moved.
    """

    uid: str
    held_on: date
    summary: str
    cancelled: bool = False


def read_calendar(content: bytes, name: str, time_zone: str, since: date) -> tuple[Event, ...]:
    """Every meeting in the file, by day; ``BadInput`` where the file can't be read.

    Meetings that are held again and again are taken from ``since`` and two years ahead.
    """
    source = _Source(name, ZoneInfo(time_zone), since)
    found: dict[str, Event] = {}
    for calendar in _calendars(content, source):
        for event in _events(calendar, source):
            found[event.uid] = event
            if len(found) > MOST_EVENTS:
                raise source.complain(f"filen har fler än {MOST_EVENTS} händelser. Ta ut färre.")
    if not found:
        raise source.complain("filen innehåller inga händelser. Välj en annan fil.")
    return tuple(sorted(found.values(), key=lambda event: (event.held_on, event.uid)))


@dataclass(frozen=True)
class _Source:
    """The file, the zone whose days count, and the first day of what is held again and again."""

    name: str
    zone: ZoneInfo
    since: date

    def complain(self, text: str) -> BadInput:
        return BadInput.about(self.name or "kalenderfilen", text)

    def local_day(self, at: date | datetime) -> date:
        """A whole day is itself; a time without a zone is local."""
        if not isinstance(at, datetime):
            return at
        return at.astimezone(self.zone).date() if at.tzinfo else at.date()


def _calendars(content: bytes, source: _Source) -> list[Component]:
    if len(content) > MOST_BYTES:
        raise source.complain("filen är större än 1 MB. Ta ut färre sammanträden ur kalendern.")
    try:
        found: list[Component] = [
            each for each in Calendar.from_ical(content, multiple=True) if each.name == "VCALENDAR"
        ]
    except (ValueError, IndexError, KeyError) as error:
        text = "det går inte att läsa filen som en kalender (.ics). Spara den på nytt ur kalendern."
        raise source.complain(text) from error
    if not found:
        raise source.complain("det är ingen kalenderfil. Filen ska sluta på .ics.")
    return found


def _events(calendar: Component, source: _Source) -> Iterator[Event]:
    """Single meetings, then those held again and again, then what is changed of the latter."""
    all_off = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    entries = [_Entry(each, source, all_off=all_off) for each in calendar.walk("VEVENT")]
    ordered = sorted(entries, key=lambda entry: (entry.instead_of is not None, entry.sequence))
    for entry in ordered:
        if entry.instead_of is not None:
            yield entry.as_event(f"{entry.uid}/{entry.instead_of.isoformat()}", entry.held_on)
        elif entry.rule is None:
            yield entry.as_event(entry.uid, entry.held_on)
        else:
            yield from _again_and_again(entry, source)


class _Entry:
    """One VEVENT with what is asked of it; ``BadInput`` where it lacks that."""

    def __init__(self, event: Component, source: _Source, *, all_off: bool) -> None:
        self.source = source
        self.uid = _printable(event.get("UID"), 200)
        self.summary = _printable(event.get("SUMMARY"), 200)
        if not self.uid:
            raise self.complain("saknar identitet (UID)")
        starts = self._moment(event, "DTSTART")
        if starts is None:
            raise self.complain("saknar dag (DTSTART)")
        self.starts = starts
        self.held_on = source.local_day(self.starts)
        instead_of = self._moment(event, "RECURRENCE-ID")
        self.instead_of = source.local_day(instead_of) if instead_of is not None else None
        self.rule = event.get("RRULE")
        self.left_out = frozenset(self._days(event, "EXDATE"))
        self.added = frozenset(self._days(event, "RDATE"))
        self.cancelled = all_off or str(event.get("STATUS", "")).upper() == "CANCELLED"
        self.sequence = _whole(event.get("SEQUENCE"))

    def as_event(self, uid: str, held_on: date, *, cancelled: bool = False) -> Event:
        return Event(uid, held_on, self.summary, cancelled or self.cancelled)

    def complain(self, text: str) -> BadInput:
        return self.source.complain(
            f"händelsen ”{self.summary or self.uid or 'utan namn'}” {text}."
        )

    def _moment(self, event: Component, name: str) -> date | datetime | None:
        found = event.get(name)
        if found is None:
            return None
        return self._known(found, name)

    def _known(self, found: _Written, name: str) -> date | datetime:
        """The day or instant, in a zone that is known."""
        try:
            at = found.dt
        except (ValueError, AttributeError) as error:
            raise self.complain(f"har en tid som inte går att läsa ({name})") from error
        zone = found.params.get("TZID")
        if not isinstance(at, date):
            raise self.complain(f"har en tid som inte går att läsa ({name})")
        if zone and isinstance(at, datetime) and at.tzinfo is None:
            raise self.complain(f"har en tidszon som inte är känd ({_printable(zone, 60)})")
        return at

    def _days(self, event: Component, name: str) -> Iterator[date]:
        lists = event.get(name) or []
        for each in lists if isinstance(lists, list) else [lists]:
            for one in getattr(each, "dts", ()):
                yield self.source.local_day(self._known(one, name))


def _again_and_again(entry: _Entry, source: _Source) -> Iterator[Event]:
    """The occasions from ``since`` on; one that is left out of the rule is a cancelled one."""
    last = source.since + AHEAD
    days = {source.local_day(at) for at in _occasions(entry, last)} | entry.added
    for day in sorted(day for day in days if source.since <= day <= last):
        uid = f"{entry.uid}/{day.isoformat()}"
        yield entry.as_event(uid, day, cancelled=day in entry.left_out)


def _occasions(entry: _Entry, last: date) -> Iterator[date | datetime]:
    """By the clock where the meeting is: nine o'clock stays nine when summer time begins."""
    zone: tzinfo | None = entry.starts.tzinfo if isinstance(entry.starts, datetime) else None
    whole_day = not isinstance(entry.starts, datetime)
    begins = _clock(entry.starts)
    rule, until = _rule(entry, zone)
    try:
        repeated = rrulestr(rule, dtstart=begins)
        ends = min(until, datetime.combine(last, begins.time()) + timedelta(days=1))
        found = list(takewhile(lambda at: at <= ends, islice(repeated, _MOST_OCCASIONS)))
    except (ValueError, TypeError, OverflowError) as error:
        raise entry.complain("upprepas enligt en regel som inte går att läsa (RRULE)") from error
    for at in found:
        yield at.date() if whole_day else at.replace(tzinfo=zone)


def _rule(entry: _Entry, zone: tzinfo | None) -> tuple[str, datetime]:
    """The rule without its last day, and that day by the meeting's own clock."""
    parts = entry.rule if isinstance(entry.rule, vRecur) else None
    if parts is None or set(parts) - _RULES or set(map(str, parts.get("FREQ", ()))) - _OFTEN:
        text = (
            "upprepas enligt en regel som programmet inte läser (RRULE). Lägg in sammanträdena ett "
            "och ett, eller ta ut dem ur kalendern som enskilda händelser"
        )
        raise entry.complain(text)
    until = parts.get("UNTIL")
    kept: Any = vRecur({key: value for key, value in parts.items() if key != "UNTIL"})
    return kept.to_ical().decode(), _until(until[0] if until else None, zone)


def _until(last: date | datetime | None, zone: tzinfo | None) -> datetime:
    if last is None:
        return _NEVER
    if not isinstance(last, datetime):
        return datetime.combine(last, time.max)
    return (last.astimezone(zone or UTC) if last.tzinfo else last).replace(tzinfo=None)


def _clock(at: date | datetime) -> datetime:
    """The time as the clock on the wall shows it."""
    if isinstance(at, datetime):
        return at.replace(tzinfo=None)
    return datetime.combine(at, time.min)


def _printable(value: object, most: int) -> str:
    return "".join(sign for sign in str(value or "") if sign.isprintable()).strip()[:most]


def _whole(value: object) -> int:
    text = str(value or 0)
    return int(text) if text.isdecimal() else 0
