"""What a Word paper is written on: the house's template or an organisation's own, parsed once."""

import io
from dataclasses import dataclass
from functools import lru_cache

import docx
from docx.document import Document
from docx.oxml.ns import qn

from documents import ownstyle, template
from documents.parts import Paper
from documents.typography import capitalised
from documents.wordxml import Element


@dataclass(frozen=True)
class Page:
    """Where the text stands on the page, in twentieths of a point."""

    left: int
    top: int
    width: int


@dataclass(frozen=True)
class Base:
    """A template parsed once: read and copied by each paper, never changed."""

    document: Document
    members: dict[str, bytes]
    styles: dict[str, str]
    page: Page


def base_of(paper: Paper) -> Base:
    return _base(paper.font or template.FONT, paper.template)


@lru_cache(maxsize=16)
def _base(font: str, own: bytes) -> Base:
    members = ownstyle.parts(own) if own else template.members(font)
    document = docx.Document(io.BytesIO(template.zipped(members)))
    # Looking a style up by name goes through all of them each time, so they are noted down.
    styles = {_usual(str(style.name)): style.style_id for style in document.styles}
    return Base(document, members, styles, _page(document.element[0][-1]))


def _usual(name: str) -> str:
    """The name as Word's own list has it, whatever letters an organisation's file has."""
    return _NAMES.get(name.casefold(), name)


_NAMES = {
    name.casefold(): capitalised(name)
    for name in (*ownstyle.PARAGRAPH_STYLES, *ownstyle.TABLE_STYLES)
}


def _page(section: Element) -> Page:
    measures = {
        str(name).rpartition("}")[2]: int(value)
        for found in section.iter(qn("w:pgSz"), qn("w:pgMar"))
        for name, value in found.attrib.items()
        if str(value).lstrip("-").isdecimal()
    }
    # A negative margin above is one that the page's head may not push down.
    left, right = measures["left"], measures["right"]
    return Page(left, abs(measures["top"]), measures["w"] - left - right)
