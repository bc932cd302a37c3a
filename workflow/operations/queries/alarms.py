"""Alarms: what has gone wrong, and decisions that a meeting passed by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, select, true

from workflow.facts import Actor
from workflow.operations.queries.standings import is_open
from workflow.states import DutyKind, NoticeState, Role, Thing
from workflow.store import tables as t


class AlarmKind(StrEnum):
    """What has gone wrong."""

    LETTER_FAILED = "letter_failed"
    LETTER_BOUNCED = "letter_bounced"
    LETTER_HELD = "letter_held"
    LETTERS_WAIT = "letters_wait"
    MAIL_SETUP = "mail_setup"
    MAIL_ON_THE_PILE = "mail_on_the_pile"
    ANSWERED = "answered"
    NOTICE_MISSED = "notice_missed"


@dataclass(frozen=True)
class Alarm:
    """One thing that went wrong: ``about`` is who did not get the letter, or the decision.

    ``count`` letters have waited since ``since``; ``incoming_id`` is a message that came in.
    """

    kind: AlarmKind
    case_id: int
    reference: str
    about: str
    problem: str = ""
    day: date | None = None
    decision_id: int | None = None
    count: int = 0
    since: datetime | None = None
    incoming_id: int | None = None


def of(
    connection: Connection, own_case: ColumnElement[bool], actor: Actor, on: date
) -> tuple[Alarm, ...]:
    """Decisions of one's own cases that a meeting passed by; a secretary sees every one."""
    notices = true() if Role.SECRETARY in actor.roles else own_case
    return _missed(connection, notices, on)


def _missed(connection: Connection, which: ColumnElement[bool], on: date) -> tuple[Alarm, ...]:
    """Decisions that should have been noted by a meeting that is over."""
    unnoted = t.notice.c.state.in_((NoticeState.PENDING.value, NoticeState.LISTED.value))
    query = (
        select(t.decision.c.id, t.decision.c.case_id, t.decision.c.title)
        .add_columns(t.matter_case.c.reference, t.duty.c.due_on)
        .join(t.notice, t.notice.c.decision_id == t.decision.c.id)
        .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
        .join(
            t.duty,
            and_(
                t.duty.c.decision_id == t.decision.c.id,
                t.duty.c.kind == DutyKind.NOTIFY.value,
                t.duty.c.settled_on.is_(None),
                t.duty.c.due_on < on,
            ),
        )
        .where(is_open(Thing.NOTICE), unnoted, which)
        .order_by(t.duty.c.due_on, t.decision.c.id)
    )
    return tuple(
        Alarm(
            AlarmKind.NOTICE_MISSED,
            row.case_id,
            row.reference,
            row.title,
            day=row.due_on,
            decision_id=row.id,
        )
        for row in connection.execute(query)
    )
