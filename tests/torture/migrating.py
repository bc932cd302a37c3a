"""R13: a migration is killed half-way, and a program meets a database that is newer than it is."""

import os
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

import psycopg
from sqlalchemy import event, text

from tests.forking import KILLED, die
from tests.operations.acts import ACTS, actor
from tests.operations.builders import when
from tests.operations.reading import everything
from tests.store.samples import a_case, a_record
from tests.torture import clients
from tests.torture.bed import Bed, Beds
from tests.torture.outcome import Outcome
from workflow.refusals import SchemaMismatch
from workflow.store import migrate
from workflow.store.engine import open_database, reading, upkeep

_OLD = "0002"
_MISMATCH = 22
_STATEMENTS = 150  # more than the migrations have on either database


def half_way(beds: Beds, rounds: int) -> Outcome:
    outcome = Outcome(note=f"från {_OLD} till den nyaste, dödad vid en slumpad sats")
    for number in range(rounds):
        folder = beds.folder / f"migrating-{number}"
        folder.mkdir(parents=True)
        url = beds.database() if beds.server else f"sqlite:///{folder / 'chain.db'}"
        engine = open_database(url)
        migrate.upgrade(engine, _OLD)
        with upkeep(engine) as connection:
            a_record(connection, a_case(connection), "prepare", "submit")
        engine.dispose()
        point = Random(number).randint(1, _STATEMENTS)
        code = clients.wait(clients.spawn(lambda u=url, p=point: _migrate(u, p)))  # type: ignore[misc]  # bound now
        outcome.add(_after(url, code), int(code == KILLED))
    return outcome


def _after(url: str, code: int) -> list[str]:
    """It is the old one or the new one, with its rows, and can be brought on."""
    engine = open_database(url)
    found, wanted = migrate.current(engine), (_OLD,) if code == KILLED else (migrate.head(),)
    migrate.upgrade(engine)
    with reading(engine) as connection:
        events = connection.execute(text("SELECT count(*) FROM event")).scalar_one()
    ready = migrate.current(engine) == migrate.head()
    engine.dispose()
    faults = [f"databasen hade version {found} efteråt"] * (found not in (*wanted, migrate.head()))
    return (
        faults + ["gick inte att uppgradera"] * (not ready) + ["händelser saknas"] * (events != 2)
    )


def _migrate(url: str, point: int) -> None:
    engine, points = open_database(url), count(1)

    def see(_statement: Any) -> None:  # noqa: ANN401
        if next(points) == point:
            die()

    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(engine, "connect", lambda c, _: c.set_trace_callback(see))
    else:
        _see_every(see)
    migrate.upgrade(engine)


def _see_every(see: Callable[[Any], None]) -> None:
    execute = psycopg.Cursor.execute

    def executed(self: Any, query: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        see(query)
        return execute(self, query, *rest, **named)

    psycopg.Cursor.execute = executed  # type: ignore[method-assign]  # until the process ends


def old_program(beds: Beds, rounds: int) -> Outcome:
    """A program that is running when the database is migrated by a newer one writes nothing."""
    outcome = Outcome(note="databasen får en nyare version medan programmet är i gång")
    for _ in range(rounds):
        bed = beds.make("submitted")
        faults = _meets_a_newer(bed)
        outcome.add(faults)
        beds.done_with(bed)
    return outcome


def _meets_a_newer(bed: Bed) -> list[str]:
    office = bed.office()
    matter, at = bed.matter_in(bed.world(office)), when("2023-10-24")
    director = actor(matter.world, "director", at)
    other = open_database(bed.url)
    with upkeep(other) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = everything(other)

    def decide() -> None:
        try:
            ACTS["decide"](matter, director, at)
        except SchemaMismatch:
            os._exit(_MISMATCH)

    office.engine.dispose()
    code = clients.wait(clients.spawn(decide))
    same = everything(other) == before
    other.dispose()
    return [f"programmet slutade med {code}"] * (code != _MISMATCH) + ["något skrevs"] * (not same)
