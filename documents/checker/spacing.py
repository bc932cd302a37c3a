"""Rules on spaces: those that hold a line together, and those that are too many."""

import re
from collections.abc import Iterator

from documents.checker.model import Draft, Found, Passage, at, each
from documents.typography import NBSP

_CLOSE = re.compile(r"(§{1,2})(\d{1,6})(?!\d)|(?<!\d)(\d{1,4})(§)")
_BROKEN = re.compile(r"(§{1,2}) ?\n(\d{1,6})|(?<!\d)(\d{1,4}) ?\n(§)")
_TOO_MANY = re.compile(rf"(?<=\S)[ {NBSP}]{{2,}}(?=\S)")
_BEFORE_MARK = re.compile(rf"(?<=\w)[ {NBSP}]{{1,3}}([,;:!?.])(?=[\s”»)]|$)")
_LONGEST = 14  # a number or a word beside the space, as the remark shows it
_TRIMMED = ".,;:!?()«»”"


def paragraph_space(draft: Draft) -> Iterator[Found]:
    for pattern, fault in (
        (_CLOSE, "Mellan paragraftecknet och numret saknas ett hårt mellanslag."),
        (_BROKEN, "Raden bryts mellan paragraftecknet och numret."),
    ):
        for passage, found in each(draft, pattern):
            first, second = found[1] or found[3], found[2] or found[4]
            yield at(passage, found, fault, f"{first}{NBSP}{second}")


def hard_space(draft: Draft) -> Iterator[Found]:
    for passage in draft.passages:
        places = sorted(passage.changes.holds)
        while places:
            start, end, places = _group(passage.text, places)
            words = passage.text[start:end]
            held = "".join(
                NBSP if place in passage.changes.holds else character
                for place, character in enumerate(words, start)
            )
            fault = "Här får raden inte brytas: det ska vara hårt mellanslag."
            yield Found(passage, start, end, fault, held)


def _group(text: str, places: list[int]) -> tuple[int, int, list[int]]:
    """The words around the first place, with later places in the same run; and the rest."""
    start, end = _word_before(text, places[0]), _word_after(text, places[0])
    taken = 1
    while taken < len(places) and places[taken] == end:
        end = _word_after(text, places[taken])
        taken += 1
    while end - 1 > places[taken - 1] + 1 and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end, places[taken:]


def _word_before(text: str, place: int) -> int:
    start = place
    while start > max(0, place - _LONGEST) and not text[start - 1].isspace():
        start -= 1
    while start < place - 1 and text[start] in _TRIMMED:
        start += 1
    return start


def _word_after(text: str, place: int) -> int:
    end = place + 1
    while end < min(len(text), place + _LONGEST) and not text[end].isspace():
        end += 1
    return end


def double_space(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _TOO_MANY):
        yield at(passage, found, "Här står flera mellanslag i rad.", _single(passage, found))


def _single(passage: Passage, found: re.Match[str]) -> str:
    return NBSP if NBSP in passage.text[found.start() : found.end()] else " "


def space_before_mark(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _BEFORE_MARK):
        yield at(passage, found, "Före skiljetecknet ska det inte vara något mellanslag.", found[1])
