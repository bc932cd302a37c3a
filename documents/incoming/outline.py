"""The structure of a handlingsplan found again in its paragraphs: areas, measures, targets."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.incoming.reading import Piece, Place
from documents.incoming.sorting import same

LABELS = ("Syfte", "Ansvarig", "Medverkande", "Tid", "Finansiering", "Hållbarhet")
COLUMNS = ("Nivå", "Mål", "Indikator", "Enhet", "Basvärde", "Målvärde")
_AFTER_MEASURES = "Planerad finansiering"
_NUMBERED = re.compile(r"\s*(\d{1,5})\.\s+")
_PAIR = re.compile(rf"\s*({'|'.join(LABELS)}):[ \t\u00a0]*", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A field's text with the paragraphs that it came in."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class FoundTarget:
    """One row of a measure's table, a text for each of ``COLUMNS``."""

    cells: tuple[Said, ...]

    def cell(self, column: str) -> Said:
        return self.cells[COLUMNS.index(column)]


@dataclass(frozen=True)
class FoundMeasure:
    """``number`` is the one before its heading; ``pairs`` are by ``LABELS``."""

    number: int | None
    activity: str
    area: str
    pairs: dict[str, Said]
    targets: tuple[FoundTarget, ...]


@dataclass(frozen=True)
class Outline:
    """``rest`` is what has no place in a measure, each with the heading that it stood under."""

    title: str | None
    measures: tuple[FoundMeasure, ...]
    rest: tuple[tuple[Piece, str], ...]


@dataclass
class _Begun:
    number: int | None
    activity: str
    area: str
    pairs: dict[str, Said] = field(default_factory=dict)
    cells: list[Piece] = field(default_factory=list)


def outlined(pieces: Sequence[Piece]) -> Outline:
    builder = _Builder()
    for piece in pieces:
        builder.take(piece)
    builder.end_area()
    return Outline(builder.title, tuple(builder.measures), tuple(builder.rest))


class _Builder:
    """Takes the paragraphs one by one in their order."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.measures: list[FoundMeasure] = []
        self.rest: list[tuple[Piece, str]] = []
        self._area: Piece | None = None
        self._area_used = False
        self._now: _Begun | None = None
        self._under = ""

    def take(self, piece: Piece) -> None:
        if piece.cell is not None and self._now is not None:
            self._now.cells.append(piece)
        elif piece.place is not Place.BODY:
            self._leave(piece)
        elif piece.style == "title" and self.title is None:
            self.title = piece.text
        elif piece.style == "heading 1":
            self._begin_area(piece)
        elif piece.style == "heading 2" and self._area is not None:
            self._begin_measure(piece)
        else:
            self._pair(piece)

    def end_area(self) -> None:
        self._end_measure()
        if self._area is not None and not self._area_used:
            self._leave(self._area)
        self._area, self._area_used = None, False

    def _begin_area(self, piece: Piece) -> None:
        self.end_area()
        self._under = piece.text
        if same(piece.text) == _AFTER_MEASURES:
            self._leave(piece)
        else:
            self._area = piece

    def _begin_measure(self, piece: Piece) -> None:
        self._end_measure()
        self._area_used, self._under = True, piece.text
        found = _NUMBERED.match(piece.text)
        activity = piece.text[found.end() :] if found else piece.text
        area = self._area.text if self._area else ""
        self._now = _Begun(int(found[1]) if found else None, activity, area)

    def _end_measure(self) -> None:
        begun, self._now = self._now, None
        if begun is not None:
            targets = tuple(self._targets(begun.cells))
            self.measures.append(
                FoundMeasure(begun.number, begun.activity, begun.area, begun.pairs, targets)
            )

    def _pair(self, piece: Piece) -> None:
        found = _PAIR.match(piece.text)
        label = found[1].capitalize() if found else ""
        if found is None or self._now is None or label in self._now.pairs:
            self._leave(piece)
        else:
            self._now.pairs[label] = Said(piece.text[found.end() :], (piece,))

    def _targets(self, cells: Sequence[Piece]) -> Iterator[FoundTarget]:
        tables: dict[int, list[Piece]] = defaultdict(list)
        for piece in cells:
            tables[piece.cell.table if piece.cell else 0].append(piece)
        for pieces in tables.values():
            yield from self._rows(pieces)

    def _rows(self, pieces: Sequence[Piece]) -> Iterator[FoundTarget]:
        """The rows of a table of targets; any other table, and the head row, is left."""
        rows: dict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            rows[piece.cell.row if piece.cell else 0].append(piece)
        head, *others = rows.values()
        known = tuple(same(piece.text) for piece in head) == COLUMNS
        for piece in head if known else pieces:
            self._leave(piece)
        if known:
            yield from (self._row(row) for row in others)

    def _row(self, pieces: Sequence[Piece]) -> FoundTarget:
        columns: list[list[Piece]] = [[] for _ in COLUMNS]
        for piece in pieces:
            if piece.cell is not None and piece.cell.column < len(COLUMNS):
                columns[piece.cell.column].append(piece)
            else:
                self._leave(piece)
        return FoundTarget(
            tuple(Said("\n".join(p.text for p in cell), tuple(cell)) for cell in columns)
        )

    def _leave(self, piece: Piece) -> None:
        self.rest.append((piece, self._under))
