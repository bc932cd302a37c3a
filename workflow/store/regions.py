"""The organisation as its rows have it: house style, year wheel and committees."""

import json
from base64 import b64decode
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, String, bindparam, select, type_coerce

from workflow.facts import Committee, Court, House, Logo, Region, YearCalendar
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source

# What is long and seldom changes is read as text, and taken apart only where it has changed.
REGION = Prepared(
    select(
        t.region.c.id,
        t.region.c.name,
        t.region.c.number,
        t.region.c.unit,
        t.region.c.network,
        t.region.c.time_zone,
        type_coerce(t.region.c.house, String).label("house"),
        type_coerce(t.region.c.calendar, String).label("calendar"),
    ).where(t.region.c.id == bindparam("id"))
)


def the_region(connection: Source, region_id: int) -> Region:
    """The organisation whose matters these are."""
    row = REGION.row(connection, id=region_id)
    return Region(
        id=row.id,
        name=row.name,
        number=row.number,
        unit=row.unit,
        house=_house(row.house),
        calendar=_calendar(row.calendar),
        network=row.network,
        time_zone=row.time_zone,
    )


def calendar_of(connection: Connection, programme_id: int) -> YearCalendar:
    """The year wheel that a programme goes by: its organisation's."""
    query = select(t.region.c.calendar).join(t.programme, t.programme.c.region_id == t.region.c.id)
    return calendar_from(
        connection.execute(query.where(t.programme.c.id == programme_id)).scalar_one()
    )


@lru_cache(maxsize=8)
def _house(text: str) -> House:
    return house_from(json.loads(text))


@lru_cache(maxsize=8)
def _calendar(text: str) -> YearCalendar:
    return calendar_from(json.loads(text))


def house_from(stored: dict[str, Any]) -> House:
    """The house style as kept in its JSON column."""
    logo = stored.get("logo")
    return House(
        headings=tuple((key, words) for key, words in stored["headings"]),
        clause_style=stored["clause_style"],
        contact=tuple(stored["contact"]),
        address=tuple(stored.get("address", ())),
        font=stored.get("font", ""),
        logo=Logo(b64decode(logo["content"]), logo["media_type"], logo["alt"]) if logo else None,
        template=b64decode(stored.get("template", "")),
        court=court_from(stored.get("court")),
    )


def court_from(stored: dict[str, Any] | None) -> Court | None:
    """Where decisions are appealed, as kept with the house style; nothing in older ones."""
    if not stored:
        return None
    return Court(stored["name"], tuple(stored["address"]), stored["verified"])


def calendar_from(stored: dict[str, Any]) -> YearCalendar:
    """The year wheel as kept in its JSON column; lists become tuples again."""
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()
    }
    return YearCalendar(**fields)


def committee_from(row: Row[Any]) -> Committee:
    """A committee as its row has it."""
    return Committee(row.id, row.code, row.name, row.genitive, row.notified)
