"""Decisions against recipients: how every copy stands, with counts each way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select, true

from workflow.operations.office import Office
from workflow.operations.queries.copies import SETTLED, Copy, copies, copy_of
from workflow.operations.queries.deliveries import DISPATCHES, PAGE
from workflow.references import decision_number, swedish_key
from workflow.states import DeliveryState, DispatchState
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class MatrixRow:
    """One decision; ``copies`` stand in the order of the recipients, ``None`` for who gets none."""

    decision_id: int
    reference: str
    number: str
    title: str
    copies: tuple[Copy | None, ...]
    recipients: int
    settled: int


@dataclass(frozen=True)
class Matrix:
    """The decisions of one page, the newest first; the recipients that any of them has."""

    recipients: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    total: int

    def settled_by(self, column: int) -> tuple[int, int]:
        """How many copies a recipient has confirmed, and how many it has been to get."""
        held = [row.copies[column] for row in self.rows if row.copies[column] is not None]
        return sum(each in SETTLED for each in held), len(held)

    @property
    def counts(self) -> tuple[tuple[Copy, int], ...]:
        """How many copies stand in each state, in the order in which a copy comes to them."""
        found = Counter(each for row in self.rows for each in row.copies if each is not None)
        return tuple((state, found[state]) for state in Copy if found[state])


# A dispatch under way with a copy that nobody has confirmed.
_UNANSWERED = (
    select(t.delivery.c.id)
    .where(t.delivery.c.dispatch_id == t.dispatch.c.id)
    .where(t.delivery.c.state.in_((DeliveryState.WAITING.value, DeliveryState.SENT.value)))
    .where(t.dispatch.c.state == DispatchState.DISPATCHED.value)
    .exists()
)


def matrix(office: Office, page: int = 1, *, unanswered: bool = False) -> Matrix:
    """One page of the decisions that have been dispatched or are to be.

    ``unanswered`` shows only those that somebody has yet to confirm, and only who has.
    """
    newest = (t.decision.c.decided_on.desc(), t.decision.c.id.desc())
    under_way = (t.dispatch.c.state != DispatchState.ACKNOWLEDGED.value).desc()
    which = _UNANSWERED if unanswered else true()
    with reading(office.engine) as connection:
        counted = select(func.count()).select_from(t.dispatch).where(which)
        total = connection.execute(counted).scalar_one()
        wanted = DISPATCHES.where(which).order_by(under_way, *newest)
        rows = connection.execute(wanted.limit(PAGE).offset((page - 1) * PAGE)).all()
        held = copies(connection, [row.dispatch_id for row in rows])
    shown = [each for each in held if not unanswered or copy_of(each) not in SETTLED]
    # An organisation whose name has changed since is still the same recipient.
    names = {each.party_id: each.party_name for each in shown}
    party_ids = sorted(names, key=lambda party_id: swedish_key(names[party_id]))
    return Matrix(
        tuple(names[party_id] for party_id in party_ids),
        tuple(_row(row, held, party_ids) for row in rows),
        total,
    )


def _row(row: Row[Any], held: Sequence[Row[Any]], party_ids: Sequence[int]) -> MatrixRow:
    mine = {each.party_id: copy_of(each) for each in held if each.dispatch_id == row.dispatch_id}
    return MatrixRow(
        decision_id=row.id,
        reference=row.reference,
        number=decision_number(row.number_serial, row.number_year),
        title=row.title,
        copies=tuple(mine.get(party_id) for party_id in party_ids),
        recipients=len(mine),
        settled=sum(each in SETTLED for each in mine.values()),
    )
