"""One statement in the driver's own words, with SQLAlchemy's listeners and errors around it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Cursor = Any  # the driver's, whichever it is


def plainly(connection: Connection, sql: str, given: Any = ()) -> Cursor:  # noqa: ANN401  # either form
    """Run the statement within the connection's transaction; gives the driver's cursor.

    What SQLAlchemy does beside that, for each statement anew, costs more than the statement.
    """
    driver: Any = connection.connection.dbapi_connection
    return _run(connection, driver.cursor(), sql, given)


def numbered(connection: Connection, sql: str, given: Any) -> Cursor:  # noqa: ANN401  # a list
    """The same on PostgreSQL, with ``$1`` and so on where the values belong: as it reads itself."""
    driver: Any = connection.connection.dbapi_connection
    return _run(connection, psycopg.RawCursor(driver), sql, given)


def for_each(connection: Connection, sql: str, rows: Sequence[Any]) -> Cursor:
    """The statement once for each row of values."""
    driver: Any = connection.connection.dbapi_connection
    return _run(connection, driver.cursor(), sql, rows, many=True)


def _run(
    connection: Connection,
    cursor: Cursor,
    sql: str,
    given: Any,  # noqa: ANN401  # a list or a mapping, or many of them
    *,
    many: bool = False,
) -> Cursor:
    heard = connection.engine.dispatch
    for hear in heard.before_cursor_execute:
        hear(connection, cursor, sql, given, None, many)
    try:
        (cursor.executemany if many else cursor.execute)(sql, given)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemy(connection, sql, given, error) from error
    for hear in heard.after_cursor_execute:
        hear(connection, cursor, sql, given, None, many)
    return cursor


def planned_anew(connection: Connection) -> None:
    """Let PostgreSQL plan the transaction's questions for the values that they are given.

    A question that is often asked is else planned once for any values, and one that looks for the
    few rows that are due among a million done would then read the million.
    """
    if connection.dialect.name == "postgresql":
        plainly(connection, "SET LOCAL plan_cache_mode = force_custom_plan")


def rows_met(cursor: Cursor) -> int:
    """How many rows a statement wrote or found; waits for the answer that is on its way."""
    if isinstance(cursor, psycopg.Cursor) and cursor.rowcount < 0:
        with cursor.connection.pipeline() as journey:
            journey.sync()
    # SQLite counts what is written, and not what is found.
    return cursor.rowcount if cursor.rowcount >= 0 else len(cursor.fetchall())


@contextmanager
def one_journey(connection: Connection) -> Iterator[None]:
    """What is run within it travels to PostgreSQL together; SQLite is no journey away.

    Only what asks for an answer waits, and then for all that was sent before it. Within it
    nothing may be run by SQLAlchemy, which looks for an answer that has not come.
    """
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, psycopg.Connection) or driver.pgconn.pipeline_status:
        yield  # not far away, or on a journey already
        return
    try:
        with driver.pipeline():
            yield
    except psycopg.Error as error:
        raise _as_sqlalchemy(connection, "", (), error) from error


def _as_sqlalchemy(
    connection: Connection,
    sql: str,
    given: Any,  # noqa: ANN401  # either form
    error: Exception,
) -> Exception:
    return DBAPIError.instance(
        sql,
        given,
        error,
        connection.dialect.loaded_dbapi.Error,
        hide_parameters=connection.engine.hide_parameters,
        dialect=connection.dialect,
    )
