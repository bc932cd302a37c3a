"""Many rows in one statement, which is compiled once and handed straight to the driver."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table

Process = Callable[[Any], Any] | None


def insert_many(
    connection: Connection, statement: Insert, rows: Sequence[Mapping[str, object]]
) -> None:
    """Insert rows that all have the same columns; the others get their plain defaults."""
    if not rows:
        return
    sql, places, defaults = _compiled(statement, connection.dialect, tuple(rows[0]))
    columns = [
        repeat(_bound(process, defaults[name]), len(rows))
        if name in defaults
        else _column(rows, name, process)
        for name, process in places
    ]
    given = list(zip(*columns, strict=True))
    if connection.dialect.positional:
        connection.exec_driver_sql(sql, given)
    else:
        names = [name for name, _ in places]
        connection.exec_driver_sql(sql, [dict(zip(names, row, strict=True)) for row in given])


def _column(rows: Sequence[Mapping[str, object]], name: str, process: Process) -> Iterator[object]:
    """One column's values as the driver takes them; a value that many rows share is made once."""
    last, bound = object(), None
    for row in rows:
        value = row[name]
        if value is not last:
            last, bound = value, _bound(process, value)
        yield bound


def _bound(process: Process, value: object) -> object:
    return process(value) if process else value


@lru_cache(maxsize=16)
def _compiled(
    statement: Insert, dialect: Dialect, names: tuple[str, ...]
) -> tuple[str, tuple[tuple[str, Process], ...], dict[str, object]]:
    """The statement's text, its columns in the order of their places, and what they hold else."""
    table = statement.table
    if not isinstance(table, Table):
        raise TypeError("rows are inserted into a table")
    defaults = {
        column.name: column.default.arg
        for column in table.c
        if column.name not in names and column.default is not None and column.default.is_scalar
    }
    compiled = statement.compile(dialect=dialect, column_keys=[*names, *defaults])
    order = compiled.positiontup or [*names, *defaults]
    process = {name: table.c[name].type.bind_processor(dialect) for name in order}
    return compiled.string, tuple((name, process[name]) for name in order), defaults
