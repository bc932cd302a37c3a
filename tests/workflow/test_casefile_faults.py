"""A file that is no case file is refused; what is wrong in one is told all at once."""

from pathlib import Path

import pytest

from tests.workflow.casefile_faults import (
    BASIS_FILE,
    GOOD,
    Fault,
    changed,
    complaints,
    write,
)
from workflow.casefile import read_case_file
from workflow.refusals import BadInput

UNKNOWN_OFFICER = Fault('officer = "malin-nyqvist', 'officer = "malin-nykvist', "", "")
NO_SECRETARY = Fault('role = "secretary"  #', 'role = "administrator"  #', "", "")
LATE_REPORT = Fault("agency_reported_on = 2024-03-14", "agency_reported_on = 2024-03-20", "", "")


def test_a_good_file_gives_no_complaint(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert read_case_file(path).case.reference == "RUN/536/2021"


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    told = complaints(tmp_path, changed(LATE_REPORT, NO_SECRETARY, UNKNOWN_OFFICER))
    assert {"case.officer", "plans[1].committee_reported_on"} <= {each.key for each in told}
    assert [each.line for each in told] == sorted(each.line or 0 for each in told)


def test_the_message_names_the_file_the_line_and_the_key(tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, changed(UNKNOWN_OFFICER))
    place = f"rad {told.line}, nyckel «case.officer»: "
    assert str(told).startswith(f"{tmp_path / 'fall.toml'}, {place}")


def test_a_basis_behind_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder, outside = tmp_path / "mapp", tmp_path / "annat.txt"
    outside.write_text("Något annat.", encoding="utf-8")
    (folder / BASIS_FILE).parent.mkdir(parents=True)
    (folder / BASIS_FILE).symlink_to(outside)
    (told,) = complaints(folder, GOOD)
    assert told.key == "decisions[1].basis[1].file"
    assert "utanför ärendefilens mapp" in told.text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD.encode() + b"# " + b"x" * 10_000_000, "10,0 MB"),
        (GOOD.encode("latin-1", "replace"), "UTF-8"),
        (GOOD.replace("Åre kommun", "\0Åre kommun", 1).encode(), "NUL"),
        (GOOD.replace("Åre kommun", "\u202eÅre kommun", 1).encode(), "U+202E"),
        (GOOD.replace('key = "are"', "key = are", 1).encode(), "citattecken"),
        (b"", "nyckeln saknas"),
    ],
    ids=["10 MB", "latin-1", "NUL", "bidi", "not TOML", "empty"],
)
def test_a_file_that_is_no_case_file_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in complaints(tmp_path, content)[0].text


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="filen finns inte"):
        read_case_file(tmp_path / "saknas.toml")
