"""What can't be used is refused: one clear message, exit code 2, and nothing written."""

from pathlib import Path

import pytest

from tests.web.command import SAMPLES, SEED, Told, beslutskedjan, contents
from tests.workflow.casefile_faults import GOOD, line_of, write
from web.year import folder

DELEGATION = 'post = "regional-utvecklingsdirektor"\nvalid_from = 2023-05-23\n'


def run(case: Path, out: Path) -> Told:
    """Run the year; whatever it says, it says as somebody who refuses, not as one who fell."""
    told = beslutskedjan("year", case, "--out", out, cwd=case.parent)
    assert "Traceback" not in told.err
    return told


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, f"{old!r} stands {GOOD.count(old)} times"
    return GOOD.replace(old, new)


# ---- The case file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("officer = ", "oficer = ", "case.oficer", "okänd nyckel. Menade du «officer»?"),
        (
            'post = "regional-utvecklingsdirektor"\nperson = "magnus-aspegren"\n',
            'post = "systemadministrator"\nperson = "magnus-aspegren"\n',
            "decisions[1].decided_by",
            "befattningen «Regional utvecklingsdirektör»",
        ),
        (
            "year = 2023\ntitle",
            "year = 2031\ntitle",
            "plans[1].year",
            "2023–2030",
        ),
        (
            'reference = "RUN/536/2021"',
            'reference = "RUN/280//2023"',
            "case.reference",
            "RUN/280//2023",
        ),
        (
            'email = "kommun@are.example"\n',
            "",
            "parties[5].email",
            "Åre kommun",
        ),
    ],
    ids=["unknown key", "no holder", "year outside", "reference", "no address"],
)
def test_a_wrong_case_file_is_refused_with_line_and_key(
    tmp_path: Path, old: str, new: str, key: str, says: str
) -> None:
    case = write(tmp_path, changed(old, new))
    told = run(case, tmp_path / "ut")
    (line,) = [each for each in told.err.splitlines() if f"nyckel «{key}»" in each]
    assert (told.code, told.out) == (2, "")
    assert line.startswith(f"{case}, rad ")
    assert says in line
    assert not (tmp_path / "ut").exists()


def test_the_line_is_the_one_to_mend(tmp_path: Path) -> None:
    text = changed('reference = "RUN/536/2021"', 'reference = "RUN/280//2023"')
    told = run(write(tmp_path, text), tmp_path / "ut")
    assert f"rad {line_of(text, 'RUN/280//2023')}, nyckel «case.reference»: " in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD.replace("Åre kommun", "\0Åre kommun", 1).encode(), "NUL"),
        (GOOD.replace("Åre kommun", "\u202eÅre kommun", 1).encode(), "vända läsriktningen"),
        (GOOD.encode("cp1252", "replace"), "filen är inte UTF-8"),
        (GOOD.encode() + b"# " + b"x" * 10_000_000, "filen är 10,0 MB"),
        (b"", "nyckeln saknas"),
    ],
    ids=["NUL", "bidi", "latin-1", "10 MB", "empty"],
)
def test_what_is_no_case_file_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    case = write(tmp_path, content)
    told = run(case, tmp_path / "ut")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(str(case))
    assert says in told.err
    assert not (tmp_path / "ut").exists()


def test_a_case_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = run(tmp_path / "saknas.toml", tmp_path / "ut")
    said = f"{tmp_path / 'saknas.toml'}: filen finns inte. Kontrollera sökvägen.\n"
    assert told == Told(2, "", said)
    assert not (tmp_path / "ut").exists()


def test_a_folder_in_the_place_of_a_case_file_is_refused(tmp_path: Path) -> None:
    told = run(tmp_path, tmp_path / "ut")
    assert told == Told(2, "", f"{tmp_path}: det är ingen fil. Ange sökvägen till en fil.\n")
    assert not (tmp_path / "ut").exists()


# ---- Where the result should go -------------------------------------------------------------


@pytest.mark.parametrize(
    "theirs",
    [
        ["brev till mormor.txt"],
        ["events.jsonl", "record.key", "eget.txt"],
        ["papers/bröllop.docx"],  # a folder's name alone does not make it ours
        ["mail/privat.eml", "papers/avtal.docx", "calendar.txt"],
    ],
)
def test_a_folder_with_somebodys_own_files_is_left_alone(tmp_path: Path, theirs: list[str]) -> None:
    out = tmp_path / "ut"
    for name in theirs:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("Rör ej.", encoding="utf-8")
    before = contents(out)
    told = run(SEED, out)
    assert told.code == 2
    assert told.err.startswith(f"{out}: sökvägen innehåller annat än en tidigare körning (")
    assert contents(out) == before


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("Rör ej.", encoding="utf-8")
    told = run(SEED, tmp_path / "ut")
    says = f"{tmp_path / 'ut'}: sökvägen är en fil. Ange en mapp som inte finns än.\n"
    assert (told.code, told.err) == (2, says)
    assert (tmp_path / "ut").read_text("utf-8") == "Rör ej."


@pytest.mark.parametrize("name", ["fil/ut", "fil/djupt/ned/ut", "x" * 300])
def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "fil").write_text("Rör ej.", encoding="utf-8")
    told = run(SEED, tmp_path / name)
    assert told.code == 2
    assert told.err.startswith(f"{tmp_path / name}: sökvägen går inte att skriva i (")
    assert {path.name for path in tmp_path.iterdir()} == {"fil"}


def test_a_link_in_an_earlier_folder_is_removed_and_not_followed(tmp_path: Path) -> None:
    out, theirs = tmp_path / "ut", tmp_path / "deras"
    theirs.mkdir()
    (theirs / "avtal.docx").write_text("Rör ej.", encoding="utf-8")
    folder.begin(out)
    (out / "papers").rmdir()
    (out / "papers").symlink_to(theirs)
    folder.begin(out)
    assert not (out / "papers").is_symlink()
    assert contents(theirs) == {"avtal.docx": "Rör ej.".encode()}


# ---- What the rules say no to ---------------------------------------------------------------


DECIDES = "2023-10-24 när Magnus Aspegren beslutar"
SUBMITS = "2023-10-12 när Malin Nyqvist Ljungberg lämnar ärendet för beslut"


@pytest.mark.parametrize(
    ("ends", "why", "when"),
    [
        ("valid_to = 2023-10-23\n", "gällde till och med 2023-10-23", DECIDES),
        ("revoked_on = 2023-10-01\n", "är återkallad från och med 2023-10-01", SUBMITS),
    ],
    ids=["expired", "revoked"],
)
def test_without_a_delegation_in_force_the_run_stops_and_says_where_and_why(
    tmp_path: Path, ends: str, why: str, when: str
) -> None:
    do = (
        "Välj en delegation som gäller. Är ärendet redan lämnat återtar handläggaren det först. "
        "Finns ingen får nämnden besluta."
    )
    says = f"Delegationen § 89/2023 {why}. {do}"
    case = write(tmp_path, changed(DELEGATION, DELEGATION + ends))
    told = run(case, tmp_path / "ut")
    assert (told.code, told.err) == (2, f"Steget kan inte tas:\n  {says}\n")
    assert "beslutar" not in told.out
    stopped = f"Körningen stannade {when}."
    (marker,) = (tmp_path / "ut").glob("*.txt")
    assert marker.read_text("utf-8").splitlines()[:2] == [stopped, says]
    checked = beslutskedjan("verify", tmp_path / "ut", cwd=tmp_path)
    assert checked.code == 1
    assert checked.out.splitlines() == [
        stopped,
        says,
        "Mappen är inte färdig. Kör om «beslutskedjan year» för att få en hel mapp.",
        "Det som hann skrivas stämmer.",
    ]


# ---- The settings ---------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["chain"], ["verify", "."], ["year", "x.toml", "--out", "ut"]])
def test_an_unknown_setting_is_refused_by_every_command(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "config.toml").write_text("[office]\nhuor = 8\n", encoding="utf-8")
    told = beslutskedjan(*words, cwd=tmp_path)
    says = "config.toml, rad 2, nyckel «office.huor»: okänd nyckel. Menade du «hour»?\n"
    assert told == Told(2, "", says)
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_a_settings_file_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "egna.toml"
    path.write_text("[ofice]\n", encoding="utf-8")
    told = beslutskedjan("--config", path, "chain", cwd=tmp_path)
    says = f"{path}, rad 1, nyckel «ofice»: okänd nyckel. Menade du «office»?\n"
    assert told == Told(2, "", says)


def test_an_unknown_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESLUTSKEDJAN_OFFICE__HUOR", "8")
    told = beslutskedjan("chain", cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert "Menade du BESLUTSKEDJAN_OFFICE__HOUR?" in told.err


def test_a_setting_of_the_folder_where_one_stands_is_used(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[input]\ncase_file_max_bytes = 1000\n", "utf-8")
    told = beslutskedjan("year", SAMPLES / SEED.name, "--out", "ut", cwd=tmp_path)
    assert told.code == 2
    assert "men får vara högst 1000 byte" in told.err
