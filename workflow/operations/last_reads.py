"""A text as a person last read it, so that a page can show what has changed since then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from workflow.operations import singles
from workflow.operations.office import Office
from workflow.store import tables as t
from workflow.store.engine import reading, upkeep


@dataclass(frozen=True)
class LastRead:
    """The text that was read, and when."""

    text: str
    read_at: datetime


def note(office: Office, person_id: int, place: str, text: str, at: datetime) -> None:
    """The person has read this text in this place."""
    values = {"text": text, "read_at": at}
    row = {"person_id": person_id, "place": place, **values}
    with upkeep(office.engine) as connection:
        if not singles.add(connection, t.last_read, row):
            mine = update(t.last_read).where(*_of(person_id, place))
            connection.execute(mine.values(values))


def last(office: Office, person_id: int, place: str) -> LastRead | None:
    """What the person last read there, or nothing."""
    with reading(office.engine) as connection:
        row = connection.execute(select(t.last_read).where(*_of(person_id, place))).one_or_none()
        return LastRead(row.text, row.read_at) if row else None


def _of(person_id: int, place: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.last_read.c.person_id == person_id, t.last_read.c.place == place
