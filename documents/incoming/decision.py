"""An edited tjänsteskrivelse back into the fields of its draft: title and ärendebeskrivning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.incoming import sandbox
from documents.incoming.reading import Comment, Deleted, Piece, Place, Reading
from documents.incoming.sorting import LeftOver, Ours, as_before, remarks, same
from documents.subject import plans_of
from documents.tjansteskrivelse import build
from documents.wording import begun_years, consultation, direction
from workflow.facts import House
from workflow.orders import PaperAsk
from workflow.references import uncapitalised

_TEXT = "arendebeskrivning"
_PROPOSAL = "Förslag till {}"
_NEVER_TEXT = frozenset({"title", "message header", "date", "signature"})
_NO_TITLE = "Ärendemeningen hittades inte, eftersom inget stycke har formatmallen Rubrik (Title)."
_NO_TEXT = (
    "Rubriken «{}» hittades inte, så ingen ärendebeskrivning är inläst. "
    "Texten står bland det som blev över."
)


@dataclass(frozen=True)
class IncomingDecision:
    """What the file says of a decision's draft; ``None`` where a field was not found in it."""

    title: str | None
    text: tuple[str, ...] | None
    left_over: tuple[LeftOver, ...]
    deleted: tuple[Deleted, ...]
    comments: tuple[Comment, ...]
    remarks: tuple[str, ...]


def read_decision(content: bytes, name: str, ask: PaperAsk) -> IncomingDecision:
    """The file as a draft; ``ask`` is for the tjänsteskrivelse as it stands now.

    ``BadInput`` where the file is dangerous or no Word file; then nothing was read.
    """
    return sort_decision(sandbox.read(content, name), ask)


def sort_decision(reading: Reading, ask: PaperAsk) -> IncomingDecision:
    """Every text to its field, or to what is left over."""
    decision, house = ask.situation.the_decision(), ask.situation.region.house
    sorter = _Sorter(ask)
    for piece, section in _in_sections(reading.pieces, house):
        sorter.take(piece, section)
    title = None if sorter.title is None else as_before(sorter.title, (decision.title,))
    text = None if sorter.text is None else tuple(sorter.text)
    fields = (title or "", *(text or ()))
    return IncomingDecision(
        title,
        text,
        tuple(sorter.left_over),
        reading.deleted,
        reading.comments,
        (*sorter.remarks(house), *remarks(reading, sorter.ours, fields)),
    )


class _Sorter:
    """Takes the paragraphs one by one in their order."""

    def __init__(self, ask: PaperAsk) -> None:
        plans = plans_of(ask)
        written = (
            *consultation(ask.situation, plans),
            *begun_years(plans, ask.on),
            *direction(ask),
        )
        self.ours, self._written = Ours(build(ask)), {same(text) for text in written}
        self._before = ask.situation.the_decision().text
        self._under = ""
        self._flattened: list[str] = []
        self._listed = False
        self.title: str | None = None
        self.text: list[str] | None = None
        self.left_over: list[LeftOver] = []

    def take(self, piece: Piece, section: "_Section") -> None:
        if section.opens:
            self._under = piece.text
            if section.key == _TEXT and self.text is None:
                self.text = []
        if piece.style == "title" and piece.place is Place.BODY and self.title is None:
            self.title = piece.text
        elif self.text is not None and self._is_text(piece, section):
            self._add(piece)
        else:
            self.left_over.append(self.ours.left_over(piece, self._under))

    def _is_text(self, piece: Piece, section: "_Section") -> bool:
        if section.opens or section.key != _TEXT or piece.place is not Place.BODY:
            return False
        return piece.style not in _NEVER_TEXT and same(piece.text) not in self._written

    def _add(self, piece: Piece) -> None:
        if self.text is not None:
            self.text.append(as_before(piece.text, self._before))
        self._listed = self._listed or piece.numbered or piece.style.startswith("list")
        if piece.style.startswith("heading"):
            self._flattened.append(piece.text)

    def remarks(self, house: House) -> Iterator[str]:
        if self.title is None:
            yield _NO_TITLE
        if self.text is None:
            yield _NO_TEXT.format(dict(house.headings).get(_TEXT, _TEXT))
        if self._listed:
            yield "Listor i ärendebeskrivningen blev vanliga stycken."
        yield from (f"Rubriken «{text}» blev ett vanligt stycke." for text in self._flattened)


@dataclass(frozen=True)
class _Section:
    """Which of the house's headings a paragraph stands under, and whether it is that heading."""

    key: str
    opens: bool = False


def _in_sections(pieces: tuple[Piece, ...], house: House) -> Iterator[tuple[Piece, _Section]]:
    words = _words(house)
    styled = {_plain(piece) for piece in pieces if _is_heading(piece)} & words.keys()
    now = _Section("")
    for piece in pieces:
        said = _plain(piece)
        # Words typed as a heading count as one only where no paragraph has them in the style.
        known = said in words and piece.place is Place.BODY
        if known and (_is_heading(piece) or said not in styled):
            now = _Section(words[said])
            yield piece, _Section(now.key, opens=True)
        else:
            yield piece, now


def _words(house: House) -> Mapping[str, str]:
    """The house's headings as they may be typed, with their keys."""
    words = {same(text).casefold(): key for key, text in house.headings if text.strip()}
    proposal = _PROPOSAL.format(uncapitalised(dict(house.headings).get("beslut", "")))
    return words | {same(proposal).casefold(): "beslut"}


def _plain(piece: Piece) -> str:
    return same(piece.text).rstrip(" :.").casefold()


def _is_heading(piece: Piece) -> bool:
    return piece.place is Place.BODY and piece.style.startswith("heading")
