"""The schema's steps: each goes up and down, and together they are what the tables say."""

import re
import threading
from importlib import resources
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from tests.store.samples import KEY, NOON, a_case, a_record
from workflow.refusals import SchemaMismatch
from workflow.store import migrate, record
from workflow.store import tables as t
from workflow.store.engine import open_database, reading, writing

# On SQLite the libraries can't read an index over expressions; ``indexes`` below does.
pytestmark = [
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression"),
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression"),
]

STEPS = ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009"]


def shape(database: Engine) -> dict[str, Any]:
    """All that the database says of its tables: columns, keys, rules, indexes and triggers."""
    found = inspect(database)
    tables = [name for name in found.get_table_names() if _is_modelled(name)]
    return {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(name)),
            found.get_pk_constraint(name)["constrained_columns"],
            sorted(str(k["name"]) for k in found.get_foreign_keys(name)),
            sorted(str(k["name"]) for k in found.get_unique_constraints(name)),
            sorted((str(k["name"]), k["sqltext"]) for k in found.get_check_constraints(name)),
            indexes(database, name),
        )
        for name in tables
    }


def _is_modelled(table: str) -> bool:
    """Not what the migrations keep for themselves: their number, and the words of the cases."""
    return table != "alembic_version" and not table.startswith("case_search")


def indexes(database: Engine, table: str) -> list[str]:
    """The indexes as the database wrote them down, expressions and conditions too."""
    query = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef AS sql FROM pg_indexes WHERE true",
    }[database.dialect.name]
    column = "tbl_name" if database.dialect.name == "sqlite" else "tablename"
    with reading(database) as connection:
        rows = connection.execute(text(f"{query} AND {column} = :table"), {"table": table})
        return sorted(re.sub(r"\s+", " ", sql) for (sql,) in rows)


def triggers(database: Engine) -> int:
    query = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
    }[database.dialect.name]
    with reading(database) as connection:
        return int(connection.execute(text(query)).scalar_one())


def test_the_head_file_names_the_last_step() -> None:
    folder = resources.files("workflow.store.migrations.versions")
    numbers = sorted(file.name[:4] for file in folder.iterdir() if file.name[0].isdigit())
    assert numbers == STEPS
    assert migrate.head() == numbers[-1]


def test_the_steps_together_are_what_the_tables_say(empty_database: Engine) -> None:
    with writing(empty_database) as connection:
        t.metadata.create_all(connection)
    said = shape(empty_database)
    with writing(empty_database) as connection:
        t.metadata.drop_all(connection)
    migrate.upgrade(empty_database)
    assert shape(empty_database) == said


def test_alembic_finds_nothing_to_add(database: Engine) -> None:
    with reading(database) as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or _is_modelled(name)},
        )
        assert compare_metadata(context, t.metadata) == []


@pytest.mark.parametrize("step", STEPS)
def test_each_step_goes_up_and_down_and_leaves_no_trace(empty_database: Engine, step: str) -> None:
    before = f"{int(step) - 1:04d}" if step != "0001" else "base"
    if before != "base":
        migrate.upgrade(empty_database, before)
    was = shape(empty_database), triggers(empty_database)
    migrate.upgrade(empty_database, step)
    up = shape(empty_database), triggers(empty_database)
    migrate.downgrade(empty_database, before)
    assert up != was
    assert (shape(empty_database), triggers(empty_database)) == was
    migrate.upgrade(empty_database, step)
    assert (shape(empty_database), triggers(empty_database)) == up


def test_the_append_only_step_keeps_the_rows_that_are_there(empty_database: Engine) -> None:
    migrate.upgrade(empty_database, "0002")
    with writing(empty_database) as connection:
        a_record(connection, a_case(connection), "prepare", "submit")
        before = connection.execute(select(t.event)).all()
    migrate.upgrade(empty_database, "0003")
    migrate.downgrade(empty_database, "0002")
    migrate.upgrade(empty_database, "0003")
    with reading(empty_database) as connection:
        assert connection.execute(select(t.event)).all() == before


def test_the_step_of_the_record_keeps_the_cases_that_are_there(empty_database: Engine) -> None:
    migrate.upgrade(empty_database, "0001")
    with writing(empty_database) as connection:
        case = a_case(connection)
    migrate.upgrade(empty_database)
    with writing(empty_database) as connection:
        a_record(connection, case, "prepare")
    migrate.downgrade(empty_database, "0001")
    with reading(empty_database) as connection:
        assert connection.execute(select(t.matter_case.c.id)).scalars().all() == [case]


CHANGES = [
    "UPDATE event SET body = 'x'",
    "DELETE FROM event",
    "UPDATE seal SET heads = 'x'",
    "DELETE FROM seal",
]


@pytest.mark.case("A17", "L01")
@pytest.mark.parametrize("change", CHANGES)
def test_what_stands_in_the_record_cannot_be_changed(database: Engine, change: str) -> None:
    with writing(database) as connection:
        a_record(connection, a_case(connection), "prepare")
        record.seal_day(connection, NOON.date(), KEY, NOON.replace(day=25))
    with pytest.raises(DBAPIError, match="append only"), writing(database) as connection:
        connection.execute(text(change))


@pytest.mark.case("L01")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_record_cannot_be_emptied_at_once(database: Engine) -> None:
    with pytest.raises(DBAPIError, match="append only"), writing(database) as connection:
        connection.execute(text("TRUNCATE event"))


@pytest.mark.case("R13")
def test_a_step_that_fails_leaves_the_database_as_it_was(empty_database: Engine) -> None:
    with writing(empty_database) as connection:
        connection.execute(text("CREATE TABLE reminder (something INTEGER)"))
    with pytest.raises(DBAPIError, match="reminder"):
        migrate.upgrade(empty_database)
    assert list(shape(empty_database)) == ["reminder"]
    assert migrate.current(empty_database) == ""


def test_two_programs_that_start_at_once_take_turns(database_url: str) -> None:
    engine = open_database(database_url)
    migrate.downgrade(engine, "base")
    faults: list[Exception] = []

    def start() -> None:
        try:
            migrate.upgrade(engine)
        except DBAPIError as error:
            faults.append(error)

    programs = [threading.Thread(target=start) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert faults == []
    assert migrate.current(engine) == migrate.head()
    engine.dispose()


def test_a_database_of_this_version_is_accepted(database: Engine) -> None:
    migrate.require_current(database)
    assert migrate.current(database) == migrate.head()


@pytest.mark.case("R13")
@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("", "är tom"),
        ("0002", "kör sedan «beslutskedjan migrate»"),
        ("9999", "den nyare versionen"),
    ],
)
def test_a_database_of_another_version_is_refused(
    empty_database: Engine, found: str, words: str
) -> None:
    if found:
        migrate.upgrade(empty_database, "0002")
        with writing(empty_database) as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{found}'"))
    assert migrate.current(empty_database) != migrate.head()
    with pytest.raises(SchemaMismatch, match=words):
        migrate.require_current(empty_database)


def test_a_database_of_a_newer_version_is_not_touched(database: Engine) -> None:
    with writing(database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match="den nyare versionen"):
        migrate.upgrade(database)
    assert migrate.current(database) == "9999"
