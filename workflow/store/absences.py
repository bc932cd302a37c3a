"""Reading absences: who is away on a day, and which deputy is there to act for them."""

from datetime import date

from sqlalchemy import BindParameter, Connection, bindparam, select

from workflow.facts import Absence, Person
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source

_DEPUTY = t.person.alias("deputy")
_ON: BindParameter[date] = bindparam("on")
AWAY = Prepared(
    select(
        t.absence.c.person_id,
        t.absence.c.first_on,
        t.absence.c.last_on,
        t.person.c.name.label("who"),
        _DEPUTY.c.id.label("deputy_id"),
        _DEPUTY.c.name,
        _DEPUTY.c.email,
        _DEPUTY.c.phone,
        _DEPUTY.c.unit,
    )
    .join(t.person, t.person.c.id == t.absence.c.person_id)
    .outerjoin(_DEPUTY, _DEPUTY.c.id == t.absence.c.deputy_id)
    .where(t.absence.c.first_on <= _ON, t.absence.c.last_on >= _ON)
    .order_by(t.absence.c.id)
)


def away(connection: Source, on: date) -> dict[int, Absence]:
    """Everybody who is away on that day, by person; a deputy who is away too is nobody's."""
    rows = AWAY.rows(connection, on=on)
    gone = {row.person_id for row in rows}
    return {
        row.person_id: Absence(
            row.who,
            row.first_on,
            row.last_on,
            Person(row.deputy_id, row.name, "", row.email, row.phone, row.unit)
            if row.deputy_id is not None and row.deputy_id not in gone
            else None,
        )
        for row in rows
    }


def deputised(connection: Connection, person_id: int, on: date) -> frozenset[int]:
    """For whom the person is the deputy on that day."""
    return frozenset(
        absent
        for absent, absence in away(connection, on).items()
        if absence.deputy is not None and absence.deputy.id == person_id
    )
