"""Wrong words on the command line, or a wrong place: one Swedish line says what to write."""

import socket
from pathlib import Path

import pytest

from tests.web.command import beslutskedjan, contents
from web import bootstrap
from workflow.orders import RECORD, Rendered
from workflow.refusals import BadInput
from workflow.settings import Database, Settings

NO_FOLDER = "/proc/ingen/mapp"  # where nobody, not even an administrator, can make one


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("packa",), "beslutskedjan: det finns inget kommando som heter «packa»."),
        (("chain", "allt"), "beslutskedjan chain: «allt» är för mycket. Ta bort det."),
        (("--config",), "beslutskedjan: det saknas ett värde efter «--config»."),
        (("serve", "--demo=ja"), "«--demo» tar inget värde."),
        (("verify",), "«MAPP|DATABAS|FIL.pdf» saknas."),
        (("packet", "RUN", "2024-05-08"), "«--out» saknas."),
        (("packet", "RUN", "2024-13-45", "--out", "u"), "värdet «2024-13-45» för «DAG» går inte"),
        (("packet", "RUN", "i dag", "--out", "u"), "Skriv dagen som år-månad-dag, till exempel"),
        (("serve", "--port", "70000"), "värdet «70000» för «--port» går inte att använda."),
        (("serve", "--port", "70000"), "Skriv ett heltal från 0 till 65535."),
        (("chain", "--only", "allt"), "Välj table eller diagram."),
        (("readonly", "kanske"), "värdet «kanske» för «on|off» går inte att använda."),
        (
            ("work", "--data", "fil"),
            "värdet «fil» för «--data» går inte att använda. Ange en mapp.",
        ),
        (("--config", "."), "värdet «.» för «--config» går inte att använda. Ange en fil."),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(
    tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    (tmp_path / "fil").write_text("Rör ej.", encoding="utf-8")
    told = beslutskedjan(*words, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert told.err.endswith("--help» för att se hur det skrivs.\n")
    assert set(contents(tmp_path)) == {"fil"}


def test_the_name_alone_shows_the_commands(tmp_path: Path) -> None:
    told = beslutskedjan(cwd=tmp_path)
    assert told.code == 2
    assert "Starta webben, sändaren och bevakningen" in told.err


@pytest.mark.parametrize(
    "words", [("packet", "RUN", "2024-05-08", "--out", "ut"), ("forecast",)], ids=lambda w: w[0]
)
def test_what_is_only_read_is_not_sought_in_a_folder_that_is_mistyped(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = beslutskedjan(*words, "--data", "felstavad", cwd=tmp_path)
    says = "databasen finns inte. Kontrollera --data, eller database.url i inställningarna."
    assert (told.code, says in told.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_packet_that_has_nowhere_to_go_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Rendered(b"%PDF", RECORD, "handlingar.pdf")
    monkeypatch.setattr("web.cli.meeting_packet", lambda *_: made)
    beslutskedjan("migrate", "--data", "d", cwd=tmp_path)
    words = ("packet", "RUN", "2024-05-08", "--data", "d", "--out")
    told = beslutskedjan(*words, NO_FOLDER, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"{NO_FOLDER}: går inte att skriva i (")
    assert told.err.endswith("Ange en annan mapp med --out.\n")


@pytest.mark.parametrize("more", ["", "?timeout=5"])
def test_a_database_is_there_where_its_file_is(tmp_path: Path, more: str) -> None:
    file = tmp_path / "chain.db"
    settings = Settings(database=Database(url=f"sqlite:///{file}{more}"))
    with pytest.raises(BadInput, match="databasen finns inte"):
        bootstrap.require_database(settings)
    file.touch()
    bootstrap.require_database(settings)


def test_a_folder_that_cannot_be_made_is_not_served_from(tmp_path: Path) -> None:
    told = beslutskedjan("serve", "--data", NO_FOLDER, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"{NO_FOLDER}: mappen går inte att skapa (")
    assert told.err.endswith("Ange en annan mapp med --data.\n")


def test_a_demonstration_for_others_is_refused_before_its_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[web]\nhost = "0.0.0.0"\n', "utf-8")
    told = beslutskedjan("serve", "--demo", cwd=tmp_path)
    assert (told.code, "nås bara från den egna datorn" in told.err) == (2, True)
    assert set(contents(tmp_path)) == {"config.toml"}
    assert not (tmp_path / "var").exists()


def test_the_own_machine_by_its_longer_address_is_free_until_somebody_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[str] = []
    monkeypatch.setattr("web.serving.serve", lambda settings, *_: served.append(settings.web.host))
    (tmp_path / "config.toml").write_text('[web]\nhost = "::1"\n', "utf-8")
    with socket.socket(socket.AF_INET6) as taken:
        taken.bind(("::1", 0))
        taken.listen()
        words = ("serve", "--data", "d", "--port")
        told = beslutskedjan(*words, str(taken.getsockname()[1]), cwd=tmp_path)
        assert (told.code, "är upptagen eller går inte att använda" in told.err) == (2, True)
    assert beslutskedjan(*words, "0", cwd=tmp_path).code == 0
    assert served == ["::1"]
