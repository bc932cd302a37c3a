"""Every letter's subject begins with the case's reference: so it is found in anybody's register."""

from pathlib import Path

import pytest

from documents import letters
from workflow.states import LetterKind

OF_SEVERAL_CASES = {LetterKind.HANDED_OVER}
FORMS = sorted(
    form
    for form in Path(letters.__file__).parent.glob("*.txt")
    if form.stem in set(LetterKind) - OF_SEVERAL_CASES
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.stem))
def test_the_subject_begins_with_the_reference(form: Path) -> None:
    subject = form.read_text("utf-8").split("\n")[0]
    assert subject.startswith("$reference: ")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.stem))
def test_what_is_enclosed_is_told_in_words_that_the_post_knows(form: Path) -> None:
    """Where the papers are too large, the line becomes one that says where to fetch them."""
    text = form.read_text("utf-8")
    assert text.count("$enclosed") == text.count("\nBifogat:\n$enclosed")
