"""The record: every entry of a case chained to the one before, every day sealed, all signed."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from workflow.chaining import GENESIS, REGISTERS, canonical, event_hash, instant, mac
from workflow.refusals import Earlier
from workflow.store.engine import unless_there
from workflow.store.prepared import Prepared, write_each
from workflow.store.tables import event, matter_case, register_event, register_head, seal

# What an entry says; ``case`` and ``seq`` are filled in from the chain itself.
KEYS = frozenset(
    ("at", "step", "thing", "thing_id", "actor", "refused", "from", "to", "reasons", "given")
) | {"papers", "letters", "duties"}

_HEAD = Prepared(
    select(matter_case.c.reference, matter_case.c.head_seq, matter_case.c.head_hash)
    .where(matter_case.c.id == bindparam("case"))
    # Not the strongest lock: that one also waits for everybody who has written a row that
    # belongs to the case, and two such writers would wait for each other.
    .with_for_update(key_share=True)
)
_ADD = Prepared(insert(event).inline())
_MOVE = Prepared(update(matter_case).where(matter_case.c.id == bindparam("case")))

# SQLite has one writer at a time anyway.
_ONE_SEALER = text("LOCK TABLE seal IN SHARE ROW EXCLUSIVE MODE")


class Entry(NamedTuple):
    """Where an entry stands in its case's chain, and the hash that names it."""

    seq: int
    hash: str


def append(connection: Connection, case_id: int, body: Mapping[str, Any], key: bytes) -> Entry:
    """Put one entry at the end of the case's chain, within the caller's write transaction."""
    _require_keys(body)
    last = _HEAD.row(connection, case=case_id)
    row = _row(body, last.reference, last.head_seq + 1, last.head_hash, key)
    head = {"head_seq": row["seq"], "head_hash": row["hash"], "head_at": row["at"]}
    entry, moved = (_ADD, {**row, "case_id": case_id}), (_MOVE, {**head, "case": case_id})
    write_each(connection, (entry, moved))
    return Entry(row["seq"], row["hash"])


def append_to_registers(connection: Connection, body: Mapping[str, Any], key: bytes) -> Entry:
    """Put one entry at the end of the registers' own chain, within the caller's transaction."""
    _require_keys(body)
    first = {"name": REGISTERS, "seq": 0, "hash": GENESIS}
    connection.execute(unless_there(connection, register_head), first)
    head = connection.execute(select(register_head).with_for_update()).one()
    row = _row(body, REGISTERS, head.seq + 1, head.hash, key)
    connection.execute(insert(register_event).inline(), row)
    connection.execute(update(register_head), {"seq": row["seq"], "hash": row["hash"]})
    return Entry(row["seq"], row["hash"])


def _require_keys(body: Mapping[str, Any]) -> None:
    if body.keys() != KEYS:
        raise ValueError(f"an entry holds exactly its keys; differing: {body.keys() ^ KEYS}")


def _row(body: Mapping[str, Any], case: str, seq: int, previous: str, key: bytes) -> dict[str, Any]:
    written = canonical({**body, "case": case, "seq": seq})
    entry_hash = event_hash(previous, written)
    return {
        **columns_of(body),
        "seq": seq,
        "body": written,
        "previous": previous,
        "hash": entry_hash,
        "mac": mac(key, entry_hash),
    }


def newest_step(connection: Connection, case_id: int) -> Earlier | None:
    """The last thing that somebody did in a case: tries that were refused are left out."""
    newest = (
        select(event.c.step, event.c.actor_name, event.c.at)
        .where(event.c.case_id == case_id, event.c.refused.is_(False))
        .order_by(event.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(newest).one_or_none()
    return Earlier(row.step, row.actor_name, row.at) if row else None


def is_begun(connection: Connection) -> bool:
    """Whether anything is on record yet."""
    of_cases, of_registers = select(event.c.id).limit(1), select(register_event.c.id).limit(1)
    found = (connection.execute(query).first() for query in (of_cases, of_registers))
    return any(row is not None for row in found)


def columns_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """What of an entry also stands in columns, so that the database can find it."""
    actor = body["actor"]
    return {
        "at": instant(body["at"]),
        "step": body["step"],
        "thing": body["thing"],
        "thing_id": body["thing_id"],
        "actor_kind": actor["kind"],
        "actor_name": actor["name"],
        "actor_person_id": actor["person_id"],
        "refused": body["refused"],
    }


def seal_day(connection: Connection, day: date, key: bytes, at: datetime) -> None:
    """Seal the day (in UTC), and any day before it that was left out; twice is once.

    A seal holds the heads of all cases as they stood when the day ended, and hangs on the seal
    before it. A day on which no head moved has no seal of its own.
    """
    if at.astimezone(UTC).date() <= day:
        raise ValueError(f"{day} can't be sealed before it is over")
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_SEALER)
    last = connection.execute(select(seal).order_by(seal.c.id.desc()).limit(1)).first()
    previous = last.hash if last else GENESIS
    heads = json.loads(last.heads)["heads"] if last else []
    for unsealed in _days_to_seal(connection, last.day if last else None, day):
        now = _heads_at_end_of(connection, unsealed)
        if now == heads:
            continue
        heads = now
        written = canonical({"day": unsealed.isoformat(), "heads": heads})
        seal_hash = event_hash(previous, written)
        row = {"day": unsealed, "heads": written, "previous": previous, "hash": seal_hash}
        connection.execute(insert(seal).values(**row, mac=mac(key, seal_hash), sealed_at=at))
        previous = seal_hash


def _days_to_seal(connection: Connection, last: date | None, day: date) -> Iterator[date]:
    """The days after the last seal on which something was recorded, and the day itself."""
    if last is not None and day <= last:
        return
    days = {day}
    for at in (event.c.at, register_event.c.at):
        query = select(at).where(at < _end_of(day)).order_by(at)
        if last is not None:
            query = query.where(at >= _end_of(last))
        days |= {moment.date() for moment in connection.execute(query).scalars()}
    yield from sorted(days)


def _heads_at_end_of(connection: Connection, day: date) -> list[list[str | int]]:
    newest = (
        select(event.c.case_id, func.max(event.c.seq).label("seq"))
        .where(event.c.at < _end_of(day))
        .group_by(event.c.case_id)
        .subquery()
    )
    query = (
        select(matter_case.c.reference, event.c.seq, event.c.hash)
        .join(newest, (newest.c.case_id == event.c.case_id) & (newest.c.seq == event.c.seq))
        .join(matter_case, matter_case.c.id == event.c.case_id)
    )
    of_registers = (
        select(register_event.c.seq, register_event.c.hash)
        .where(register_event.c.at < _end_of(day))
        .order_by(register_event.c.seq.desc())
        .limit(1)
    )
    heads = [[reference, seq, head] for reference, seq, head in connection.execute(query)]
    heads += [[REGISTERS, seq, head] for seq, head in connection.execute(of_registers)]
    # Sorted here, since databases differ in how they sort text.
    return sorted(heads)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)
