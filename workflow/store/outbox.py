"""The outbox: letters wait as rows, are claimed by one sender at a time, and leave once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from workflow.outgoing import Attached, Outgoing
from workflow.refusals import Conflict
from workflow.states import LetterKind
from workflow.store.tables import LetterState, letter

# As written in the index over letters that are still to go, so that the database uses it.
_STILL_TO_GO = text("state IN ('waiting', 'claimed')")
_ADD = {
    "sqlite": sqlite.insert(letter).on_conflict_do_nothing(index_elements=["key"]),
    "postgresql": postgresql.insert(letter).on_conflict_do_nothing(index_elements=["key"]),
}


class AlreadyOrdered(Conflict):
    """There is already a letter for this very order of this very step."""


@dataclass(frozen=True)
class Claimed:
    """A letter that one sender has for a while; ``attempt`` tells this time from later ones."""

    id: int
    worker: str
    attempt: int
    letter: Outgoing


def add(connection: Connection, outgoing: Outgoing) -> int:
    """Put a letter in the outbox, within the caller's write transaction; its row id."""
    statement = _ADD[connection.dialect.name].returning(letter.c.id)
    made = connection.execute(statement, _columns(outgoing)).scalar()
    if made is None:
        raise AlreadyOrdered(outgoing.key)
    return int(made)


def claim(
    connection: Connection, worker: str, now: datetime, limit: int, lease_seconds: int
) -> tuple[Claimed, ...]:
    """Take the letters that are due, oldest first, for as long as the lease lasts.

    A letter whose sender died is due again when its lease is over; so one letter may be sent
    twice, under the same message id, but none is forgotten.
    """
    due = (
        select(letter.c.id)
        .where(_STILL_TO_GO, letter.c.next_at <= now)
        .order_by(letter.c.next_at, letter.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    lease_until = now + timedelta(seconds=lease_seconds)
    taken = (
        update(letter)
        .where(letter.c.id.in_(select(due.c.id)))
        .values(
            state=LetterState.CLAIMED,
            claimed_by=worker,
            attempts=letter.c.attempts + 1,
            lease_until=lease_until,
            next_at=lease_until,
        )
        .returning(letter)
    )
    rows = sorted(connection.execute(taken), key=lambda row: int(row.id))
    return tuple(Claimed(row.id, worker, row.attempts, _outgoing(row)) for row in rows)


def done(connection: Connection, claimed: Claimed, now: datetime) -> bool:
    """The letter has left; ``False`` where the lease ran out and somebody else has it now."""
    values = {"state": LetterState.SENT, "sent_at": now, "problem": ""}
    return _settle(connection, claimed, values)


def later(connection: Connection, claimed: Claimed, problem: str, next_at: datetime) -> bool:
    """The letter could not leave; it is due again at ``next_at``."""
    values = {"state": LetterState.WAITING, "problem": problem, "next_at": next_at}
    return _settle(connection, claimed, values)


def give_up(connection: Connection, claimed: Claimed, problem: str) -> bool:
    """The letter will never leave by itself: a person has to see to it."""
    return _settle(connection, claimed, {"state": LetterState.FAILED, "problem": problem})


def _settle(connection: Connection, claimed: Claimed, values: dict[str, object]) -> bool:
    changed = connection.execute(_mine(claimed).values(**values, claimed_by="", lease_until=None))
    return changed.rowcount == 1


def _mine(claimed: Claimed) -> Update:
    return update(letter).where(
        letter.c.id == claimed.id,
        letter.c.state == LetterState.CLAIMED,
        letter.c.claimed_by == claimed.worker,
        letter.c.attempts == claimed.attempt,
    )


def _columns(outgoing: Outgoing) -> dict[str, object]:
    return {
        "key": outgoing.key,
        "case_id": outgoing.case_id,
        "kind": outgoing.kind,
        "to_name": outgoing.to_name,
        "to_email": outgoing.to_email,
        "subject": outgoing.subject,
        "body": outgoing.body,
        "attachments": [[a.name, a.sha256, a.media_type] for a in outgoing.attachments],
        "message_id": outgoing.message_id,
        "reply_to": outgoing.reply_to,
        "delivery_id": outgoing.delivery_id,
        "created_at": outgoing.created_at,
        "next_at": outgoing.created_at,
    }


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        key=row.key,
        case_id=row.case_id,
        kind=LetterKind(row.kind),
        to_name=row.to_name,
        to_email=row.to_email,
        subject=row.subject,
        body=row.body,
        message_id=row.message_id,
        created_at=row.created_at,
        reply_to=row.reply_to,
        attachments=tuple(Attached(*attached) for attached in row.attachments),
        delivery_id=row.delivery_id,
    )
