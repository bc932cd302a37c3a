"""The same case gives the same sealed papers, byte for byte, on both kinds of database."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from documents import HouseRenderer
from documents.seal.identity import Owner
from tests.databases import Server
from tests.operations.builders import KEY, a_world, an_office
from tests.operations.walking import decided, in_force
from web.sealing import demonstration_seal
from workflow.operations import looking
from workflow.store import migrate
from workflow.store.engine import open_database

BEGAN = datetime(2023, 5, 1, tzinfo=UTC)
OWNER = Owner("Region Jämtland Härjedalen", "232100-0214")


def papers_on(url: str) -> list[tuple[str, str]]:
    """A case walked to legal force on a database: each paper with its hash."""
    engine = open_database(url)
    migrate.upgrade(engine)
    sealer = demonstration_seal(KEY, OWNER, BEGAN).sealer
    office = replace(an_office(engine, renderer=HouseRenderer()), sealer=sealer)
    in_force(decided(a_world(office)))
    made = [(paper.name, paper.sha256) for paper in looking.papers_made(office)]
    engine.dispose()
    return made


def test_the_papers_are_the_same_on_sqlite_and_postgresql(
    tmp_path: Path, postgresql: Server
) -> None:
    url = postgresql.make()
    on_sqlite = papers_on(f"sqlite:///{tmp_path / 'chain.db'}")
    assert len({name for name, _ in on_sqlite}) > 10
    assert papers_on(url) == on_sqlite
    postgresql.drop(url)
