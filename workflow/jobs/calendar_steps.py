"""The steps that the calendar takes: it lists, completes and opens; it never decides."""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, text

from workflow.chain import BY_NAME
from workflow.facts import CALENDAR, Ask, Given, local_date
from workflow.machine import refusals_of
from workflow.operations.office import Office
from workflow.operations.steps import Done, take_step
from workflow.refusals import BeslutskedjanError
from workflow.states import DutyKind, Thing
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject
from workflow.year import is_working_day

_LOG = logging.getLogger("beslutskedjan.calendar")


# What a tick looks for, by the local day ``today``. Each state is written as in the index over the
# few rows that have it, so that the database uses the index: a tick with nothing to do looks at
# nothing else.
_TAKES_PAPERS = (
    select(t.meeting.c.id)
    .join(t.matter_case, t.matter_case.c.committee_id == t.meeting.c.committee_id)
    .join(t.decision, t.decision.c.case_id == t.matter_case.c.id)
    .where(t.decision.c.id == t.notice.c.decision_id)
    .where(t.meeting.c.stop_on >= bindparam("today"), t.meeting.c.summoned_at.is_(None))
    .correlate(t.notice)
)
# Decisions that wait for a list, and whose committee has a meeting that takes papers.
TO_BE_LISTED = (
    select(t.notice.c.decision_id)
    .where(text("notice.state = 'pending'"), _TAKES_PAPERS.exists())
    .order_by(t.notice.c.id)
)
_OUTSTANDING = select(t.delivery.c.id).where(
    t.delivery.c.dispatch_id == t.dispatch.c.id, t.delivery.c.settled_on.is_(None)
)
CONFIRMED_BY_ALL = (
    select(t.dispatch.c.decision_id)
    .where(text("dispatch.state = 'dispatched'"), ~_OUTSTANDING.exists())
    .order_by(t.dispatch.c.id)
)
YEAR_ENDS = (
    select(t.duty.c.plan_id)
    .where(t.duty.c.kind == DutyKind.OPEN_FOLLOW_UP.value, t.duty.c.settled_on.is_(None))
    .where(t.duty.c.due_on <= bindparam("today"))
    .order_by(t.duty.c.plan_id)
)


def take_due(office: Office, at: datetime) -> tuple[Done, ...]:
    """Take every step of the calendar that the rules allow now.

    What they do not allow yet is no refusal on record: nobody tried. What somebody else moved
    meanwhile is asked again at the next tick.
    """
    taken: list[Done] = []
    with reading(office.engine) as connection:
        waiting = tuple(_waiting(connection, local_date(at, office.time_zone)))
    for name, subject in waiting:
        ask = office.ask(name, CALENDAR, at, Given())
        if _is_open(office, subject, ask):
            try:
                taken.append(take_step(office, subject, ask))
            except BeslutskedjanError as refused:
                # One case never stops the others; it is asked again at the next tick.
                _LOG.warning("%s of %s %d: %s", name, subject.thing, subject.id, refused)
    return tuple(taken)


def _waiting(connection: Connection, today: date) -> Iterator[tuple[str, Subject]]:
    """The things that stand where one of the calendar's steps begins, and whose day has come."""
    day = {"today": today}
    for decision_id in connection.execute(TO_BE_LISTED, day).scalars():
        yield "list", Subject(Thing.NOTICE, decision_id)
    for decision_id in connection.execute(CONFIRMED_BY_ALL).scalars():
        yield "complete", Subject(Thing.DISPATCH, decision_id)
    if not is_working_day(today):  # letters to others leave on working days
        return
    for plan_id in connection.execute(YEAR_ENDS, day).scalars():
        yield "open_follow_up", Subject(Thing.PLAN, plan_id)


def _is_open(office: Office, subject: Subject, ask: Ask) -> bool:
    step = BY_NAME[ask.step]
    with reading(office.engine) as connection:
        situation = situations.read(connection, subject, step, ask.on)
    return not any(refusals_of(step, situation, ask))
