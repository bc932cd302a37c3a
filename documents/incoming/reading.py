"""What was found in a Word file: every text in it, as plain frozen data."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where in the file a text stands."""

    BODY = "body"
    TABLE = "table"
    TEXT_BOX = "text_box"
    DRAWING = "drawing"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Cell:
    """A place in a table; all three count from 0, the tables through the whole story."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Piece:
    """One paragraph with text in it, as it reads when every marked insertion is kept.

    ``style`` is Word's own English name of its style, in lower case.
    """

    text: str
    place: Place = Place.BODY
    style: str = "normal"
    cell: Cell | None = None
    numbered: bool = False


@dataclass(frozen=True)
class Deleted:
    """A marked deletion: in no field until somebody says so."""

    text: str
    author: str
    place: Place = Place.BODY


@dataclass(frozen=True)
class Comment:
    text: str
    author: str


@dataclass(frozen=True)
class Reading:
    """All that a file says; ``inserted_by`` are the authors of marked insertions."""

    pieces: tuple[Piece, ...]
    deleted: tuple[Deleted, ...] = ()
    comments: tuple[Comment, ...] = ()
    links: tuple[str, ...] = ()
    inserted_by: tuple[str, ...] = ()
    pictures: int = 0
