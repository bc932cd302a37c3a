"""The round of a draft in the network: who gets it, who has answered, when who is reminded."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from workflow.chain import BY_NAME
from workflow.duty_rules import working_days
from workflow.facts import Actor, Situation
from workflow.operations.office import Office
from workflow.operations.queries.readers import require_case
from workflow.references import swedish_key
from workflow.states import DutyKind, Thing
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject
from workflow.year import add_working_days


@dataclass(frozen=True)
class Asked:
    """One organisation that was asked, and what it answered; ``remind_on`` is its next reminder.

    ``how`` is how the answer came, where somebody else has noted it.
    """

    party_id: int
    name: str
    opinion: str = ""
    answered_on: date | None = None
    remind_on: date | None = None
    how: str = ""

    @property
    def may_be_noted(self) -> bool:
        """Whether an officer may note its answer: not over what it has answered itself."""
        return self.answered_on is None or bool(self.how)


@dataclass(frozen=True)
class Round:
    """A plan's round; ``asked`` are in Swedish order, and nobody before it has begun."""

    situation: Situation
    asked: tuple[Asked, ...]

    @property
    def answered(self) -> tuple[Asked, ...]:
        return tuple(each for each in self.asked if each.answered_on)

    @property
    def waiting(self) -> tuple[Asked, ...]:
        return tuple(each for each in self.asked if not each.answered_on)


def circulation(office: Office, plan_id: int, actor: Actor, on: date) -> Round:
    """The round of a plan; ``NotFound`` where the actor may not know of its case."""
    with reading(office.engine) as connection:
        subject = Subject(Thing.PLAN, plan_id)
        situation = situations.read(connection, subject, BY_NAME["circulate"], on)
        require_case(connection, situation.case.id, actor, on)
        return Round(situation, _asked(connection, plan_id))


def proposed_day(situation: Situation, on: date) -> date:
    """The last day for answers that the calendar proposes."""
    return add_working_days(on, working_days(situation, DutyKind.ANSWER, on))


def _asked(connection: Connection, plan_id: int) -> tuple[Asked, ...]:
    """Each organisation once, though a plan may have been round more than once."""
    answers = {
        row.party_id: row
        for row in connection.execute(select(t.opinion).where(t.opinion.c.plan_id == plan_id))
    }
    next_day = func.min(t.reminder.c.remind_on).filter(t.reminder.c.sent_on.is_(None))
    rows = connection.execute(
        select(t.party.c.id, t.party.c.name, t.duty.c.settled_on, next_day.label("remind_on"))
        .join(t.duty, t.duty.c.party_id == t.party.c.id)
        .outerjoin(t.reminder, t.reminder.c.duty_id == t.duty.c.id)
        .where(t.duty.c.plan_id == plan_id, t.duty.c.kind == DutyKind.ANSWER.value)
        .group_by(t.party.c.id, t.party.c.name, t.duty.c.id, t.duty.c.settled_on)
        .order_by(t.duty.c.id)
    )
    found: dict[int, Asked] = {}
    for row in rows:
        answer = answers.get(row.id)
        found[row.id] = Asked(
            party_id=row.id,
            name=row.name,
            opinion=answer.text if answer else "",
            answered_on=answer.answered_on if answer else None,
            remind_on=row.remind_on if row.settled_on is None else None,
            how=answer.how if answer else "",
        )
    return tuple(sorted(found.values(), key=lambda each: swedish_key(each.name)))


@dataclass(frozen=True)
class Writer:
    """Who last wrote a measure, and when."""

    name: str
    at: datetime


def last_writer(office: Office, plan_id: int, measure_id: int) -> Writer | None:
    """Who wrote this measure last, by the record; ``None`` where it is as it was opened."""
    wrote = (
        select(t.event.c.at, t.event.c.body)
        .where(t.event.c.thing == Thing.PLAN.value, t.event.c.thing_id == plan_id)
        .where(t.event.c.step == "write_measure", t.event.c.refused.is_(False))
        .order_by(t.event.c.seq.desc())
    )
    with reading(office.engine) as connection:
        for row in connection.execute(wrote):
            body = json.loads(row.body)
            if any(each["id"] == measure_id for each in body["given"]["measures"]):
                return Writer(body["actor"]["name"], row.at)
    return None
