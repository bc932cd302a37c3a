"""Whether two cases hold the same rows: one that the engine walked, and one walked by hand."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Table, select

from benchmarks.engine.chain import Ready
from benchmarks.engine.model import OWN, WRITTEN
from workflow.store import tables as t
from workflow.store.engine import reading

# What is made of a case's own ids and names, and can't be the same in two cases.
_ITS_OWN = {"key", "message_id", "token_hash", "previous", "hash", "mac", "number_serial"}
_ITS_OWN |= {"position", "thing_id"}
_SAID_ITS_OWN = ("case", "thing_id", "letters", "given")


class Differs(AssertionError):
    """The two sides have not written the same rows: their times say nothing."""


def require_same_rows(engine: Engine, one: Ready, other: Ready) -> None:
    """Compare every row of both cases, column by column, but for what is each one's own."""
    for table in WRITTEN:
        mine, theirs = _rows(engine, table, one), _rows(engine, table, other)
        if mine != theirs:
            raise Differs(f"{table.name}: {mine} and {theirs}")


def _rows(engine: Engine, table: Table, case: Ready) -> list[str]:
    with reading(engine) as connection:
        rows = [row._asdict() for row in connection.execute(_query(table, case))]
    return sorted(repr(sorted(_common(table, row))) for row in rows)


def _query(table: Table, case: Ready) -> Any:  # noqa: ANN401  # a query
    """The rows of the table that belong to the case, one way or another."""
    query = select(table)
    if "case_id" in table.c:
        return query.where(table.c.case_id == case.case_id)
    if table is t.reminder:
        joined = query.join(t.duty, t.duty.c.id == table.c.duty_id)
        return joined.where(t.duty.c.case_id == case.case_id)
    if table is t.delivery:
        joined = query.join(t.dispatch, t.dispatch.c.id == table.c.dispatch_id)
        return joined.where(t.dispatch.c.decision_id == case.decision_id)
    if table is t.outcome:
        targets = [id_ for outcomes in case.outcomes.values() for id_, _ in outcomes]
        return query.where(table.c.target_id.in_(targets))
    return query.where(table.c.decision_id == case.decision_id)


def _common(table: Table, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in row.items():
        pointed = {key.column.table.name for key in table.c[name].foreign_keys}
        if name == "id" or name in _ITS_OWN or pointed & set(OWN):
            continue
        if table is t.event and name == "body":
            said = json.loads(value)
            yield name, repr({key: said[key] for key in said if key not in _SAID_ITS_OWN})
        else:
            yield name, repr(value)
