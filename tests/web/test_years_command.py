"""`beslutskedjan year` for several years: what it leaves, what it says, what it refuses."""

from pathlib import Path

import pytest

from tests.databases import Server
from tests.web.command import EXAMPLE, SEED, WELL, Told, beslutskedjan, contents, verify
from web.year import folder

TRUE = "Allt stämmer: inget saknas, inget är dubbelt"


def years(case: Path, out: Path, *words: str) -> Told:
    told = beslutskedjan("year", case, "--out", out, *words, cwd=out.parent)
    assert "Traceback" not in told.err
    return told


def test_a_file_goes_on_and_leaves_the_same_on_either_database(
    postgresql: Server, tmp_path: Path
) -> None:
    told = years(EXAMPLE, tmp_path / "a", "--years", "2025-2026")
    assert told.code == 0
    assert TRUE in told.out
    assert [line.split()[-1] for line in told.err.splitlines()] == ["2024", "2025", "2026"]
    assert verify(tmp_path / "a", tmp_path) == WELL
    url = postgresql.make()
    there = years(EXAMPLE, tmp_path / "b", "--years", "2025–2026", "--database", url)
    assert (there.code, TRUE in there.out) == (0, True)
    left = contents(tmp_path / "a")
    del left[folder.DATABASE]
    assert contents(tmp_path / "b") == left
    again = years(EXAMPLE, tmp_path / "c", "--years", "2025", "--database", url)
    assert (again.code, "databasen är inte tom." in again.err) == (2, True)


def test_a_run_whose_check_finds_something_says_so_and_is_not_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.year.truth.checking.findings", lambda *_: ("Brev 3 saknas.",))
    told = years(EXAMPLE, tmp_path / "a", "--years", "2025")
    assert told.code == 1
    assert "Stämmer inte: Exempelregionen: Brev 3 saknas." in told.out
    assert TRUE not in told.out
    again = verify(tmp_path / "a", tmp_path)
    assert again.code == 1
    assert "kontrollen fann fel.\nBrev 3 saknas." in again.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--years", "2030-2023"], "2023 ligger före 2030. Skriv det första året först."),
        (["--years", "snart"], "«snart» är inga år. Skriv ett årtal, 2023, eller två, 2023-2030."),
        (["--years", "2000-2030"], "31 år är för många. Högst 20 år kan köras åt gången."),
        (["--years", "2022-2030"], "programmet gäller 2023–2030, inte 2022–2030."),
        (["--years", "2023"], "ärendefilen har planer för 2023–2024."),
        (["--years", "2024-2030"], "Börja med 2023 och sluta tidigast 2024"),
        (["--regions", "22"], "det finns 21 regioner, så «22» går inte att köra."),
        (["--regions", "0"], "Skriv ett tal från 1 till 21."),
        (["--regions", "alla"], "så «alla» går inte att köra."),
        (["--regions", "2", "--years", "2023-2031"], "programmet gäller 2023–2030"),
        (["--database", "postgresql://h/d"], "gäller bara en region och kräver --years."),
    ],
)
def test_what_cannot_be_run_is_refused_before_anything_is_written(
    tmp_path: Path, words: list[str], says: str
) -> None:
    told = years(SEED, tmp_path / "ut", *words)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("address", ["ingen adress", "ftp://server/namn"])
def test_a_database_that_cannot_be_used_is_told_before_the_last_run_is_cleared_away(
    tmp_path: Path, address: str
) -> None:
    out = tmp_path / "a"
    folder.begin(out)
    before = contents(out)
    told = years(EXAMPLE, out, "--years", "2025", "--database", address)
    assert (told.code, "adressen" in told.err) == (2, True)
    assert contents(out) == before
