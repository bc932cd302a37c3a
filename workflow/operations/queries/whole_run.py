"""Everything that a case has gone through, row by row: what a check of the whole reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, select

from workflow.states import DutyKind, LetterKind
from workflow.store import tables as t

Found = Any  # a row, with its columns by name
Rows = Sequence[Found]


class Told(NamedTuple):
    """A letter of the calendar: on which day, to whom, and about which duty at which level.

    ``level`` is ``None`` for the letter of a step of the calendar's own.
    """

    on: date
    email: str
    kind: str
    duty: str
    plan_id: int | None
    decision_id: int | None
    party_id: int | None
    due_on: date
    level: int | None
    escalated: bool


@dataclass(frozen=True)
class WholeRun:
    """The rows of a database with one organisation's case, each kind in the order of its ids."""

    plans: Rows
    decisions: Rows
    decided_plans: Rows
    notices: Rows
    meetings: Rows
    deliveries: Rows
    papers: Rows
    letters: Rows
    duties: Rows
    reminders: Rows
    events: Rows
    parties: Rows
    zone: ZoneInfo

    def day(self, at: datetime) -> date:
        """The organisation's own day of an instant."""
        return at.astimezone(self.zone).date()


_NOTICES = (
    select(t.notice, t.meeting.c.held_on, t.meeting.c.stop_on)
    .outerjoin(t.meeting, t.meeting.c.id == t.notice.c.meeting_id)
    .order_by(t.notice.c.id)
)
_DELIVERIES = (
    select(t.delivery, t.dispatch.c.decision_id)
    .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
    .order_by(t.delivery.c.id)
)
_PAPERS = (
    select(t.paper_use, t.paper.c.media_type)
    .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
    .order_by(t.paper_use.c.id)
)
# The text of a letter is not looked at: it may be long, and there are many.
_LETTERS = select(
    *(each for each in t.letter.c if each.name not in ("body", "attachments"))
).order_by(t.letter.c.id)
_EVENTS = (
    select(*(each for each in t.event.c if each.name != "body"))
    .where(t.event.c.refused.is_(False))
    .order_by(t.event.c.id)
)


def read(connection: Connection) -> WholeRun:
    """All of it, in a dozen questions."""

    def rows(query: Select[Any]) -> Rows:
        return connection.execute(query).all()

    zone: str = connection.execute(select(t.region.c.time_zone)).scalars().one()
    return WholeRun(
        plans=rows(select(t.plan).order_by(t.plan.c.id)),
        decisions=rows(select(t.decision).order_by(t.decision.c.id)),
        decided_plans=rows(select(t.decision_plan).order_by(t.decision_plan.c.id)),
        notices=rows(_NOTICES),
        meetings=rows(select(t.meeting).order_by(t.meeting.c.held_on)),
        deliveries=rows(_DELIVERIES),
        papers=rows(_PAPERS),
        letters=rows(_LETTERS),
        duties=rows(select(t.duty).order_by(t.duty.c.id)),
        reminders=rows(select(t.reminder).order_by(t.reminder.c.id)),
        events=rows(_EVENTS),
        parties=rows(select(t.party).order_by(t.party.c.id)),
        zone=ZoneInfo(zone),
    )


_OF_DUTY = re.compile(r"/duty-(\d+)/(-?\d+)(/escalated)?/")


def told(run: WholeRun) -> list[Told]:
    """Every letter of the calendar that there is, by what its key says that it is about."""
    duties = {duty.id: duty for duty in run.duties}
    asked_for = {(d.kind, d.plan_id, d.party_id): d for d in run.duties}
    found = []
    for letter in run.letters:
        if of_duty := _OF_DUTY.search(letter.key):
            duty, level = duties.get(int(of_duty[1])), int(of_duty[2])
            escalated = of_duty[3] is not None
        elif letter.kind == LetterKind.OUTCOME_REQUEST:
            duty, level, escalated = asked_for.get(_asked(letter.key)), None, False
        else:
            continue
        if duty is not None:
            found.append(_told(run, letter, duty, level, escalated=escalated))
    return found


def _asked(key: str) -> tuple[str, int, int | None]:
    """The outcome that a letter asks for: of which plan, and whose; ``None`` is one of our own."""
    *_, plan, _version, _step, _kind, whom = key.split("/")
    party_id = None if whom.startswith("p") else int(whom)
    return DutyKind.OUTCOME.value, int(plan.removeprefix("plan-")), party_id


def _told(run: WholeRun, letter: Found, duty: Found, level: int | None, *, escalated: bool) -> Told:
    return Told(
        on=run.day(letter.created_at),
        email=letter.to_email,
        kind=letter.kind,
        duty=duty.kind,
        plan_id=duty.plan_id,
        decision_id=duty.decision_id,
        party_id=duty.party_id,
        due_on=duty.due_on,
        level=level,
        escalated=escalated,
    )
