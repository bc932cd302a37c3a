"""Papers as Word files: the tree of parts set with the template's named styles."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache

import docx
from docx.document import Document
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
from documents.template import LANGUAGE, template, zipped
from documents.wordxml import (
    Element,
    add,
    add_field,
    add_run,
    bold,
    element,
    keep_with_next,
    paragraph,
    serialised,
)
from workflow.refusals import BadInput, Complaint

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEXT_WIDTH = 9070  # A4 less two margins of 25 mm, in twentieths of a point
_NUMBERED = "0"  # the template's list of beslutssatser
_SHORT = 5  # a list or table of so few lines is not split between two pages
_LONGEST_PROPERTY = 255  # the standard's limit for a property such as the title
_STYLES: dict[type[Block], str] = {
    Paragraph: "Body Text",
    Note: "Body Text 3",
    Lines: "List",
    Bullets: "List Bullet",
}
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOCUMENT, _HEADER, _FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"
_NUMBERING, _CORE = "word/numbering.xml", "docProps/core.xml"


def render(paper: Paper) -> bytes:
    """The paper as a .docx file; the same paper gives the same bytes."""
    _refuse_unfit(paper)
    base = _template()
    body = _Body(base)
    _head(body, paper)
    for block in paper.blocks:
        _block(body, block)
    return zipped(
        base.members
        | {
            _DOCUMENT: serialised(body.document),
            _HEADER: serialised(_page_head(base, paper)),
            _FOOTER: serialised(_page_foot(base, paper)),
            _NUMBERING: serialised(body.numbering),
            _CORE: serialised(_properties(base, paper)),
        }
    )


@dataclass(frozen=True)
class _Template:
    """The template parsed once: read and copied by each paper, never changed."""

    document: Document
    members: dict[str, bytes]
    styles: dict[str, str]


@cache
def _template() -> _Template:
    content = template()
    document = docx.Document(io.BytesIO(content))
    # Looking a style up by name goes through all of them each time, so they are noted down.
    styles = {str(style.name): style.style_id for style in document.styles}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _Template(document, members, styles)


class _Body:
    """A paper's body as it grows: paragraphs and tables before the section's properties."""

    def __init__(self, base: _Template) -> None:
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
        number = str(len(self.numbering.findall(qn("w:num"))) + 1)
        entry = add(self.numbering, "w:num", numId=number)
        add(entry, "w:abstractNumId", val=_NUMBERED)
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
    for line in (head.unit, head.officer, f"Tfn: {head.phone}", f"E-post: {head.email}"):
        body.paragraph("Message Header", line)
    right = (head.dated_on.isoformat(), head.reference, *head.notes)
    bold(_framed(body.paragraph("Date", head.label)))
    for line in right:
        _framed(body.paragraph("Date", line))
    body.paragraph("Title", paper.title)


def _framed(made: Element) -> Element:
    """Set to the right of the head's first lines, though it is read after them."""
    add(
        made[0], "w:framePr", w="3402", hSpace="142", wrap="around", vAnchor="page",
        hAnchor="page", x="7088", y="1418",
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
    widths = [str(_TEXT_WIDTH * column.share // shares) for column in block.columns]
    table = element("w:tbl")
    properties = add(table, "w:tblPr")
    add(properties, "w:tblStyle", val=body.base.styles["Table Grid"])
    add(properties, "w:tblW", w=str(_TEXT_WIDTH), type="dxa")
    add(properties, "w:tblLayout", type="fixed")
    add(properties, "w:tblLook", val="0020", firstRow="1")
    add(properties, "w:tblCaption", val=block.caption)
    grid = add(table, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=width)
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


def _page_head(base: _Template, paper: Paper) -> Element:
    header: Element = deepcopy(base.document.sections[0].header.part.element)
    header.append(paragraph(base.styles["Header"], paper.head.organisation))
    return header


def _page_foot(base: _Template, paper: Paper) -> Element:
    footer: Element = deepcopy(base.document.sections[0].footer.part.element)
    line = paragraph(base.styles["Footer"], f"{paper.head.reference}\tSida ")
    add_field(line, "PAGE")
    add_run(line, " (")
    add_field(line, "NUMPAGES")
    add_run(line, ")")
    footer.append(line)
    if paper.head.contact:
        footer.append(paragraph(base.styles["Footer"], " · ".join(paper.head.contact)))
    return footer


def _properties(base: _Template, paper: Paper) -> Element:
    element = deepcopy(base.document.core_properties._element)  # noqa: SLF001  # has no copy()
    core = CoreProperties(element)
    head, day = paper.head, datetime.combine(paper.head.dated_on, time(), UTC)
    core.title = paper.title[:_LONGEST_PROPERTY]
    core.author = core.last_modified_by = head.organisation[:_LONGEST_PROPERTY]
    core.subject = head.reference
    core.keywords = ", ".join((head.reference, *paper.keywords))[:_LONGEST_PROPERTY]
    core.category = head.label
    core.language = LANGUAGE
    core.created = core.modified = day
    core.revision = 1
    copied: Element = element
    return copied


def _refuse_unfit(paper: Paper) -> None:
    for text in _texts(paper):
        found = _UNFIT.search(text)
        if found is not None:
            raise BadInput(Complaint(paper.head.label, None, "", _unfit_words(text, found)))


def _unfit_words(text: str, found: re.Match[str]) -> str:
    start = max(found.start() - 20, 0)
    around = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text[start : start + 40])
    return (
        f"tecknet U+{ord(found[0]):04X} i «{around}» kan inte stå i ett dokument; "
        "ta bort det eller skriv om stället"
    )


def _texts(value: object) -> Iterator[str]:
    """Every text in the tree, whatever holds it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))
