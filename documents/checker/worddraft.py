"""The paragraphs of a Word file, read from its XML alone and only within strict limits."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree

from documents.checker.model import Role
from documents.checker.textdraft import Line
from documents.wordxml import Element
from workflow.refusals import BadInput

MOST_BYTES = 20_000_000
_MOST_PARTS = 500
_MOST_UNPACKED = 50_000_000
_MOST_RATIO = 100
_SMALL_PART = 10_000  # so short a part may be as repetitive as it likes

_DOCUMENT, _STYLES, _TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
_HEADER = "word/header"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_CELL = qn("w:tc")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), _FALLBACK})
_NOT_HERE = _LEFT_OUT | {qn("w:p"), qn("w:pPr"), qn("w:rPr")}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\t",  # a paragraph is one line here, so that places in it can be counted
    qn("w:cr"): "\t",
    qn("w:noBreakHyphen"): "-",
}
_ROLES = {
    "title": Role.TITLE,
    "list number": Role.CLAUSE,
    "list": Role.LINE,
    "list bullet": Role.LINE,
    "list paragraph": None,
    "signature": Role.SIGNATURE,
}

# What zipfile raises over bytes that are no whole archive; RuntimeError is its "can't do that".
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError)
_MACROS = "filen innehåller makron. Spara den som .docx utan makron."
_DAMAGED = "filen är skadad eller ingen Word-fil. Öppna den i Word och spara den på nytt som .docx."


def lines_of_word(content: bytes, source: str) -> list[Line]:
    """Every paragraph with its number in the body; the page head first, without numbers."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return list(_lines(archive, source))
    except _TORN as error:
        raise BadInput.about(source, _DAMAGED) from error


def _lines(archive: zipfile.ZipFile, source: str) -> Iterator[Line]:
    _refuse_dangerous(archive, source)
    names = sorted(archive.namelist())
    if _DOCUMENT not in names or _TYPES not in names:
        raise BadInput.about(source, _DAMAGED)
    if b"macroEnabled" in archive.read(_TYPES):
        raise BadInput.about(source, _MACROS)
    heads = [name for name in names if name.startswith(_HEADER)]
    yield from _apart(archive, heads, source, "sidhuvudet")
    styles = _styles(archive, source) if _STYLES in names else {}
    for number, paragraph in enumerate(_paragraphs(_root(archive, _DOCUMENT, source)), start=1):
        yield Line(number, _text(paragraph), _role(paragraph, styles))
    notes = [name for name in names if name in _NOTES]
    yield from _apart(archive, notes, source, "fotnoterna")


def _apart(
    archive: zipfile.ZipFile, names: Sequence[str], source: str, where: str
) -> Iterator[Line]:
    """What stands outside the body; an empty line parts it from the rest."""
    for name in names:
        for paragraph in _paragraphs(_root(archive, name, source)):
            yield Line(0, _text(paragraph), where=where)
        yield Line(0, "")


def _refuse_dangerous(archive: zipfile.ZipFile, source: str) -> None:
    """By the list of contents, before anything is unpacked."""
    parts = archive.infolist()
    names = [Path(part.filename).name.lower() for part in parts]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise BadInput.about(
            source, "filen är för stor uppackad. Dela upp den eller ta bort bilder."
        )
    if any(_is_bomb(part) for part in parts):
        raise BadInput.about(
            source, "filen är packad på ett sätt som kan vara skadligt. Läs den inte."
        )
    if len({part.filename for part in parts}) < len(parts) or not all(map(_is_plain, parts)):
        raise BadInput.about(source, _DAMAGED)
    if any(name.startswith("vba") for name in names):
        raise BadInput.about(source, _MACROS)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_SMALL_PART, part.compress_size * _MOST_RATIO)


def _is_plain(part: zipfile.ZipInfo) -> bool:
    """Packed as Word packs, and without a password."""
    return part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not (
        part.flag_bits & 1
    )


def _root(archive: zipfile.ZipFile, name: str, source: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise BadInput.about(source, _DAMAGED) from error
    info = etree.ElementTree(root).docinfo
    if info.doctype:  # type: ignore[attr-defined]  # lxml has it, but its stubs do not
        raise BadInput.about(
            source, "filen har egna XML-regler, vilket Word aldrig skriver. Läs den inte."
        )
    return root


def _styles(archive: zipfile.ZipFile, source: str) -> Mapping[str, str]:
    """Names by id: names are the same in every language of Word."""
    root = _root(archive, _STYLES, source)
    found = ((style.get(qn("w:styleId")), style.find(qn("w:name"))) for style in root)
    return {
        str(key): str(name.get(qn("w:val"), "")).lower() for key, name in found if name is not None
    }


def _paragraphs(root: Element) -> Iterator[Element]:
    for paragraph in root.iter(qn("w:p")):
        if not any(around.tag in _LEFT_OUT for around in paragraph.iterancestors()):
            yield paragraph


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph)).strip("\t")


def _pieces(element: Element) -> Iterator[str]:
    """What is inserted counts, also in controls; what is deleted does not."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[str(child.tag)]
        elif child.tag not in _NOT_HERE:
            yield from _pieces(child)


def _role(paragraph: Element, styles: Mapping[str, str]) -> Role | None:
    if any(around.tag == _CELL for around in paragraph.iterancestors()):
        return Role.LINE
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = styles.get(str(style.get(qn("w:val"))), "") if style is not None else ""
    return Role.HEADING if name.startswith("heading") else _ROLES.get(name)
