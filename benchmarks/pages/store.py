"""A store with very many cases: some walked by the rules themselves, the others their copies.

The copies have titles, officers, numbers and days of their own, but not their own records: such a
store is for reading only.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Table,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy import column as named
from sqlalchemy import table as plain
from sqlalchemy.pool import ConnectionPoolEntry

from tests.operations import walking
from tests.operations.builders import BEGAN, RECIPIENTS, World, a_world, an_office
from web.case_list import written
from workflow.operations import dispatching, registers, sessions
from workflow.operations.queries.case_order import Beside
from workflow.states import LetterKind, Role
from workflow.store import migrate
from workflow.store import tables as t
from workflow.store.engine import open_database, writing
from workflow.store.tables import LetterState

OFFICERS, OPEN_EACH = 50, 20
_AT_A_TIME = 2_000

Row = dict[str, Any]
_PLACES = """
    Åre Are Berg Bräcke Härjedalen Krokom Ragunda Strömsund Östersund Älvdalen Ånge Örnsköldsvik
    Funäsdalen Hammerdal Hoting Föllinge Gäddede Sveg Järpen Mattmar Hackås Rätan Lit Frösön
""".split()  # noqa: SIM905  # names read best as names
_MATTERS = (
    "Stöd till lanthandeln i",
    "Drivmedel på landsbygden kring",
    "Serviceplan för",
    "Bredband till byarna runt",
    "Hemsändning av dagligvaror i",
    "Betaltjänster och ombud i",
    "Laddplatser längs vägen mot",
    "Samlad service och bygdens hus i",
)
# By which column each table's rows belong to the rows of another, in the end to a case's.
_BELONGS = {
    "plan": "case_id",
    "measure": "plan_id",
    "target": "measure_id",
    "outcome": "target_id",
    "opinion": "plan_id",
    "decision": "case_id",
    "decision_plan": "decision_id",
    "basis": "decision_id",
    "notice": "decision_id",
    "dispatch": "decision_id",
    "delivery": "dispatch_id",
    "duty": "case_id",
    "reminder": "duty_id",
    "paper_use": "case_id",
    "event": "case_id",
    "letter": "case_id",
}
_OWN = {"matter_case", *_BELONGS}
_UNIQUE = {("letter", "key"), ("letter", "message_id"), ("decision", "number_serial")}
_COPIES = plain("copied_case", named("number"), named("of"), named("officer_id"))
_BY_OFFICER = {("plan", "opened_by"), ("decision", "drafted_by")}


@dataclass(frozen=True)
class Store:
    """A seeded database: where it is, who is signed in, and what its pages are looked up by.

    ``middle`` is the case in the middle of the list, as the address of the page after it has it.
    """

    url: str
    count: int
    officer: str  # the secret of a session
    secretary: str
    case_id: int
    reference: str
    middle: str


def seeded(url: str, count: int) -> Store:
    """A new database with so many cases, and an officer and a secretary who are signed in."""
    engine = open_database(url)
    migrate.upgrade(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry)
    world = a_world(an_office(engine))
    open_cases, ended = _walked(world), _ended(world)
    officers = _officers(world)
    _send(engine)
    with writing(engine) as connection:
        stride = _stride(connection)
        found = connection.execute(select(t.matter_case)).mappings()
        cases = {row["id"]: dict(row) for row in found}
    copies = tuple(_copies(open_cases, ended, officers, count))
    for start in range(0, len(copies), _AT_A_TIME):
        with writing(engine) as connection:
            _add(connection, cases, copies[start : start + _AT_A_TIME], stride)
    _settle(engine)
    store = _told(world, url, count, ended + stride * copies[-1].number)
    engine.dispose()
    return store


def _hurry(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # nobody misses a store that was cut short


def _walked(world: World) -> tuple[int, ...]:
    """Cases on their way, each standing somewhere else."""
    ways: tuple[Callable[[World], object], ...] = (
        walking.opened,
        walking.circulated,
        walking.drafted,
        walking.submitted,
        walking.decided,
        walking.dispatched,
        walking.asked_for_outcomes,
    )
    return tuple(_walk(world, number, way) for number, way in enumerate(ways, 1))


def _walk(world: World, number: int, way: Callable[[World], object]) -> int:
    own = replace(world, case_id=world.another_case(f"RUN/{number}/2020"))
    way(own)
    return own.case_id


def _ended(world: World) -> int:
    """A case of which everything is done."""
    case_id = _walk(world, 99, _through)
    closed, done = {"state": "closed"}, {"settled_on": date(2024, 4, 16), "settled_by": "close"}
    with writing(world.office.engine) as connection:
        connection.execute(update(t.plan).where(t.plan.c.case_id == case_id).values(closed))
        duties = t.duty.c.case_id == case_id
        connection.execute(update(t.duty).where(duties).values(done))
        # No page reads the reminders of what is done, and they are most of the rows.
        theirs = select(t.duty.c.id).where(duties)
        connection.execute(delete(t.reminder).where(t.reminder.c.duty_id.in_(theirs)))
        unread = (t.letter.c.case_id == case_id) & t.letter.c.delivery_id.is_(None)
        connection.execute(delete(t.letter).where(unread))
    return case_id


def _through(world: World) -> None:
    """One plan decided, confirmed by every recipient, and in force."""
    matter = walking.decided(world, (2023,))
    registrar = world.actor("registrar", walking.DISPATCHED)
    dispatching.dispatch(world.office, matter.decision_id, registrar, walking.DISPATCHED)
    for party in RECIPIENTS:
        bearer, at = matter.bearer(party, LetterKind.UTDRAG), walking.ACKNOWLEDGED
        dispatching.acknowledge(world.office, matter.decision_id, bearer, at)
    dispatching.complete(world.office, matter.decision_id, registrar, walking.ACKNOWLEDGED)
    walking.in_force(matter)


def _send(engine: Engine) -> None:
    """Every letter has left: in a house that works none waits for long."""
    sent = {"state": LetterState.SENT.value, "sent_at": t.letter.c.created_at}
    with writing(engine) as connection:
        connection.execute(update(t.letter).values(sent))


def _officers(world: World) -> tuple[int, ...]:
    """As many in every store: a page is to grow with its cases, not with its list of names."""
    found = [world.people["officer"]]
    for number in range(2, OFFICERS + 1):
        name, email = f"Handläggaren nr {number}", f"handlaggare{number}@region.example"
        found.append(registers.add_person(world.office, name, email))
        registers.grant_role(world.office, found[-1], Role.OFFICER, BEGAN)
    return tuple(found)


class _Copy(NamedTuple):
    """The copy of a case with a number, and whose it is."""

    number: int
    of: int
    officer_id: int


def _copies(
    open_cases: Sequence[int], ended: int, officers: Sequence[int], count: int
) -> Iterator[_Copy]:
    """First those on their way, some for each officer; then those that are done."""
    own = OPEN_EACH - len(open_cases)  # the first officer has the cases that are copied, too
    on_their_way = own + min(OPEN_EACH * (len(officers) - 1), count // 5)
    for number in range(1, count - len(open_cases) - 1):
        if number <= on_their_way:
            others = officers[1 + number % (len(officers) - 1)]
            officer_id = officers[0] if number <= own else others
            yield _Copy(number, open_cases[number % len(open_cases)], officer_id)
        else:
            yield _Copy(number, ended, officers[number % len(officers)])


def _stride(connection: Connection) -> int:
    """How far the ids of one copy lie from those of the next."""
    newest = (select(func.max(t.metadata.tables[name].c.id)) for name in _OWN)
    return 1 + max(connection.scalar(query) or 0 for query in newest)


def _add(
    connection: Connection, cases: Mapping[int, Row], copies: Sequence[_Copy], stride: int
) -> None:
    """The copies of some cases, and of all that belongs to them, made by the database itself."""
    connection.execute(insert(t.matter_case), [_case(cases[c.of], c, stride) for c in copies])
    connection.execute(
        text('CREATE TEMP TABLE copied_case (number INTEGER, "of" INTEGER, officer_id INTEGER)')
    )
    connection.execute(insert(_COPIES), [copy._asdict() for copy in copies])
    for name in _BELONGS:
        table = t.metadata.tables[name]
        source, case_id = _with_case(table)
        first = table.c.id < stride  # what is copied, and no copy
        columns = [_copied(table, each, stride) for each in table.columns]
        query = select(*columns).select_from(source.join(_COPIES, _COPIES.c.of == case_id))
        names = [column.name for column in table.columns]
        connection.execute(insert(table).from_select(names, query.where(first)))
    connection.execute(text("DROP TABLE copied_case"))


def _case(row: Row, copy: _Copy, stride: int) -> Row:
    number = copy.number
    place, matter = _PLACES[number % len(_PLACES)], _MATTERS[number // 3 % len(_MATTERS)]
    return row | {
        "id": row["id"] + number * stride,
        "reference": f"RUN/{number // 15 + 100}/{2005 + number % 15}",
        "title": f"{matter} {place}, etapp {number}",
        "officer_id": copy.officer_id,
        "head_at": row["head_at"] - timedelta(days=number * 7 % 2_000, seconds=number),
    }


def _with_case(table: Table) -> tuple[FromClause, ColumnElement[int]]:
    """The table joined to what its rows belong to, and the column of their case."""
    source: FromClause = table
    while table.name in _BELONGS:
        column = table.c[_BELONGS[table.name]]
        if column.name == "case_id":
            return source, column
        (key,) = column.foreign_keys
        source = source.join(key.column.table, key.column == column)
        table = key.column.table
    raise LookupError(table.name)


def _copied(table: Table, column: ColumnElement[Any], stride: int) -> ColumnElement[Any]:
    """A column of a copy: ids are moved, what may stand once is told apart."""
    leads_to = {key.column.table.name for key in column.foreign_keys}
    if column.primary_key or leads_to & _OWN:
        return column + _COPIES.c.number * stride
    if (table.name, column.name) in _UNIQUE:
        apart = text('"number"')
        return column + apart if column.name == "number_serial" else column.concat(apart)
    return _COPIES.c.officer_id if (table.name, column.name) in _BY_OFFICER else column


def _settle(engine: Engine) -> None:
    """What the server does by itself after a while; SQLite has nobody who does it."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _told(world: World, url: str, count: int, case_id: int) -> Store:
    now = datetime.now(UTC)
    who = {
        each: sessions.begin(world.office, world.people[each], "password", "benchmark", now)
        for each in ("officer", "secretary")
    }
    with world.office.engine.connect() as connection:
        found = connection.execute(select(t.matter_case).where(t.matter_case.c.id == case_id)).one()
        newest = select(t.matter_case).order_by(t.matter_case.c.head_at.desc(), t.matter_case.c.id)
        begun = newest.where(t.matter_case.c.head_at.is_not(None))
        middle = connection.execute(begun.offset(count // 2 - 2).limit(1)).one()
    seen = Beside(middle.id, middle.head_at)
    return Store(
        url, count, who["officer"], who["secretary"], case_id, found.reference, written(seen)
    )
