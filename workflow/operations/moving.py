"""Open duties that get another day, another owner, other reminders; what was sent stays so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from workflow.expansion import DutyRow
from workflow.reminding_rules import Planned, Told, Watch, replanned
from workflow.states import DutyKind, To
from workflow.store import tables as t
from workflow.store.bulk import insert_many
from workflow.store.prepared import Prepared

_DUTY: BindParameter[int] = bindparam("duty")
_HOLD = Prepared(
    select(t.duty).where(t.duty.c.id == _DUTY, t.duty.c.settled_on.is_(None)).with_for_update()
)
_REMINDERS = Prepared(select(t.reminder).where(t.reminder.c.duty_id == _DUTY))
_WRITE = Prepared(update(t.duty).where(t.duty.c.id == _DUTY))
_DROP = Prepared(
    delete(t.reminder).where(t.reminder.c.duty_id == _DUTY, t.reminder.c.sent_on.is_(None))
)
ADD = Prepared(insert(t.duty).returning(t.duty.c.id))
_ADD_REMINDER = insert(t.reminder)
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
    duty = _HOLD.row(connection, duty=duty_id)
    if duty is None:
        return False
    rows = _REMINDERS.rows(connection, duty=duty_id)
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
    _WRITE.write(connection, duty=duty_id, due_on=now.due_on, role_to=now.to.value)
    _drop_unsent(connection, duty_id)
    write_reminders(connection, [(duty_id, each) for each in wanted])


def _go_on_as_new(
    connection: Connection, duty: Row[Any], now: Moved, wanted: tuple[Planned, ...], on: date
) -> None:
    _WRITE.write(connection, duty=duty.id, settled_on=on, settled_by=MOVED)
    _drop_unsent(connection, duty.id)
    same = ("case_id", "kind", "plan_id", "decision_id", "party_id", "why")
    row = {name: getattr(duty, name) for name in same}
    row |= {"due_on": now.due_on, "role_to": now.to.value}
    new_id = ADD.value(connection, **row)
    write_reminders(connection, [(new_id, each) for each in wanted])


def _drop_unsent(connection: Connection, duty_id: int) -> None:
    _DROP.write(connection, duty=duty_id)


def write_reminders(connection: Connection, reminders: Iterable[tuple[int, Planned]]) -> None:
    """Reminders, each with its duty's id, as rows that wait for their day."""
    rows = list(reminders)
    columns: dict[str, list[Any]] = {
        "duty_id": [duty_id for duty_id, _ in rows],
        "level": [each.level for _, each in rows],
        "remind_on": [each.on for _, each in rows],
        "addressee": [each.addressee for _, each in rows],
    }
    insert_many(connection, _ADD_REMINDER, columns)
