"""Duties and their reminders as rows: begun and settled in the transaction of the step."""

from datetime import date

from sqlalchemy import Connection, insert, select, update

from workflow.duties import RULES
from workflow.expansion import DutyRow, Settled, duties, settled
from workflow.facts import Ask, Situation
from workflow.machine import Outcome
from workflow.orders import Duty, Settle
from workflow.store import tables as t
from workflow.year import reminder_days


def order(
    connection: Connection, outcome: Outcome, after: Situation, ask: Ask
) -> tuple[DutyRow, ...]:
    """Settle what the step settles, then begin to watch what it orders."""
    for each in outcome.orders:
        if isinstance(each, Settle):
            _settle(connection, settled(each, outcome.step.name, after, ask), after, ask)
    begun = tuple(
        duty
        for each in outcome.orders
        if isinstance(each, Duty)
        for duty in duties(each, after, ask)
    )
    for duty in begun:
        _begin(connection, duty, after, ask.on)
    return begun


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


def _begin(connection: Connection, duty: DutyRow, after: Situation, on: date) -> None:
    if _is_watched(connection, duty, after):
        return
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
    calendar = after.region.calendar
    addressee = f"party:{duty.party_id}" if duty.party_id is not None else f"role:{duty.to.value}"
    rule = RULES[duty.kind]
    before = [days for days in calendar.days_before if days <= rule.lead]
    after_due = calendar.days_after if rule.chased else ()
    days = reminder_days(duty.due_on, before, after_due, on)
    for level, day in days:
        reminder = {
            "duty_id": duty_id,
            "level": level,
            "remind_on": day,
            "addressee": addressee,
        }
        connection.execute(insert(t.reminder), reminder)


def _is_watched(connection: Connection, duty: DutyRow, after: Situation) -> bool:
    """The same duty is open only once, as when one organisation answers for several measures."""
    same = select(t.duty.c.id).where(
        t.duty.c.case_id == after.case.id,
        t.duty.c.kind == duty.kind.value,
        t.duty.c.plan_id.is_not_distinct_from(duty.plan_id),
        t.duty.c.decision_id.is_not_distinct_from(duty.decision_id),
        t.duty.c.party_id.is_not_distinct_from(duty.party_id),
        t.duty.c.settled_on.is_(None),
    )
    return connection.execute(same).first() is not None
