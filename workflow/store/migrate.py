"""Bringing a database to the version of this program, and knowing whether it is there."""

from collections.abc import Callable
from importlib import resources

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from workflow.refusals import SchemaMismatch
from workflow.store.engine import reading, upkeep
from workflow.store.migrations import HEAD

_FOLDER = resources.files("workflow.store.migrations")

# Two programs that start at once take turns by this number, which means nothing else.
_TURN = text("SELECT pg_advisory_xact_lock(65362021)")


def head() -> str:
    """The number of the newest migration."""
    return HEAD


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to ``revision``: wholly, or not at all."""
    if current(engine) > head():
        require_current(engine)
    _run(engine, command.upgrade, revision)


def begin(engine: Engine) -> None:
    """Make the tables of a new database; ``SchemaMismatch`` where it has another version's.

    Who has data in it takes a copy first, and stops what runs: so that is asked for, not done.
    """
    if not current(engine):
        upgrade(engine)
    require_current(engine)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to ``revision``: wholly, or not at all."""
    _run(engine, command.downgrade, revision)


def current(engine: Engine) -> str:
    """The number of the last migration that the database has had; empty for a new database."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def require_current(engine: Engine) -> None:
    """``SchemaMismatch``, which says what to do, unless the database is of this version."""
    found = current(engine)
    if found == head():
        return
    if not found:
        raise SchemaMismatch("Databasen är tom; skapa tabellerna med «beslutskedjan migrate».")
    if found > head():
        raise SchemaMismatch(
            f"Databasen har version {found}, men programmet kan bara version {head()}. "
            "Installera den nyare versionen av programmet, eller lägg tillbaka säkerhetskopian "
            "från tiden före den med «beslutskedjan restore». Ingenting har ändrats."
        )
    raise SchemaMismatch(
        f"Databasen har version {found}, men programmet behöver version {head()}. "
        "Stoppa alla som använder databasen, ta en säkerhetskopia med den förra versionen av "
        "programmet, och kör sedan «beslutskedjan migrate». Ingenting har ändrats."
    )


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """As ``upgrade``, in the caller's write transaction: what comes after it belongs to it."""
    _go(connection, command.upgrade, revision)


def _run(engine: Engine, go: Callable[[Config, str], None], revision: str) -> None:
    with upkeep(engine) as connection:
        _go(connection, go, revision)


def _go(connection: Connection, go: Callable[[Config, str], None], revision: str) -> None:
    with resources.as_file(_FOLDER) as folder:
        if connection.dialect.name == "postgresql":
            connection.execute(_TURN)
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        go(config, revision)
