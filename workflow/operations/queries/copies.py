"""One recipient's copy of a decision: how it stands, in one word, by its row and its letter."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.states import DeliveryState, LetterKind
from workflow.store import tables as t


class Copy(StrEnum):
    """How one recipient's copy stands: one word each, the same on every page."""

    NOT_ORDERED = "not_ordered"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PROBLEM = "problem"
    FAILED = "failed"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_OTHERWISE = "acknowledged_otherwise"


SETTLED = (Copy.ACKNOWLEDGED, Copy.ACKNOWLEDGED_OTHERWISE)
IN_TROUBLE = (Copy.PROBLEM, Copy.FAILED)


def copy_state(delivery: str, letter: str | None, attempts: int | None) -> Copy:
    """The word for a copy, by its delivery and the letter that carries it, if one is ordered."""
    if delivery in (DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE):
        return Copy(delivery)
    if letter is None:
        return Copy.NOT_ORDERED
    if letter == t.LetterState.WAITING:
        return Copy.PROBLEM if attempts else Copy.WAITING
    by_letter = {
        t.LetterState.CLAIMED: Copy.SENDING,
        t.LetterState.SENT: Copy.SENT,
        t.LetterState.FAILED: Copy.FAILED,
    }
    return by_letter[t.LetterState(letter)]


def copies(connection: Connection, dispatch_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Every copy of the dispatches, beside the letter that carries it."""
    return connection.execute(
        select(
            t.delivery,
            t.letter.c.state.label("letter_state"),
            t.letter.c.attempts,
            t.letter.c.problem,
            t.letter.c.created_at,
            t.letter.c.sent_at,
            t.letter.c.attachments,
        )
        .outerjoin(
            t.letter,
            (t.letter.c.delivery_id == t.delivery.c.id)
            & (t.letter.c.kind == LetterKind.UTDRAG.value),
        )
        .where(t.delivery.c.dispatch_id.in_(dispatch_ids))
        .order_by(t.delivery.c.id)
    ).all()
