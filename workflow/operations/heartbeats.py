"""The beats of what is done again and again: each job says that it has run, and how it went."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, select, update

from workflow.operations.office import Office
from workflow.refusals import NotScanned
from workflow.store import tables as t
from workflow.store.engine import reading, unless_there, upkeep


class Job(StrEnum):
    """What somebody has to hear of, under the name of its row."""

    TICK = "tick"
    SENDER = "sender"
    MAILBOX = "mailbox"
    DAY = "day"
    VERIFY = "verify"
    BACKUP = "backup"


# What has never been heard of is missed; the day's work and the check of the record come later.
_AT_ONCE = frozenset({Job.TICK, Job.SENDER, Job.MAILBOX, Job.BACKUP})
# How long each may be silent; the others as the settings say.
_BEAT = timedelta(minutes=30)  # a round of letters to a slow server takes its time
SILENCE = {
    Job.TICK: _BEAT,
    Job.SENDER: _BEAT,
    Job.MAILBOX: _BEAT,
    Job.DAY: timedelta(hours=26),
}


@dataclass(frozen=True)
class Watched:
    """A job that is to be heard of at least this often."""

    job: Job
    silence: timedelta


@dataclass(frozen=True)
class Beat:
    """When a job last ran, when it last went well, what went wrong, and what came of it."""

    name: str
    beat_at: datetime
    ok_at: datetime | None
    problem: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Heard:
    """A job that is watched, and what was last heard of it."""

    job: Job
    silence: timedelta
    beat: Beat | None
    is_silent: bool

    @property
    def is_well(self) -> bool:
        return not self.is_silent and not (self.beat and self.beat.problem)


def note(engine: Engine, at: datetime, job: Job, problem: str = "", detail: str = "") -> None:
    """The job has run; without a problem it went well."""
    values: dict[str, object] = {"beat_at": at, "problem": problem, "detail": detail}
    if not problem:
        values["ok_at"] = at
    with upkeep(engine) as connection:
        keep(connection, job.value, values)


def keep(connection: Connection, name: str, values: Mapping[str, object]) -> None:
    """Write the row of that name, or change what it says, within the caller's transaction."""
    mine = update(t.heartbeat).where(t.heartbeat.c.name == name)
    if connection.execute(mine.values(values)).rowcount == 0:
        row = {"name": name, "ok_at": None, "problem": "", **values}
        connection.execute(unless_there(connection, t.heartbeat).values(row))


@contextmanager
def beating(office: Office, clock: Callable[[], datetime], job: Job) -> Iterator[None]:
    """The job has run when the block is over; what was raised is its problem, and goes on."""
    try:
        yield
    except NotScanned as error:
        note(office.engine, clock(), job, str(error))
        raise
    except Exception as error:
        note(office.engine, clock(), job, type(error).__name__)
        raise
    note(office.engine, clock(), job)


def last(office: Office, job: Job) -> Beat | None:
    """What was last heard of a job."""
    with reading(office.engine) as connection:
        return beats(connection).get(job.value)


def beats(connection: Connection) -> dict[str, Beat]:
    """Every beat there is, by name."""
    rows = connection.execute(select(t.heartbeat).order_by(t.heartbeat.c.name))
    return {
        row.name: Beat(row.name, row.beat_at, row.ok_at, row.problem, row.detail) for row in rows
    }


def heard(connection: Connection, watched: tuple[Watched, ...], at: datetime) -> tuple[Heard, ...]:
    """What was heard of each job that is watched, in their order."""
    found = beats(connection)
    return tuple(_heard(each, found.get(each.job.value), at) for each in watched)


def _heard(watched: Watched, beat: Beat | None, at: datetime) -> Heard:
    missed = watched.job in _AT_ONCE
    silent = missed if beat is None else at - beat.beat_at > watched.silence
    return Heard(watched.job, watched.silence, beat, silent)
