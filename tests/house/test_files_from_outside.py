"""A file that comes with a form is taken in where it is scanned, and in no other place."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
TAKEN = {
    "web/received.py",
    "web/forms/basis.py",  # underlag is scanned as it is kept, by the API too
    "web/views/public.py",  # whether a paper is genuine: nothing is kept or opened
}


def test_no_page_takes_a_file_in_by_itself() -> None:
    found = {path for path in (ROOT / "web").rglob("*.py") if "request.files" in path.read_text()}
    assert {path.relative_to(ROOT).as_posix() for path in found} == TAKEN
