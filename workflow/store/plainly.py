"""One statement in the driver's own words, with SQLAlchemy's listeners and errors around it."""

from collections.abc import Iterator
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
    cursor, heard = driver.cursor(), connection.engine.dispatch
    for hear in heard.before_cursor_execute:
        hear(connection, cursor, sql, given, None, False)  # noqa: FBT003  # as SQLAlchemy calls it
    try:
        cursor.execute(sql, given)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemy(connection, sql, given, error) from error
    for hear in heard.after_cursor_execute:
        hear(connection, cursor, sql, given, None, False)  # noqa: FBT003  # as SQLAlchemy calls it
    return cursor


def planned_anew(connection: Connection) -> None:
    """Let PostgreSQL plan the transaction's questions for the values that they are given.

    A question that is often asked is else planned once for any values, and one that looks for the
    few rows that are due among a million done would then read the million.
    """
    if connection.dialect.name == "postgresql":
        plainly(connection, "SET LOCAL plan_cache_mode = force_custom_plan")


@contextmanager
def one_journey(connection: Connection) -> Iterator[None]:
    """What is run within it travels to PostgreSQL together; SQLite is no journey away."""
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, psycopg.Connection):
        yield
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
