"""`beslutskedjan check`: what it prints and the code it leaves with."""

import shutil
from pathlib import Path

import pytest

import documents.sample
from web.checking import check_command

CASE = Path(documents.sample.__file__).parent / "run-536-2021.toml"
MANUAL = Path(__file__).parents[2] / "docs/checker.md"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_remarks_have_line_and_column_and_a_sum(tmp_path: Path) -> None:
    path = written(tmp_path, "utkast.txt", "Det var i Mars.\n\nSe §12.\n")
    assert check_command(path) == (
        [
            "rad 1, tecken 11: Månader skrivs med liten bokstav.  Mars → mars",
            (
                "rad 3, tecken 4: Mellan paragraftecknet och numret saknas ett hårt mellanslag.  "
                "§12 → §°12"
            ),
            "2 anmärkningar. Tecknet ° är ett hårt mellanslag.",
        ],
        1,
    )


def test_the_manual_shows_remarks_as_they_are_printed(tmp_path: Path) -> None:
    lines, _ = check_command(written(tmp_path, "utkast.txt", "Det var i Mars.\n\nSe §12.\n"))
    assert "```text\n{}\n```".format("\n".join(lines)) in MANUAL.read_text("utf-8")


def test_nothing_to_say_is_said_and_leaves_with_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "utkast.md", "Planen gäller.\n")
    assert check_command(path) == (["Inga anmärkningar."], 0)
    assert check_command(written(tmp_path, "tom.txt", "")) == (["Inga anmärkningar."], 0)


def test_what_is_only_worth_knowing_is_no_fault(tmp_path: Path) -> None:
    lines, code = check_command(written(tmp_path, "a.md", "# Handlingsplan 2031 och 2032\n"))
    assert lines[0].startswith("rad 1, tecken 3: Upplysning: ")
    assert (lines[-1], code) == ("Inga anmärkningar och 1 upplysning.", 0)


def test_what_can_not_be_seen_is_shown(tmp_path: Path) -> None:
    lines, _ = check_command(written(tmp_path, "a.txt", "Planen\u202e gäller.\n"))
    assert lines[0].endswith("  <U+202E> → (inget)")
    assert "\u202e" not in "".join(lines)


def test_names_are_those_of_the_case_file_that_is_given(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Svar har kommit från Krokom kommun.\n")
    assert check_command(path)[1] == 0
    lines, code = check_command(path, CASE)
    assert code == 1
    assert lines[0].endswith("Krokom kommun → Krokoms kommun")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the sample case with its attachments, to plant a slip in."""
    for attached in ("underlag", "profil"):
        shutil.copytree(CASE.parent / attached, tmp_path / attached)
    return Path(shutil.copy(CASE, tmp_path / "fall.toml"))


@pytest.mark.parametrize(
    ("right", "slipped", "key", "told"),
    [
        (
            "Krokoms kommun vill fortsätta",
            "Krokom kommun vill fortsätta",
            "plans[2].answers[1].opinion",
            "Krokom kommun → Krokoms kommun",
        ),
        (
            "beslutades i november",
            "beslutades i November",
            "plans[1].measures[7].targets[1].outcome.comment",
            "November → november",
        ),
        (
            "utvecklingen går att följa.",
            "utvecklingen går  att följa ...",
            "plans[1].answers[2].opinion",
            "... → …",
        ),
    ],
)
def test_a_text_of_a_case_file_has_line_column_and_key(
    case: Path, right: str, slipped: str, key: str, told: str
) -> None:
    text = case.read_text("utf-8").replace(right, slipped)
    case.write_text(text, "utf-8")
    lines, code = check_command(case)
    [line] = [line for line in lines if told in line]
    number, column = _place(text, told.partition(" → ")[0], slipped)
    assert line.startswith(f"rad {number}, tecken {column}, nyckel «{key}»: ")
    assert code == 1


def _place(text: str, found: str, slipped: str) -> tuple[int, int]:
    start = text.index(found, text.index(slipped))
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def test_what_the_papers_set_by_themselves_is_no_fault_in_a_case_file(case: Path) -> None:
    text = case.read_text("utf-8").replace("också under 2024.", "också 2024-2030, se §12.")
    case.write_text(text, "utf-8")
    assert check_command(case)[1] == 0


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("finns-inte.txt", None, "filen finns inte"),
        ("bild.png", "x", "kan inte granskas"),
        ("fall.toml", "a = ", "rad 1"),
    ],
)
def test_a_file_that_is_none_leaves_with_two(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    lines, code = check_command(path)
    assert code == 2
    assert lines
    assert all(line.startswith(str(path)) for line in lines)
    assert told in lines[0]
