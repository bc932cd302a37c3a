"""config.toml and the environment: what is read, and what is refused."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from workflow.refusals import BadInput
from workflow.settings import Settings, every_setting, load_settings


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaints(path: Path | None, environ: dict[str, str]) -> list[str]:
    with pytest.raises(BadInput) as refused:
        load_settings(path, environ)
    return str(refused.value).split("\n")


def test_the_shipped_file_says_the_defaults() -> None:
    assert load_settings(ROOT / "config.toml", {}) == Settings() == load_settings(None, {})


def test_the_shipped_file_holds_every_setting() -> None:
    tables = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
    shipped = [(table, key) for table, keys in tables.items() for key in keys]
    assert shipped == list(every_setting())


def test_every_setting_of_the_shipped_file_has_a_comment() -> None:
    lines = (ROOT / "config.toml").read_text("utf-8").split("\n")
    bare = [
        line
        for above, line in pairwise(lines)
        if "=" in line and not line.startswith("#") and not above.startswith("# ")
    ]
    assert bare == []


@pytest.mark.case("M12")
def test_no_default_mails_anybody_or_leaves_the_folder() -> None:
    for setting, value in every_setting().items():
        if setting == ("mail", "sender_address"):
            assert str(value).endswith(".example")
        assert not isinstance(value, Path) or value.parts[0] == "var"


def test_a_file_says_only_what_differs(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, "[office]\nhour = 7\n"), {})
    assert settings.office.hour == 7
    assert settings.mail == Settings().mail


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[office]\nhour = 7\n[reminders]\ndays_after = [2]\n")
    environ = {
        "BESLUTSKEDJAN_OFFICE__HOUR": "9",
        "BESLUTSKEDJAN_REMINDERS__DAYS_AFTER": "[3, 10]",
        "BESLUTSKEDJAN_MAIL__SENDER_NAME": "2024",
        "HOME": "/",
    }
    settings = load_settings(path, environ)
    assert (settings.office.hour, settings.reminders.days_after) == (9, (3, 10))
    assert settings.mail.sender_name == "2024"


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql+psycopg://a:b@db.example/c\n")
    settings = load_settings(None, {"BESLUTSKEDJAN_DATABASE__URL_FILE": str(secret)})
    assert settings.database.url == "postgresql+psycopg://a:b@db.example/c"


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://a:hemligt@db.example/c", "postgresql+psycopg:///c?password=hemligt"],
)
def test_a_password_may_not_stand_in_the_settings_file(tmp_path: Path, url: str) -> None:
    told = complaints(written(tmp_path, f'[database]\nurl = "{url}"\n'), {})
    assert "rad 2, nyckel «database.url»: lösenordet ska inte stå i filen" in told[0]
    assert "hemligt" not in told[0]


@pytest.mark.case("R12")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[ofice]\n", "rad 1, nyckel «ofice»: okänd nyckel. Menade du «office»?"),
        ("[office]\nhuor = 8\n", "rad 2, nyckel «office.huor»: okänd nyckel. Menade du «hour»?"),
        ("[office]\nhour = 24\n", "rad 2, nyckel «office.hour»: ska vara högst 23."),
        ('[office]\nhour = "8"\n', "nyckel «office.hour»: ska vara ett heltal utan citattecken."),
        ('[office]\ntime_zone = "Mars"\n', "«office.time_zone»: är ingen känd tidszon."),
        ('[mail]\nmode = "post"\n', "«mail.mode»: ska vara «folder», «log» eller «smtp»."),
        ('[mail]\nmode = "smtp"\n', '«mail»: med mode = "smtp" skickas breven på riktigt.'),
        ('[mail]\nmode = "smtp"\nreally_send = true\n', "«mail»: smtp_host saknas."),
        ('[mail]\nsmtp_password = "x"\n', "«mail.smtp_password»: lösenordet ska inte stå i filen."),
        ('[mail]\nbounce_address = "å@x.example"\n', "«mail.bounce_address»: "),
        ('[mail]\nsender_address = "a"\n', "Skriv till exempel beslutskedjan@region.example."),
        ('[mail]\nsender_name = ""\n', "«mail.sender_name»: får inte vara tom."),
        ('[uploads]\nclamd = "/run/clamd"\n', "«uploads.clamd»: ska vara tom,"),
        ('[uploads]\nclamd = "localhost:99999"\n', "«uploads.clamd»: ska vara tom,"),
        ('[files]\npapers = ""\n', "«files.papers»: får inte vara tom."),
        ("[files]\npapers = 1\n", "«files.papers»: ska vara en sökväg inom citattecken."),
        ('[database]\nurl = "mysql://x/y"\n', "«database.url»: ska börja med sqlite:///"),
        ("database = 3\n", "rad 1, nyckel «database»: ska vara en tabell med egna nycklar."),
        ("[reminders]\ndays_before = [1, 7]\n", "ska stå från flest dagar till minst"),
        ("[reminders]\ndays_after = [7, 1]\n", "ska stå från minst dagar till flest"),
        ("[reminders]\ndays_after = [\n  1,\n  0,\n]\n", "rad 4, nyckel «reminders.days_after[2]»"),
        ("[input]\ncase_file_max_bytes = 1\n", "ska vara minst 1000."),
    ],
)
def test_a_wrong_setting_is_told_with_file_line_and_key(
    tmp_path: Path, text: str, told: str
) -> None:
    path = written(tmp_path, text)
    [complaint] = complaints(path, {})
    assert complaint.startswith(f"{path}, rad ")
    assert told in complaint


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OFFICE__HUOR", "8", "ingen inställning heter så. Menade du BESLUTSKEDJAN_OFFICE__HOUR?"),
        ("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", "1", "Se docs/settings.md."),
        ("OFFICE__HOUR", "nio", "nyckel «office.hour»: ska vara ett heltal utan citattecken."),
        ("OFFICE__HOUR", "", "nyckel «office.hour»: ska vara ett heltal utan citattecken."),
        ("REMINDERS__DAYS_AFTER", '[1, "x"]', "nyckel «reminders.days_after[2]»: ska vara ett"),
        ("MAIL__SENDER_NAME", "a\u202eb", "U+202E, som kan vända läsriktningen"),
    ],
)
def test_a_wrong_variable_is_told_with_its_name(name: str, value: str, told: str) -> None:
    [complaint] = complaints(None, {f"BESLUTSKEDJAN_{name}": value})
    assert complaint.startswith(f"miljövariabeln BESLUTSKEDJAN_{name}")
    assert told in complaint


def test_a_setting_given_both_as_variable_and_as_file_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "hour"
    secret.write_text("9\n")
    environ = {
        "BESLUTSKEDJAN_OFFICE__HOUR": "9",
        "BESLUTSKEDJAN_OFFICE__HOUR_FILE": str(secret),
    }
    assert "BESLUTSKEDJAN_OFFICE__HOUR säger redan detsamma" in complaints(None, environ)[0]


def test_a_settings_file_that_is_named_but_missing_is_refused(tmp_path: Path) -> None:
    [complaint] = complaints(tmp_path / "none.toml", {})
    assert re.search(r"none\.toml: filen finns inte\. Kontrollera sökvägen\.$", complaint)


SENDS = 'mode = "smtp"\nreally_send = true\nsmtp_host = "relay.region.example"\n'


def test_letters_are_really_sent_only_where_it_is_said_in_so_many_words(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, f"[mail]\n{SENDS}"), {}).mail.really_sends
    assert not Settings().mail.really_sends


def test_a_password_never_goes_in_the_open(tmp_path: Path) -> None:
    path = written(tmp_path, f'[mail]\n{SENDS}smtp_security = "none"\nsmtp_user = "a"\n')
    assert "lösenordet skulle gå okrypterat" in complaints(path, {})[0]


def test_a_demonstration_never_sends(tmp_path: Path) -> None:
    path = written(tmp_path, f"[web]\ndemo = true\n[mail]\n{SENDS}")
    assert "en demonstration skickar aldrig något" in complaints(path, {})[0]


@pytest.mark.case("R12")
def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().office.hour = 9  # type: ignore[misc]  # what the test is about
