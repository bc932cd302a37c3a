"""A store that was broken behind the program's back: each thing that must hold is told by name."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.databases import Server
from tests.operations import walking as w
from tests.operations.builders import World, a_world, an_office, when
from tests.store.samples import unguard
from workflow.delivery.fakes import Outbasket
from workflow.jobs.sender import send_due
from workflow.jobs.tick import tick
from workflow.store.engine import open_database, reading, upkeep
from workflow.store.invariants import check_store


def lived(world: World) -> None:
    """A case that has been through most of the chain, with its letters sent and days gone by."""
    matter = w.acknowledged(world)
    w.in_force(matter)
    for day in ("2023-12-27", "2024-01-02", "2024-01-31", "2024-02-14"):
        tick(world.office, when(day, 9))
    send_due(world.office, Outbasket(), "sender", when("2024-02-15"), 200)


@pytest.fixture(scope="module")
def lived_sqlite(_migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lived") / "chain.db"
    shutil.copy(_migrated_sqlite, file)
    engine = open_database(f"sqlite:///{file}")
    lived(a_world(an_office(engine)))
    engine.dispose()
    return file


@pytest.fixture(scope="module")
def lived_postgresql(postgresql: Server, _migrated_postgresql: str) -> str:
    url = postgresql.make(_migrated_postgresql)
    engine = open_database(url)
    lived(a_world(an_office(engine)))
    engine.dispose()
    return url.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A copy of the store for each test, with nothing that guards the record."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("lived_sqlite"), tmp_path / "chain.db")
        engine = open_database(f"sqlite:///{tmp_path / 'chain.db'}")
    else:
        server: Server = request.getfixturevalue("postgresql")
        engine = open_database(server.make(request.getfixturevalue("lived_postgresql")))
    unguard(engine)
    yield engine
    engine.dispose()


def found(store: Engine, *handed: str) -> list[tuple[str, str]]:
    with reading(store) as connection:
        return [(each.kind, each.text) for each in check_store(connection, handed)]


def breaks(store: Engine, *statements: str) -> None:
    with upkeep(store) as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0


def test_a_store_that_nobody_touched_holds(store: Engine) -> None:
    assert found(store) == []


DECIDED = "UPDATE decision SET {} WHERE state = 'decided'"
BREAKS = [
    ("I1", "DELETE FROM event WHERE step = 'decide'", "är fattat 0 gånger"),
    ("I1", DECIDED.format("number_serial = 7"), "har ett hopp"),
    ("I1", "UPDATE decision_plan SET adopted = false WHERE plan_id = 1", "antagen av 0 beslut"),
    ("I2", "UPDATE delegation SET valid_from = '2024-01-01'", "ingen delegation i kraft"),
    ("I2", "UPDATE delegation SET revoked_on = '2023-10-01'", "ingen delegation i kraft"),
    ("I2", "UPDATE holding SET valid_to = '2023-01-01'", "ingen delegation i kraft"),
    ("I2", DECIDED.format("drafted_by = decider_id"), "hade själv berett ärendet"),
    (
        "I2",
        ("INSERT INTO conflict (decision_id, person_id, ground, declared_at)"
        " SELECT id, decider_id, 'Närstående', '2023-10-20 10:00:00' FROM decision"),
        "hade anmält jäv",
    ),
    ("I4", "UPDATE plan SET state = 'closed' WHERE id = 2", "Tillståndet för plan 2 är closed"),
    ("I4", "UPDATE notice SET state = 'listed'", "Tillståndet för anmälan av beslut 1 är listed"),
    ("I4", "DELETE FROM event WHERE step = 'complete'", "men enligt händelserna"),
    ("I5", "DELETE FROM paper_use WHERE kind = 'delegationsbeslut'", "saknar delegationsbeslut"),
    ("I5", ("UPDATE paper_use SET sha256 = (SELECT max(sha256) FROM paper WHERE kind = 'anmalan')"
           " WHERE kind = 'tjansteskrivelse'"), "saknas bland ärendets handlingar"),
    ("I6", "UPDATE letter SET delivery_id = NULL WHERE kind = 'utdrag'", "0 utdrag ligger för"),
    ("I6", "UPDATE delivery SET settled_how = ''", "är avslutad utan att det står hur"),
    ("I6", "UPDATE letter SET state = 'waiting' WHERE kind = 'utdrag'", "inget brev har lämnats"),
    ("I7", "UPDATE letter SET key = 'x' WHERE id = 1", "är inget stegs brev"),
    ("I7", "UPDATE letter SET sent_at = '2021-01-01 10:00:00'", "skickades före sitt steg"),
    ("I8", "UPDATE reminder SET sent_on = NULL", "som inte är påmint"),
    ("I9", "UPDATE role_grant SET role = 'secretary' WHERE role = 'registrar'", "inte rollen för"),
    ("I9", ("UPDATE event SET body = replace(body, '\"kind\":\"person\"', '\"kind\":\"link\"')"
           " WHERE step = 'decide'"), "inte rollen för att besluta"),
    ("I10", DECIDED.format("decided_at = '2023-10-25 10:00:00'"), "är inte de beslutade"),
    (
        "I10",
        ("UPDATE paper_use SET sha256 = (SELECT min(sha256) FROM paper)"
        " WHERE kind = 'delegationsbeslut'"),
        "är inte den som beslutades",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "statement", "says"), BREAKS)
def test_what_was_broken_is_named(store: Engine, kind: str, statement: str, says: str) -> None:
    if "settled_how" in statement or "'waiting'" in statement:
        breaks(store, "UPDATE delivery SET state = 'sent'")
    breaks(store, statement)
    told = found(store)
    assert [each for each in told if each[0] == kind and says in each[1]], told


def test_a_draft_that_was_changed_after_its_decision_is_named(store: Engine) -> None:
    breaks(store, "UPDATE event SET body = replace(body, '\"step\":\"list\"', "
           "'\"step\":\"revise\"') WHERE step = 'list'",
           "UPDATE event SET body = replace(body, '\"thing\":\"notice\"', '\"thing\":\"decision\"')"
           " WHERE step = 'list'")  # fmt: skip
    assert ("I10", "Ärende RUN/536/2021: beslut 1 ändrades (revise) sedan det hade fattats.") in (
        found(store)
    )


def test_a_reminder_that_never_left_is_named(store: Engine) -> None:
    breaks(store, "UPDATE heartbeat SET beat_at = '2025-01-01 07:00:00' WHERE name = 'day'")
    assert {kind for kind, says in found(store) if "har aldrig gått ut" in says} == {"I8"}


def test_what_left_and_is_not_known_is_named(store: Engine) -> None:
    ((kind, says),) = found(store, "<okänt@region.example>")
    assert kind == "I7"
    assert says.startswith("1 brev har lämnats till posten men finns inte i databasen")


def test_what_was_taken_back_later_held_when_it_was_used(store: Engine) -> None:
    """A mandate that is revoked after the decision, from a day before it, is still no fault."""
    breaks(store, "UPDATE delegation SET revoked_on = '2023-10-01'")
    row = (
        "INSERT INTO register_event (seq, at, step, thing, thing_id, actor_kind, actor_name,"
        " refused, body, previous, hash, mac) VALUES (1, '2023-12-01 10:00:00',"
        " 'revoke_delegation', 'delegation', 1, 'person', 'Nämndsekreteraren', false, '', '', '',"
        " '')"
    )
    breaks(store, row)
    assert found(store) == []
