"""What becomes of the texts that no field of a draft takes, and what to say about a file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from documents import word
from documents.compare import key
from documents.incoming import reader
from documents.incoming.reading import Piece, Place, Reading
from documents.parts import Paper, with_text
from documents.typography import counted, enumerated, typeset
from workflow.plaintext import hidden_characters, shown

_NUMBER = re.compile(r"\d+")


class Why(StrEnum):
    """Why a text is in no field."""

    OURS = "ours"
    ELSEWHERE = "elsewhere"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class LeftOver:
    """A paragraph that no field took, and the heading that it stood under.

    ``OURS`` stands so in the paper as the program writes it, and comes back by itself;
    ``UNREADABLE`` was meant for a field that is chosen and not typed; ``ELSEWHERE`` for none.
    """

    text: str
    place: Place
    why: Why
    under: str = ""


class Ours:
    """The paragraphs of a paper as the program writes it."""

    def __init__(self, paper: Paper) -> None:
        own = reader.read(word.render(with_text(paper, typeset)))
        self._known = {_known(piece) for piece in own.pieces}
        self.pictures = own.pictures  # the logo

    def left_over(self, piece: Piece, under: str = "", why: Why = Why.ELSEWHERE) -> LeftOver:
        known = _known(piece) in self._known and why is not Why.UNREADABLE
        return LeftOver(piece.text, piece.place, Why.OURS if known else why, under)


def _known(piece: Piece) -> tuple[Place, str]:
    text = same(piece.text)
    # The number of pages Word counts, and the day is that on which the file was fetched.
    if piece.place in (Place.HEADER, Place.FOOTER) or piece.style == "date":
        text = _NUMBER.sub("0", text)
    return piece.place, text


def same(text: str) -> str:
    """What two texts have in common when only the typography parts them."""
    return key(typeset(text))


def as_before(text: str, before: Iterable[str]) -> str:
    """The text as it was typed at first, where only our typography has touched it since."""
    return next((typed for typed in before if same(typed) == same(text)), text)


def remarks(reading: Reading, ours: Ours, fields: Iterable[str]) -> Iterator[str]:
    """What a person has to know about the file, in whole sentences."""
    pictures = reading.pictures - ours.pictures
    if reading.inserted_by:
        yield f"Spårade insättningar av {enumerated(reading.inserted_by)} är med i texten."
    if reading.deleted:
        number = counted(len(reading.deleted), "spårad strykning", "spårade strykningar")
        yield f"{number} är inte med i texten. Se efter i listan att de ska vara borta."
    if reading.comments:
        number = counted(len(reading.comments), "kommentar", "kommentarer")
        yield f"{number} står i listan och inte i texten."
    if pictures > 0:
        yield f"{counted(pictures, 'bild', 'bilder')} eller diagram följde inte med."
    yield from (f"Länken till {shown(link)} blev vanlig text." for link in reading.links)
    for place, sentence in _OUT_OF_SIGHT.items():
        if any(piece.place is place for piece in reading.pieces):
            yield sentence
    yield from _hidden(fields)


_OUT_OF_SIGHT = {
    Place.HIDDEN: "Filen har dold text. Den står bland det som blev över.",
    Place.TEXT_BOX: "Filen har text i en textruta. Den står bland det som blev över.",
    Place.FOOTNOTE: "Filen har fotnoter. De står bland det som blev över.",
    Place.ENDNOTE: "Filen har slutnoter. De står bland det som blev över.",
    Place.DRAWING: "Filen har text i ett diagram. Den står bland det som blev över.",
}


def _hidden(fields: Iterable[str]) -> Iterator[str]:
    said = dict.fromkeys(sentence for text in fields for _, sentence in hidden_characters(text))
    yield from (f"{sentence[:1].upper()}{sentence[1:]}" for sentence in said)
