"""Statements that are compiled once and handed straight to the driver: the hot path of a step.

Building and compiling a statement costs more than running it. What a step asks and writes is
therefore said once, at import, as ordinary statements over the tables, with ``bindparam`` where a
value belongs; each becomes the driver's own text the first time that a kind of database meets it.
Values go through the columns' types both ways, as everywhere else, errors are those of
SQLAlchemy, and whoever listens to an engine's statements hears these too.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    Table,
    Update,
)
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from workflow.store.plainly import one_journey, plainly, rows_met

Statement = Select[Any] | Insert | Update | Delete
Process = Callable[[Any], Any] | None
Values = Mapping[str, Any]
Found = Any  # a row, with its columns by name, or the value of one column


class Prepared:
    """One statement, with its text and its types for each kind of database.

    ``kinds`` holds the statement of a database where it has to be said otherwise.
    """

    def __init__(self, statement: Statement, **kinds: Statement) -> None:
        self._statement, self._kinds = statement, kinds
        # A question is always given the same values, unless some are lists; a row may hold others.
        self._varies = not isinstance(statement, Select) or "POSTCOMPILE" in str(statement)
        self._made: dict[object, Made] = {}

    def rows(self, source: "Source", **values: Found) -> list[Found]:
        """Every row that the statement gives."""
        if not isinstance(source, Connection):
            return source.rows(self, values)
        made = self.made(source.dialect, values)
        return made.read(plainly(source, made.sql, made.bound(values)).fetchall())

    def row(self, source: "Source", **values: Found) -> Found:
        """The first row, or ``None``."""
        found = self.rows(source, **values)
        return found[0] if found else None

    def column(self, source: "Source", **values: Found) -> list[Found]:
        """The first column of every row."""
        return [row[0] for row in self.rows(source, **values)]

    def value(self, source: "Source", **values: Found) -> Found:
        """The first column of the first row, or ``None``."""
        found = self.rows(source, **values)
        return found[0][0] if found else None

    def write(self, connection: Connection, **values: Found) -> int:
        """Write; gives how many rows it was."""
        made = self.made(connection.dialect, values)
        return rows_met(plainly(connection, made.sql, made.bound(values)))

    def made(self, dialect: Dialect, values: Values) -> "Made":
        """The statement for this kind of database, and for this many values in each list."""
        key: object = dialect.name
        if self._varies:
            lists = [len(value) for value in values.values() if isinstance(value, list)]
            key = (dialect.name, *values, *lists)
        made = self._made.get(key)
        if made is None:
            statement = self._kinds.get(dialect.name, self._statement)
            made = self._made[key] = Made(statement, dialect, values)
        return made


Asked = tuple[Prepared, Values]


class Answers(Protocol):
    """Answers that somebody has fetched already."""

    def rows(self, question: Prepared, values: Values) -> list[Found]:
        """Every row that the question gives with these values."""
        ...


Source = Connection | Answers


class Made:
    """A statement in the driver's own words, with the types of what it gives."""

    def __init__(self, statement: Statement, dialect: Dialect, values: Values) -> None:
        compiled = _compiled(statement, dialect, values)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        expanded = compiled.construct_expanded_state(dict(values))
        self.sql, self._positional = expanded.statement, dialect.positional
        self._names = list(expanded.positiontup or expanded.parameters)
        parts = {
            part: (name, number)
            for name, spread in expanded.parameter_expansion.items()
            for number, part in enumerate(spread)
        }
        # What is given by name, or always is the same; and the values of lists, by their number.
        self._places = [
            (None, None, None)
            if name in parts
            else _place(name, binds[name], values, _defaults(compiled), dialect)
            for name in self._names
        ]
        self._listed = [
            (place, *parts[name], _in(binds[parts[name][0]], dialect))
            for place, name in enumerate(self._names)
            if name in parts
        ]
        columns = statement.exported_columns
        self._row: Callable[[Iterable[Found]], Found] = _named(columns.keys())
        self.types = [column.type for column in columns.values()]
        ways = enumerate(_out(type_, dialect) for type_ in self.types)
        self._processes = [(place, how) for place, how in ways if how]

    def bound(self, values: Values) -> Found:
        """The values as the driver takes them."""
        taken = [
            always if name is None else how(values[name]) if how else values[name]
            for name, how, always in self._places
        ]
        for place, name, number, how in self._listed:
            value = values[name][number]
            taken[place] = how(value) if how else value
        return taken if self._positional else dict(zip(self._names, taken, strict=True))

    def read(self, found: Iterable[Sequence[Found]]) -> list[Found]:
        """The driver's rows by the names of their columns, each value of its column's type."""
        if not self._processes:
            return list(map(self._row, found))
        return [self._read(list(row)) for row in found]

    def _read(self, row: list[Found]) -> Found:
        for place, process in self._processes:
            row[place] = process(row[place])
        return self._row(row)


def _named(columns: Iterable[object]) -> Callable[[Iterable[Found]], Found]:
    # The columns are known only when the statement is, and are as many as it has.
    row = namedtuple("Row", map(str, columns), rename=True)  # type: ignore[misc]  # noqa: PYI024
    return row._make


def _compiled(statement: Statement, dialect: Dialect, values: Values) -> SQLCompiler:
    columns: list[str] | None = None
    if not isinstance(statement, Select):
        table = statement.table
        columns = [name for name in values if isinstance(table, Table) and name in table.c]
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("a statement is compiled to SQL")
    return compiled


def _place(
    name: str, bind: BindParameter[Any], values: Values, defaults: Values, dialect: Dialect
) -> tuple[str | None, Process, Found]:
    how = _in(bind, dialect)
    if name in values:
        return name, how, None
    always = defaults.get(name, bind.value)
    return None, None, how(always) if how else always


def _defaults(compiled: SQLCompiler) -> dict[str, Found]:
    """What a new row holds where nothing is given for a column: plain values all."""
    columns = compiled.insert_prefetch or ()
    return {
        column.name: column.default.arg
        for column in columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }


def _in(bind: BindParameter[Any], dialect: Dialect) -> Process:
    return bind.type.dialect_impl(dialect).bind_processor(dialect)


def _out(type_: TypeEngine[Any], dialect: Dialect) -> Process:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def each_of(
    connection: Connection, statement: Prepared, rows: Iterable[Values]
) -> list[list[Found]]:
    """What one statement gives for each of several rows of values.

    On PostgreSQL they travel together, there and back, instead of one by one.
    """
    made = [(statement.made(connection.dialect, values), values) for values in rows]
    with one_journey(connection):
        cursors = [plainly(connection, each.sql, each.bound(values)) for each, values in made]
        return [
            each.read(cursor.fetchall()) for (each, _), cursor in zip(made, cursors, strict=True)
        ]


def write_together(connection: Connection, written: Iterable[Asked]) -> list[int]:
    """Write with several statements, in their order; gives how many rows each of them met.

    What is read for its lock alone may stand among them.
    """
    made = [(each.made(connection.dialect, values), values) for each, values in written]
    with one_journey(connection):
        cursors = [plainly(connection, each.sql, each.bound(values)) for each, values in made]
    return [rows_met(cursor) for cursor in cursors]


def write_each(connection: Connection, written: Iterable[Asked]) -> None:
    """Write with several statements, in their order, whatever rows they meet."""
    with one_journey(connection):
        for statement, values in written:
            made = statement.made(connection.dialect, values)
            plainly(connection, made.sql, made.bound(values))
