"""The clock as it was last seen: one that has jumped sends nothing by itself until confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from workflow.operations import heartbeats
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.store import tables as t
from workflow.store.engine import reading, upkeep, writing

NAME = "clock"
DAILY = "day"  # the mark that the day's work is done
KEPT_EVERY = timedelta(minutes=10)  # so that a beat with nothing to do writes nothing


@dataclass(frozen=True)
class Limits:
    """How far the clock may go: while the program runs, back at any time, and while it was off."""

    jump: timedelta = timedelta(hours=1)
    pause: timedelta = timedelta(days=35)


@dataclass(frozen=True)
class Jump:
    """A clock that was at one time when last believed, and then showed another."""

    seen_at: datetime
    showed: datetime


def goes_on(office: Office, now: datetime, limits: Limits, ran: timedelta | None = None) -> bool:
    """Whether the clock may be believed; the jump of one that may not is kept until it is.

    ``ran`` is how long the program itself has run since it last asked, where it knows. Where it
    does not, it may have been off for as long as ``limits.pause``. A clock that is put back to
    where it was last believed needs nobody's word.
    """
    with reading(office.engine) as connection:
        row = _row(connection)
    if row is None:
        _keep(office, now)
        return True
    if _is_believed(row, now, limits, ran):
        if row.problem or now - row.beat_at >= KEPT_EVERY:
            _keep(office, now)
        return True
    _keep_jump(office, now)
    return False


def _is_believed(row: Row[Any], now: datetime, limits: Limits, ran: timedelta | None) -> bool:
    gone: timedelta = now - row.beat_at
    if row.problem:
        return abs(gone) <= limits.jump
    if gone < -limits.jump or gone > limits.pause:
        return False
    # What was last kept may be some minutes older than the beat that the program remembers.
    return ran is None or gone - ran <= limits.jump + KEPT_EVERY


def jumped(office: Office) -> Jump | None:
    """The jump that waits for somebody's word, if there is one."""
    with reading(office.engine) as connection:
        row = _row(connection)
    if row is None or not row.problem:
        return None
    return Jump(row.beat_at, datetime.fromisoformat(row.problem))


def confirm_clock(office: Office, by: By) -> None:
    """Somebody says that the time is right: what waited goes on from now."""
    require(by, Change.CONFIRM_CLOCK)
    with writing(office.engine) as connection:
        row = _row(connection)
        if row is None or not row.problem:
            return
        believed = update(t.heartbeat).where(t.heartbeat.c.name == NAME)
        connection.execute(believed.values(beat_at=by.at, problem=""))
        given = {"seen_at": row.beat_at.isoformat(), "showed": row.problem}
        note(connection, office, by, Change.CONFIRM_CLOCK, 0, given)


def _row(connection: Connection) -> Row[Any] | None:
    mine = select(t.heartbeat).where(t.heartbeat.c.name == NAME)
    return connection.execute(mine).one_or_none()


def _keep(office: Office, now: datetime) -> None:
    with upkeep(office.engine) as connection:
        heartbeats.keep(connection, NAME, {"beat_at": now, "ok_at": now, "problem": ""})


def _keep_jump(office: Office, now: datetime) -> None:
    """The first jump is kept: it says when the time went wrong, and from what."""
    with upkeep(office.engine) as connection:
        mine = update(t.heartbeat).where(t.heartbeat.c.name == NAME, t.heartbeat.c.problem == "")
        connection.execute(mine.values(problem=now.isoformat()))
