"""SQLite's database as one file: copied by its own back-up, and put back under its name at last."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url

from workflow.disk import make_folder, sync_folder
from workflow.refusals import BadInput
from workflow.store import migrate
from workflow.store.engine import open_database, upkeep

FILE = "database.sqlite"
# What SQLite keeps beside a file; left from another database, it would be taken for this one's.
_BESIDE = ("", "-wal", "-shm", "-journal")
_DRAFT = ".aterstalls"


@contextmanager
def copied(engine: Engine, folder: Path) -> Iterator[Engine]:
    """A copy in the folder, open while the block lasts, and one file on the disk after it."""
    path = folder / FILE
    with closing(engine.raw_connection()) as held, closing(sqlite3.connect(path)) as copy:
        source = held.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101  # what the engine was made with
        source.backup(copy)  # in one go: writers to a database with a WAL go on beside it
    opened = open_database(f"sqlite:///{path}")
    try:
        yield opened
    finally:
        opened.dispose()
        _in_one_file(path)


@contextmanager
def putting_back(url: str, folder: Path, revision: str) -> Iterator[Connection]:
    """Everything is done in a draft beside the place, which gets its name when it is whole."""
    path = Path(make_url(url).database or "")
    require_free(path)
    draft = path.with_name(f"{path.name}{_DRAFT}")
    make_folder(path.parent)
    _remove(draft)  # left by a restore that was killed
    try:
        shutil.copyfile(folder / FILE, draft)
        with _open(draft) as engine:
            _require(engine, revision)
            migrate.upgrade(engine)
            with upkeep(engine) as connection:
                yield connection
        _in_one_file(draft)
        draft.rename(path)
        sync_folder(path.parent)
    finally:
        _remove(draft)


def require_free(path: Path) -> None:
    """``BadInput`` where a database, or what is left of one, has the place."""
    for ending in _BESIDE:
        beside = path.with_name(f"{path.name}{ending}")
        if beside.exists():
            text = (
                "här finns redan en databas, eller rester av en. "
                "Flytta undan den, eller ange en annan plats, och försök igen."
            )
            raise BadInput.about(beside, text)


def _require(engine: Engine, revision: str) -> None:
    """The file must be of the version that the manifest says, before anything is done to it."""
    found = migrate.current(engine)
    if found != revision:
        text = (
            f"kopian av databasen har version {found or '–'}, men ska ha {revision}. "
            "Använd en annan kopia."
        )
        raise BadInput.about(FILE, text)


@contextmanager
def _open(path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()


def _in_one_file(path: Path) -> None:
    """Nothing beside the file, and its bytes on the disk."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    for ending in _BESIDE:
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
