"""I8: what fell due was told, once, and nobody is reminded of what is not there."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, select

from workflow.checking import Finding
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.invariants.acts import Act

KIND = "I8"
_REMINDER = re.compile(r".+/duty-(\d+)/(-?\d+)(/escalated)?/(\d+|p\d+)")
_REMINDING = (LetterKind.REMINDER.value, LetterKind.NOTICE_MISSED.value)
_LETTERS = (
    select(t.letter.c.key, t.letter.c.to_name, t.letter.c.created_at)
    .where(t.letter.c.kind.in_(_REMINDING))
    .order_by(t.letter.c.id)
)
# Free days and an unread situation may keep a reminder; not for longer than this.
_PATIENCE = timedelta(days=10)


class Reminders:
    """The reminders beside the letters that they became, up to the last day that was worked."""

    def __init__(self, _connection: Connection) -> None:
        pass

    def see(self, act: Act) -> None:
        """The tables say it all."""

    def findings(self, connection: Connection) -> Iterator[Finding]:
        yield from _untold(connection)
        yield from _untrue(connection)
        yield from _twice(connection)


def _untold(connection: Connection) -> Iterator[Finding]:
    """Reminders of open duties whose day has long passed, though the calendar has gone on."""
    day = connection.execute(
        select(t.heartbeat.c.beat_at).where(t.heartbeat.c.name == "day")
    ).scalar()
    if day is None:
        return
    late = (
        select(t.reminder.c.duty_id, t.reminder.c.level, t.reminder.c.remind_on)
        .join(t.duty, t.duty.c.id == t.reminder.c.duty_id)
        .where(t.duty.c.settled_on.is_(None))
        .where(t.reminder.c.sent_on.is_(None), t.reminder.c.stopped_on.is_(None))
        .where(t.reminder.c.remind_on < day.date() - _PATIENCE)
        .order_by(t.reminder.c.id)
    )
    for row in connection.execute(late):
        text = f"Bevakning {row.duty_id}: påminnelsen {row.remind_on} har aldrig gått ut."
        yield Finding(KIND, text)


def _untrue(connection: Connection) -> Iterator[Finding]:
    """Letters about duties or levels of which nobody was to be told."""
    told = {
        (row.duty_id, row.level)
        for row in connection.execute(
            select(t.reminder.c.duty_id, t.reminder.c.level).where(
                t.reminder.c.sent_on.is_not(None)
            )
        )
    }
    for row in connection.execute(_LETTERS):
        found = _REMINDER.fullmatch(row.key)
        if found and (int(found[1]), int(found[2])) not in told:
            text = f"Brevet till {row.to_name} ({row.key}) påminner om något som inte är påmint."
            yield Finding(KIND, text)


def _twice(connection: Connection) -> Iterator[Finding]:
    """The same duty told to the same addressee in two letters of one day."""
    days: Counter[tuple[str, str, str]] = Counter()
    for row in connection.execute(_LETTERS):
        found = _REMINDER.fullmatch(row.key)
        if found:
            days[found[1], f"{found[3] or ''}{found[4]}", f"{row.created_at:%Y-%m-%d}"] += 1
    for (duty, _who, day), times in sorted(days.items()):
        if times > 1:
            yield Finding(KIND, f"Bevakning {duty}: {times} påminnelser till samma {day}.")
