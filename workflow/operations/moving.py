"""Open duties that get another day, another owner, other reminders; what was sent stays so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from workflow.expansion import DutyRow
from workflow.reminding_rules import Planned, Told, Watch, replanned
from workflow.states import DutyKind, To
from workflow.store import tables as t

MOVED = "move_duty"  # what settles a duty that goes on under another day


@dataclass(frozen=True)
class Moved:
    """What a duty is to be from now on: its day, whose it is, and how it is watched."""

    due_on: date
    to: To
    watch: Watch


def move(connection: Connection, duty_id: int, now: Moved, on: date) -> bool:
    """Give an open duty another day or other reminders; ``False`` where it was so already.

    A duty of which somebody has been reminded, and that gets another day, goes on as a new one:
    the old reminders told of another day, and the levels of the new day come anew.
    """
    held = select(t.duty).where(t.duty.c.id == duty_id, t.duty.c.settled_on.is_(None))
    duty = connection.execute(held.with_for_update()).one_or_none()
    if duty is None:
        return False
    rows = connection.execute(select(t.reminder).where(t.reminder.c.duty_id == duty_id)).all()
    sent = [Told(r.level, r.addressee, r.sent_on) for r in rows if r.sent_on is not None]
    moved = DutyRow(DutyKind(duty.kind), now.to, now.due_on, duty.why, party_id=duty.party_id)
    wanted, goes_on_as_new = replanned(now.watch, moved, duty.due_on, sent, on)
    if goes_on_as_new:
        _go_on_as_new(connection, duty, now, wanted, on)
        return True
    if _is_so(duty, rows, now, wanted):
        return False
    _change(connection, duty_id, now, wanted)
    return True


def _is_so(
    duty: Row[Any], rows: Iterable[Row[Any]], now: Moved, wanted: tuple[Planned, ...]
) -> bool:
    unsent = {Planned(r.level, r.remind_on, r.addressee) for r in rows if r.sent_on is None}
    return (duty.due_on, duty.role_to) == (now.due_on, now.to.value) and unsent == set(wanted)


def _change(connection: Connection, duty_id: int, now: Moved, wanted: tuple[Planned, ...]) -> None:
    changed = update(t.duty).where(t.duty.c.id == duty_id)
    connection.execute(changed.values(due_on=now.due_on, role_to=now.to.value))
    _drop_unsent(connection, duty_id)
    write_reminders(connection, duty_id, wanted)


def _go_on_as_new(
    connection: Connection, duty: Row[Any], now: Moved, wanted: tuple[Planned, ...], on: date
) -> None:
    over = update(t.duty).where(t.duty.c.id == duty.id)
    connection.execute(over.values(settled_on=on, settled_by=MOVED))
    _drop_unsent(connection, duty.id)
    same = ("case_id", "kind", "plan_id", "decision_id", "party_id", "why")
    row = {name: getattr(duty, name) for name in same}
    row |= {"due_on": now.due_on, "role_to": now.to.value}
    new_id = connection.execute(insert(t.duty).returning(t.duty.c.id), row).scalar_one()
    write_reminders(connection, new_id, wanted)


def _drop_unsent(connection: Connection, duty_id: int) -> None:
    unsent = t.reminder.c.duty_id == duty_id, t.reminder.c.sent_on.is_(None)
    connection.execute(delete(t.reminder).where(*unsent))


def write_reminders(connection: Connection, duty_id: int, reminders: Iterable[Planned]) -> None:
    """The reminders of a duty, as rows that wait for their day."""
    rows = [
        {
            "duty_id": duty_id,
            "level": each.level,
            "remind_on": each.on,
            "addressee": each.addressee,
        }
        for each in reminders
    ]
    if rows:
        connection.execute(insert(t.reminder), rows)
