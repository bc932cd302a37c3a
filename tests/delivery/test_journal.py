"""The journal knows what was handed over, whoever wrote it down and however the writing ended."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.delivery.journal import FILE, FileJournal

NOON = datetime(2023, 10, 24, 10, 0, tzinfo=UTC)
ONE, TWO = "<one@region.example>", "<two@region.example>"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[FileJournal]:
    made = FileJournal(tmp_path / "keys" / FILE)
    yield made
    made.close()


def test_a_letter_that_was_never_handed_over_has_no_attempt(journal: FileJournal) -> None:
    assert journal.attempt(ONE) == 0


def test_the_newest_attempt_counts(journal: FileJournal) -> None:
    journal.note({ONE: 2, TWO: 1}, NOON)
    journal.note({ONE: 1}, NOON)
    assert (journal.attempt(ONE), journal.attempt(TWO)) == (2, 1)


def test_a_line_is_readable_for_a_person(journal: FileJournal) -> None:
    journal.note({ONE: 3}, NOON)
    assert journal.path.read_text().split("\n") == ["", f"2023-10-24T10:00:00Z 3 {ONE}", ""]


def test_what_another_sender_wrote_is_known_at_once(journal: FileJournal) -> None:
    other = FileJournal(journal.path)
    assert journal.attempt(ONE) == 0
    other.note({ONE: 1}, NOON)
    assert journal.attempt(ONE) == 1
    other.close()


def test_after_a_restart_everything_is_known(journal: FileJournal) -> None:
    journal.note({ONE: 1, TWO: 4}, NOON)
    again = FileJournal(journal.path)
    assert (again.attempt(ONE), again.attempt(TWO)) == (1, 4)
    again.close()


@pytest.mark.parametrize("cut", ["2023-10-24T10:00:00Z 1", "2023-10-24T10:00:00Z 1 <two@regi"])
def test_a_line_that_was_cut_short_hides_nothing_after_it(journal: FileJournal, cut: str) -> None:
    journal.note({ONE: 1}, NOON)
    with journal.path.open("a") as file:
        file.write(cut)
    assert journal.attempt(TWO) == 0
    journal.note({TWO: 2}, NOON)
    assert (journal.attempt(ONE), journal.attempt(TWO)) == (1, 2)


def test_others_can_not_read_it(journal: FileJournal) -> None:
    assert journal.path.stat().st_mode & 0o007 == 0
