"""Reading a PDF back: what a reader hears or copies, page by page, without head and foot."""

import io
from collections.abc import Iterator

from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextContainer, LTTextLine
from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral

ARTIFACT = "Artifact"  # what stands on the page without being part of the paper


def pages(content: bytes) -> list[str]:
    """The text of each page in reading order."""
    return [body for body, _ in _read(content)]


def feet(content: bytes) -> list[str]:
    """What stands in the head and foot of each page."""
    return [margin for _, margin in _read(content)]


def whole(content: bytes) -> list[str]:
    """All that stands on each page."""
    return [body + margin for body, margin in _read(content)]


def lines(content: bytes) -> list[str]:
    """The lines of text as they stand on the pages."""
    return [
        line.get_text()
        for page in extract_pages(io.BytesIO(content), laparams=LAParams())
        for box in page
        if isinstance(box, LTTextContainer)
        for line in box
        if isinstance(line, LTTextLine)
    ]


def widest(content: bytes) -> float:
    """How far to the right any letter of the first pages reaches, in points."""
    return max(letter.x1 for letter in _letters(content))


def lowest(content: bytes) -> float:
    """How near the lower edge any letter of the first pages comes, in points."""
    return min(letter.y0 for letter in _letters(content))


def _letters(content: bytes) -> Iterator[LTChar]:
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager)
    for page in PDFPage.get_pages(io.BytesIO(content), maxpages=3):
        PDFPageInterpreter(manager, device).process_page(page)
        yield from (each for each in device.get_result() if isinstance(each, LTChar))


def plain(text: str) -> str:
    """The text without what differs between layouts: spaces, line breaks, hyphens at line ends."""
    return "".join(text.replace("\N{SOFT HYPHEN}", "").split())


class _Reader(PDFDevice):
    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.open: list[tuple[str, bool]] = []
        self.body: list[str] = []
        self.margin: list[str] = []

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        meant = props.get("ActualText") if isinstance(props, dict) else None
        self.open.append((str(tag.name), meant is not None))
        if isinstance(meant, bytes):
            self._where().append(meant.decode("utf-16"))

    def end_tag(self) -> None:
        self.open.pop()

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, *_rest: object) -> None:
        font = textstate.font
        if font is None or any(said for _, said in self.open):
            return  # what is meant has been said in place of what is shown
        for piece in seq:
            if isinstance(piece, bytes):
                self._where().extend(font.to_unichr(code) for code in font.decode(piece))

    def _where(self) -> list[str]:
        return self.margin if any(name == ARTIFACT for name, _ in self.open) else self.body


def _read(content: bytes) -> list[tuple[str, str]]:
    manager, read = PDFResourceManager(), []
    for page in PDFPage.get_pages(io.BytesIO(content)):
        reader = _Reader(manager)
        PDFPageInterpreter(manager, reader).process_page(page)
        read.append(("".join(reader.body), "".join(reader.margin)))
    return read


def pieces(content: bytes) -> list[str]:
    """The texts of the pages as they are tagged: a cell of a table is one piece, or a few."""
    manager, found = PDFResourceManager(), list[str]()
    for page in PDFPage.get_pages(io.BytesIO(content)):
        reader = _Pieces(manager)
        PDFPageInterpreter(manager, reader).process_page(page)
        found += reader.found
    return found


class _Pieces(_Reader):
    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.found: list[str] = []

    def end_tag(self) -> None:
        super().end_tag()
        if not self.open:
            self.found.append("".join(self.body))
            self.body.clear()
