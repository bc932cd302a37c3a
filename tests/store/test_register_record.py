"""The registers have a chain of their own: it only grows, is sealed, and a change in it shows."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from tests.store.samples import DAY, KEY, NOON, a_case, a_record, an_entry, unguard
from workflow.chaining import REGISTERS
from workflow.checking import verify_export
from workflow.delivery.fakes import PapersInMemory
from workflow.store import record
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.export import export_events
from workflow.store.verify import verify_record


@pytest.fixture
def begun(database: Engine) -> Engine:
    """A case with two entries, the registers with three, and both sealed."""
    with writing(database) as connection:
        a_record(connection, a_case(connection), "prepare", "submit")
        for step in ("add_person", "grant_role", "end_role"):
            record.append_to_registers(connection, an_entry(step), KEY)
        record.seal_day(connection, DAY, KEY, NOON + timedelta(days=1))
    return database


def found(database: Engine) -> list[str]:
    with reading(database) as connection:
        return [each.text for each in verify_record(connection, PapersInMemory(), KEY)]


def exported(database: Engine) -> list[str]:
    out = StringIO()
    with reading(database) as connection:
        export_events(connection, out)
    return out.getvalue().splitlines()


def test_the_registers_entries_follow_each_other(begun: Engine) -> None:
    with reading(begun) as connection:
        rows = connection.execute(select(t.register_event).order_by(t.register_event.c.seq)).all()
    assert [(row.seq, row.step) for row in rows] == [
        (1, "add_person"),
        (2, "grant_role"),
        (3, "end_role"),
    ]
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:2]]


def test_a_whole_record_with_registers_holds(begun: Engine) -> None:
    assert found(begun) == []


def test_the_day_is_sealed_with_the_registers_in_it(begun: Engine) -> None:
    with reading(begun) as connection:
        (seal,) = connection.execute(select(t.seal)).all()
    heads = [head[:2] for head in json.loads(seal.heads)["heads"]]
    assert heads == [["RUN/536/2021", 2], [REGISTERS, 3]]


def test_the_exported_record_holds_for_whoever_checks_it(begun: Engine) -> None:
    lines = exported(begun)
    assert [json.loads(json.loads(line)["body"])["case"] for line in lines[:5]] == [
        *["RUN/536/2021"] * 2,
        *[REGISTERS] * 3,
    ]
    assert verify_export(lines, KEY, lambda _sha256, _name: None) == ()


def test_an_exported_entry_of_the_registers_that_is_left_out_is_missed(begun: Engine) -> None:
    lines = exported(begun)
    del lines[3]
    (first, *_rest) = verify_export(lines, KEY, lambda _sha256, _name: None)
    assert first.text == "Registren, händelse 3: här skulle händelse 2 stå."


def test_the_database_refuses_to_change_the_registers_record(begun: Engine) -> None:
    for change in ("UPDATE register_event SET step = 'x'", "DELETE FROM register_event"):
        with pytest.raises(DBAPIError, match="append only"), writing(begun) as connection:
            connection.execute(text(change))


TAMPERINGS = [
    (
        "UPDATE register_event SET body = replace(body, 'grant', 'grunt') WHERE seq = 2",
        "Registren, händelse 2: innehållet stämmer inte med sin kontrollsumma.",
    ),
    (
        "UPDATE register_event SET actor_name = 'Någon' WHERE seq = 2",
        "Registren, händelse 2: kolumnen actor_name säger något annat än innehållet.",
    ),
    (
        "DELETE FROM register_event WHERE seq = 3",
        "Registren: ska sluta med händelse 3, men kedjan slutar med händelse 2.",
    ),
    (
        "UPDATE register_head SET hash = 'x'",
        "Registren: registren pekar inte på sin sista händelse.",
    ),
]


@pytest.mark.parametrize(("change", "told"), TAMPERINGS)
def test_tampering_with_the_registers_record_is_named(
    begun: Engine, change: str, told: str
) -> None:
    unguard(begun)
    with writing(begun) as connection:
        assert connection.execute(text(change)).rowcount == 1
    assert told in found(begun)


def test_a_tail_cut_with_its_head_is_found_by_the_seal(begun: Engine) -> None:
    unguard(begun)
    with writing(begun) as connection:
        connection.execute(text("DELETE FROM register_event"))
        connection.execute(text("DELETE FROM register_head"))
    (told,) = found(begun)
    assert told.startswith(f"Förseglingen för {DAY}: omfattar händelse 3 i registren, men")
