"""Duties and their reminders as rows: begun and settled in the transaction of the step."""

from datetime import date

from sqlalchemy import Connection, insert, select, update

from workflow.expansion import DutyRow, Settled, duties, settled
from workflow.facts import Ask, Situation
from workflow.machine import Outcome
from workflow.operations import moving
from workflow.orders import Duty, Settle
from workflow.reminding_rules import Watch, planned, watch_of
from workflow.store import tables as t


def order(
    connection: Connection, outcome: Outcome, after: Situation, ask: Ask
) -> tuple[DutyRow, ...]:
    """Settle what the step settles, then begin to watch what it orders."""
    for each in outcome.orders:
        if isinstance(each, Settle):
            _settle(connection, settled(each, outcome.step.name, after, ask), after, ask)
    begun: list[DutyRow] = []
    for each in outcome.orders:
        if isinstance(each, Duty):
            found = tuple(duties(each, after, ask))
            for duty in found:
                _take_up(connection, duty, after, ask.on, anew=each.anew)
            begun += found
    return tuple(begun)


def _settle(connection: Connection, what: Settled | None, after: Situation, ask: Ask) -> None:
    if what is None:
        return
    mine = update(t.duty).where(
        t.duty.c.case_id == after.case.id,
        t.duty.c.kind == what.kind.value,
        t.duty.c.settled_on.is_(None),
    )
    if what.decision_id is None:
        mine = mine.where(t.duty.c.plan_id.in_(what.plan_ids))
    else:
        mine = mine.where(t.duty.c.decision_id == what.decision_id)
    if not what.all_parties:
        mine = mine.where(t.duty.c.party_id.is_not_distinct_from(what.party_id))
    connection.execute(mine, {"settled_on": ask.on, "settled_by": ask.step})


def begin(connection: Connection, duty: DutyRow, after: Situation, on: date) -> None:
    """Begin to watch a day, with its reminders; what is watched already stays as it is."""
    _take_up(connection, duty, after, on, anew=False)


def _take_up(
    connection: Connection, duty: DutyRow, after: Situation, on: date, *, anew: bool
) -> None:
    how = watch_of(duty, after, on)
    watched = _watched(connection, duty, after)
    if watched is None:
        _write(connection, duty, after, how, on)
    elif anew:
        moving.move(connection, watched, moving.Moved(duty.due_on, duty.to, how), on)


def _write(connection: Connection, duty: DutyRow, after: Situation, how: Watch, on: date) -> None:
    row = {
        "case_id": after.case.id,
        "kind": duty.kind.value,
        "plan_id": duty.plan_id,
        "decision_id": duty.decision_id,
        "party_id": duty.party_id,
        "role_to": duty.to.value,
        "due_on": duty.due_on,
        "why": duty.why,
    }
    duty_id = connection.execute(insert(t.duty).returning(t.duty.c.id), row).scalar_one()
    reminders = planned(how, duty.to, duty.party_id, duty.due_on, on)
    moving.write_reminders(connection, duty_id, reminders)


def _watched(connection: Connection, duty: DutyRow, after: Situation) -> int | None:
    """The same duty is open only once, as when one organisation answers for several measures."""
    same = select(t.duty.c.id).where(
        t.duty.c.case_id == after.case.id,
        t.duty.c.kind == duty.kind.value,
        t.duty.c.plan_id.is_not_distinct_from(duty.plan_id),
        t.duty.c.decision_id.is_not_distinct_from(duty.decision_id),
        t.duty.c.party_id.is_not_distinct_from(duty.party_id),
        t.duty.c.settled_on.is_(None),
    )
    return connection.execute(same).scalar()
