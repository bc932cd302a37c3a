"""Whom a copy of a decision has reached, or yet may: they are told what becomes of it."""

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from workflow.facts import Situation
from workflow.states import DeliveryState, LetterKind
from workflow.store import tables as t
from workflow.store.outbox import MAYBE
from workflow.store.prepared import Prepared
from workflow.store.tables import LetterState

# The letters that say it.
TOLD = frozenset({LetterKind.CORRECTED, LetterKind.REPEALED})
_GOES = (
    *(LetterState.WAITING, LetterState.CLAIMED, LetterState.MAYBE, LetterState.HELD),
    LetterState.SENT,
)
_DISPATCH: BindParameter[int] = bindparam("dispatch")
_LETTER = (
    select(t.letter.c.id)
    .where(t.letter.c.delivery_id == t.delivery.c.id)
    .where(t.letter.c.kind == LetterKind.UTDRAG.value)
    .where(
        or_(
            *(t.letter.c.state == each.value for each in _GOES),
            t.letter.c.handing_at.is_not(None),
            t.letter.c.problem.like(f"{MAYBE}%"),
        )
    )
)
_WITHOUT = Prepared(
    select(t.delivery.c.party_id)
    .where(t.delivery.c.dispatch_id == _DISPATCH)
    .where(t.delivery.c.state == DeliveryState.WAITING.value, ~_LETTER.exists())
)


def without_copy(connection: Connection, situation: Situation) -> frozenset[int]:
    """The recipients who have no copy: its letter was stopped or failed, or it is not posted yet.

    What is sent to them later encloses what has been put right. Within the step's transaction,
    which keeps the dispatch from moving.
    """
    if situation.dispatch is None:
        return frozenset()
    return frozenset(_WITHOUT.column(connection, dispatch=situation.dispatch.id))
