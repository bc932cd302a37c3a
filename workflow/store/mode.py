"""The look that every write begins with: whether it may, and whether the tables are as known.

Asked of the driver itself, so that it costs a step next to nothing: SQLite answers within the
process, and PostgreSQL is asked in the message that begins the transaction.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Connection, delete, inspect, select, text

from workflow.refusals import ReadOnly, SchemaMismatch
from workflow.store.migrations import HEAD
from workflow.store.prepared import Prepared
from workflow.store.tables import operation_mode

NAME = "read_only"
_LOOK = "SELECT version_num, (SELECT reason FROM operation_mode) FROM alembic_version"
_BEGIN_AND_LOOK = f"BEGIN; {_LOOK}".encode()
# Nobody else is in the middle of a write when the lock is had: each has looked at the table.
_ALONE = text("LOCK TABLE operation_mode IN ACCESS EXCLUSIVE MODE")
_CLOSED = Prepared(select(operation_mode))

Looked = tuple[str, str | None]


@dataclass(frozen=True)
class Closed:
    """Why nothing may be written, since when, and who said so."""

    reason: str
    by_name: str
    since: datetime


def require_open(connection: Connection) -> None:
    """``ReadOnly`` where nothing may be written; ``SchemaMismatch`` where another program has it.

    The first thing of a transaction. A database without its tables has no mode yet.
    """
    looked = _looked(connection)
    if looked is None:
        return
    version, reason = looked
    if version != HEAD:
        raise SchemaMismatch(
            f"Databasen har fått version {version}, men det här programmet är gjort för version "
            f"{HEAD}. Ingenting har sparats. Starta om programmet i den version som databasen har."
        )
    if reason is not None:
        found = closed(connection)
        raise ReadOnly(reason, found.since if found else None)


def closed(connection: Connection) -> Closed | None:
    """Why nothing may be written; ``None`` where everything is as usual."""
    row = _CLOSED.row(connection)
    return Closed(row.reason, row.by_name, row.since) if row else None


def close(connection: Connection, why: Closed) -> bool:
    """Let nobody write from now on; ``False`` where nobody may already.

    Waits for those who are writing. On PostgreSQL the first thing of the transaction.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_ALONE)
    if closed(connection) is not None:
        return False
    row = {"name": NAME, "reason": why.reason, "by_name": why.by_name, "since": why.since}
    connection.execute(operation_mode.insert(), row)
    return True


def open_again(connection: Connection) -> bool:
    """Let everybody write again; ``False`` where they may already."""
    return connection.execute(delete(operation_mode)).rowcount > 0


def _looked(connection: Connection) -> Looked | None:
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        return _looked_sqlite(driver)
    if isinstance(driver, psycopg.Connection):
        found = _looked_postgresql(driver)
        if found is not None:
            return found
    if not {"alembic_version", operation_mode.name} <= set(inspect(connection).get_table_names()):
        return None
    row = connection.execute(text(_LOOK)).one_or_none()
    return (row[0], row[1]) if row else None


def _looked_sqlite(driver: sqlite3.Connection) -> Looked | None:
    try:
        found: Looked | None = driver.execute(_LOOK).fetchone()
    except sqlite3.OperationalError:  # no such table: SQLite goes on with the transaction
        return None
    return found


def _looked_postgresql(driver: "psycopg.Connection[tuple[object, ...]]") -> Looked | None:
    """The answer, in a transaction that has begun with it; ``None`` where it has to be asked."""
    server = driver.pgconn
    if server.transaction_status != TransactionStatus.IDLE:
        return None
    told = server.exec_(_BEGIN_AND_LOOK)
    if told.status != ExecStatus.TUPLES_OK or not told.ntuples:
        driver.rollback()
        return None
    version, reason = told.get_value(0, 0), told.get_value(0, 1)
    return (version or b"").decode(), None if reason is None else reason.decode()
