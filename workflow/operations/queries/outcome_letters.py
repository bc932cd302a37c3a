"""The letters that ask an organisation for its outcomes: when each was ordered and left."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from workflow.states import DutyKind, LetterKind
from workflow.store import tables as t


@dataclass(frozen=True)
class OutcomeLetter:
    """One letter to one organisation about the outcomes of one plan."""

    party_id: int
    kind: LetterKind
    created_at: datetime
    sent_at: datetime | None
    problem: str


def letters_about(
    connection: Connection, reference: str, plan_id: int
) -> tuple[OutcomeLetter, ...]:
    """Every request and reminder of the plan's outcomes, the oldest first.

    A letter's key says what it is about: the step on the plan, or the duty.
    """
    duties = select(t.duty.c.id).where(
        t.duty.c.plan_id == plan_id, t.duty.c.kind == DutyKind.OUTCOME.value
    )
    about = [f"{reference}/plan-{plan_id}/"]
    about += [f"{reference}/duty-{each}/" for each in connection.execute(duties).scalars()]
    rows = connection.execute(
        select(t.letter)
        .where(t.letter.c.kind.in_((LetterKind.OUTCOME_REQUEST.value, LetterKind.REMINDER.value)))
        .where(or_(*(t.letter.c.key.startswith(each, autoescape=True) for each in about)))
        .order_by(t.letter.c.id)
    )
    return tuple(
        OutcomeLetter(
            party_id=int(party),
            kind=LetterKind(row.kind),
            created_at=row.created_at,
            sent_at=row.sent_at,
            problem=row.problem,
        )
        for row in rows
        for party in (row.key.rpartition("/")[2],)
        if party.isdigit()  # a person within the organisation stands as p7
    )


def key_by_hand(reference: str, duty_id: int, on: date, party_id: int) -> str:
    """The key of a reminder by hand: one a day for each duty, whoever orders it."""
    return f"{reference}/duty-{duty_id}/now-{on}/{party_id}"
