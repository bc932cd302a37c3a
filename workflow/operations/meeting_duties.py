"""The duty to notify follows the committee's calendar."""

from datetime import date

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.duties import RULES
from workflow.expansion import DutyRow
from workflow.facts import Situation
from workflow.operations import moving, watch
from workflow.reminding_rules import watch_of
from workflow.states import DutyKind, NoticeState, Thing, To
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.situations import Subject


def follow(connection: Connection, committee_id: int, on: date) -> None:
    """Set the duty anew for every decision that waits for a list, within the transaction."""
    waiting = (
        select(t.notice.c.decision_id)
        .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
        .where(t.decision.c.committee_id == committee_id)
        .where(t.notice.c.state == NoticeState.PENDING.value)
        .order_by(t.notice.c.decision_id)
    )
    for decision_id in connection.execute(waiting).scalars().all():
        subject = Subject(Thing.NOTICE, decision_id)
        situation = situations.read(connection, subject, BY_NAME["list"], on)
        if RULES[DutyKind.NOTIFY].applies(situation):
            _renew(connection, situation, on)


def _renew(connection: Connection, now: Situation, on: date) -> None:
    """The duty on the day that the facts now say.

    One that is late already stays so: a new meeting does not undo that one was missed.
    """
    kind, decision_id = DutyKind.NOTIFY, now.the_decision().id
    watched = connection.execute(
        select(t.duty.c.id, t.duty.c.due_on).where(
            t.duty.c.decision_id == decision_id,
            t.duty.c.kind == kind.value,
            t.duty.c.settled_on.is_(None),
        )
    ).one_or_none()
    rule = RULES[kind]
    due_on = rule.due_on(now, None, on)
    duty = DutyRow(kind, To.SECRETARY, due_on, rule.why, decision_id=decision_id)
    if watched is None:
        watch.begin(connection, duty, now, on)
    elif watched.due_on >= on:
        moved = moving.Moved(due_on, To.SECRETARY, watch_of(duty, now, on))
        moving.move(connection, watched.id, moved, on)
