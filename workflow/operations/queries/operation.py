"""How the operation stands, as figures: beats, letters, duties, the record, what is watched."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from workflow.facts import local_date
from workflow.operations import heartbeats
from workflow.operations.heartbeats import Heard, Watched
from workflow.operations.office import Office
from workflow.operations.queries.incoming import waits_on_the_pile
from workflow.store import migrate, mode
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.mode import Closed
from workflow.store.outbox import STILL_TO_GO
from workflow.store.tables import LetterState


@dataclass(frozen=True)
class Standing:
    """How everything stands at one moment."""

    at: datetime
    jobs: tuple[Heard, ...]
    letters: dict[str, int]
    oldest_unsent_at: datetime | None
    open_duties: int
    overdue_duties: int
    pile: int
    closed: Closed | None

    @property
    def unsent(self) -> int:
        """How many letters are still to go."""
        states = (LetterState.WAITING, LetterState.CLAIMED, LetterState.MAYBE)
        return sum(self.letters[state.value] for state in states)

    @property
    def for_a_person(self) -> int:
        """How many letters wait for somebody to see to them."""
        return sum(self.letters[state.value] for state in (LetterState.FAILED, LetterState.HELD))


def standing(office: Office, watched: tuple[Watched, ...], at: datetime) -> Standing:
    """The figures of this moment."""
    with reading(office.engine) as connection:
        return Standing(
            at,
            heartbeats.heard(connection, watched, at),
            _letters(connection),
            _oldest(connection),
            *_duties(connection, local_date(at, office.time_zone)),
            _count(connection, select(func.count()).where(waits_on_the_pile())),
            mode.closed(connection),
        )


@dataclass(frozen=True)
class Look:
    """What the database says, as far as it can be asked; ``version`` is empty for a new one."""

    is_up: bool
    version: str = ""
    standing: Standing | None = None

    @property
    def is_current(self) -> bool:
        """Whether it is of this program's version."""
        return self.version == migrate.head()


def look(office: Office, watched: tuple[Watched, ...], at: datetime) -> Look:
    """As ``standing``, of a database that may be away, or of another version."""
    try:
        version = migrate.current(office.engine)
        if version != migrate.head():
            return Look(is_up=True, version=version)
        return Look(is_up=True, version=version, standing=standing(office, watched, at))
    except SQLAlchemyError:
        return Look(is_up=False)


def jobs(office: Office, watched: tuple[Watched, ...], at: datetime) -> tuple[Heard, ...]:
    """Only what was heard of the jobs that are watched."""
    with reading(office.engine) as connection:
        return heartbeats.heard(connection, watched, at)


def _letters(connection: Connection) -> dict[str, int]:
    # As in the index over letters that are not sent, so that the database uses it.
    others = text("state <> 'sent'")
    counted = select(t.letter.c.state, func.count()).where(others).group_by(t.letter.c.state)
    found: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    every = _count(connection, select(func.count()).select_from(t.letter))
    found[LetterState.SENT.value] = every - sum(found.values())
    return {state.value: found.get(state.value, 0) for state in LetterState}


def _oldest(connection: Connection) -> datetime | None:
    """When the letter that has waited longest was ordered."""
    query = select(func.min(t.letter.c.created_at)).where(STILL_TO_GO)
    found: datetime | None = connection.execute(query).scalar()
    return found


def _duties(connection: Connection, today: date) -> tuple[int, int]:
    # As in the index over open duties, so that the database uses it.
    still_open = select(func.count()).select_from(t.duty).where(text("settled_on IS NULL"))
    late = still_open.where(t.duty.c.due_on < today)
    return _count(connection, still_open), _count(connection, late)


def _count(connection: Connection, query: Select[int]) -> int:
    return int(connection.execute(query).scalar_one())
