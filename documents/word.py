"""Papers as Word files: the tree of parts set with the template's named styles."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime, time

from docx.opc.coreprops import CoreProperties
from docx.oxml.ns import qn

from documents.parts import (
    Block,
    Bullets,
    Clauses,
    Heading,
    KeyValues,
    Lines,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from documents.template import CLAUSES, LANGUAGE, zipped
from documents.unfit import refuse_unfit
from documents.wordbase import Base, base_of
from documents.wordpage import page_frame
from documents.wordxml import (
    Element,
    add,
    bold,
    element,
    keep_with_next,
    paragraph,
    serialised,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_BESIDE = 3402  # the width of what stands to the right in the head, in twentieths of a point
_SHORT = 5  # a list or table of so few lines is not split between two pages
_LONGEST_PROPERTY = 255  # the standard's limit for a property such as the title
_STYLES: dict[type[Block], str] = {
    Paragraph: "Body Text",
    Note: "Body Text 3",
    Lines: "List",
    Bullets: "List Bullet",
}
_DOCUMENT, _NUMBERING, _CORE = "word/document.xml", "word/numbering.xml", "docProps/core.xml"


def render(paper: Paper) -> bytes:
    """The paper as a .docx file; the same paper gives the same bytes."""
    refuse_unfit(paper.head.label, paper)
    base = base_of(paper)
    body = _Body(base)
    _head(body, paper)
    for block in paper.blocks:
        _block(body, block)
    return zipped(
        base.members
        | page_frame(base, paper)
        | {
            _DOCUMENT: serialised(body.document),
            _NUMBERING: serialised(body.numbering),
            _CORE: serialised(_properties(base, paper)),
        }
    )


class _Body:
    """A paper's body as it grows: paragraphs and tables before the section's properties."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.document: Element = deepcopy(base.document.element)
        self.numbering: Element = deepcopy(base.document.part.numbering_part.element)
        self.end = self.document[0][-1]

    def paragraph(self, style: str, text: str = "", *, keep: bool = False) -> Element:
        made = paragraph(self.base.styles[style], text)
        if keep:
            keep_with_next(made)
        self.end.addprevious(made)
        return made

    def lines(self, style: str, texts: Iterable[str], *, keep: bool = False) -> None:
        """Lines set close, with a little air after the last."""
        listed = tuple(texts)
        for text in listed[:-1]:
            self.paragraph(style, text, keep=keep)
        for text in listed[-1:]:
            add(self.paragraph(style, text)[0], "w:spacing", after="120")

    def new_list(self) -> str:
        """The id of a numbered list that starts at 1."""
        used = (int(each.get(qn("w:numId"), "0")) for each in self.numbering.iter(qn("w:num")))
        number = str(max(used, default=0) + 1)
        entry = add(self.numbering, "w:num", numId=number)
        add(entry, "w:abstractNumId", val=CLAUSES)
        override = add(entry, "w:lvlOverride", ilvl="0")
        add(override, "w:startOverride", val="1")
        return number

    def hold_last(self) -> None:
        """Keep what was last written on the same page as what comes next."""
        last = self.end.getprevious()
        if last is None:
            return
        keep_with_next(last)
        table = last.getprevious()
        if table is not None and table.tag == qn("w:tbl"):  # then the last is the air after it
            for text in table[-1].iter(qn("w:p")):
                keep_with_next(text)


def _head(body: _Body, paper: Paper) -> None:
    head = paper.head
    sender = (
        head.unit,
        head.officer,
        head.phone and f"Tfn: {head.phone}",
        head.email and f"E-post: {head.email}",
    )
    for line in filter(None, sender):
        body.paragraph("Message Header", line)
    right = (head.dated_on.isoformat(), head.reference, *head.notes)
    bold(_framed(body, head.label))
    for line in filter(None, right):
        _framed(body, line)
    body.paragraph("Title", paper.title)


def _framed(body: _Body, text: str) -> Element:
    """Set to the right of the head's first lines, though it is read after them."""
    made, page = body.paragraph("Date", text), body.base.page
    left = page.left + page.width - _BESIDE
    add(
        made[0], "w:framePr", w=str(_BESIDE), hSpace="142", wrap="around", vAnchor="page",
        hAnchor="page", x=str(left), y=str(page.top),
    )  # fmt: skip
    return made


def _block(body: _Body, block: Block) -> None:
    match block:
        case Heading():
            body.paragraph(f"Heading {block.level}", block.text)
        case Paragraph() | Note():
            body.paragraph(_STYLES[type(block)], block.text)
        case Lines() | Bullets():
            short = len(block.items) <= _SHORT
            body.lines(_STYLES[type(block)], block.items, keep=short)
        case KeyValues():
            pairs = (f"{key}:\t{value}" for key, value in block.pairs)
            body.lines("Normal Indent", pairs, keep=True)
        case Clauses():
            _clauses(body, block)
        case Table():
            _table(body, block)
        case Signature():
            _signature(body, block)


def _clauses(body: _Body, block: Clauses) -> None:
    if len(block.items) == 1:
        body.paragraph("Body Text", block.items[0])
        return
    number = body.new_list()
    for item in block.items:
        properties = body.paragraph("List Number", item)[0]
        numbering = add(properties, "w:numPr")
        add(numbering, "w:ilvl", val="0")
        add(numbering, "w:numId", val=number)


def _signature(body: _Body, block: Signature) -> None:
    body.hold_last()
    last = len(block.lines) - 1
    for i, line in enumerate(block.lines):
        made = body.paragraph("Signature", line, keep=i < last)
        if i == 0:
            add(made[0], "w:spacing", before="440")


def _table(body: _Body, block: Table) -> None:
    body.hold_last()
    shares = sum(column.share for column in block.columns)
    width = body.base.page.width
    widths = [str(width * column.share // shares) for column in block.columns]
    table = element("w:tbl")
    properties = add(table, "w:tblPr")
    add(properties, "w:tblStyle", val=body.base.styles["Table Grid"])
    add(properties, "w:tblW", w=str(width), type="dxa")
    add(properties, "w:tblLayout", type="fixed")
    add(properties, "w:tblLook", val="0020", firstRow="1")
    add(properties, "w:tblCaption", val=block.caption)
    grid = add(table, "w:tblGrid")
    for wide in widths:
        add(grid, "w:gridCol", w=wide)
    head = _row(body, table, tuple(column.title for column in block.columns), block, widths)
    add(head[0], "w:tblHeader")
    bold(head)
    for text in head.iter(qn("w:p")):
        keep_with_next(text)
    for cells in block.rows:
        _row(body, table, cells, block, widths)
    if block.has_total:
        bold(table[-1])
    if len(block.rows) <= _SHORT:
        for text in (text for row in list(table)[:-1] for text in row.iter(qn("w:p"))):
            keep_with_next(text)
    body.end.addprevious(table)
    # Air, without which two tables after each other would flow together.
    add(body.paragraph("No Spacing")[0], "w:spacing", after="140", line="20", lineRule="exact")


def _row(
    body: _Body, table: Element, cells: tuple[str, ...], block: Table, widths: list[str]
) -> Element:
    row = add(table, "w:tr")
    add(add(row, "w:trPr"), "w:cantSplit")
    for cell, column, width in zip(cells, block.columns, widths, strict=True):
        holder = add(row, "w:tc")
        add(add(holder, "w:tcPr"), "w:tcW", w=width, type="dxa")
        text = paragraph(body.base.styles["No Spacing"], cell)
        if column.numeric:
            add(text[0], "w:jc", val="right")
        holder.append(text)
    return row


def _properties(base: Base, paper: Paper) -> Element:
    element = deepcopy(base.document.core_properties._element)  # noqa: SLF001  # has no copy()
    core = CoreProperties(element)
    head, day = paper.head, datetime.combine(paper.head.dated_on, time(), UTC)
    core.title = paper.title[:_LONGEST_PROPERTY]
    core.author = core.last_modified_by = head.organisation[:_LONGEST_PROPERTY]
    core.subject = head.reference
    core.keywords = ", ".join(filter(None, (head.reference, *paper.keywords)))[:_LONGEST_PROPERTY]
    core.category = head.label
    core.language = LANGUAGE
    core.created = core.modified = day
    core.revision = 1
    copied: Element = element
    return copied
