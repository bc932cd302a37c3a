"""What each step of the chain changes in the database, learnt from a case that walked it once.

The hand-written side is to write the same rows. What they hold is therefore not said a second
time: it is read from what the engine wrote for a model case, with marks where an id, a key or a
hash belongs to the case itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from workflow.store import tables as t

# Tables whose rows a step may add or change, those that others point to first.
WRITTEN = (
    t.decision,
    t.plan,
    t.decision_plan,
    t.basis,
    t.notice,
    t.dispatch,
    t.delivery,
    t.outcome,
    t.personal_link,
    t.letter,
    t.duty,
    t.reminder,
    t.event,
)
# Rows of these belong to one case, so an id of theirs is another in each case.
OWN = ("matter_case", "plan", "decision", "notice", "dispatch", "delivery", "duty", "target")
Row = dict[str, Any]
Rows = dict[str, dict[int, Row]]


@dataclass(frozen=True)
class Own:
    """An id that belongs to the case: of which table, and which one in the model case."""

    table: str
    id: int


@dataclass(frozen=True)
class Change:
    """A row that a step adds, moves or removes; ``row`` is the whole of it, marked."""

    table: Table
    id: int
    values: Row
    row: Row
    is_new: bool = False
    is_gone: bool = False


def snapshot(connection: Connection) -> Rows:
    """Every row that a step might change, as it stands."""
    return {
        table.name: {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        for table in WRITTEN
    }


def changes(before: Rows, after: Rows) -> list[Change]:
    """What has come and what has moved, table by table."""
    return [change for table in WRITTEN for change in _changes(table, before, after)]


def _changes(table: Table, before: Rows, after: Rows) -> Iterable[Change]:
    known = before[table.name]
    for id_, row in known.items():
        if id_ not in after[table.name]:
            yield Change(table, id_, {}, _marked(table, row), is_gone=True)
    for id_, row in after[table.name].items():
        was, marked = known.get(id_), _marked(table, row)
        if was is None:
            yield Change(table, id_, marked, marked, is_new=True)
        elif was != row:
            moved = {name: value for name, value in marked.items() if was[name] != row[name]}
            yield Change(table, id_, moved, marked)


def _marked(table: Table, row: Row) -> Row:
    return {name: _mark(table, name, value, row) for name, value in row.items() if name != "id"}


def _mark(table: Table, name: str, value: object, row: Row) -> object:
    """An id of the case's own is marked as such; everything else is as it is."""
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    if name == "thing_id":
        return Own(row["thing"], value)
    pointed = {key.column.table.name for key in table.c[name].foreign_keys}
    owner = next(iter(pointed & set(OWN)), None)
    return Own(owner, value) if owner else value
