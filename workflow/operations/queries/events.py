"""The record as a page shows it: the newest entries first, some at a time, and the sealed days."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, false, literal, select

from workflow.chaining import REGISTERS
from workflow.operations.office import Office
from workflow.refusals import Refusal
from workflow.store import tables as t
from workflow.store.engine import reading

PER_PAGE = 50


@dataclass(frozen=True)
class Sought:
    """Which entries are asked for; what is empty asks for nothing."""

    case: str = ""
    actor: str = ""
    step: str = ""
    first_day: date | None = None
    last_day: date | None = None
    refused_only: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page begins: older than an entry, or newer than one; without either, the newest."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Entry:
    """One entry of the record."""

    id: int
    case_id: int | None
    case: str
    seq: int
    at: datetime
    step: str
    actor: str
    title: str
    refused: bool
    reasons: tuple[Refusal, ...]
    given: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, str], ...]
    hash: str


@dataclass(frozen=True)
class Entries:
    """A page of the record, the newest first, and where the pages beside it begin."""

    entries: tuple[Entry, ...]
    newer: Place | None
    older: Place | None


def entries(office: Office, sought: Sought, place: Place) -> Entries:
    """The entries of all cases; of the registers where ``sought.case`` names their chain."""
    table = t.register_event if sought.case == REGISTERS else t.event
    with reading(office.engine) as connection:
        wanted = _wanted(connection, office, table, sought)
        rows = _rows(connection, table, wanted, place)
        shown = rows[:PER_PAGE] if place.after is None else rows[-PER_PAGE:]
        more = len(rows) > PER_PAGE
    found = tuple(_entry(row) for row in shown)
    if not found:
        return Entries((), None, None)
    older = more if place.after is None else True
    newer = more if place.after is not None else place.before is not None
    return Entries(
        found,
        Place(after=found[0].id) if newer else None,
        Place(before=found[-1].id) if older else None,
    )


def _rows(
    connection: Connection, table: Table, wanted: Sequence[ColumnElement[bool]], place: Place
) -> list[Row[Any]]:
    """One more than a page holds, the newest first; the one too many says that there are more."""
    query = _of_registers() if table is t.register_event else _of_cases()
    query = query.where(*wanted).limit(PER_PAGE + 1)
    if place.after is not None:
        newer = query.where(table.c.id > place.after).order_by(table.c.id)
        return list(reversed(connection.execute(newer).all()))
    if place.before is not None:
        query = query.where(table.c.id < place.before)
    return list(connection.execute(query.order_by(table.c.id.desc())))


def _of_cases() -> Select[Any]:
    return select(t.event, t.matter_case.c.reference).join(
        t.matter_case, t.matter_case.c.id == t.event.c.case_id
    )


def _of_registers() -> Select[Any]:
    return select(
        t.register_event, literal(None).label("case_id"), literal(REGISTERS).label("reference")
    )


def _wanted(
    connection: Connection, office: Office, table: Table, sought: Sought
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.case and table is t.event:
        found.append(_of_case(connection, sought.case))
    if sought.actor:
        found.append(table.c.actor_name.icontains(sought.actor, autoescape=True))
    if sought.step:
        found.append(table.c.step == sought.step)
    if sought.first_day:
        found.append(table.c.at >= _begins(sought.first_day, office))
    if sought.last_day:
        found.append(table.c.at < _begins(sought.last_day + timedelta(days=1), office))
    if sought.refused_only:
        found.append(table.c.refused)
    return found


def _of_case(connection: Connection, reference: str) -> ColumnElement[bool]:
    """The case is looked up first, so that its own index is used."""
    case_id = connection.execute(
        select(t.matter_case.c.id).where(t.matter_case.c.reference == reference.strip().upper())
    ).scalar_one_or_none()
    return t.event.c.case_id == case_id if case_id is not None else false()


def _begins(day: date, office: Office) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(office.time_zone)).astimezone(UTC)


def _entry(row: Row[Any]) -> Entry:
    body = _read(row.body)
    return Entry(
        id=row.id,
        case_id=row.case_id,
        case=row.reference,
        seq=row.seq,
        at=row.at,
        step=row.step,
        actor=row.actor_name,
        title=str(body.get("actor", {}).get("title", "")),
        refused=row.refused,
        reasons=_reasons(body),
        given=tuple((key, _words(value)) for key, value in sorted(body.get("given", {}).items())),
        papers=tuple((name, sha256) for _kind, name, sha256 in body.get("papers", ())),
        hash=row.hash,
    )


def _read(text: str) -> dict[str, Any]:
    """What an entry says; an entry that can't be read is shown without, and the check names it."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _reasons(body: dict[str, Any]) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(code, tuple((key, str(value)) for key, value in params))
        for code, params in body.get("reasons", ())
    )


def _words(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:300]}…"


@dataclass(frozen=True)
class SealedDay:
    """A day whose entries are sealed, and the hash to keep elsewhere."""

    day: date
    hash: str
    sealed_at: datetime


def sealed_days(office: Office, most: int = 14) -> tuple[SealedDay, ...]:
    """The newest seals, the newest first."""
    newest = select(t.seal).order_by(t.seal.c.day.desc()).limit(most)
    with reading(office.engine) as connection:
        rows = connection.execute(newest)
        return tuple(SealedDay(row.day, row.hash, row.sealed_at) for row in rows)
