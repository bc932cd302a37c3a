"""What the house's typesetting would change in a text: the spaces that hold and the spans."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from documents.typography import DASH, NBSP, typeset

# Pieces of a bounded length: the time is then in proportion to the text, whatever it holds.
_PIECE = 600
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d]) (?=[^\W\d])")
_SPACES = {" ", NBSP, "\t"}
_DASHES = {"-", DASH}


@dataclass(frozen=True)
class Changes:
    """Places in the text: spaces that become no-break spaces, and what a span loses or changes."""

    holds: frozenset[int]
    spans: frozenset[int]


def changes(text: str) -> Changes:
    """Empty for a text with letters in two parts: those are put together first."""
    holds: set[int] = set()
    spans: set[int] = set()
    if unicodedata.is_normalized("NFC", text):
        for start, piece in _pieces(text):
            _compare(start, piece, typeset(piece), holds, spans)
    return Changes(frozenset(holds), frozenset(spans))


def typeset_whole(text: str) -> str:
    """The text as ``typeset`` sets it, in time that grows no faster than the text."""
    return "".join(typeset(piece) for _, piece in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        cuts = [found.end() for found in _BETWEEN_WORDS.finditer(text, start, end)]
        end = cuts[-1] if cuts else end
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _compare(start: int, was: str, becomes: str, holds: set[int], spans: set[int]) -> None:
    """Walk both texts side by side; they differ only in spaces and dashes."""
    at = 0
    for place, character in enumerate(was, start):
        new = becomes[at : at + 1]
        if new == NBSP and character not in _SPACES:
            at += 1
            new = becomes[at : at + 1]
        if character == new:
            at += 1
        elif character == " " and new == NBSP:
            holds.add(place)
            at += 1
        elif character in _DASHES and new in _DASHES:
            spans.add(place)
            at += 1
        elif character in _SPACES:
            spans.add(place)
        elif character not in "\r\n":
            return
