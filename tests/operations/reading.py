"""Looking into the database as the tests do: rows, events, and everything at once."""

import json
from collections.abc import Callable
from typing import Any, ParamSpec

import pytest
from sqlalchemy import Engine, Row, Table, select

from workflow.operations import looking
from workflow.operations.office import Office
from workflow.refusals import Refused
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.verify import verify_record

_FAIL, _BROKEN = "BEGIN RAISE EXCEPTION 'broken'; END", "EXECUTE FUNCTION broken()"

P = ParamSpec("P")
Everything = dict[str, list[tuple[Any, ...]]]


def rows(engine: Engine, table: Table, **columns: object) -> list[Row[Any]]:
    """The rows of a table with these values, in the order in which they were made."""
    query = select(table).order_by(*table.primary_key.columns)
    for name, value in columns.items():
        query = query.where(table.c[name] == value)
    with reading(engine) as connection:
        return list(connection.execute(query))


def row(engine: Engine, table: Table, **columns: object) -> Row[Any]:
    """The one row of a table with these values."""
    (found,) = rows(engine, table, **columns)
    return found


def members_of(engine: Engine, name: str) -> list[int]:
    """The organisations of a group, by their ids."""
    group = row(engine, t.party_group, name=name)
    return [each.party_id for each in rows(engine, t.group_member, group_id=group.id)]


def everything(engine: Engine, *without: str) -> Everything:
    """Every row of every table: what must be the same where nothing may have happened."""
    with reading(engine) as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in t.metadata.tables.items()
            if name not in without
        }


def events(office: Office, **columns: object) -> list[dict[str, Any]]:
    """What the record says, oldest first."""
    return [json.loads(each.body) for each in rows(office.engine, t.event, **columns)]


def findings(office: Office) -> list[str]:
    """What does not hold in the record."""
    with reading(office.engine) as connection:
        found = verify_record(connection, office.files, office.key)
    return [each.text for each in found]


def refused(act: Callable[P, object], *given: P.args, **named: P.kwargs) -> list[str]:
    """The codes with which the rules say no to an act."""
    with pytest.raises(Refused) as no:
        act(*given, **named)
    return [refusal.code for refusal in no.value.refusals]


def break_table(engine: Engine, name: str) -> None:
    """From now on every row that is written to the table fails, as a broken disk would."""
    statements = [
        f"CREATE TRIGGER broken_{change} BEFORE {change} ON {name} "
        "BEGIN SELECT RAISE(ABORT, 'broken'); END"
        for change in ("INSERT", "UPDATE")
    ]
    if engine.dialect.name == "postgresql":
        statements = [
            f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ {_FAIL} $$",
            f"CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON {name} FOR EACH ROW {_BROKEN}",
        ]
    with writing(engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def newest_token(office: Office, email: str, *kinds: str) -> str | None:
    """The personal link in the newest letter of these kinds to an address."""
    return next(iter(looking.tokens_in_letters(office, email, kinds)), None)
