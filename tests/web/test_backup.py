"""`beslutskedjan backup` and `restore`: whole or not at all, and nothing is sent twice by it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, text

from tests.databases import Server
from tests.operations import walking as w
from tests.operations.builders import KEY, World, a_world, an_office
from tests.operations.reading import Everything, everything, rows
from tests.web.command import Told, beslutskedjan
from workflow.delivery.fakes import Outbasket
from workflow.delivery.files import PaperFolder
from workflow.jobs.sender import send_due
from workflow.operations import restored
from workflow.operations.backup import manifest as m
from workflow.store import tables as t
from workflow.store.engine import open_database, upkeep

# What putting back changes: the hold, and that nobody is signed in any more.
TOUCHED = ("heartbeat", "web_session")


@dataclass(frozen=True)
class Place:
    """An installation in a folder of its own, with a database beside it."""

    folder: Path
    url: str

    def run(self, *words: str | Path) -> Told:
        return beslutskedjan(*words, cwd=self.folder)

    def rows(self) -> Everything:
        engine = open_database(self.url)
        found = everything(engine, *TOUCHED)
        engine.dispose()
        return found

    def world(self) -> World:
        return a_world(an_office(open_database(self.url), PaperFolder(self.folder / "papers")))

    def set_up(self, *, key: bool) -> "Place":
        self.folder.mkdir()
        lines = f'[database]\nurl = "{self.url}"\n[files]\npapers = "papers"\n'
        lines += '[record]\nkey_file = "record.key"\n[seal]\nfolder = "seal"\n'
        (self.folder / "config.toml").write_text(lines, "utf-8")
        if key:
            (self.folder / "record.key").write_bytes(KEY)
            (self.folder / "record.key").chmod(0o600)
        return self


class Places:
    """New installations on one kind of database, each with no table in it."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder, self._server = folder, server

    def new(self, name: str, *, key: bool = True) -> Place:
        folder = self._folder / name
        if self._server is None:
            return Place(folder, f"sqlite:///{folder / 'chain.db'}").set_up(key=key)
        url = self._server.make().replace("postgresql://", "postgresql+psycopg://")
        return Place(folder, url).set_up(key=key)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> Server | None:
    if request.param == "sqlite":
        return None
    found: Server = request.getfixturevalue("postgresql")
    return found


@pytest.fixture
def places(server: Server | None, tmp_path: Path) -> Places:
    return Places(tmp_path, server)


@pytest.fixture(scope="module")
def used(server: Server | None, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation whose decision has been dispatched: papers are kept and letters wait."""
    place = Places(tmp_path_factory.mktemp("used"), server).new("used")
    assert place.run("migrate").code == 0
    world = place.world()
    w.dispatched(world)
    world.office.engine.dispose()
    (place.folder / "seal").mkdir(exist_ok=True)
    (place.folder / "seal/sigill.p12").write_bytes(b"secret")
    (place.folder / "seal/certifikat-1.pem").write_bytes(b"public")
    assert place.run("backup", place.folder.with_name("copy")).code == 0
    return place


@pytest.fixture
def copy(used: Place, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(used.folder.with_name("copy"), tmp_path / "copy")
    return tmp_path / "copy"


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def kept(place: Place) -> dict[str, bytes]:
    papers = place.folder / "papers"
    return {name: (papers / name).read_bytes() for name in names(papers)}


@pytest.mark.case("R11")
def test_what_was_copied_is_what_is_put_back(used: Place, copy: Path, places: Places) -> None:
    new = places.new("new")
    told = new.run("restore", copy)
    assert (told.code, told.err) == (0, "")
    assert "Allt i den stämmer: händelser, handlingar, tillstånd och brev." in told.out
    assert new.rows() == used.rows()
    assert kept(new).items() <= kept(used).items()
    assert new.run("verify", "--all", new.url).code == 0


def test_the_program_goes_on_where_the_copy_was(copy: Path, places: Places) -> None:
    new = places.new("new")
    new.run("restore", copy)
    engine = open_database(new.url)
    before = max(each.id for each in rows(engine, t.letter))
    with upkeep(engine) as connection:
        connection.execute(t.letter.insert().from_select(*_another_letter()))
    assert max(each.id for each in rows(engine, t.letter)) > before
    engine.dispose()


def _another_letter() -> tuple[list[str], Select[Any]]:
    """A row as the newest one, under another key."""
    columns = [column for column in t.letter.columns if column.name != "id"]
    given = {"key": t.letter.c.key + "/again", "message_id": t.letter.c.message_id + "/again"}
    picked = [given.get(column.name, column) for column in columns]
    newest = t.letter.select().with_only_columns(*picked).order_by(t.letter.c.id.desc()).limit(1)
    return [column.name for column in columns], newest


def test_the_keys_stay_out_of_the_copy_unless_asked_for(
    used: Place, copy: Path, places: Places, tmp_path: Path
) -> None:
    assert {"keys/record.key", "keys/seal/sigill.p12"} & names(copy) == set()
    assert "seal/certifikat-1.pem" in names(copy)
    told = used.run("backup", tmp_path / "with", "--with-keys")
    assert (told.code, names(tmp_path / "with") - names(copy)) == (
        0,
        {"keys/record.key", "keys/seal/sigill.p12"},
    )
    new = places.new("new", key=False)
    assert new.run("restore", tmp_path / "with").code == 0
    assert (new.folder / "record.key").read_bytes() == KEY
    assert (new.folder / "seal/sigill.p12").read_bytes() == b"secret"


def test_without_its_key_nothing_is_put_back(copy: Path, places: Places) -> None:
    new = places.new("new", key=False)
    told = new.run("restore", copy)
    assert told.code == 2
    assert "nyckelfilen saknas och finns inte i kopian" in told.err
    assert not (new.folder / "record.key").exists()


def test_the_key_of_another_installation_is_refused(copy: Path, places: Places) -> None:
    new = places.new("new")
    (new.folder / "record.key").write_bytes(bytes(32))
    told = new.run("restore", copy)
    assert (told.code, "signaturen är inte gjord med den här nyckeln" in told.err) == (2, True)


def test_a_copy_without_its_manifest_was_never_finished(copy: Path, places: Places) -> None:
    (copy / "manifest.json").unlink()
    told = places.new("new").run("restore", copy)
    assert (told.code, "blev aldrig färdig" in told.err) == (2, True)


def test_a_place_that_is_used_is_refused_and_left_as_it_is(used: Place, copy: Path) -> None:
    before = used.rows()
    told = used.run("restore", copy)
    assert told.code == 2
    assert "redan" in told.err
    assert used.rows() == before


def test_papers_of_something_else_are_refused(copy: Path, places: Places) -> None:
    new = places.new("new")
    (new.folder / "papers").mkdir()
    (new.folder / "papers/annat.txt").write_text("Annat\n", "utf-8")
    told = new.run("restore", copy)
    assert (told.code, "mappen för handlingar är inte tom" in told.err) == (2, True)


def test_a_copy_is_never_written_over_anything(used: Place, copy: Path) -> None:
    before = names(copy)
    told = used.run("backup", copy)
    assert (told.code, "här finns redan något" in told.err) == (2, True)
    assert names(copy) == before


def a_paper(copy: Path) -> Path:
    return next(path for path in sorted((copy / "papers").rglob("*")) if path.is_file())


def a_table(copy: Path) -> Path:
    found = copy / "database/database.sqlite"
    return found if found.is_file() else copy / "database/event.csv"


@pytest.mark.parametrize("which", [a_paper, a_table])
@pytest.mark.case("R16")
def test_a_changed_byte_anywhere_in_the_copy_is_found(
    copy: Path, places: Places, which: Callable[[Path], Path]
) -> None:
    path = which(copy)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    new = places.new("new")
    told = new.run("restore", copy)
    assert (told.code, "har ändrats sedan kopian gjordes" in told.out) == (1, True)
    assert kept(new) == {}
    assert places.new("other").run("restore", copy).code == 1


def test_what_is_left_of_a_damaged_copy_can_be_put_back_and_is_told(
    copy: Path, places: Places
) -> None:
    lost = a_paper(copy)
    lost.unlink()
    new = places.new("new")
    told = new.run("restore", copy, "--accept-damage")
    assert (told.code, lost.name in told.out) == (1, True)
    assert lost.name not in {path.name for path in (new.folder / "papers").rglob("*")}
    assert new.run("verify", new.url).code == 1


def test_a_paper_that_is_gone_does_not_stop_the_copy_and_is_told(
    used: Place, tmp_path: Path
) -> None:
    (lost, *_) = sorted((used.folder / "papers").rglob("*/*"))
    content = lost.read_bytes()
    lost.unlink()
    told = used.run("backup", tmp_path / "copy")
    lost.write_bytes(content)
    assert (told.code, f"{lost.name} saknas" in told.out) == (1, True)
    assert json.loads((tmp_path / "copy/manifest.json").read_text("utf-8"))["damaged"]


def test_a_copy_of_a_newer_program_is_refused(copy: Path, places: Places) -> None:
    _sign_anew(copy, schema="9999")
    told = places.new("new").run("restore", copy)
    assert (told.code, "installera den nyare versionen" in told.err) == (2, True)


def test_a_copy_of_the_other_kind_of_database_is_refused(copy: Path, places: Places) -> None:
    _sign_anew(copy, database="mysql")
    told = places.new("new").run("restore", copy)
    assert (told.code, "kopian är av mysql" in told.err) == (2, True)


def _sign_anew(copy: Path, **changed: str) -> None:
    made, _ = m.read(copy)
    (copy / m.FILE).unlink()
    m.write(copy, replace(made, **changed), KEY)  # type: ignore[arg-type]  # texts only


@pytest.mark.case("R11")
def test_an_old_copy_sends_nothing_until_somebody_says_so(copy: Path, places: Places) -> None:
    new = places.new("new")
    told = new.run("restore", copy)
    assert "Inga brev lämnas ut" in told.out
    office = an_office(open_database(new.url), PaperFolder(new.folder / "papers"))
    post = Outbasket()
    assert send_due(office, post, "sender", w.DISPATCHED) == 0
    assert restored.is_held(office)
    with upkeep(office.engine) as connection:
        connection.execute(text("UPDATE heartbeat SET problem = '' WHERE name = 'restored'"))
    assert send_due(office, post, "sender", w.DISPATCHED) > 0
    office.engine.dispose()


def test_a_journal_in_its_place_is_newer_than_the_copys(
    used: Place, places: Places, tmp_path: Path
) -> None:
    journal = used.folder / "handed-over.log"
    journal.write_text("old\n", "utf-8")
    used.run("backup", tmp_path / "copy")
    journal.unlink()
    new, other = places.new("new"), places.new("other")
    (new.folder / "handed-over.log").write_text("newer\n", "utf-8")
    assert "och hålls kvar" in new.run("restore", tmp_path / "copy").out
    assert "handed-over.log saknas" in other.run("restore", tmp_path / "copy").out
    assert (new.folder / "handed-over.log").read_text("utf-8") == "newer\n"
    assert (other.folder / "handed-over.log").read_text("utf-8") == "old\n"


def test_everything_in_one_folder_is_copied_and_put_back_by_its_name(tmp_path: Path) -> None:
    data = tmp_path / "srv"
    data.mkdir()
    engine = open_database(f"sqlite:///{data / 'beslutskedjan.db'}")
    engine.dispose()
    (data / "record.key").write_bytes(KEY)
    (data / "record.key").chmod(0o600)
    told = beslutskedjan("backup", tmp_path / "copy", "--data", data, cwd=tmp_path)
    assert (told.code, "tom" in told.err) == (2, True)
    shutil.rmtree(tmp_path / "copy")
    told = beslutskedjan("backup", tmp_path / "copy", "--data", tmp_path / "none", cwd=tmp_path)
    assert (told.code, "databasen finns inte" in told.err) == (2, True)
