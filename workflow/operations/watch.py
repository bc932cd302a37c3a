"""Duties and their reminders as rows: begun and settled in the transaction of the step."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from workflow.expansion import DutyRow, Settled, duties, settled
from workflow.facts import Ask, Situation
from workflow.machine import Outcome
from workflow.operations import moving
from workflow.orders import Duty, Settle
from workflow.reminding_rules import planned, watch_of
from workflow.store import tables as t
from workflow.store.prepared import Asked, Prepared, each_of, write_each

_CASE: BindParameter[int] = bindparam("of_case")
_OPEN = Prepared(
    select(t.duty.c.id, t.duty.c.kind, t.duty.c.plan_id, t.duty.c.decision_id, t.duty.c.party_id)
    .where(t.duty.c.case_id == _CASE, t.duty.c.settled_on.is_(None))
    .order_by(t.duty.c.id)
)
_OPEN_OF_KIND = update(t.duty).where(
    t.duty.c.case_id == _CASE,
    t.duty.c.kind == bindparam("of_kind"),
    t.duty.c.settled_on.is_(None),
)
_OF_PLANS = _OPEN_OF_KIND.where(t.duty.c.plan_id.in_(bindparam("of_plans", expanding=True)))
_OF_DECISION = _OPEN_OF_KIND.where(t.duty.c.decision_id == bindparam("of_decision"))
_OF_PARTY = t.duty.c.party_id.is_not_distinct_from(bindparam("of_party"))
# By whether the duty is of plans, and whether every party's is settled.
_SETTLE = {
    (True, True): Prepared(_OF_PLANS),
    (True, False): Prepared(_OF_PLANS.where(_OF_PARTY)),
    (False, True): Prepared(_OF_DECISION),
    (False, False): Prepared(_OF_DECISION.where(_OF_PARTY)),
}


def order(
    connection: Connection, outcome: Outcome, after: Situation, ask: Ask
) -> tuple[DutyRow, ...]:
    """Settle what the step settles, then begin to watch what it orders."""
    settling = [each for each in outcome.orders if isinstance(each, Settle)]
    ends = [settled(each, outcome.step.name, after, ask) for each in settling]
    write_each(connection, [_settling(end, after, ask) for end in ends if end is not None])
    asked = [each for each in outcome.orders if isinstance(each, Duty)]
    begun = [(duty, each) for each in asked for duty in duties(each, after, ask)]
    return _take_up(connection, begun, after, ask.on)


def _settling(what: Settled, after: Situation, ask: Ask) -> Asked:
    whose: dict[str, object] = {"of_case": after.case.id, "of_kind": what.kind.value}
    if what.decision_id is None:
        whose["of_plans"] = list(what.plan_ids)
    else:
        whose["of_decision"] = what.decision_id
    if not what.all_parties:
        whose["of_party"] = what.party_id
    over = {"settled_on": ask.on, "settled_by": ask.step}
    return _SETTLE[what.decision_id is None, what.all_parties], {**whose, **over}


def begin(connection: Connection, duty: DutyRow, after: Situation, on: date) -> None:
    """Begin to watch a day, with its reminders; what is watched already stays as it is."""
    _take_up(connection, [(duty, Duty(duty.kind, duty.to))], after, on)


def _take_up(
    connection: Connection, begun: Sequence[tuple[DutyRow, Duty]], after: Situation, on: date
) -> tuple[DutyRow, ...]:
    """The same duty is open only once, as when one organisation answers for several measures.

    One that is open already gets its day anew where the order says so. Gives those that the order
    concerns: all of them, or where it begins none, those that were open.
    """
    if not begun:
        return ()
    watched = {tuple(row)[1:]: row.id for row in _OPEN.rows(connection, of_case=after.case.id)}
    new: dict[tuple[object, ...], DutyRow] = {}
    concerned = []
    for duty, ordered in begun:
        same = (duty.kind.value, duty.plan_id, duty.decision_id, duty.party_id)
        if same not in watched and not ordered.begins:
            continue
        concerned.append(duty)
        if same not in watched:
            new.setdefault(same, duty)
        elif ordered.anew:
            how = watch_of(duty, after, on)
            moving.move(connection, watched[same], moving.Moved(duty.due_on, duty.to, how), on)
    _write(connection, list(new.values()), after, on)
    return tuple(concerned)


def _write(connection: Connection, new: Sequence[DutyRow], after: Situation, on: date) -> None:
    rows = [
        {
            "case_id": after.case.id,
            "kind": duty.kind.value,
            "plan_id": duty.plan_id,
            "decision_id": duty.decision_id,
            "party_id": duty.party_id,
            "role_to": duty.to.value,
            "due_on": duty.due_on,
            "why": duty.why,
        }
        for duty in new
    ]
    ids = each_of(connection, moving.ADD, rows)
    reminders = [
        (duty_id, reminder)
        for duty, [[duty_id]] in zip(new, ids, strict=True)
        for reminder in planned(watch_of(duty, after, on), duty.to, duty.party_id, duty.due_on, on)
    ]
    moving.write_reminders(connection, reminders)
