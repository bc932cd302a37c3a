"""PostgreSQL's tables as CSV files of one moment, by the server's own COPY: no other program."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, inspect

from workflow.disk import sync_folder
from workflow.refusals import BadInput
from workflow.store import migrate
from workflow.store.engine import open_database, upkeep
from workflow.store.tables import metadata

# The tables in the order in which they go back, each with the last number that was given out.
LISTED = "tables.json"
_CHUNK = 1 << 16
_OUT: LiteralString = "COPY (SELECT {columns} FROM {table} ORDER BY {key}) TO STDOUT (FORMAT csv)"
_IN: LiteralString = "COPY {table} ({columns}) FROM STDIN (FORMAT csv)"
_NUMBERED: LiteralString = "SELECT pg_get_serial_sequence(%s, 'id')"

Driver = psycopg.Connection[tuple[object, ...]]


def copy_out(connection: Connection, folder: Path) -> None:
    """Write each table into a file of its own; the caller's transaction is the moment."""
    driver = _driver(connection)
    listed = [
        [table.name, [column.name for column in table.columns], _last_number(driver, table)]
        for table in metadata.sorted_tables
    ]
    for table in metadata.sorted_tables:
        _write(driver, table, folder / f"{table.name}.csv")
    (folder / LISTED).write_text(json.dumps(listed, indent=0) + "\n", "utf-8")
    _sync(folder / LISTED)
    sync_folder(folder)


@contextmanager
def putting_back(url: str, folder: Path, revision: str) -> Iterator[Connection]:
    """Tables and rows are made in one transaction: killed at any moment, it has left nothing."""
    engine = open_database(url)
    try:
        with upkeep(engine) as connection:
            _require_empty(connection, engine.url.render_as_string(hide_password=True))
            migrate.upgrade_within(connection, revision)
            driver = _driver(connection)
            for name, columns, last in json.loads((folder / LISTED).read_text("utf-8")):
                _read(driver, name, columns, folder / f"{name}.csv")
                _go_on_from(driver, name, last)
            migrate.upgrade_within(connection)
            yield connection
    finally:
        engine.dispose()


def _require_empty(connection: Connection, url: str) -> None:
    if inspect(connection).get_table_names():
        text = (
            "databasen har redan tabeller. "
            "Skapa en tom databas, ange den i database.url och försök igen."
        )
        raise BadInput.about(url, text)


def _driver(connection: Connection) -> Driver:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  # what the engine was made with
    return driver


def _last_number(driver: Driver, table: Table) -> int | None:
    """The last number that the table has given out; read beside the moment, so never too low."""
    if "id" not in table.columns:
        return None
    sequence = _sequence(driver, table.name)
    query = sql.SQL("SELECT last_value, is_called FROM {}").format(sequence)
    last, is_called = driver.execute(query).fetchone() or (0, False)
    return int(str(last)) if is_called else 0


def _sequence(driver: Driver, table: str) -> sql.Identifier:
    found = driver.execute(_NUMBERED, (table,)).fetchone()
    return sql.Identifier(*str(found[0] if found else "").split("."))


def _go_on_from(driver: Driver, table: str, last: int | None) -> None:
    if last:
        driver.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table, last))


def _write(driver: Driver, table: Table, path: Path) -> None:
    statement = sql.SQL(_OUT).format(
        columns=_names(column.name for column in table.columns),
        table=sql.Identifier(table.name),
        key=_names(column.name for column in table.primary_key.columns),
    )
    with path.open("wb") as file, driver.cursor().copy(statement) as rows:
        for chunk in rows:
            file.write(chunk)
    _sync(path)


def _read(driver: Driver, table: str, columns: list[str], path: Path) -> None:
    statement = sql.SQL(_IN).format(table=sql.Identifier(table), columns=_names(columns))
    with path.open("rb") as file, driver.cursor().copy(statement) as rows:
        while chunk := file.read(_CHUNK):
            rows.write(chunk)


def _names(columns: Iterator[str] | list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
