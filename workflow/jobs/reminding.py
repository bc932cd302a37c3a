"""Reminders that fall due: one letter for each duty and addressee, with the nearest level."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, select, update

from workflow.chain import BY_NAME
from workflow.expansion import addressees
from workflow.facts import Given, Situation, local_date
from workflow.jobs.calendar_steps import CALENDAR
from workflow.operations import letters
from workflow.operations.office import Office
from workflow.orders import Addressee, LetterAsk
from workflow.states import DutyKind, LetterKind, Thing, To
from workflow.store import people, situations
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.situations import Subject


@dataclass(frozen=True)
class _Due:
    """The reminders of one duty to one addressee that are due, and the level to show."""

    duty_id: int
    kind: DutyKind
    to: To
    party_id: int | None
    subject: Subject
    due_on: date
    level: int
    reminder_ids: tuple[int, ...]


def remind(office: Office, at: datetime) -> int:
    """Order a letter for everything due on the local day; gives the number of letters.

    After days without a tick there is one letter with the nearest level, not one for each.
    """
    today = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        due = tuple(_due(connection, today))
    return sum(_remind(office, each, at, today) for each in due)


def _due(connection: Connection, today: date) -> Iterator[_Due]:
    rows = connection.execute(
        select(t.reminder.c.id, t.reminder.c.level, t.reminder.c.addressee, t.duty)
        .join(t.duty, t.duty.c.id == t.reminder.c.duty_id)
        .where(
            t.reminder.c.sent_on.is_(None),
            t.reminder.c.remind_on <= today,
            t.duty.c.settled_on.is_(None),
        )
        .order_by(t.reminder.c.duty_id, t.reminder.c.addressee, t.reminder.c.level)
    ).mappings()
    for _, found in groupby(rows, lambda r: (r[t.duty.c.id], r[t.reminder.c.addressee])):
        reminders = list(found)
        first = reminders[0]  # the lowest level: nearest the due day, or longest after it
        plan_id, decision_id = first[t.duty.c.plan_id], first[t.duty.c.decision_id]
        subject = Subject(Thing.PLAN, plan_id) if plan_id else Subject(Thing.DECISION, decision_id)
        yield _Due(
            duty_id=first[t.duty.c.id],
            kind=DutyKind(first[t.duty.c.kind]),
            to=To(first[t.duty.c.role_to]),
            party_id=first[t.duty.c.party_id],
            subject=subject,
            due_on=first[t.duty.c.due_on],
            level=first[t.reminder.c.level],
            reminder_ids=tuple(row[t.reminder.c.id] for row in reminders),
        )


def _remind(office: Office, due: _Due, at: datetime, today: date) -> bool:
    with writing(office.engine) as connection:
        still_open = select(t.duty.c.id).where(t.duty.c.settled_on.is_(None))
        mine = update(t.reminder).where(
            t.reminder.c.id.in_(due.reminder_ids),
            t.reminder.c.sent_on.is_(None),
            t.reminder.c.duty_id.in_(still_open),
        )
        if connection.execute(mine, {"sent_on": today}).rowcount != len(due.reminder_ids):
            connection.rollback()  # another worker has it, or the duty was done meanwhile
            return False
        step = BY_NAME["open_follow_up" if due.subject.thing is Thing.PLAN else "submit"]
        situation = situations.read(connection, due.subject, step, today)
        for to in _addressees(connection, office, due, situation, at):
            letter = LetterAsk(
                _letter_kind(due, situation, today),
                situation,
                to,
                today,
                plan=situation.plans[0] if due.subject.thing is Thing.PLAN else None,
                duty=due.kind,
                due_on=due.due_on,
                days=(due.due_on - today).days,
            )
            whom = to.party_id or f"p{to.person_id}"
            key = f"{situation.case.reference}/duty-{due.duty_id}/{due.level}/{whom}"
            letters.post(connection, office, letter, key, at)
    return True


def _letter_kind(due: _Due, situation: Situation, today: date) -> LetterKind:
    """A meeting that passed without the notice is an alarm, not one more reminder."""
    meeting = situation.notice.meeting if situation.notice else None
    passed = meeting is not None and meeting.held_on < today
    missed = due.kind is DutyKind.NOTIFY and due.level < 0 and passed
    return LetterKind.NOTICE_MISSED if missed else LetterKind.REMINDER


def _addressees(
    connection: Connection, office: Office, due: _Due, situation: Situation, at: datetime
) -> tuple[Addressee, ...]:
    """The organisation that the duty is for, or whoever has the task today."""
    if due.party_id is not None:
        party = people.parties(connection)[due.party_id]
        return (Addressee(party.name, party.email, party_id=party.id),)
    to = To.OFFICER if due.to is To.RESPONSIBLES else due.to
    return addressees(to, situation, office.ask("remind", CALENDAR, at, Given()))
