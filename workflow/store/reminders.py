"""Reminders that are due: found by one indexed look, taken in batches by one worker each."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, select, text, update

from workflow.expansion import DutyRow
from workflow.reminding_rules import Planned
from workflow.states import DutyKind, To
from workflow.store.bulk import GIVEN_IDS
from workflow.store.tables import duty, reminder

# As written in the index over reminders that have not been sent, so that the database uses it.
_UNSENT = text("reminder.sent_on IS NULL AND reminder.stopped_on IS NULL")
DUE = select(reminder.c.id).where(_UNSENT, reminder.c.remind_on <= bindparam("today"))


# What is read of a duty and of its reminders, in the order in which ``_taken`` has it.
_HELD = ("id", "kind", "role_to", "due_on", "why", "plan_id", "decision_id", "party_id")
_MARKED = ("duty_id", "id", "level", "remind_on", "addressee")
_KINDS, _TASKS = {each.value: each for each in DutyKind}, {each.value: each for each in To}


class Due(NamedTuple):
    """A duty with all its reminders that are due; the worker that has it holds its row."""

    id: int
    duty: DutyRow
    unsent: tuple[Planned, ...]
    reminder_ids: tuple[int, ...]


_MARK = {
    kind: update(reminder)
    .where(reminder.c.duty_id.in_(ids), _UNSENT, reminder.c.remind_on <= bindparam("today"))
    .values(sent_on=bindparam("sent_on"))
    .returning(*(reminder.c[name] for name in _MARKED))
    for kind, ids in GIVEN_IDS.items()
}


def any_due(connection: Connection, today: date) -> bool:
    """Whether there is anything to remind of: the one look of a tick that has nothing to do."""
    return connection.execute(DUE.limit(1), {"today": today}).first() is not None


def claim(
    connection: Connection, today: date, limit: int, without: Iterable[int] = ()
) -> tuple[Due, ...]:
    """Take the duties of the oldest reminders that are due, and mark these as sent today.

    The mark is part of the caller's transaction, as the letters are to be: both are there, or
    neither. Another worker passes by the duties that are taken. Reminders of what is done already
    are stopped: they are looked at once, on the day of the first, and never again.
    """
    while held := {row.id: row for row in _hold(connection, today, limit, without)}:
        done = {id_ for id_, row in held.items() if row.settled_on is not None}
        if done:
            _stop(connection, sorted(done), today)
        if due := _mark(connection, [id_ for id_ in held if id_ not in done], today):
            return tuple(_taken(held[id_], due[id_]) for id_ in sorted(due))
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
        select(*(duty.c[name] for name in _HELD), duty.c.settled_on)
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
    statement = _MARK[connection.dialect.name]
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(statement, {"today": today, "sent_on": today, "ids": ids}):
        found.setdefault(row.duty_id, []).append(row)
    return found


def _taken(held: Sequence[Any], marked: Iterable[Sequence[Any]]) -> Due:
    duty_id, kind, task, due_on, why, *subject, _ = held
    watched = DutyRow(_KINDS[kind], _TASKS[task], due_on, why, *subject)
    unsent = [Planned(*planned) for _, _, *planned in marked]
    return Due(duty_id, watched, tuple(unsent), tuple([id_ for _, id_, *_ in marked]))
