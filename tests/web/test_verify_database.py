"""`beslutskedjan verify` finds whatever was done to a database or its papers, and names it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.databases import Server
from tests.web.command import SEED, WELL, Told, verify
from web import bootstrap
from web.year.establish import establish
from web.year.script import acts_of
from web.year.stage import Stage
from workflow.casefile import read_case_file
from workflow.facts import local_date
from workflow.settings import Settings
from workflow.store import migrate, record
from workflow.store.engine import open_database, writing

CASE = "Ärende RUN/536/2021"
DECISION = "RUN-536-2021_delegationsbeslut_2023-10-24.pdf"
KEY = bytes(range(32))


@dataclass(frozen=True)
class Desk:
    """A database whose case has come as far as the decision, and the folder it is run from."""

    url: str
    folder: Path

    def verify(self) -> Told:
        return verify(self.url, self.folder)

    def change(self, *statements: str) -> None:
        """Behind the program's back, with the database's own guard let down."""
        engine = open_database(self.url)
        with self._unguarded(), writing(engine) as connection:
            for statement in statements:
                assert connection.execute(text(statement)).rowcount > 0
        engine.dispose()

    @contextmanager
    def _unguarded(self) -> Iterator[None]:
        engine = open_database(self.url)
        migrate.downgrade(engine, "0002")
        yield
        migrate.upgrade(engine)
        engine.dispose()

    def paper(self) -> Path:
        """The file of the decision."""
        engine = open_database(self.url)
        with writing(engine) as connection:
            query = text("SELECT sha256 FROM paper_use WHERE name LIKE '%delegationsbeslut%.pdf'")
            sha256 = connection.execute(query).scalar_one()
        engine.dispose()
        (path,) = (self.folder / "papers").rglob(f"*{sha256[4:]}*")
        return path


def _until_the_decision(url: str, papers: Path) -> None:
    """Each act of the seed's case until it is decided, and the seal of that day."""
    office = bootstrap.office_at(url, papers, KEY, Settings())
    file = read_case_file(SEED)
    stage = Stage(office, file, SEED.parent, establish(office, file))
    acts = acts_of(stage)
    last = next(number for number, act in enumerate(acts) if act.what == "beslutar")
    for act in acts[: last + 1]:
        act.do()
    at = acts[last].at
    with writing(office.engine) as connection:
        day = local_date(at, "UTC")
        record.seal_day(connection, day, KEY, at + timedelta(days=1))
    office.engine.dispose()


@pytest.fixture(scope="session")
def _desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    _until_the_decision(f"sqlite:///{folder / 'chain.db'}", folder / "papers")
    return folder


@pytest.fixture(scope="session")
def _desk_of_postgresql(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk-postgresql")
    postgresql.run("CREATE DATABASE desk TEMPLATE template0")
    _until_the_decision(postgresql.url("desk"), folder / "papers")
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own for each test, on either kind of database."""
    kind = "_desk" if request.param == "sqlite" else "_desk_of_postgresql"
    shutil.copytree(request.getfixturevalue(kind), tmp_path, dirs_exist_ok=True)
    key = tmp_path / "record.key"
    key.write_bytes(KEY)
    key.chmod(0o600)
    settings = '[files]\npapers = "papers"\n[record]\nkey_file = "record.key"\n'
    (tmp_path / "config.toml").write_text(settings, "utf-8")
    if request.param == "sqlite":
        yield Desk(f"sqlite:///{tmp_path / 'chain.db'}", tmp_path)
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.make("desk")
    yield Desk(url, tmp_path)
    server.drop(url)


def test_a_database_that_nobody_touched_holds(desk: Desk) -> None:
    assert desk.verify() == WELL


LAST = "seq = (SELECT head_seq FROM matter_case)"
THIRD = "case_id = 1 AND seq = 3"


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (
            [f"UPDATE event SET body = replace(body, 'Malin', 'Malena') WHERE {THIRD}"],
            f"{CASE}, händelse 3: innehållet stämmer inte med sin kontrollsumma.",
        ),
        ([f"DELETE FROM event WHERE {THIRD}"], f"{CASE}, händelse 4: här skulle händelse 3 stå."),
        (
            [
                "UPDATE event SET seq = 99 WHERE seq = 3",
                "UPDATE event SET seq = 3 WHERE seq = 4",
                "UPDATE event SET seq = 4 WHERE seq = 99",
            ],
            f"{CASE}, händelse 4: kolumnen seq säger något annat än innehållet.",
        ),
        (
            [
                f"DELETE FROM event WHERE {LAST}",
                "UPDATE matter_case SET head_seq = head_seq - 1",
                f"UPDATE matter_case SET head_hash = (SELECT hash FROM event WHERE {LAST})",
            ],
            "Förseglingen för 2023-10-24: omfattar händelse ",
        ),
    ],
    ids=["changed", "removed", "swapped", "cut after a seal"],
)
def test_what_was_done_to_a_database_is_named(desk: Desk, statements: list[str], says: str) -> None:
    desk.change(*statements)
    told = desk.verify()
    assert (told.code, told.err) == (1, "")
    assert told.out.splitlines()[0].startswith(f"Stämmer inte: {says}")


@pytest.mark.case("R16")
def test_a_changed_paper_of_a_database_is_named(desk: Desk) -> None:
    desk.paper().chmod(0o600)
    desk.paper().write_bytes(b"Annat")
    told = desk.verify()
    says = f"Stämmer inte: Handlingen {DECISION} i ärende RUN/536/2021 har ändrats.\n"
    assert told == Told(1, says, "")


def test_a_removed_paper_of_a_database_is_named(desk: Desk) -> None:
    desk.paper().unlink()
    says = f"Stämmer inte: Handlingen {DECISION} i ärende RUN/536/2021 saknas.\n"
    assert desk.verify() == Told(1, says, "")


@pytest.mark.case("R17")
def test_the_wrong_key_is_named(desk: Desk) -> None:
    (desk.folder / "record.key").write_bytes(bytes(32))
    told = desk.verify()
    says = f"Stämmer inte: {CASE}, händelse 1: signaturen är inte gjord med den här nyckeln.\n"
    assert told == Told(1, says, "")


def test_without_a_key_nothing_is_verified_and_none_is_made(desk: Desk) -> None:
    (desk.folder / "record.key").unlink()
    told = desk.verify()
    says = "record.key: nyckelfilen finns inte. Ange den i inställningen record.key_file.\n"
    assert told == Told(2, "", says)
    assert not (desk.folder / "record.key").exists()


def test_a_database_without_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "record.key").write_bytes(KEY)
    (tmp_path / "record.key").chmod(0o600)
    (tmp_path / "config.toml").write_text('[record]\nkey_file = "record.key"\n', "utf-8")
    (tmp_path / "tom.db").touch()
    told = verify("sqlite:///tom.db", tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Databasen är tom; ")


def test_a_database_of_an_older_version_is_refused(desk: Desk) -> None:
    engine = open_database(desk.url)
    migrate.downgrade(engine, "0002")
    engine.dispose()
    told = desk.verify()
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Databasen har version 0002, men programmet behöver version ")


def test_a_database_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    told = verify("sqlite:///mapp/saknas.db", tmp_path)
    says = "sqlite:///mapp/saknas.db: databasen finns inte. Kontrollera sökvägen.\n"
    assert told == Told(2, "", says)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["mysql://a:hemligt@db.example/x", "https://region.example/", "://"]
)
def test_an_address_that_is_no_database_is_refused(desk: Desk, url: str) -> None:
    told = verify(url, desk.folder)
    assert (told.code, told.out) == (2, "")
    assert "sqlite:///" in told.err
    assert "hemligt" not in told.err
