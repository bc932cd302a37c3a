"""Reminders that fall due: one letter for each duty and addressee, with the nearest level."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from workflow.chain import BY_NAME
from workflow.facts import CALENDAR, Ask, Given, Keepers, Situation, local_date
from workflow.operations import letters
from workflow.operations.office import Office
from workflow.operations.queries.copies import COPIES, LOST, copy_of
from workflow.operations.queries.open_duties import subject_of
from workflow.orders import Addressee, LetterAsk
from workflow.outgoing import Outgoing
from workflow.refusals import BeslutskedjanError
from workflow.reminding_rules import (
    ESCALATION,
    Because,
    Planned,
    Receivers,
    letter_kind,
    receivers,
    sent_on,
)
from workflow.states import DutyKind, Thing
from workflow.store import outbox, people, reminders, situations
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.reminders import Due
from workflow.store.situations import Subject

_LOG = logging.getLogger("beslutskedjan.reminding")

BATCH = 100  # duties in one transaction: a few tenths of a second in which others wait

Read = dict[Subject, Situation]


@dataclass(frozen=True)
class _Day:
    """What one batch is written with: the day, and who can be told on it."""

    office: Office
    at: datetime
    today: date
    keepers: Keepers

    @property
    def ask(self) -> Ask:
        return self.office.ask("remind", CALENDAR, self.at, Given())


def remind(office: Office, at: datetime) -> int:
    """Order a letter for everything due on the local day; gives the number of letters.

    After days without a tick there is one letter with the nearest level, not one for each.
    A duty whose letter can't be written stops no other; it is tried again at the next tick.
    """
    today = local_date(at, office.time_zone)
    ordered, stuck = 0, set[int]()
    while _any_due(office, today):
        found = _batch(office, at, today, stuck)
        if found is None:
            break
        ordered += found
    return ordered


def _any_due(office: Office, today: date) -> bool:
    with reading(office.engine) as connection:
        return reminders.any_due(connection, today)


def _batch(office: Office, at: datetime, today: date, stuck: set[int]) -> int | None:
    """Letters of some duties in one transaction; ``None`` where all are done or another's."""
    with writing(office.engine) as connection:
        due = reminders.claim(connection, today, BATCH, stuck)
        if not due:
            return None
        day = _Day(office, at, today, people.keepers(connection, today))
        read: Read = {}
        written: list[Outgoing] = []
        for each in due:
            try:
                written += _letters(connection, day, each, read)
            except BeslutskedjanError:
                _LOG.exception("no reminder of duty %d can be written", each.id)
                reminders.put_back(connection, each)
                stuck.add(each.id)
        outbox.add_all(connection, written)
        return len(written)


def _letters(connection: Connection, day: _Day, due: Due, read: Read) -> Iterator[Outgoing]:
    """The letters of one duty; those of one plan or decision are written by one reading of it."""
    subject = subject_of(due.duty)
    if subject not in read:
        # Steps that need neither measures nor lists: a letter about a duty tells of neither.
        step = BY_NAME["answer" if subject.thing is Thing.PLAN else "dispatch"]
        read[subject] = situations.read(connection, subject, step, day.today)
    situation = read[subject]
    if _is_being_mended(connection, due):
        return
    for addressee, levels in sent_on(due.unsent, day.today).items():
        told = receivers(due.duty, addressee, situation, day.keepers, day.ask)
        for to in told.to:
            letter = _letter(day, due, levels[0], situation, told, to)
            key = _key(situation, due, levels[0], to)
            yield letters.written(connection, day.office, letter, key, day.at)


def _is_being_mended(connection: Connection, due: Due) -> bool:
    """Whether the utdrag to be confirmed never got there: whoever it was for knows of nothing."""
    if due.duty.kind is not DutyKind.ACKNOWLEDGE:
        return False
    mine = COPIES.where(
        t.dispatch.c.decision_id == due.duty.decision_id,
        t.delivery.c.party_id == due.duty.party_id,
    )
    return any(copy_of(row) in LOST for row in connection.execute(mine))


def _letter(
    day: _Day, due: Due, level: Planned, situation: Situation, told: Receivers, to: Addressee
) -> LetterAsk:
    return LetterAsk(
        letter_kind(due.duty, level, situation, day.today),
        situation,
        to,
        day.today,
        plan=situation.plans[0] if due.duty.plan_id is not None else None,
        duty=due.duty.kind,
        due_on=due.duty.due_on,
        days=(due.duty.due_on - day.today).days,
        held_by=told.held_by if told.because is not Because.VACANT else "",
        vacant=due.duty.to if told.because is Because.VACANT else None,
        unreached=told.because is Because.UNREACHED,
    )


def _key(situation: Situation, due: Due, level: Planned, to: Addressee) -> str:
    """The same reminder to the same addressee is the same letter, whoever orders it."""
    whom = to.party_id or f"p{to.person_id}"
    told = "/escalated" if level.addressee == ESCALATION else ""
    return f"{situation.case.reference}/duty-{due.id}/{level.level}{told}/{whom}"
