"""One story of a Word document (body, header, notes, …) heard as a stream of paragraphs.

Nothing is looked for where it should stand: whatever text comes, wherever it is wrapped, goes to
the paragraph that is open. So no content control, insertion or text box can hide any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.incoming.archive import refusal
from documents.incoming.fields import OpenFields, judge
from documents.incoming.reading import Cell, Comment, Deleted, Piece, Place
from documents.incoming.xmlstream import Attributes, Budget

_PARAGRAPHS = frozenset({"w:p", "a:p"})
_TEXTS = frozenset({"w:t", "w:delText", "m:t", "a:t"})
_INSTRUCTIONS = frozenset({"w:instrText", "w:delInstrText"})
_SIGNS = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "a:br": "\n",
    "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad",
}  # fmt: skip
_REMOVAL = frozenset({"w:del", "w:moveFrom"})
_INSERTION = frozenset({"w:ins", "w:moveTo"})
_PROPERTIES = frozenset({"w:rPr", "w:trPr", "w:tcPr", "w:pPr", "w:numPr", "m:ctrlPr"})
_EMBEDDED = frozenset({"w:object", "o:OLEObject", "w:control", "w:altChunk", "w:subDoc"})
_PICTURES = frozenset({"a:blip", "v:imagedata", "chart", "relIds"})  # the last are diagrams
_OFF = frozenset({"0", "false", "off"})


@dataclass
class Heard:
    """What the stories of one document have said so far."""

    pieces: list[Piece] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    inserted_by: dict[str, None] = field(default_factory=dict)
    pictures: int = 0


@dataclass
class _Paragraph:
    place: Place
    cell: Cell | None
    style: str = ""
    numbered: bool = False
    flows_on: bool = False  # its end is marked as deleted
    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Table:
    number: int
    row: int = -1
    column: int = -1
    row_gone: bool = False
    cell_gone: bool = False


@dataclass
class _Alternative:
    """Word writes a text box twice; the second is kept only for what the first lacks."""

    first: list[str] = field(default_factory=list)
    fallbacks: int = 0


class Story:
    """Listens to one story and adds to what was heard before."""

    def __init__(
        self, place: Place, heard: Heard, styles: Mapping[str, str], budget: Budget
    ) -> None:
        self._place, self._heard, self._styles, self._budget = place, heard, styles, budget
        self._path: list[str] = []
        self._open: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._removers: list[str] = []
        self._hidden: list[bool] = []
        self._alternatives: list[_Alternative] = []
        self._fields = OpenFields()
        self._tables_seen = 0
        self._waiting: _Paragraph | None = None
        self._comment: tuple[str, int] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        if name in _PARAGRAPHS:
            self._open.append(_Paragraph(self._here(name), self._cell()))
        elif name in _SIGNS or name == "w:sym":
            self._sign(name, above, attributes)
        elif name in _EMBEDDED:
            raise refusal(
                "filen har ett inbäddat objekt i texten. Ta bort det, bifoga det för sig, och "
                "ladda upp filen igen."
            )
        elif above in _PROPERTIES:
            self._property(name, above, attributes)
        else:
            self._begin(name, attributes)

    def _begin(self, name: str, attributes: Attributes) -> None:
        author = attributes.get("w:author", "")
        if name in _REMOVAL:
            self._removers.append(author)
        elif name in _INSERTION:
            self._heard.inserted_by[author] = None
        elif name == "w:r":
            self._hidden.append(False)
        elif name == "w:comment":
            self._comment = (author, len(self._heard.pieces))
        elif name in _PICTURES and not self._in_fallback():
            self._heard.pictures += 1
        else:
            self._table(name)
            self._field(name, attributes)
            self._alternative(name)

    def end(self, name: str) -> None:
        self._path.pop()
        if name in _PARAGRAPHS:
            self._close(self._open.pop())
        elif self._above() not in _PROPERTIES:
            self._leave(name)
        if not self._path:
            self._flush()

    def _leave(self, name: str) -> None:
        if name in _REMOVAL:
            self._removers.pop()
        elif name == "w:r":
            self._hidden.pop()
        elif name == "w:tbl":
            self._tables.pop()
        elif name == "mc:Fallback":
            self._close(self._open.pop())
            for alternative in self._alternatives[-1:]:
                alternative.fallbacks -= 1
        elif name == "mc:AlternateContent":
            self._alternatives.pop()
        elif name == "w:comment":
            self._end_comment()

    def text(self, data: str) -> None:
        name = self._above()
        if name in _INSTRUCTIONS:
            self._fields.instruct(data)
        elif name in _TEXTS:
            self._say(data, gone=name == "w:delText")

    def _above(self) -> str:
        return self._path[-1] if self._path else ""

    def _here(self, name: str) -> Place:
        if name == "a:p":
            return Place.DRAWING
        if self._open:
            return Place.TEXT_BOX
        return Place.TABLE if self._tables and self._place is Place.BODY else self._place

    def _cell(self) -> Cell | None:
        if not self._tables or self._open:
            return None
        table = self._tables[-1]
        return Cell(table.number, table.row, table.column)

    def _sign(self, name: str, above: str, attributes: Attributes) -> None:
        if above == "w:tabs":  # a tab stop of the paragraph's, not a tab in its text
            return
        if name == "w:sym":
            code = attributes.get("w:char", "")
            self._say(chr(int(code, 16) & 0xFFFF) if _is_hex(code) else "\N{REPLACEMENT CHARACTER}")
        else:
            self._say(_SIGNS[name])

    def _say(self, text: str, *, gone: bool = False) -> None:
        self._budget.spend_text(len(text))
        if not self._open:  # text outside every paragraph is a paragraph of its own
            self._open.append(_Paragraph(self._here(""), self._cell()))
            self._say(text, gone=gone)
            self._close(self._open.pop())
            return
        paragraph = self._open[-1]
        if gone or self._removers or any(t.row_gone or t.cell_gone for t in self._tables):
            paragraph.deleted.append((self._removers[-1] if self._removers else "", text))
        elif any(self._hidden):
            paragraph.hidden.append(text)
        else:
            paragraph.text.append(text)
        for alternative in self._alternatives:
            if not alternative.fallbacks:
                alternative.first.append(text)

    def _property(self, name: str, above: str, attributes: Attributes) -> None:
        """Of the properties only those count that say what a text is, or that it is gone."""
        deep = self._path[-3] if len(self._path) > 2 else ""
        if above == "w:pPr" and deep == "w:p" and self._open:
            self._of_paragraph(name, attributes)
        elif above == "w:rPr" and deep == "w:pPr" and name in _REMOVAL and self._open:
            self._open[-1].flows_on = True
        elif above == "w:rPr" and deep == "w:r" and name == "w:vanish" and self._hidden:
            self._hidden[-1] = attributes.get("w:val", "") not in _OFF
        elif name == "w:del" and above == "w:trPr" and self._tables:
            self._tables[-1].row_gone = True
        elif name == "w:cellDel" and self._tables:
            self._tables[-1].cell_gone = True

    def _of_paragraph(self, name: str, attributes: Attributes) -> None:
        if name == "w:pStyle":
            self._open[-1].style = attributes.get("w:val", "")
        elif name == "w:numPr":
            self._open[-1].numbered = True

    def _table(self, name: str) -> None:
        if name == "w:tbl":
            self._tables.append(_Table(self._tables_seen))
            self._tables_seen += 1
        elif self._tables and name == "w:tr":
            table = self._tables[-1]
            table.row, table.column, table.row_gone = table.row + 1, -1, False
        elif self._tables and name == "w:tc":
            self._tables[-1].column += 1
            self._tables[-1].cell_gone = False

    def _field(self, name: str, attributes: Attributes) -> None:
        match name, attributes.get("w:fldCharType", ""):
            case "w:fldSimple", _:
                judge(attributes.get("w:instr", ""))
            case "w:fldChar", "begin":
                self._fields.begin()
            case "w:fldChar", "separate":
                self._fields.separate()
            case "w:fldChar", "end":
                self._fields.end()

    def _alternative(self, name: str) -> None:
        if name == "mc:AlternateContent":
            self._alternatives.append(_Alternative())
        elif name == "mc:Fallback":
            self._open.append(_Paragraph(Place.TEXT_BOX, None))
            for alternative in self._alternatives[-1:]:
                alternative.fallbacks += 1

    def _in_fallback(self) -> bool:
        return any(alternative.fallbacks for alternative in self._alternatives)

    def _close(self, paragraph: _Paragraph) -> None:
        if self._is_repeated(paragraph):
            return
        for alternative in self._alternatives:
            if not alternative.fallbacks:
                alternative.first.append("\n")
        self._report(paragraph)
        if not self._open:
            paragraph = self._joined(paragraph)
            if paragraph.flows_on and paragraph.text:
                self._waiting = paragraph
                return
        self._keep(paragraph)

    def _is_repeated(self, paragraph: _Paragraph) -> bool:
        """All of it was already heard in the first of two alternatives."""
        said = ("".join(paragraph.text), "".join(paragraph.hidden), _whole(paragraph.deleted))
        return any(
            alternative.fallbacks and all(text in "".join(alternative.first) for text in said)
            for alternative in self._alternatives
        )

    def _report(self, paragraph: _Paragraph) -> None:
        place = paragraph.place
        for author in dict.fromkeys(author for author, _ in paragraph.deleted):
            text = "".join(said for by, said in paragraph.deleted if by == author)
            if text.strip():
                self._heard.deleted.append(Deleted(text, author, place))
        if "".join(paragraph.hidden).strip():
            self._heard.pieces.append(Piece("".join(paragraph.hidden), Place.HIDDEN))

    def _joined(self, paragraph: _Paragraph) -> _Paragraph:
        """With what flows on into it, when both stand in the same place."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return paragraph
        if (waiting.place, waiting.cell) == (paragraph.place, paragraph.cell):
            paragraph.text = waiting.text + paragraph.text
        else:
            self._keep(waiting)
        return paragraph

    def _keep(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.text)
        if text.strip():
            style = self._styles.get(paragraph.style, self._styles.get("", "normal"))
            self._heard.pieces.append(
                Piece(text, paragraph.place, style, paragraph.cell, paragraph.numbered)
            )

    def _flush(self) -> None:
        if self._waiting is not None:
            self._keep(self._waiting)
            self._waiting = None

    def _end_comment(self) -> None:
        if self._comment is None:
            return
        self._flush()
        author, first = self._comment
        said = [piece.text for piece in self._heard.pieces[first:]]
        del self._heard.pieces[first:]
        self._heard.comments.append(Comment("\n".join(said), author))


def _whole(said: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in said)


def _is_hex(code: str) -> bool:
    return 0 < len(code) <= 4 and all(digit in "0123456789abcdefABCDEF" for digit in code)
