"""A database put back from a copy: nothing leaves it by itself until somebody has looked at it.

What left after the copy was made, the database has forgotten. The journal beside the key holds
those letters one by one; this holds them all, also where there is no journal.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from workflow.chaining import instant, stamp
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.outbox import STILL_TO_GO

NAME = "restored"
_MINE = t.heartbeat.c.name == NAME
_HELD = select(t.heartbeat).where(_MINE, t.heartbeat.c.problem != "")


@dataclass(frozen=True)
class Held:
    """When the database was put back, from a copy of when, and how many letters wait in it."""

    restored_at: datetime
    made_at: datetime
    letters: int


def hold(connection: Connection, made_at: datetime, at: datetime) -> int:
    """Hold everything in a database that has just been put back; how many letters wait."""
    connection.execute(t.heartbeat.delete().where(_MINE))
    row = {"name": NAME, "beat_at": at, "ok_at": None, "problem": stamp(made_at)}
    connection.execute(insert(t.heartbeat), row)
    return _waiting(connection)


def holds(connection: Connection) -> bool:
    """Whether somebody has yet to look at a database that was put back."""
    return connection.execute(_HELD).first() is not None


def is_held(office: Office) -> bool:
    """As ``holds``, in a moment of its own."""
    with reading(office.engine) as connection:
        return holds(connection)


def held(office: Office) -> Held | None:
    """What waits for somebody's word, if anything does."""
    with reading(office.engine) as connection:
        row = connection.execute(_HELD).one_or_none()
        if row is None:
            return None
        return Held(row.beat_at, instant(row.problem), _waiting(connection))


def release(office: Office, by: By) -> None:
    """Somebody has looked: letters leave again, and the calendar goes on."""
    require(by, Change.RELEASE_LETTERS)
    with writing(office.engine) as connection:
        row = connection.execute(_HELD).one_or_none()
        if row is None:
            return
        let_go = update(t.heartbeat).where(_MINE)
        connection.execute(let_go.values(ok_at=by.at, problem=""))
        given = {"restored_at": stamp(row.beat_at), "made_at": row.problem}
        note(connection, office, by, Change.RELEASE_LETTERS, 0, given)


def _waiting(connection: Connection) -> int:
    found = connection.execute(select(func.count()).select_from(t.letter).where(STILL_TO_GO))
    return int(found.scalar_one())
