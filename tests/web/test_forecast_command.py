"""`beslutskedjan forecast`: what is to come as text, of a case, of a person, between two days."""

import shutil
from pathlib import Path

import pytest

from tests.operations import walking as w
from tests.operations.builders import KEY, World, when
from tests.web.command import beslutskedjan
from web.forecast_command import as_text
from workflow.operations.queries.forecast import Asked, forecast
from workflow.store.engine import open_database


@pytest.fixture
def world(tmp_path: Path, _office_sqlite: tuple[Path, World]) -> World:
    """A decided case in the database that the command reads where nothing is set."""
    (tmp_path / "var").mkdir()
    file, made = _office_sqlite
    shutil.copy(file, tmp_path / "var/beslutskedjan.db")
    key = tmp_path / "var/record.key"
    key.write_bytes(KEY)
    key.chmod(0o600)
    world = made.on(open_database(f"sqlite:///{tmp_path / 'var/beslutskedjan.db'}"))
    w.decided(world)
    return world


def test_each_letter_says_when_to_whom_why_and_what_stops_it(world: World) -> None:
    asked = Asked(person_id=world.people["secretary"])
    text = "\n".join(as_text(forecast(world.office, when("2023-10-25", 7), asked)))
    assert text.startswith(
        "Brev som går ut om ingen gör något mer, från 2023-10-25 till och med 2024-10-25: "
    )
    assert (
        "2023-11-21  Påminnelse: anmäla beslutet\n"
        "  Till:     Nämndsekreteraren\n"
        "  Ärende:   RUN/536/2021, Handlingsplan 2023 och 2024\n"
        "  Senast:   2023-11-21, sista dagen\n"
        "  Varför:   Beslutet ska anmälas till nämnden (7 kap. 8 § kommunallagen).\n"
        "  Slutar med att anmäla, protokollföra särskilt eller anteckna upphävande.\n"
    ) in text


def test_what_is_late_is_told_of_as_due_at_once(world: World, tmp_path: Path) -> None:
    world.office.engine.dispose()
    told = beslutskedjan("forecast", "--case", "RUN/536/2021", cwd=tmp_path)
    assert told.code == 0, told.err
    assert "Till:     Registratorn" in told.out
    own = beslutskedjan("forecast", "--person", "Registrar@region.example", cwd=tmp_path)
    assert "Till:     Registratorn" in own.out
    assert "Till:     Malin Nyqvist Ljungberg" not in own.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--case", "RUN/999/2021"), "«RUN/999/2021» finns inte."),
        (("--person", "ingen@region.example"), "ingen person har adressen"),
        (("--from", "2030-02-01", "--to", "2030-01-01"), "2030-01-01 ligger före 2030-02-01."),
        (("--from", "i morgon"), "värdet «i morgon» för «--from» går inte att använda"),
    ],
)
def test_what_can_not_be_asked_gets_one_clear_answer(
    world: World, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    world.office.engine.dispose()
    told = beslutskedjan("forecast", *words, cwd=tmp_path)
    assert told.code == 2
    assert said in told.err
    assert told.out == ""
