"""Nothing in a Word file is lost, whatever it is wrapped in."""

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.incoming import reader
from documents.incoming.reading import Cell, Comment, Deleted, Place, Reading
from tests.documents.wordfiles import (
    box,
    gone,
    ins,
    p,
    r,
    relation,
    sdt,
    story,
    table,
    wordfile,
)
from workflow.refusals import BadInput

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VANISH = "<w:rPr><w:vanish/></w:rPr>"


def read(body: str, **more: dict[str, str | bytes]) -> Reading:
    return reader.read(wordfile(body, more.get("parts")))


def texts(body: str) -> list[str]:
    return [piece.text for piece in read(body).pieces]


@pytest.mark.parametrize(
    "body",
    [
        p(r("fram") + r("stegen")),
        sdt(p(r("framstegen"))),
        p(sdt(r("framstegen"))),
        sdt(sdt(p(sdt(r("fram")) + r("stegen")))),
        p(ins(r("fram")) + r("stegen")),
        ins(p(r("framstegen"))),
        p(f"<w:hyperlink>{r('framstegen')}</w:hyperlink>"),
        p(f"<w:smartTag>{r('framstegen')}</w:smartTag>"),
        f"<w:customXml>{p(r('framstegen'))}</w:customXml>",
        p(f'<w:fldSimple w:instr="DATE">{r("framstegen")}</w:fldSimple>'),
        p(f"<w:moveTo w:author='x'>{r('framstegen')}</w:moveTo>"),
        p(f"<w:okänd>{r('framstegen')}</w:okänd>"),
        p("<w:t>framstegen</w:t>"),
        r("framstegen"),
        table((p(r("framstegen")),)),
        table((sdt(p(r("framstegen"))),)),
    ],
)
def test_text_is_found_in_whatever_it_is_wrapped(body: str) -> None:
    assert texts(body) == ["framstegen"]


def test_what_python_docx_passes_over_is_found() -> None:
    body = sdt(p(r("I en innehållskontroll"))) + p(r("Före ") + ins(r("infogat")))
    plain = docx.Document(io.BytesIO(wordfile(body)))
    assert [paragraph.text for paragraph in plain.paragraphs] == ["Före "]
    assert texts(body) == ["I en innehållskontroll", "Före infogat"]


def test_a_marked_deletion_is_reported_and_not_in_the_text() -> None:
    found = read(p(r("kvar ") + gone("borta", "Registratorn")))
    assert [piece.text for piece in found.pieces] == ["kvar "]
    assert found.deleted == (Deleted("borta", "Registratorn"),)


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_plain_text_inside_a_deletion_is_deleted_too(tag: str) -> None:
    found = read(p(r("kvar ") + f"<w:{tag} w:author='GR'>{sdt(r('borta'))}</w:{tag}>" + r("här")))
    assert [piece.text for piece in found.pieces] == ["kvar här"]
    assert found.deleted == (Deleted("borta", "GR"),)


def test_a_deleted_row_is_reported_whole() -> None:
    row = f"<w:tr><w:trPr><w:del w:author='x'/></w:trPr><w:tc>{p(r('rad'))}</w:tc></w:tr>"
    found = read(f"<w:tbl>{row}<w:tr><w:tc>{p(r('kvar'))}</w:tc></w:tr></w:tbl>")
    assert [piece.text for piece in found.pieces] == ["kvar"]
    assert [one.text for one in found.deleted] == ["rad"]


def test_a_paragraph_whose_end_is_deleted_flows_into_the_next() -> None:
    end = "<w:pPr><w:rPr><w:del w:author='x'/></w:rPr></w:pPr>"
    assert texts(f"<w:p>{end}{r('Ett ')}</w:p>" + p(r("stycke."))) == ["Ett stycke."]
    assert texts(f"<w:p>{end}{r('Sist')}</w:p>") == ["Sist"]
    assert texts(f"<w:p>{end}{r('Före')}</w:p>" + table((p(r("i")),))) == ["Före", "i"]


def test_a_text_box_is_read_once_and_what_only_the_older_form_has_too() -> None:
    found = read(p(r("vid ") + box(p(r("i rutan")))))
    assert [(piece.text, piece.place) for piece in found.pieces] == [
        ("i rutan", Place.TEXT_BOX),
        ("vid ", Place.BODY),
    ]
    twofold = read(p(box(p(r("i rutan")), p(r("i rutan")) + p(r("bara här")))))
    assert [piece.text for piece in twofold.pieces] == ["i rutan", "bara här"]


def test_signs_in_the_text_are_kept() -> None:
    signs = "<w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/><w:sym w:char='00A7'/>"
    tabs = "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
    assert texts(f"<w:p>{tabs}<w:r><w:t>a</w:t>{signs}</w:r></w:p>") == ["a\t\n\u2011\u00ad§"]


def test_hidden_text_is_told_apart() -> None:
    found = read(p(r("syns") + r("dold", VANISH)))
    assert {(piece.text, piece.place) for piece in found.pieces} == {
        ("syns", Place.BODY),
        ("dold", Place.HIDDEN),
    }


def test_a_cell_has_its_place_in_its_table() -> None:
    found = read(table((p(r("a")), p("")), (p(r("b")), p(r("c")))) + table((p(r("d")),)))
    assert [(piece.text, piece.cell) for piece in found.pieces] == [
        ("a", Cell(0, 0, 0)),
        ("b", Cell(0, 1, 0)),
        ("c", Cell(0, 1, 1)),
        ("d", Cell(1, 0, 0)),
    ]


def test_every_story_of_the_file_is_read() -> None:
    parts: dict[str, str | bytes] = {
        "word/header1.xml": story("hdr", p(r("huvud"))),
        "word/footer1.xml": story("ftr", p(r("fot"))),
        "word/footnotes.xml": story("footnotes", f"<w:footnote>{p(r('not'))}</w:footnote>"),
        "word/endnotes.xml": story("endnotes", f"<w:endnote>{p(r('slutnot'))}</w:endnote>"),
        "word/comments.xml": story(
            "comments", f"<w:comment w:author='GR'>{p(r('ett'))}{p(r('två'))}</w:comment>"
        ),
    }
    types = {
        "word/header1.xml": "header", "word/footer1.xml": "footer",
        "word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes",
        "word/comments.xml": "comments",
    }  # fmt: skip
    found = reader.read(wordfile(p(r("text")), parts, types))
    assert [(piece.text, piece.place) for piece in found.pieces] == [
        ("text", Place.BODY),
        ("huvud", Place.HEADER),
        ("fot", Place.FOOTER),
        ("not", Place.FOOTNOTE),
        ("slutnot", Place.ENDNOTE),
    ]
    assert found.comments == (Comment("ett\ntvå", "GR"),)


def test_links_insertions_and_pictures_are_told() -> None:
    link = relation("hyperlink", "https://region.example/a", "External")
    body = p(ins(r("x"), "GR") + "<w:r><a:blip/></w:r>")
    found = reader.read(wordfile(body, relations=link))
    assert found.links == ("https://region.example/a",)
    assert (found.inserted_by, found.pictures) == (("GR",), 1)


def test_a_style_is_known_by_its_name_and_by_what_it_is_built_on() -> None:
    own = (
        '<w:style w:type="paragraph" w:styleId="Min"><w:name w:val="Husets rubrik"/>'
        '<w:basedOn w:val="R1"/></w:style><w:style w:styleId="R1"><w:name w:val="Heading 1"/>'
        '</w:style><w:style w:styleId="Nivå"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/>'
        "</w:pPr></w:style>"
    )
    body = p(r("a"), "Min") + p(r("b"), "Nivå") + p(r("c"), "Okänd")
    found = reader.read(wordfile(body, {"word/styles.xml": story("styles", own)}))
    assert [piece.style for piece in found.pieces] == ["heading 1", "heading 2", "normal"]


def test_the_strict_form_of_the_standard_is_read_too() -> None:
    document = story("document", f"<w:body>{p(r('strikt'))}</w:body>")
    strict = document.replace(TRANSITIONAL, STRICT)
    found = reader.read(wordfile(parts={"word/document.xml": strict}))
    assert [piece.text for piece in found.pieces] == ["strikt"]


RUNS = st.recursive(
    st.just("{}"),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        inner.map(sdt),
        inner.map(ins),
        inner.map(lambda held: f"<w:del w:author='D'>{held}</w:del>"),
        inner.map(lambda held: f"<w:moveFrom w:author='D'>{held}</w:moveFrom>"),
        inner.map(lambda held: f"<w:hyperlink>{held}</w:hyperlink>"),
        inner.map(lambda held: f"<w:okänd>{held}</w:okänd>"),
        inner.map(lambda held: box(p(held), p(held))),
        st.tuples(inner, inner).map(lambda two: box(p(two[0]), p(two[1]))),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    RUNS.map(p) | RUNS.map(lambda held: p(held, "Rubrik1")) | RUNS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        inner.map(sdt),
        inner.map(ins),
        inner.map(lambda held: table((held, held))),
        inner.map(lambda held: f"<mc:Fallback>{held}</mc:Fallback>"),
        inner.map(lambda held: f"<mc:AlternateContent>{held}</mc:AlternateContent>"),
        inner.map(lambda held: f"<w:pPr>{held}</w:pPr>"),
    ),
    max_leaves=6,
)


def numbered(body: str) -> tuple[str, list[str]]:
    """Every place for text filled with a word of its own: a plain run, deleted or hidden."""
    kinds = (r, lambda word: r(word, VANISH), gone)
    words = [f"«ord{number}»" for number in range(body.count("{}"))]
    return body.format(*(kinds[n % 3](word) for n, word in enumerate(words))), words


@settings(max_examples=300)
@given(BLOCKS)
def test_every_run_of_text_is_found_however_it_is_wrapped(body: str) -> None:
    filled, words = numbered(body)
    found = read(filled)
    said = "\n".join(
        (*(piece.text for piece in found.pieces), *(one.text for one in found.deleted))
    )
    assert [word for word in words if word not in said] == []


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    content = bytearray(wordfile(p(r("text")) + sdt(table((p(box(p(r("ruta")))),)))))
    for place, value in damage:
        content[place % len(content)] = value
    assert outcome(bytes(content)) in ("read", "refused")


def outcome(content: bytes) -> str:
    try:
        reader.read(content)
    except BadInput:
        return "refused"
    return "read"
