"""What the machine does with bare due rows: no program, one narrow table, one effect each.

The measure that the program's own rates are held against, in the same run and on the same disk.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from benchmarks.figures import seconds
from workflow.store.engine import upkeep

BATCH = 500
_TABLES = (
    "DROP TABLE IF EXISTS bare_effect",
    "DROP TABLE IF EXISTS bare_due",
    "CREATE TABLE bare_due (id INTEGER PRIMARY KEY, due_on TEXT NOT NULL, done_on TEXT)",
    "CREATE INDEX ix_bare_due ON bare_due (due_on, id) WHERE done_on IS NULL",
    "CREATE TABLE bare_effect (due_id INTEGER PRIMARY KEY, done_on TEXT NOT NULL)",
)
_FILL = {
    "sqlite": "INSERT INTO bare_due (id, due_on) WITH RECURSIVE n(i) AS "
    "(VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, '2024-01-10' FROM n",
    "postgresql": "INSERT INTO bare_due (id, due_on) "
    "SELECT i, '2024-01-10' FROM generate_series(1, {rows}) AS i",
}
_CLAIM = (
    "UPDATE bare_due SET done_on = '2024-01-10' WHERE done_on IS NULL AND id IN "
    "(SELECT id FROM bare_due WHERE done_on IS NULL AND due_on <= '2024-01-10' "
    "ORDER BY due_on, id LIMIT {batch}{locked}) RETURNING id"
)
_LOCKED = {"sqlite": "", "postgresql": " FOR UPDATE SKIP LOCKED"}


def a_second(engine: Engine, rows: int) -> float:
    """Rows a second that are claimed by a guarded UPDATE, and have their effect: both, or none."""
    with upkeep(engine) as connection:
        for statement in (*_TABLES, _FILL[engine.dialect.name].format(rows=rows)):
            connection.exec_driver_sql(statement)
    taken = seconds(lambda: _all(engine))
    with upkeep(engine) as connection:
        for statement in _TABLES[:2]:
            connection.exec_driver_sql(statement)
    return rows / taken


def _all(engine: Engine) -> None:
    while _batch(engine):
        pass


def _batch(engine: Engine) -> int:
    claim = _CLAIM.format(batch=BATCH, locked=_LOCKED[engine.dialect.name])
    with upkeep(engine) as connection:
        ids = [row[0] for row in connection.exec_driver_sql(claim)]
        _have_effect(connection, ids)
    return len(ids)


def _have_effect(connection: Connection, ids: Sequence[Any]) -> None:
    if not ids:
        return
    values = ", ".join(f"({id_}, '2024-01-10')" for id_ in ids)
    connection.exec_driver_sql(f"INSERT INTO bare_effect VALUES {values}")  # numbers
