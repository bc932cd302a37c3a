"""A test's copy of the office's database: whether it is untouched, kept as it is, put back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from tests.databases import Server
from workflow.store.engine import reading


class Copy(Protocol):
    """What a walk that is remembered asks of the database that it is walked in."""

    def is_untouched(self) -> bool:
        """Whether nothing has been written since it was copied."""

    def keep(self) -> "PutBack":
        """Keep what it holds now; the answer puts that into another copy of the same kind."""


PutBack = Callable[[Engine], None]


@dataclass(frozen=True)
class FileCopy:
    """A file of SQLite; ``first`` is what it held when it was copied."""

    file: Path
    first: bytes

    def is_untouched(self) -> bool:
        log = self.file.with_name(f"{self.file.name}-wal")
        is_logged = log.exists() and log.stat().st_size > 0
        return not is_logged and self.file.read_bytes() == self.first

    def keep(self) -> PutBack:
        kept = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(self.file)) as mine:
            mine.backup(kept)

        def put_back(engine: Engine) -> None:
            with closing(sqlite3.connect(str(engine.url.database))) as other:
                kept.backup(other)

        return put_back


@dataclass(frozen=True)
class ServerCopy:
    """A database of PostgreSQL; ``first`` is the transaction that was to come next."""

    server: Server
    engine: Engine
    first: str

    @classmethod
    def of(cls, server: Server, engine: Engine) -> "ServerCopy":
        return cls(server, engine, _next_transaction(engine))

    def is_untouched(self) -> bool:
        """True only where nothing at all has been written on the tests' own server."""
        return _next_transaction(self.engine) == self.first

    def keep(self) -> PutBack:
        self.engine.dispose()
        kept = self.server.copy(str(self.engine.url.database))

        def put_back(engine: Engine) -> None:
            engine.dispose()
            self.server.replace(str(engine.url.database), kept)

        return put_back


def _next_transaction(engine: Engine) -> str:
    with reading(engine) as connection:
        asked = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
        return str(connection.exec_driver_sql(asked).scalar_one())
