"""One recipient's copy of a decision: how it stands, in one word, by its row and its letter."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, Select, func, select

from workflow.states import Channel, DeliveryState, DispatchState, LetterKind
from workflow.store import tables as t
from workflow.store.tables import LetterState


class Copy(StrEnum):
    """How one recipient's copy stands: one word each, the same on every page."""

    NOT_ORDERED = "not_ordered"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    MAYBE = "maybe"
    PROBLEM = "problem"
    FAILED = "failed"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"
    TO_POST = "to_post"
    POSTED = "posted"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_OTHERWISE = "acknowledged_otherwise"


SETTLED = (Copy.ACKNOWLEDGED, Copy.ACKNOWLEDGED_OTHERWISE)
# What will not get there by itself: a person has to send it again, or reach them otherwise.
LOST = (Copy.FAILED, Copy.BOUNCED, Copy.WITHDRAWN)
IN_TROUBLE = (Copy.PROBLEM, Copy.FAILED, Copy.BOUNCED)
# Whoever has a copy that may have arrived, and has not said so, can be reminded.
REMINDABLE = (Copy.SENT, Copy.MAYBE)

_BY_LETTER = {
    LetterState.CLAIMED: Copy.SENDING,
    LetterState.SENT: Copy.SENT,
    LetterState.MAYBE: Copy.MAYBE,
    LetterState.HELD: Copy.MAYBE,
    LetterState.FAILED: Copy.FAILED,
    LetterState.BOUNCED: Copy.BOUNCED,
    LetterState.WITHDRAWN: Copy.WITHDRAWN,
}


def copy_state(delivery: str, letter: str | None, attempts: int | None) -> Copy:
    """The word for a copy, by its delivery and the letter that carries it, if one is ordered."""
    if delivery in (DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE):
        return Copy(delivery)
    if letter is None:
        return Copy.NOT_ORDERED
    if letter == LetterState.WAITING:
        return Copy.PROBLEM if attempts else Copy.WAITING
    return _BY_LETTER[LetterState(letter)]


def posted_state(delivery: str, dispatch: str) -> Copy:
    """The word for a copy that goes by post, which no letter of ours carries."""
    if delivery in (DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE):
        return Copy(delivery)
    if dispatch == DispatchState.READY:
        return Copy.NOT_ORDERED
    return Copy.POSTED if delivery == DeliveryState.SENT else Copy.TO_POST


def copy_of(row: Row[Any]) -> Copy:
    """The word for one row of ``copies``."""
    if row.channel == Channel.POST:
        return posted_state(row.state, row.dispatch_state)
    return copy_state(row.state, row.letter_state, row.attempts if row.problem else 0)


def newest_letter() -> ScalarSelect[Any]:
    """The id of the letter that carries a delivery's copy now: the newest, if it was sent again."""
    newest = select(func.max(t.letter.c.id)).where(
        t.letter.c.delivery_id == t.delivery.c.id, t.letter.c.kind == LetterKind.UTDRAG.value
    )
    return newest.correlate(t.delivery).scalar_subquery()


COPIES: Select[Any] = (
    select(
        t.delivery,
        t.dispatch.c.state.label("dispatch_state"),
        t.dispatch.c.decision_id,
        t.letter.c.id.label("letter_id"),
        t.letter.c.state.label("letter_state"),
        t.letter.c.attempts,
        t.letter.c.problem,
        t.letter.c.created_at,
        t.letter.c.sent_at,
        t.letter.c.bounced_at,
        t.letter.c.next_at,
        t.letter.c.attachments,
    )
    .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
    .outerjoin(t.letter, t.letter.c.id == newest_letter())
)


def copies(connection: Connection, dispatch_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Every copy of the dispatches, beside the letter that carries it."""
    mine = COPIES.where(t.delivery.c.dispatch_id.in_(dispatch_ids))
    return connection.execute(mine.order_by(t.delivery.c.id)).all()
