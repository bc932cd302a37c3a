"""Dangerous and wrong files are refused before they are read, each with what to do about it."""

import io
import zipfile
from collections.abc import Callable

import pytest

from documents.incoming import archive, reader, sandbox, xmlstream
from tests.documents.wordfiles import (
    box,
    p,
    r,
    relation,
    story,
    unzipped,
    wordfile,
    zipped,
)
from workflow.refusals import BadInput

DTD = '<!DOCTYPE w [<!ENTITY x "y">]>'
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def refused(content: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        reader.read(content)
    (complaint,) = caught.value.complaints
    return complaint.text


def field(instruction: str) -> str:
    """A field whose instruction is split over runs, as to hide it."""
    half = len(instruction) // 2
    halves = (instruction[:half], instruction[half:])
    said = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in halves)
    return p(FIELD.format("begin") + said + FIELD.format("separate") + r("x") + FIELD.format("end"))


def with_prefix(prefix: bytes) -> bytes:
    return prefix + wordfile(p(r("x")))


def with_twice(name: str) -> bytes:
    buffer = io.BytesIO(wordfile(p(r("x"))))
    with zipfile.ZipFile(buffer, "a") as added, pytest.warns(UserWarning, match="Duplicate"):
        added.writestr(name, b"<x/>")
    return buffer.getvalue()


def with_comment() -> bytes:
    buffer = io.BytesIO(wordfile(p(r("x"))))
    with zipfile.ZipFile(buffer, "a") as added:
        added.comment = b"<script>"
    return buffer.getvalue()


def encrypted() -> bytes:
    """The flag that says encrypted set in the list of parts."""
    content = bytearray(wordfile(p(r("x"))))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying_about_size() -> bytes:
    """A list that says a part is one byte long."""
    content = bytearray(wordfile(p(r("x" * 5000)), how=zipfile.ZIP_STORED))
    entry = content.index(b"word/document.xml", content.index(b"PK\x01\x02")) - 46
    content[entry + 24 : entry + 28] = (1).to_bytes(4, "little")
    return bytes(content)


ARCHIVES: list[tuple[Callable[[], bytes], str]] = [
    (lambda: wordfile(parts={f"x/{n}.xml": "<x/>" for n in range(500)}), "fler än 500 delar"),
    (lambda: wordfile(p(r("a" * 3_000_000))), "100 gånger större"),
    (lambda: wordfile(parts={"a.png": bytes(51_000_000)}, how=zipfile.ZIP_STORED), "50 MB"),
    (lambda: wordfile(parts={"word/media/a.png": wordfile()}), "packad fil i sig"),
    (lambda: wordfile(parts={"../../etc/passwd": "x"}), "pekar utanför"),
    (lambda: wordfile(parts={"/etc/passwd": "x"}), "pekar utanför"),
    (lambda: wordfile(parts={"word\\..\\x": "x"}), "pekar utanför"),
    (lambda: wordfile(parts={"C:x": "x"}), "pekar utanför"),
    (lambda: wordfile(parts={"Word/Document.xml": "<x/>"}), "samma namn"),
    (lambda: with_twice("word/document.xml"), "samma namn"),
    (lambda: with_prefix(b"%PDF-1.7\n"), "något mer i sig"),
    (with_comment, "något mer i sig"),
    (encrypted, "krypterad"),
    (lying_about_size, "trasig"),
    (lambda: wordfile(how=zipfile.ZIP_LZMA), "packad på ett ovanligt sätt"),
    (lambda: wordfile(p(r("x")))[:-40], "trasig"),
    (lambda: b"PK\x03\x04" + b"\x00" * 500, "trasig"),
    (lambda: zipped({"a.txt": "x"}), "annat slags ZIP-fil"),
]


@pytest.mark.case("F01")
@pytest.mark.parametrize(("make", "words"), ARCHIVES)
def test_a_strange_archive_is_refused(make: Callable[[], bytes], words: str) -> None:
    assert words in refused(make())


@pytest.mark.case("F03")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (wordfile(main=MACROS), "makron"),
        (wordfile(parts={"word/vbaProject.bin": b"x"}), "makron"),
        (wordfile(parts={"x.bin": b""}, types={"x.bin": "application/vnd.ms-office.vbaProject"}),
         "makron"),
        (wordfile(main=TEMPLATE), "mall"),
        (wordfile(main=SHEET), "inget Worddokument"),
        (wordfile(types={"word/two.xml": "document.main"}, parts={"word/two.xml": "<x/>"},
                  main="application/xml"), "inget Worddokument"),
        (wordfile(parts={"word/embeddings/x.bin": b"x"}), "inbäddat objekt"),
        (wordfile(parts={"word/media/x.png": b"\xd0\xcf\x11\xe0\xa1\xb1"}), "inbäddat objekt"),
        (wordfile(parts={"word/media/x.png": b"MZ\x90"}), "inbäddat objekt"),
        (wordfile(relations=relation("oleObject", "embeddings/x")), "inbäddat objekt"),
        (wordfile(relations=relation("aFChunk", "x.html")), "inbäddat objekt"),
        (wordfile(relations=relation("attachedTemplate", "http://x.example/a.dotm", "External")),
         "hämtar något utifrån"),
        (wordfile(relations=relation("image", "http://x.example/a.png", "External")),
         "hämtar något utifrån"),
        (wordfile(relations=relation("image", "file:///etc/passwd")), "hämtar något utifrån"),
        (wordfile(relations=relation("frame", "\\\\server\\x")), "hämtar något utifrån"),
        (wordfile(p("<w:r><w:object/></w:r>")), "inbäddat objekt i texten"),
        (wordfile('<w:altChunk r:id="rId1"/>'), "inbäddat objekt i texten"),
        (wordfile(p(box(p("<w:r><w:control/></w:r>")))), "inbäddat objekt i texten"),
    ],
)  # fmt: skip
def test_a_file_with_something_else_in_it_is_refused(content: bytes, words: str) -> None:
    assert words in refused(content)


@pytest.mark.case("F03", "W07")
@pytest.mark.parametrize(
    ("body", "name"),
    [
        (field(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'), "DDEAUTO"),
        (field(" dde excel x"), "DDE"),
        (field(' INCLUDEPICTURE "http://x.example/a.png"'), "INCLUDEPICTURE"),
        (field(" QUOTE 68 68 69"), "QUOTE"),
        (p('<w:fldSimple w:instr=" DDE cmd x">' + r("x") + "</w:fldSimple>"), "DDE"),
        (p("<w:r><w:instrText>DDEAUTO x</w:instrText></w:r>"), "DDEAUTO"),
        (p(FIELD.format("begin") + "<w:r><w:instrText>LINK x</w:instrText></w:r>"
           + FIELD.format("end")), "LINK"),
    ],
)  # fmt: skip
def test_a_field_that_fetches_or_starts_something_is_refused(body: str, name: str) -> None:
    text = refused(wordfile(body))
    assert f"fält ({name})" in text
    assert "Ctrl+Skift+F9" in text


@pytest.mark.parametrize("instruction", [" PAGE ", "DATE \\@ yyyy", " TOC \\o ", "=1+1", "REF _x"])
def test_a_field_that_word_works_out_by_itself_is_allowed(instruction: str) -> None:
    assert [piece.text for piece in reader.read(wordfile(field(instruction))).pieces] == ["x"]


@pytest.mark.parametrize(
    "part",
    [
        "word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/settings.xml",
        "_rels/.rels", "customXml/item1.xml",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused_wherever_it_stands(part: str, encoding: str) -> None:
    members = unzipped(wordfile(p(r("x"))))
    members[part] = f'<?xml version="1.0" encoding="{encoding}"?>{DTD}<x>&x;</x>'.encode(encoding)
    assert "DTD eller entiteter" in refused(zipped(members))


@pytest.mark.parametrize(
    "body", ["<w:p>", "<w:p></w:tbl>", "&okänd;", "\x01", p(r("x")) + "</w:body></w:document><x/>"]
)
def test_broken_xml_is_refused(body: str) -> None:
    assert "trasig" in refused(wordfile(body))


def test_xml_nested_too_deep_is_refused() -> None:
    assert "trasig" in refused(wordfile("<w:sdt>" * 1000 + "</w:sdt>" * 1000))


def test_more_elements_than_a_document_has_are_refused() -> None:
    body = "<w:p/>" * (xmlstream.MOST_ELEMENTS + 1)
    assert "fler stycken" in refused(wordfile(body, how=zipfile.ZIP_STORED))


def test_more_text_than_a_document_has_is_refused() -> None:
    body = p(r("ett ord " * (xmlstream.MOST_TEXT // 8 + 1)))
    assert "miljoner tecken" in refused(wordfile(body, how=zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b" \n", "tom"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!doctype html><p>x", "webbsida"),
        (b"\xef\xbb\xbf<html>", "webbsida"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "krypterad"),
        (b"vanlig text", "ingen Wordfil"),
        (b"PK\x03\x04" + bytes(sandbox.MOST_BYTES), "större än 20 MB"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_its_start(content: bytes, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        sandbox.read(content, "utkast.docx")
    (complaint,) = caught.value.complaints
    assert complaint.source == "utkast.docx"
    assert words in complaint.text


def test_every_refusal_says_what_to_do() -> None:
    told = [refused(make()) for make, _ in ARCHIVES]
    told.append(refused(wordfile(story("hdr", DTD))))
    assert all(text.endswith(".") and ". " in text for text in told)


def test_a_list_that_counts_too_many_is_refused_before_it_is_read() -> None:
    content = bytearray(wordfile(p(r("x"))))
    end = content.rindex(b"PK\x05\x06")
    content[end + 10 : end + 12] = (60_000).to_bytes(2, "little")
    with pytest.raises(BadInput, match="fler än 500"):
        archive.opened(bytes(content))
