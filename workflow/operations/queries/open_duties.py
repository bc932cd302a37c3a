"""Open duties with their reminders, sent and unsent, by the plan or decision they are about."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, select

from workflow.duties import RULES
from workflow.expansion import DutyRow
from workflow.forecasting import Watched
from workflow.reminding_rules import Planned, Told
from workflow.states import DutyKind, Thing, To
from workflow.store import tables as t
from workflow.store.situations import Subject

MOST = 1000  # duties that are looked at: those that are due first
_CHUNK = 500

Groups = dict[Subject, list[Watched]]
_Reminders = dict[int, tuple[tuple[Planned, ...], tuple[Told, ...]]]


def open_duties(connection: Connection, case_id: int | None = None) -> tuple[Groups, bool]:
    """The open duties of a case, or of all; and whether there are more than those."""
    query = select(t.duty).where(t.duty.c.settled_on.is_(None))
    if case_id is not None:
        query = query.where(t.duty.c.case_id == case_id)
    rows = connection.execute(query.order_by(t.duty.c.due_on, t.duty.c.id).limit(MOST + 1)).all()
    taken = sorted(rows[:MOST], key=lambda row: row.id)
    reminders = _reminders(connection, [row.id for row in taken])
    groups: Groups = {}
    for row in taken:
        duty = DutyRow(
            kind=DutyKind(row.kind),
            to=To(row.role_to),
            due_on=row.due_on,
            why=row.why,
            plan_id=row.plan_id,
            decision_id=row.decision_id,
            party_id=row.party_id,
        )
        unsent, sent = reminders.get(row.id, ((), ()))
        groups.setdefault(subject_of(duty), []).append(Watched(duty, unsent, sent, row.id))
    return groups, len(rows) > MOST


def subject_of(duty: DutyRow) -> Subject:
    """The plan or the decision that a duty is about."""
    if duty.plan_id is not None:
        return Subject(Thing.PLAN, duty.plan_id)
    if duty.decision_id is None:
        raise LookupError("a duty belongs to a plan or to a decision")
    return Subject(Thing.DECISION, duty.decision_id)


def open_by_party(connection: Connection, kind: DutyKind, id_: int) -> dict[int, tuple[int, date]]:
    """By party, the id and the day of each duty that is open, of a plan or else of a decision."""
    about = t.duty.c.plan_id if RULES[kind].of_plan else t.duty.c.decision_id
    open_ones = select(t.duty.c.party_id, t.duty.c.id, t.duty.c.due_on).where(
        about == id_, t.duty.c.kind == kind.value, t.duty.c.settled_on.is_(None)
    )
    return {row.party_id: (row.id, row.due_on) for row in connection.execute(open_ones)}


def _reminders(connection: Connection, ids: Sequence[int]) -> _Reminders:
    """What is still to be sent of each duty, and what has been."""
    found: _Reminders = {}
    for chunk in _chunks(ids):
        query = select(t.reminder).where(t.reminder.c.duty_id.in_(chunk)).order_by(t.reminder.c.id)
        for row in connection.execute(query):
            unsent, sent = found.get(row.duty_id, ((), ()))
            if row.sent_on is None:
                unsent = (*unsent, Planned(row.level, row.remind_on, row.addressee))
            else:
                sent = (*sent, Told(row.level, row.addressee, row.sent_on))
            found[row.duty_id] = unsent, sent
    return found


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
