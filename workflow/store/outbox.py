"""The outbox: letters wait as rows, are claimed by one sender at a time, and leave once.

waiting -> claimed (a lease) -> handing (``handing_at`` is committed just before the server gets the
letter) -> sent | waiting (due later) | maybe (it may have arrived) | failed | held (for a person).
A lease that ran out before the handing is no harm: the letter is due again. One that ran out after
it leaves a letter that may have arrived. Every settling names the attempt, so that whoever lost
the lease settles nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from workflow.outgoing import Attached, Outgoing
from workflow.refusals import Conflict
from workflow.states import DeliveryState, HouseLetter, LetterKind
from workflow.store.bulk import insert_many
from workflow.store.prepared import Prepared, each_of
from workflow.store.tables import LetterState, delivery, letter

# As written in the index over letters that are still to go, so that the database uses it.
STILL_TO_GO = text("state IN ('waiting', 'claimed', 'maybe')")
_ADD = {
    "sqlite": sqlite.insert(letter).on_conflict_do_nothing(index_elements=["key"]),
    "postgresql": postgresql.insert(letter).on_conflict_do_nothing(index_elements=["key"]),
}
_ADD_ONE = Prepared(
    _ADD["sqlite"].returning(letter.c.id), postgresql=_ADD["postgresql"].returning(letter.c.id)
)
_MINE = update(letter).where(
    letter.c.id == bindparam("my_id"),
    letter.c.state == LetterState.CLAIMED.value,
    letter.c.claimed_by == bindparam("my_name"),
    letter.c.attempts == bindparam("my_attempt"),
)
_NONE: list[list[str]] = []  # one for all letters without papers, so that it is written once
# How long a letter that may have arrived rests before it is handed over again.
UNSURE_FOR = timedelta(minutes=1)
# What the problem of a letter begins with, from when it may have arrived until it surely has.
MAYBE = "Kanske skickat: "
LAPSED = "sändaren stannade medan brevet lämnades till e-postservern"
REPLACED = "Ersatt av en ny försändelse."
TWICE = "Brevet kan ha kommit fram två gånger, som ett och samma meddelande."


def _attached(outgoing: Outgoing) -> list[list[str]]:
    attached = outgoing.attachments
    return [[each.name, each.sha256, each.media_type] for each in attached] if attached else _NONE


# What of a letter stands in which column; the others begin as the table says.
_COLUMNS: dict[str, Callable[[Outgoing], object]] = {
    **{name: attrgetter(name) for name in ("key", "case_id", "to_name", "to_email", "subject")},
    **{name: attrgetter(name) for name in ("body", "message_id", "reply_to", "delivery_id")},
    **{name: attrgetter(name) for name in ("created_at", "as_link")},
    "kind": attrgetter("kind.value"),
    "attachments": _attached,
    "next_at": attrgetter("created_at"),
}


class AlreadyOrdered(Conflict):
    """There is already a letter for this very order of this very step."""


@dataclass(frozen=True)
class Claimed:
    """A letter that one sender has for a while; ``attempt`` tells this time from later ones.

    ``unsure``: an earlier attempt may have arrived.
    """

    id: int
    worker: str
    attempt: int
    letter: Outgoing
    unsure: bool = False


def add(connection: Connection, outgoing: Outgoing) -> int:
    """Put a letter in the outbox, within the caller's write transaction; its row id."""
    (made,) = add_each(connection, [outgoing])
    return made


def add_each(connection: Connection, letters: Iterable[Outgoing]) -> list[int]:
    """Put each letter in the outbox, as ``add`` does; their row ids."""
    written = list(letters)
    made = each_of(connection, _ADD_ONE, map(_columns, written))
    for outgoing, ids in zip(written, made, strict=True):
        if not ids:
            raise AlreadyOrdered(outgoing.key)
    return [id_ for ((id_,),) in made]


def add_all(connection: Connection, letters: Iterable[Outgoing]) -> None:
    """Put many letters in the outbox at once; one that is ordered already is not ordered again."""
    written = list(letters)
    columns = {name: list(map(value, written)) for name, value in _COLUMNS.items()}
    insert_many(connection, _ADD[connection.dialect.name], columns)


def count_as_sent(connection: Connection, delivery_id: int) -> None:
    """The letter with the recipient's copy has left; one who has confirmed it already has it."""
    waiting = update(delivery).where(
        delivery.c.id == delivery_id, delivery.c.state == DeliveryState.WAITING.value
    )
    connection.execute(waiting, {"state": DeliveryState.SENT.value})


def is_ordered(connection: Connection, key: str) -> bool:
    """Whether there is a letter for this order already."""
    return connection.execute(select(letter.c.id).where(letter.c.key == key)).first() is not None


def claim(
    connection: Connection,
    worker: str,
    now: datetime,
    limit: int,
    lease_seconds: int,
    *,
    unsure_waits: bool = False,
) -> tuple[Claimed, ...]:
    """Take the letters that are due, oldest first, for as long as the lease lasts.

    A letter whose sender was lost before it was handed over is due again when its lease is over.
    One that was being handed over may have arrived: it rests a little and is then sent again
    under the same message id, or waits for a person where ``unsure_waits``. One that was being
    handed over while its copy was sent anew does not go again: its address may be wrong.
    """
    while rows := _due(connection, now, limit):
        replaced = _replaced(connection, rows)
        _withdraw(connection, [row for row in rows if row.id in replaced])
        rows = [row for row in rows if row.id not in replaced]
        left = {row.id for row in rows if _is_left(row, unsure_waits=unsure_waits)}
        _leave_unsure(connection, left, now, waits=unsure_waits)
        if taken := [row for row in rows if row.id not in left]:
            _take(connection, {row.id for row in taken}, worker, now, lease_seconds)
            return tuple(_claimed(row, worker) for row in taken)
    return ()


def _due(connection: Connection, now: datetime, limit: int) -> Sequence[Row[Any]]:
    return connection.execute(
        select(letter)
        .where(STILL_TO_GO, letter.c.next_at <= now)
        .order_by(letter.c.next_at, letter.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def _replaced(connection: Connection, rows: Sequence[Row[Any]]) -> set[int]:
    """The letters whose copy has been sent anew since; a reminder is no such letter."""
    copies = {row.delivery_id for row in rows} - {None}
    if not copies:
        return set()
    newest = connection.execute(
        select(letter.c.delivery_id, func.max(letter.c.id))
        .where(letter.c.delivery_id.in_(copies), letter.c.kind == LetterKind.UTDRAG.value)
        .group_by(letter.c.delivery_id)
    )
    known = dict(newest.all())
    return {row.id for row in rows if row.id < known.get(row.delivery_id, 0)}


def _withdraw(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    """What was the matter with it is still told: it may have arrived."""
    for row in rows:
        lost = row.state == LetterState.CLAIMED and row.handing_at is not None
        problem = f"{MAYBE}{LAPSED}" if lost else row.problem
        told = f"{problem.rstrip('.')}. {REPLACED}" if problem else REPLACED
        values = {"state": LetterState.WITHDRAWN, "problem": told, "claimed_by": ""}
        mine = update(letter).where(letter.c.id == row.id)
        connection.execute(mine.values(**values, lease_until=None, handing_at=None))


def _is_left(row: Row[Any], *, unsure_waits: bool) -> bool:
    """Whether nobody may take the row now: its sender was lost in the middle of handing it."""
    lost = row.state == LetterState.CLAIMED and row.handing_at is not None
    return lost or (unsure_waits and row.state == LetterState.MAYBE)


def _leave_unsure(connection: Connection, ids: set[int], now: datetime, *, waits: bool) -> None:
    if ids:
        left = update(letter).where(letter.c.id.in_(ids))
        connection.execute(left.values(**_unsure(LAPSED, now + UNSURE_FOR, waits=waits)))


def _take(
    connection: Connection, ids: set[int], worker: str, now: datetime, lease_seconds: int
) -> None:
    lease_until = now + timedelta(seconds=lease_seconds)
    taken = update(letter).where(letter.c.id.in_(ids))
    connection.execute(
        taken.values(
            state=LetterState.CLAIMED,
            claimed_by=worker,
            attempts=letter.c.attempts + 1,
            lease_until=lease_until,
            next_at=lease_until,
            handing_at=None,
        )
    )


def _claimed(row: Row[Any], worker: str) -> Claimed:
    unsure = str(row.problem).startswith(MAYBE)
    return Claimed(row.id, worker, row.attempts + 1, _outgoing(row), unsure)


def hand(connection: Connection, claimed: Claimed, now: datetime, lease_seconds: int) -> bool:
    """Mark that the letter is now handed over; ``False`` where somebody else has it.

    The lease begins anew: however long the letters before this one took, it is this one's own.
    """
    lease_until = now + timedelta(seconds=lease_seconds)
    values = {"handing_at": now, "lease_until": lease_until, "next_at": lease_until}
    return _change(connection, claimed, values)


def release(connection: Connection, claimed: Claimed, now: datetime, *, tried: bool) -> bool:
    """The letter is due as before; its attempt does not count where it was not ``tried``."""
    state = LetterState.MAYBE if claimed.unsure else LetterState.WAITING
    attempts = claimed.attempt if tried else claimed.attempt - 1
    return _settle(connection, claimed, {"state": state, "attempts": attempts, "next_at": now})


def done(connection: Connection, claimed: Claimed, now: datetime) -> bool:
    """The letter has left; ``False`` where the lease ran out and somebody else has it now."""
    problem = TWICE if claimed.unsure else ""
    values = {"state": LetterState.SENT, "sent_at": now, "problem": problem, "handing_at": None}
    return _settle(connection, claimed, values)


def later(connection: Connection, claimed: Claimed, problem: str, next_at: datetime) -> bool:
    """The letter did not leave now; it is due again at ``next_at``."""
    state = LetterState.MAYBE if claimed.unsure else LetterState.WAITING
    told = _told(claimed, problem)
    values = {"state": state, "problem": told, "next_at": next_at, "handing_at": None}
    return _settle(connection, claimed, values)


def unsure(
    connection: Connection, claimed: Claimed, problem: str, next_at: datetime, *, waits: bool
) -> bool:
    """The letter may have arrived: it is due again at ``next_at``, or waits for a person."""
    return _settle(connection, claimed, _unsure(problem, next_at, waits=waits))


def by_link(connection: Connection, claimed: Claimed, problem: str, now: datetime) -> bool:
    """The letter was too large: it is due again at once, and its papers are fetched by link."""
    told = _told(claimed, problem)
    values = {"problem": told, "next_at": now, "as_link": True, "handing_at": None}
    return _settle(connection, claimed, {**values, "state": LetterState.WAITING})


def give_up(connection: Connection, claimed: Claimed, problem: str) -> bool:
    """The letter will never leave by itself: a person has to see to it."""
    values = {"state": LetterState.FAILED, "problem": problem, "handing_at": None}
    return _settle(connection, claimed, values)


def hold(connection: Connection, claimed: Claimed, problem: str, attempts: int) -> bool:
    """The letter may have arrived, by what stands outside the database: a person has to decide.

    The attempts go on from where they were, so that one that a person lets go is not held again.
    """
    values = {"state": LetterState.HELD, "problem": f"{MAYBE}{problem}", "attempts": attempts}
    return _settle(connection, claimed, values)


def _unsure(problem: str, next_at: datetime, *, waits: bool) -> dict[str, object]:
    return {
        "state": LetterState.HELD if waits else LetterState.MAYBE,
        "problem": f"{MAYBE}{problem}",
        "next_at": next_at,
        "claimed_by": "",
        "lease_until": None,
    }


def _told(claimed: Claimed, problem: str) -> str:
    """The newest problem; that the letter may have arrived at an earlier attempt still stands."""
    return f"{MAYBE}{problem}" if claimed.unsure else problem


def _settle(connection: Connection, claimed: Claimed, values: Mapping[str, object]) -> bool:
    return _change(connection, claimed, {**values, "claimed_by": "", "lease_until": None})


def _change(connection: Connection, claimed: Claimed, values: Mapping[str, object]) -> bool:
    """Change the row if the letter is still this sender's, by this attempt."""
    mine = {"my_id": claimed.id, "my_name": claimed.worker, "my_attempt": claimed.attempt}
    return connection.execute(_MINE, {**mine, **values}).rowcount == 1


def _columns(outgoing: Outgoing) -> dict[str, object]:
    return {name: value(outgoing) for name, value in _COLUMNS.items()}


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        key=row.key,
        case_id=row.case_id,
        kind=_kind(row.kind),
        to_name=row.to_name,
        to_email=row.to_email,
        subject=row.subject,
        body=row.body,
        message_id=row.message_id,
        created_at=row.created_at,
        reply_to=row.reply_to,
        attachments=tuple(Attached(*attached) for attached in row.attachments),
        delivery_id=row.delivery_id,
        as_link=row.as_link,
    )


def _kind(word: str) -> LetterKind | HouseLetter:
    return HouseLetter(word) if word in tuple(HouseLetter) else LetterKind(word)
