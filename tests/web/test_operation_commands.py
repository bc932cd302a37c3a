"""`readonly`, `incident` and `migrate`: what they do, what they say, and what they refuse."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.operations import walking as w
from tests.operations.builders import KEY, World, a_world, an_office
from tests.operations.reading import rows
from tests.web.command import Told, beslutskedjan
from web import incident
from workflow.delivery.files import PaperFolder
from workflow.operations import read_only
from workflow.refusals import RecordBroken
from workflow.store import migrate
from workflow.store import tables as t
from workflow.store.engine import open_database, upkeep

SPAN = ("--from", "2023-10-24", "--to", "2023-10-25 00:00")
WHY = ("--reason", "misstänkt intrång")


@dataclass(frozen=True)
class Desk:
    """An installation in a folder, and its database."""

    folder: Path
    world: World

    @property
    def engine(self) -> Engine:
        return self.world.office.engine

    def run(self, *words: str | Path) -> Told:
        return beslutskedjan(*words, cwd=self.folder)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    url = database_url.replace("postgresql://", "postgresql+psycopg://")
    folder = tmp_path / "desk"
    (folder / "var/papers").mkdir(parents=True)
    (folder / "config.toml").write_text(f'[database]\nurl = "{url}"\n', "utf-8")
    (folder / "var/record.key").write_bytes(KEY)
    (folder / "var/record.key").chmod(0o600)
    engine = open_database(database_url)
    yield Desk(folder, a_world(an_office(engine, PaperFolder(folder / "var/papers"))))
    engine.dispose()


def test_read_only_is_set_and_ended_from_the_terminal(desk: Desk) -> None:
    told = desk.run("readonly", "on", "flytt till ny server")
    assert (told.code, told.err) == (0, "")
    assert "inget sparas och inga brev går ut" in told.out
    assert "flytt till ny server" in told.out
    assert "redan skrivskyddat" in desk.run("readonly", "on", "igen").out
    assert desk.run("readonly", "off").out == "Skrivskyddet är av. Allt går att spara igen.\n"
    assert read_only.now(desk.world.office) is None
    assert desk.run("verify", f"{desk.engine.url.render_as_string()}").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("on",), "skriv varför"),
        (("on", "a\x1b[31m"), "skriv varför"),
        (("off", "klart"), "inget skäl behövs"),
        (("kanske",), "går inte att använda"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, words: tuple[str, ...], said: str) -> None:
    told = desk.run("readonly", *words)
    assert (told.code, said in told.err) == (2, True)
    assert read_only.now(desk.world.office) is None


def of(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


@pytest.fixture
def taken(desk: Desk) -> Path:
    """The basis of an incident on the day of a decision, with a log of the worker's."""
    w.dispatched(desk.world)
    log = desk.folder / "work.log"
    log.write_text(
        "2023-10-23T21:59:59.000Z INFO a dagen före\n"
        "2023-10-24T08:00:00.000Z ERROR b fel\n  | Traceback\n"
        '{"at": "2023-10-24T09:00:00.000Z", "event": "c"}\n'
        "2023-10-25T08:00:00.000Z INFO d dagen efter\n",
        "utf-8",
    )
    told = desk.run("incident", *SPAN, *WHY, "--out", "ut", "--log", "work.log")
    assert (told.code, told.err) == (0, "")
    return desk.folder / "ut"


def test_an_incident_holds_what_happened_then_and_nothing_else(taken: Path) -> None:
    entries = of(taken, "arenden.jsonl")
    assert [entry["step"] for entry in entries] == ["decide"]
    assert entries[0]["at"] == "2023-10-24T12:30:00+00:00"
    assert entries[0]["at_local"] == "2023-10-24T14:30:00+02:00"
    assert {letter["created_at_local"] for letter in of(taken, "brev.jsonl")} == {
        "2023-10-24T14:30:00+02:00"
    }
    log = (taken / "driftlogg-1.log").read_text("utf-8")
    assert log.splitlines()[0].endswith("ERROR b fel")
    assert ("Traceback" in log, '"event": "c"' in log, "dagen" in log) == (True, True, False)
    assert "stämmer: kedjor" in (taken / "kontroll.txt").read_text("utf-8")


def test_an_incident_holds_no_link_and_no_secret(taken: Path) -> None:
    everything = "".join(path.read_text("utf-8") for path in taken.iterdir())
    assert "/lank/" not in everything
    assert KEY.hex() not in everything
    assert '"body"' not in (taken / "brev.jsonl").read_text("utf-8")


def test_every_file_of_an_incident_is_listed_by_its_hash(taken: Path) -> None:
    listed = (taken / "SHA256SUMS").read_text("utf-8").splitlines()
    found = {path.name for path in taken.iterdir()} - {"SHA256SUMS"}
    assert {line.split("  ")[1] for line in listed} == found
    for line in listed:
        digest, name = line.split("  ")
        assert hashlib.sha256((taken / name).read_bytes()).hexdigest() == digest
    (taken / "brev.jsonl").write_text("", "utf-8")
    with pytest.raises(RecordBroken, match=r"brev\.jsonl"):
        incident.verified(taken)


def test_that_an_incident_was_taken_out_is_on_record_also_in_read_only_mode(desk: Desk) -> None:
    desk.run("readonly", "on", "incident")
    assert desk.run("incident", *SPAN, *WHY, "--out", "ut").code == 0
    last = rows(desk.engine, t.register_event)[-1]
    assert last.step == "export_incident"
    listed = hashlib.sha256((desk.folder / "ut/SHA256SUMS").read_bytes()).hexdigest()
    assert json.loads(last.body)["given"]["sha256"] == listed
    assert json.loads(last.body)["given"]["reason"] == "misstänkt intrång"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*SPAN, "--reason", " ", "--out", "ut"), "skriv varför"),
        (("--from", "2024-01-02", "--to", "2024-01-01", *WHY, "--out", "ut"), "senare än"),
        ((*SPAN, *WHY, "--out", "var"), "finns redan"),
        ((*SPAN, *WHY, "--out", "ut", "--log", "ingen.log"), "finns inte"),
    ],
)
def test_an_incident_that_cannot_be_taken_out_leaves_nothing(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    before = len(rows(desk.engine, t.register_event))
    told = desk.run("incident", *words)
    assert (told.code, said in told.err) == (2, True)
    assert sorted(path.name for path in desk.folder.iterdir()) == ["config.toml", "var"]
    assert len(rows(desk.engine, t.register_event)) == before


DOORS: list[tuple[str, ...]] = [
    ("serve", "--port", "0"),
    ("work",),
    ("migrate",),
    ("readonly", "off"),
    ("packet", "RUN", "2023-11-21", "--out", "ut"),
    ("incident", *SPAN, *WHY, "--out", "ut"),
    ("backup", "kopia"),
    ("forecast",),
]


@pytest.mark.case("R13")
@pytest.mark.parametrize("door", DOORS)
def test_an_old_program_opens_no_newer_database_by_any_door(
    desk: Desk, door: tuple[str, ...]
) -> None:
    with upkeep(desk.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    told = desk.run(*door)
    assert told.code == 2
    assert f"version 9999, men programmet kan bara version {migrate.head()}" in told.err
    assert migrate.current(desk.engine) == "9999"


@pytest.mark.case("R13")
@pytest.mark.parametrize("door", [door for door in DOORS if door != ("migrate",)])
def test_a_new_program_changes_no_older_database_unasked(desk: Desk, door: tuple[str, ...]) -> None:
    migrate.downgrade(desk.engine, "0007")
    told = desk.run(*door)
    assert (told.code, "kör sedan «beslutskedjan migrate»" in told.err) == (2, True)
    assert migrate.current(desk.engine) == "0007"


def test_migrate_brings_an_older_database_up(desk: Desk) -> None:
    migrate.downgrade(desk.engine, "0007")
    assert desk.run("migrate").out == "Databasen är redo.\n"
    assert migrate.current(desk.engine) == migrate.head()
