"""Bringing a database to the version of this program, and knowing whether it is there."""

from collections.abc import Callable
from importlib import resources

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from workflow.refusals import SchemaMismatch
from workflow.store.engine import reading, writing

_FOLDER = resources.files("workflow.store.migrations")

# Two programs that start at once take turns by this number, which means nothing else.
_TURN = text("SELECT pg_advisory_xact_lock(65362021)")


def head() -> str:
    """The number of the newest migration."""
    return _FOLDER.joinpath("head.txt").read_text(encoding="ascii").strip()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to ``revision``: wholly, or not at all."""
    if current(engine) > head():
        require_current(engine)
    _run(engine, command.upgrade, revision)


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


def schema_is_current(engine: Engine) -> bool:
    """Whether the database has exactly this program's tables."""
    return current(engine) == head()


def require_current(engine: Engine) -> None:
    """``SchemaMismatch``, which says what to do, unless the database is of this version."""
    found = current(engine)
    if found == head():
        return
    if not found:
        raise SchemaMismatch("Databasen är tom; skapa tabellerna med «beslutskedjan migrate».")
    if found > head():
        raise SchemaMismatch(
            f"Databasen har version {found}, men programmet kan bara version {head()}; "
            "installera den nyare versionen av programmet."
        )
    raise SchemaMismatch(
        f"Databasen har version {found}, men programmet behöver version {head()}; "
        "ta en säkerhetskopia och kör sedan «beslutskedjan migrate»."
    )


def _run(engine: Engine, go: Callable[[Config, str], None], revision: str) -> None:
    with resources.as_file(_FOLDER) as folder, writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_TURN)
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        go(config, revision)
