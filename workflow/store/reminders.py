"""Reminders that are due: found by one indexed look, taken in batches by one worker each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select, text, update

from workflow.expansion import DutyRow
from workflow.reminding_rules import Planned
from workflow.states import DutyKind, To
from workflow.store.tables import duty, reminder

# As written in the index over reminders that have not been sent, so that the database uses it.
_UNSENT = text("reminder.sent_on IS NULL AND reminder.stopped_on IS NULL")


@dataclass(frozen=True)
class Due:
    """A duty with all its reminders that are due; the worker that has it holds its row."""

    id: int
    duty: DutyRow
    unsent: tuple[Planned, ...]
    reminder_ids: tuple[int, ...]


def any_due(connection: Connection, today: date) -> bool:
    """Whether there is anything to remind of: the one look of a tick that has nothing to do."""
    first = select(reminder.c.id).where(_UNSENT, reminder.c.remind_on <= today).limit(1)
    return connection.execute(first).first() is not None


def claim(
    connection: Connection, today: date, limit: int, without: Iterable[int] = ()
) -> tuple[Due, ...]:
    """Take the duties of the oldest reminders that are due, and mark these as sent today.

    The mark is part of the caller's transaction, as the letters are to be: both are there, or
    neither. Another worker passes by the duties that are taken. Reminders of what is done already
    are stopped: they are looked at once, on the day of the first, and never again.
    """
    while held := {row.id: row for row in _hold(connection, today, limit, without)}:
        done = [id_ for id_, row in held.items() if row.settled_on is not None]
        if done:
            _stop(connection, done, today)
        if due := _mark(connection, [id_ for id_ in held if id_ not in set(done)], today):
            return tuple(_taken(held[id_], rows) for id_, rows in sorted(due.items()))
        if not done:
            break  # whoever held them a moment ago has sent them
    return ()


def _stop(connection: Connection, duty_ids: list[int], today: date) -> None:
    mine = update(reminder).where(reminder.c.duty_id.in_(duty_ids), _UNSENT)
    connection.execute(mine.values(stopped_on=today))


def put_back(connection: Connection, due: Due) -> None:
    """What was taken in this transaction is not sent after all: it waits as before."""
    mine = update(reminder).where(reminder.c.id.in_(due.reminder_ids))
    connection.execute(mine.values(sent_on=None))


def _hold(
    connection: Connection, today: date, limit: int, without: Iterable[int]
) -> list[Row[Any]]:
    """The duties of the first reminders that are due; one that has several comes several times."""
    query = (
        select(duty)
        .join(reminder, reminder.c.duty_id == duty.c.id)
        .where(_UNSENT, reminder.c.remind_on <= today)
        .order_by(reminder.c.remind_on)
        .limit(limit)
        .with_for_update(of=duty, skip_locked=True)
    )
    if skipped := list(without):
        query = query.where(duty.c.id.not_in(skipped))
    return list(connection.execute(query))


def _mark(connection: Connection, ids: list[int], today: date) -> dict[int, list[Row[Any]]]:
    """All that is due of these duties, also what came later than the batch: it is one letter."""
    if not ids:
        return {}
    marked = (
        update(reminder)
        .where(reminder.c.duty_id.in_(ids), _UNSENT, reminder.c.remind_on <= today)
        .values(sent_on=today)
        .returning(reminder)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(marked):
        found.setdefault(row.duty_id, []).append(row)
    return found


def _taken(row: Row[Any], unsent: Sequence[Row[Any]]) -> Due:
    return Due(
        id=row.id,
        duty=DutyRow(
            kind=DutyKind(row.kind),
            to=To(row.role_to),
            due_on=row.due_on,
            why=row.why,
            plan_id=row.plan_id,
            decision_id=row.decision_id,
            party_id=row.party_id,
        ),
        unsent=tuple(Planned(each.level, each.remind_on, each.addressee) for each in unsent),
        reminder_ids=tuple(each.id for each in unsent),
    )
