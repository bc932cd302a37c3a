"""The small office of the tests: entered once by each process, copied with its database."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.copies import FileCopy, ServerCopy
from tests.databases import Server, hurried
from tests.operations.builders import World, a_world, an_office
from tests.operations.remembering import MEMORY
from workflow.store.engine import open_database


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What a changed program does is walked, and never remembered."""
    MEMORY.is_on = "monkeypatch" not in getattr(item, "fixturenames", ())


def _entered(url: str) -> World:
    engine = open_database(url)
    world = a_world(an_office(engine))
    engine.dispose()
    return world


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


@pytest.fixture(scope="session")
def _office_sqlite(
    _migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World]:
    file = tmp_path_factory.mktemp("office") / "office.db"
    shutil.copy(_migrated_sqlite, file)
    return file, _entered(f"sqlite:///{file}")


@pytest.fixture(scope="session")
def _office_postgresql(postgresql: Server, _migrated_postgresql: str) -> tuple[str, World]:
    postgresql.copy(_migrated_postgresql, "office")
    return "office", _entered(postgresql.url("office"))


@pytest.fixture
def world(request: pytest.FixtureRequest, database: Engine) -> World:
    """An office with its people, mandate and case, on either kind of database."""
    if database.dialect.name == "sqlite":
        file, made = request.getfixturevalue("_office_sqlite")
        return _in_file(made, database, file)
    entered: World = request.getfixturevalue("_office_postgresql")[1]
    mine = ServerCopy.of(request.getfixturevalue("postgresql"), database)
    return replace(entered.on(database), copy=mine)


def _in_file(made: World, engine: Engine, source: Path) -> World:
    mine = FileCopy(Path(str(engine.url.database)), _content(source))
    return replace(made.on(engine), copy=mine)


@pytest.fixture
def sqlite_world(tmp_path: Path, _office_sqlite: tuple[Path, World]) -> Iterator[World]:
    """The same office in a file of SQLite, for what is about pages and not about databases."""
    file, made = _office_sqlite
    shutil.copy(file, tmp_path / "chain.db")
    engine = hurried(open_database(f"sqlite:///{tmp_path / 'chain.db'}"))
    yield _in_file(made, engine, file)
    engine.dispose()
