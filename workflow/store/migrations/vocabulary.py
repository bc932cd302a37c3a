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
    parts = [sa.text(column) if "(" in column else column for column in columns]
    op.create_index(name, table, parts, unique=unique, sqlite_where=where, postgresql_where=where)


def drop(tables: str) -> None:
    """Drop these tables, the last made first."""
    for name in reversed(tables.split()):
        op.drop_table(name)
