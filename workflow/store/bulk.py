"""Many rows in one statement, which is compiled once and handed straight to the driver.

What a row costs is mostly the statement around it, so there is one for many rows. SQLite takes
them row by row; PostgreSQL takes an array for each column, or one value that all rows share.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeGuard

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    Integer,
    Select,
    Table,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.schema import DefaultGenerator, ScalarElementColumnDefault

from workflow.store.columns import JsonText
from workflow.store.plainly import for_each, plainly

Process = Callable[[Any], Any] | None
Columns = Mapping[str, list[Any]]

# However many ids a statement is given as ``ids``, they are one value to the driver.
GIVEN_IDS: dict[str, Select[tuple[int]]] = {
    "sqlite": select(
        func.json_each(bindparam("ids", type_=JsonText)).table_valued("value").c.value
    ),
    "postgresql": select(func.unnest(bindparam("ids", type_=ARRAY(Integer)))),
}
AT_ONCE = 100  # rows in one statement of SQLite's


class _Shape(NamedTuple):
    """What makes one text for many calls: the statement, the database, the columns given."""

    statement: Insert
    dialect: Dialect
    names: tuple[str, ...]


def insert_many(connection: Connection, statement: Insert, given: Columns) -> None:
    """Insert rows by their columns, all equally long; the others get their plain defaults."""
    count = len(next(iter(given.values()), ()))
    if count == 0:
        return
    shape = _Shape(statement, connection.dialect, tuple(given))
    columns = {name: _bound(given[name], how) for name, how in _processes(shape)}
    columns |= {name: [value] * count for name, value in _defaults(shape)}
    if connection.dialect.name == "sqlite":
        _insert_rows(connection, shape, columns)
    else:
        _insert_arrays(connection, shape, columns)


def _bound(values: list[Any], process: Process) -> list[Any]:
    """One column's values as the driver takes them; a value that many rows share is made once."""
    if process is None:
        return values
    made = {id(value): process(value) for value in {id(each): each for each in values}.values()}
    return [made[id(value)] for value in values]


def _insert_rows(connection: Connection, shape: _Shape, columns: Columns) -> None:
    given = list(zip(*(columns[name] for name in _places(shape)), strict=True))
    rest = len(given) % AT_ONCE
    for start in range(0, len(given) - rest, AT_ONCE):
        values = tuple(chain.from_iterable(given[start : start + AT_ONCE]))
        plainly(connection, _in_rows(shape, AT_ONCE), values)
    if rest:
        for_each(connection, _in_rows(shape, 1), given[-rest:])


def _insert_arrays(connection: Connection, shape: _Shape, columns: Columns) -> None:
    shared = {name for name, column in columns.items() if column.count(column[0]) == len(column)}
    # At least one stays an array: its length says how many rows there are.
    shared.discard(shape.names[0])
    given = {name: column[0] if name in shared else column for name, column in columns.items()}
    plainly(connection, _in_arrays(shape, frozenset(shared)), given)


@lru_cache(maxsize=64)
def _processes(shape: _Shape) -> tuple[tuple[str, Process], ...]:
    """How each column's values become what the driver takes."""
    types = {name: _table(shape).c[name].type for name in shape.names}
    made = {name: type_.dialect_impl(shape.dialect) for name, type_ in types.items()}
    return tuple((name, type_.bind_processor(shape.dialect)) for name, type_ in made.items())


@lru_cache(maxsize=64)
def _defaults(shape: _Shape) -> tuple[tuple[str, object], ...]:
    """What the columns that are not given hold, as the driver takes it."""
    others = {c.name: c.default for c in _table(shape).c if c.name not in shape.names}
    plain = {name: each.arg for name, each in others.items() if _is_plain(each)}
    made = _processes(shape._replace(names=tuple(plain)))
    return tuple((name, how(plain[name]) if how else plain[name]) for name, how in made)


def _is_plain(default: DefaultGenerator | None) -> TypeGuard[ScalarElementColumnDefault]:
    return isinstance(default, ScalarElementColumnDefault)


def _table(shape: _Shape) -> Table:
    table = shape.statement.table
    if not isinstance(table, Table):
        raise TypeError("rows are inserted into a table")
    return table


def _names(shape: _Shape) -> list[str]:
    return [*shape.names, *(name for name, _ in _defaults(shape))]


@lru_cache(maxsize=64)
def _places(shape: _Shape) -> tuple[str, ...]:
    """The columns in the order in which the statement has the values of a row."""
    compiled = shape.statement.compile(dialect=shape.dialect, column_keys=_names(shape))
    return tuple(compiled.positiontup or ())


@lru_cache(maxsize=64)
def _in_rows(shape: _Shape, count: int) -> str:
    """``INSERT … VALUES (?, ?), (?, ?)`` with so many rows."""
    row = dict.fromkeys(_names(shape))
    return shape.statement.values([row] * count).compile(dialect=shape.dialect).string


@lru_cache(maxsize=64)
def _in_arrays(shape: _Shape, shared: frozenset[str]) -> str:
    """``INSERT … SELECT unnest(…), …``, where a shared value stands by itself."""
    names, columns = _names(shape), _table(shape).c

    def value(name: str) -> ColumnElement[Any]:
        if name in shared:
            return bindparam(name, type_=columns[name].type)
        return func.unnest(bindparam(name, type_=ARRAY(columns[name].type)))

    filled = shape.statement.from_select(names, select(*map(value, names)))
    return filled.compile(dialect=shape.dialect).string
