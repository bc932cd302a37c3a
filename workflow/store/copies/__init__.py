"""The database as files: one moment of it, taken while others write, and put back whole.

SQLite gives its own file by its own way of copying; PostgreSQL each table as CSV, from one moment.
A copy goes back to the same kind of database.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from workflow.store import migrate
from workflow.store.copies import postgresql_tables, sqlite_file
from workflow.store.engine import reading
from workflow.store.tables import incoming, letter, paper, web_session

_SHA256 = re.compile(r"[0-9a-f]{64}")


def kind_of(url: str) -> str:
    """``sqlite`` or ``postgresql``."""
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def copy_out(engine: Engine, folder: Path) -> frozenset[str]:
    """Write the database of one moment into the folder; gives the hash of every paper it names.

    Nobody who writes meanwhile waits for it. ``SchemaMismatch`` where it is of another version.
    """
    migrate.require_current(engine)
    if engine.dialect.name == "sqlite":
        with sqlite_file.copied(engine, folder) as copy, reading(copy) as connection:
            return named_papers(connection)
    with reading(engine) as connection:
        postgresql_tables.copy_out(connection, folder)
        return named_papers(connection)


@contextmanager
def putting_back(url: str, folder: Path, revision: str) -> Iterator[Connection]:
    """The copy put back where there is nothing, and brought up to this program's version.

    What is done with the connection belongs to it: all of it is there when the block has ended
    well, and nothing where it has not. ``BadInput`` where the place is not empty.
    """
    back = sqlite_file.putting_back if kind_of(url) == "sqlite" else postgresql_tables.putting_back
    with back(url, folder, revision) as connection:
        yield connection


def named_papers(connection: Connection) -> frozenset[str]:
    """The hash of everything that the database expects to find in the folder of papers."""
    named = set(connection.execute(select(paper.c.sha256)).scalars())
    named |= set(connection.execute(select(incoming.c.sha256)).scalars())
    for attachments in connection.execute(select(letter.c.attachments)).scalars():
        named |= {sha256 for _name, sha256, _media_type in attachments}
    return frozenset(filter(_SHA256.fullmatch, named))


def end_sessions(connection: Connection, at: datetime) -> None:
    """Whoever was signed in when the copy was made signs in anew: it may have ended since."""
    still = web_session.c.ended_at.is_(None)
    connection.execute(web_session.update().where(still).values(ended_at=at))
