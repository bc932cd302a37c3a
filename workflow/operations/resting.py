"""What rests on a mandate: the decisions on their way, and those taken under it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from workflow.references import decision_number
from workflow.states import UNDECIDED, DecisionState
from workflow.store import tables as t


@dataclass(frozen=True)
class Taken:
    """A decision that was taken under a mandate."""

    id: int
    case_id: int
    reference: str
    number: str
    decided_on: date
    title: str

    def __str__(self) -> str:
        return f"{self.number} ({self.decided_on.isoformat()})"


def cases_on_their_way(connection: Connection, delegation_id: int) -> set[int]:
    """The cases with a decision that nobody has taken yet."""
    on_their_way = [state.value for state in UNDECIDED]
    resting = select(t.decision.c.case_id).where(
        t.decision.c.delegation_id.in_(_passed_on(delegation_id)),
        t.decision.c.state.in_(on_their_way),
    )
    return set(connection.execute(resting).scalars())


def taken_since(connection: Connection, delegation_id: int, day: date) -> tuple[Taken, ...]:
    """The decisions of that day and later, in the order they were taken.

    A mandate that is taken back from an earlier day was in force when they were: they stand.
    """
    rows = connection.execute(
        select(t.decision, t.matter_case.c.reference)
        .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
        .where(
            t.decision.c.delegation_id.in_(_passed_on(delegation_id)),
            t.decision.c.state == DecisionState.DECIDED.value,
            t.decision.c.decided_on >= day,
        )
        .order_by(t.decision.c.decided_at, t.decision.c.id)
    )
    return tuple(
        Taken(
            row.id,
            row.case_id,
            row.reference,
            decision_number(row.number_serial, row.number_year),
            row.decided_on,
            row.title,
        )
        for row in rows
    )


def _passed_on(delegation_id: int) -> Select[Any]:
    """The mandate, and what was passed on from it."""
    return select(t.delegation.c.id).where(
        (t.delegation.c.id == delegation_id) | (t.delegation.c.parent_id == delegation_id)
    )
