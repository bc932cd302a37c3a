"""No pattern takes for ever, whatever it is given to read."""

import re
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from tests.house.hostile import worst
from tests.house.patterns import Pattern, every_pattern, made_later

# A text of 200 kB is read in a few hundredths of a second of the processor's own time, and in half
# a minute by a pattern whose work grows with the square: how busy the machine is does not matter.
MOST_SECONDS = 1.0


class TooSlowError(Exception):
    """The time that the processor may spend is spent."""


@contextmanager
def limited() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def is_slow(pattern: Pattern) -> bool:
    """Whether any of its worst texts keeps it busy for too long."""
    compiled = re.compile(pattern.text, pattern.flags)
    for text in worst(pattern):
        try:
            with limited():
                if pattern.is_anchored:
                    compiled.match(text)
                else:
                    deque(compiled.finditer(text), maxlen=0)
        except TooSlowError:
            return True
    return False


@pytest.mark.case("W14")
def test_no_pattern_takes_for_ever() -> None:
    slow = [f"{each.where}: {each.text}" for each in every_pattern() if is_slow(each)]
    assert slow == []


@pytest.mark.parametrize("text", [r"(a+)+b", r"\s*\n\s*", r"(?:x|x)*y", r"a.*b.*c"])
def test_a_pattern_that_does_is_found(text: str) -> None:
    assert is_slow(Pattern("", text, 0, frozenset({"search"})))


def test_patterns_are_found_in_every_package() -> None:
    found = every_pattern()
    assert {each.where.partition("/")[0] for each in found} == {"workflow", "documents", "web"}
    assert len(found) > 200


def test_a_pattern_made_of_what_is_given_is_one_that_has_been_looked_at() -> None:
    # Each of these is of escaped words with nothing repeated inside a repetition.
    assert sorted(set(made_later())) == [
        "documents/checker/names.py _any_case",
        "documents/checker/names.py _loosely",
        "documents/checker/names.py municipality_genitive",
        "documents/pdf/compiler.py _unshown",
        "web/casetexts.py passage",
        "workflow/carrying.py title_for",
        "workflow/operations/queries/incoming.py without_links",
    ]
