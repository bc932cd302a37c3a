"""What somebody has typed and not sent yet, kept for them: one text for each owner and place.

An owner is ``person:7``, or ``link:`` and the hash of a personal link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from workflow.operations import singles
from workflow.operations.office import Office
from workflow.store import tables as t
from workflow.store.engine import reading, upkeep

_KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Autosave:
    """The fields of a form as they were last typed, and when."""

    body: dict[str, str]
    saved_at: datetime


def keep(office: Office, owner: str, place: str, body: Mapping[str, str], at: datetime) -> None:
    """Keep what is typed in place of what was kept before; what nobody asks for any more goes."""
    values = {"body": dict(body), "saved_at": at}
    row = {"owner": owner, "place": place, **values}
    with upkeep(office.engine) as connection:
        connection.execute(delete(t.autosave).where(t.autosave.c.saved_at < at - _KEPT))
        if not singles.add(connection, t.autosave, row):
            mine = update(t.autosave).where(*_of(owner, place), t.autosave.c.saved_at <= at)
            connection.execute(mine.values(values))


def kept(office: Office, owner: str, place: str) -> Autosave | None:
    """What was typed here and not sent."""
    with reading(office.engine) as connection:
        row = connection.execute(select(t.autosave).where(*_of(owner, place))).one_or_none()
        return Autosave(row.body, row.saved_at) if row else None


def take(office: Office, owner: str, place: str) -> Autosave | None:
    """What was kept here, for the last time: of those who ask at once, one gets it."""
    taken = delete(t.autosave).where(*_of(owner, place))
    columns = t.autosave.c.body, t.autosave.c.saved_at
    with upkeep(office.engine) as connection:
        row = connection.execute(taken.returning(*columns)).one_or_none()
        return Autosave(row.body, row.saved_at) if row else None


def drop(office: Office, owner: str, place: str) -> None:
    """The form was sent: nothing needs to be kept."""
    with upkeep(office.engine) as connection:
        connection.execute(delete(t.autosave).where(*_of(owner, place)))


def _of(owner: str, place: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.autosave.c.owner == owner, t.autosave.c.place == place
