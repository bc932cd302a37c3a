"""Writing a row of which there can be only one: the first who comes writes it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table

from workflow.store.engine import unless_there


def add(connection: Connection, table: Table, row: Mapping[str, Any]) -> int | None:
    """The new row's id; ``None`` where there is one already, whoever wrote it."""
    # The count of rows can't be trusted for such an insert on PostgreSQL, but an id can.
    made = unless_there(connection, table).returning(table.c.id)
    new_id: int | None = connection.execute(made, row).scalar()
    return new_id
