"""The words that migrations speak in: a table part by part, each under its settled name.

Old migrations go on meaning what they meant, so what is here is added to and never changed.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

KINDS: dict[str, Callable[[], sa.types.TypeEngine[Any]]] = {
    "text": sa.String,
    "int": sa.Integer,
    "bool": sa.Boolean,
    "date": sa.Date,
    "instant": lambda: sa.DateTime(timezone=True),
}


class Table:
    """One table under way: each method adds a part under its settled name."""

    def __init__(self, name: str, *, numbered: bool = True) -> None:
        self.name = name
        self.parts: list[sa.schema.SchemaItem] = []
        self.options = {"sqlite_autoincrement": True} if numbered else {}
        if numbered:
            self.parts.append(sa.Column("id", sa.Integer(), sa.Identity(), nullable=False))
            self.key("id")

    def has(self, kind: str, names: str) -> "Table":
        """Columns of one kind; a name that ends in ``?`` may be empty."""
        for name in names.split():
            null = name.endswith("?")
            self.parts.append(sa.Column(name.rstrip("?"), KINDS[kind](), nullable=null))
        return self

    def key(self, names: str) -> "Table":
        self.parts.append(sa.PrimaryKeyConstraint(*names.split(), name=f"pk_{self.name}"))
        return self

    def points(self, **columns: str) -> "Table":
        """Foreign keys, each to the other table's row id (or to what stands after a dot)."""
        for column, target in columns.items():
            table, _, other = target.partition(".")
            name = f"fk_{self.name}_{column}_{table}"
            remote = f"{table}.{other or 'id'}"
            self.parts.append(sa.ForeignKeyConstraint([column], [remote], name=name))
        return self

    def once(self, names: str) -> "Table":
        """These columns together are unique."""
        columns = names.split()
        name = f"uq_{self.name}_{'_'.join(columns)}"
        self.parts.append(sa.UniqueConstraint(*columns, name=name))
        return self

    def one_of(self, column: str, words: str) -> "Table":
        listed = ", ".join(f"'{word}'" for word in words.split())
        return self.check(f"{column}_known", f"{column} IN ({listed})")

    def check(self, name: str, rule: str) -> "Table":
        self.parts.append(sa.CheckConstraint(rule, name=op.f(f"ck_{self.name}_{name}")))
        return self

    def make(self, *indexed: str) -> None:
        """Make the table, and an index on each of the columns."""
        op.create_table(self.name, *self.parts, **self.options)
        for column in indexed:
            op.create_index(f"ix_{self.name}_{column}", self.name, [column])


def only_where(name: str, table: str, columns: list[str], rule: str, *, unique: bool) -> None:
    """An index over some of the rows, where a column may be an expression in brackets."""
    where = sa.text(rule)
    parts = _parts(columns)
    op.create_index(name, table, parts, unique=unique, sqlite_where=where, postgresql_where=where)


def over(name: str, table: str, columns: list[str]) -> None:
    """An index over all of the rows, where a column may be an expression in brackets."""
    op.create_index(name, table, _parts(columns))


def _parts(columns: list[str]) -> list[str | sa.TextClause]:
    return [sa.text(column) if "(" in column else column for column in columns]


def add(table: str, kind: str, names: str, default: str = "") -> None:
    """New columns of a table that has rows: empty, or with what every old row then holds."""
    for name in names.split():
        held = sa.text(default) if default else None
        column = sa.Column(name, KINDS[kind](), nullable=not default, server_default=held)
        op.add_column(table, column)
        if default and op.get_bind().dialect.name == "postgresql":
            op.alter_column(table, name, server_default=None)


def pointing(table: str, column: str, other: str) -> None:
    """A new column, empty in every old row, that names a row of another table; and its index."""
    op.add_column(table, sa.Column(column, sa.Integer(), nullable=True))
    name, says = _key_of(table, column, other)
    if op.get_bind().dialect.name == "postgresql":
        op.create_foreign_key(op.f(name), table, other, [column], ["id"])
    else:
        text = _text_of(table)
        end = text.rindex(")")
        _write_anew(table, f"{text[:end]}{says}{text[end:]}")
    op.create_index(f"ix_{table}_{column}", table, [column])


def not_pointing(table: str, column: str, other: str) -> None:
    """The table without such a column again."""
    name, says = _key_of(table, column, other)
    op.drop_index(f"ix_{table}_{column}", table)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(name), table, type_="foreignkey")
    else:
        _write_anew(table, _text_of(table).replace(says, ""))
    op.drop_column(table, column)


def _key_of(table: str, column: str, other: str) -> tuple[str, str]:
    """The name of a foreign key, and how SQLite's text of the table says it."""
    name = f"fk_{table}_{column}_{other}"
    return name, f", \n\tCONSTRAINT {name} FOREIGN KEY({column}) REFERENCES {other} (id)"


def rule(table: str, name: str, says: str, said: str = "") -> None:
    """Put one rule of a table in the place of another of the same name (``said``), if it had one.

    SQLite can't alter a rule, and to make the table anew would break what points at it. So its
    text is written anew, as SQLite's own page on ALTER TABLE tells for changes that leave the
    rows as they are (section 7).
    """
    whole = f"ck_{table}_{name}"
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        if said:
            op.drop_constraint(op.f(whole), table, type_="check")
        if says:
            op.create_check_constraint(op.f(whole), table, says)
        return
    text = _text_of(table)
    begun = f", \n\tCONSTRAINT {whole} CHECK "
    old, new = f"{begun}({said})", f"{begun}({says})"
    if said:
        if text.count(old) != 1:
            raise LookupError(f"{whole} is not as it was")
        written = text.replace(old, new if says else "")
    else:
        end = text.rindex(")")
        written = f"{text[:end]}{new}{text[end:]}"
    _write_anew(table, written)


def may_be_empty(table: str, column: str, kind: str, *, never: bool = False) -> None:
    """Let a column hold nothing, or ``never`` again; on SQLite as ``rule`` does it."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, nullable=not never)
        return
    said = f"{column} {KINDS[kind]().compile()}"
    old, new = (said, f"{said} NOT NULL") if never else (f"{said} NOT NULL", said)
    text = _text_of(table)
    if text.count(f"\t{old}, ") != 1:
        raise LookupError(f"{table}.{column} is not as it was")
    _write_anew(table, text.replace(f"\t{old}, ", f"\t{new}, "))


def _text_of(table: str) -> str:
    own = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"
    return str(op.get_bind().execute(sa.text(own), {"table": table}).scalar_one())


def _write_anew(table: str, written: str) -> None:
    connection = op.get_bind()
    version = int(connection.execute(sa.text("PRAGMA schema_version")).scalar_one())
    anew = "UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(sa.text(anew), {"sql": written, "table": table})
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))


def words(table: str, column: str, now: str, before: str = "") -> None:
    """The words that a column may hold, which were others before."""
    rule(table, f"{column}_known", _listed(column, now), _listed(column, before))


def _listed(column: str, words: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return f"{column} IN ({listed})" if listed else ""


def drop(tables: str) -> None:
    """Drop these tables, the last made first."""
    for name in reversed(tables.split()):
        op.drop_table(name)
