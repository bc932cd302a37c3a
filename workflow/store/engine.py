"""Opening the database, and the two ways of using it: one read snapshot, one write transaction."""

import select
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from workflow.refusals import BadInput, Complaint
from workflow.store import mode
from workflow.store.plainly import plainly

WAIT_SECONDS = 10
CACHE_KB = 16_000  # of pages: enough for the upper part of every index over a million rows
_IMMEDIATE = "beslutskedjan_immediate"
# As many statements as a step and its pages have stay compiled in a connection.
_SQLITE = {"timeout": WAIT_SECONDS, "cached_statements": 512}
_READ_ONLY = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def open_database(url: str) -> Engine:
    """The engine for a database URL; ``BadInput`` in Swedish where it can't be opened."""
    parsed = _parsed(url)
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    try:
        with reading(engine) as connection:
            connection.exec_driver_sql("SELECT 1")
    except DatabaseError as error:
        engine.dispose()
        text = (
            "databasen går inte att öppna. Kontrollera database.url, och att databasen är igång. "
            f"Felet är: {error.orig}"
        )
        raise _unusable(parsed, text) from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all or nothing; another writer waits its turn.

    ``ReadOnly`` where nothing may be written for now.
    """
    with upkeep(engine) as connection:
        mode.require_open(connection)
        yield connection


@contextmanager
def upkeep(engine: Engine) -> Iterator[Connection]:
    """A write transaction of what the program keeps for itself, in every mode.

    Sessions and tries, beats, what somebody has typed, and the tables themselves; never what
    people decide.
    """
    with engine.connect().execution_options(**{_IMMEDIATE: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent moment of the database; nothing can be written."""
    with asking(engine) as connection:
        if engine.dialect.name == "sqlite":
            with _query_only(connection):
                yield connection
        else:
            yield connection


@contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """The same for a step, which only asks prepared questions.

    SQLite prepares every statement of a connection anew after each turn of its guard against
    writing, which costs more than the questions; PostgreSQL's guard costs nothing.
    """
    options = {} if engine.dialect.name == "sqlite" else _READ_ONLY
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def unless_there(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that writes nothing where the row is there already, whoever wrote it."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


@contextmanager
def _query_only(connection: Connection) -> Iterator[None]:
    plainly(connection, "PRAGMA query_only = ON")
    try:
        yield
    finally:
        plainly(connection, "PRAGMA query_only = OFF")


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput(
            Complaint(
                "databasens adress",
                None,
                "",
                "adressen går inte att läsa; skriv till exempel sqlite:///var/beslutskedjan.db",
            )
        ) from error
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        return parsed
    if parsed.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise _unusable(
        parsed,
        f"«{parsed.drivername}» är ingen databas som programmet kan använda; "
        "adressen ska börja med sqlite:/// eller postgresql://",
    )


def _unusable(url: URL, text: str) -> BadInput:
    # The password never stands in a message.
    return BadInput.about(url.render_as_string(hide_password=True), text)


def _sqlite(url: URL) -> Engine:
    _make_folder(url)
    # What is written never stands in a message of a fault: it may be a name, or a secret.
    engine = create_engine(url, connect_args=_SQLITE, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise _unusable(url, "databasen måste ligga i en fil; skriv sqlite:/// och filens sökväg")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = (
            f"mappen för databasen går inte att skapa: {error.strerror}. "
            "Kontrollera sökvägen i database.url och behörigheten."
        )
        raise _unusable(url, text) from error


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver starts nothing by itself: BEGIN is ours
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail at once when somebody else
    # wrote in between, whatever the waiting time; so a writer takes its place at the start.
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    plainly(connection, "BEGIN IMMEDIATE" if immediate else "BEGIN DEFERRED")


def _postgresql(url: URL) -> Engine:
    # A server that was restarted meanwhile is noticed before the work begins, not in its middle.
    engine = create_engine(
        url,
        connect_args={"connect_timeout": WAIT_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "checkout", _is_still_there)
    return engine


def _is_still_there(
    connection: "psycopg.Connection[tuple[object, ...]]",
    _entry: ConnectionPoolEntry,
    _proxy: PoolProxiedConnection,
) -> None:
    """A server that stops says good-bye, and then nobody has asked it anything.

    To look whether it has said something costs nothing; to ask it whether it is there, a journey.
    """
    said = select.poll()
    said.register(connection.fileno(), select.POLLIN)
    if said.poll(0):
        raise DisconnectionError


def _prepare_postgresql(
    connection: "psycopg.Connection[tuple[object, ...]]", _entry: ConnectionPoolEntry
) -> None:
    connection.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
    connection.execute("SET timezone = 'UTC'")
    connection.commit()
