"""The Word file itself: text is never markup, tables and signatures hold together."""

import io
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from documents import HouseRenderer, word
from documents.parts import (
    Block,
    Clauses,
    Column,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from documents.sample import sample_ask, sample_situation
from tests.documents.pdfpapers import HEAD
from workflow.refusals import BadInput
from workflow.states import PaperKind

MARKUP = [
    "#let x = 1",
    "{{7*7}}",
    "<w:p>",
    "&amp;",
    "$name ${sender}",
    "*fet* _kursiv_",
    "]]>",
    "%s",
]


def read(*blocks: Block, title: str = "Titel") -> Document:
    return docx.Document(io.BytesIO(word.render(Paper(HEAD, title, blocks))))


def body_texts(document: Document) -> list[str]:
    texts = [p.text for p in document.paragraphs]
    return texts[texts.index("Titel") + 1 :]


@pytest.mark.parametrize("markup", MARKUP)
def test_text_is_never_markup(markup: str) -> None:
    assert body_texts(read(Paragraph(markup), Clauses((markup, markup)))) == [markup] * 3


@pytest.mark.parametrize("markup", MARKUP)
def test_what_people_write_comes_out_as_typed_in_a_whole_paper(
    renderer: HouseRenderer, markup: str
) -> None:
    situation = sample_situation()
    decision = replace(situation.the_decision(), title=markup, text=(markup,))
    ask = sample_ask(PaperKind.DELEGATIONSBESLUT, replace(situation, decision=decision))
    texts = [p.text for p in docx.Document(io.BytesIO(renderer.paper(ask).content)).paragraphs]
    assert texts.count(markup) == 2


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])))
def test_any_text_survives_the_file(text: str) -> None:
    assert body_texts(read(Paragraph(text))) == [text]


def test_letters_of_the_language_survive() -> None:
    assert body_texts(read(Heading("Återrapportering på Frösön: åäöÅÄÖé"))) == [
        "Återrapportering på Frösön: åäöÅÄÖé"
    ]


def test_line_breaks_stay_inside_their_paragraph() -> None:
    assert body_texts(read(Paragraph("ett\ntvå\ttre"))) == ["ett\ntvå\ttre"]


@pytest.mark.parametrize("unfit", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_a_character_that_no_file_can_hold_is_refused_by_name(unfit: str) -> None:
    with pytest.raises(BadInput, match=rf"U\+{ord(unfit):04X} i «före") as caught:
        read(Paragraph(f"före{unfit}efter"))
    assert caught.value.complaints[0].source == "Tjänsteskrivelse"


def test_an_unfit_character_is_found_wherever_it_stands() -> None:
    table = Table("t", (Column("a", 1),), (("x\x01",),))
    for blocks in ((table,), (Clauses(("bra", "x\x01")),), (Signature(("x\x01",)),)):
        with pytest.raises(BadInput, match=r"U\+0001"):
            read(*blocks)


def test_a_signature_is_never_alone_on_a_page() -> None:
    document = read(Clauses(("Ett.", "Två.")), Signature(("Namn", "Titel på post")))
    kept = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs}
    assert kept["Två."]
    assert kept["Namn"]
    assert not kept["Titel på post"]


def test_a_signature_after_a_table_holds_on_to_it() -> None:
    document = read(Table("t", (Column("a", 1),), (("x",),)), Signature(("Namn",)))
    paragraphs = document.paragraphs
    air = paragraphs[[p.text for p in paragraphs].index("Namn") - 1]
    last_row = document.tables[0].rows[-1].cells[0].paragraphs[0]
    assert air.paragraph_format.keep_with_next
    assert last_row.paragraph_format.keep_with_next


def test_headings_stay_with_what_they_head() -> None:
    styles = read().styles
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style = styles[name]
        assert style.element.pPr.find(qn("w:keepNext")) is not None


def test_a_tables_head_row_repeats_and_no_row_is_cut() -> None:
    columns = (Column("Mål", 2), Column("Utfall", 1, numeric=True))
    (table,) = read(Table("Utfall", columns, (("a", "1"), ("b", "2")))).tables
    rows = [row._tr for row in table.rows]
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_table_says_what_it_shows_to_those_who_cant_see_it() -> None:
    (table,) = read(Table("Utfall per mål", (Column("a", 1),), ())).tables
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption is not None
    assert caption.get(qn("w:val")) == "Utfall per mål"


def test_each_numbered_list_starts_at_one() -> None:
    document = read(Clauses(("a", "b")), Clauses(("c", "d")))
    used = {number.get(qn("w:val")) for number in document.element.body.iter(qn("w:numId"))}
    assert len(used) == 2


def test_a_single_clause_is_not_numbered() -> None:
    (clause,) = read(Clauses(("Ensam.",))).paragraphs[-1:]
    assert clause.style is not None
    assert (clause.style.name, clause.text) == ("Body Text", "Ensam.")


def test_the_language_of_the_file_is_swedish() -> None:
    language = read().styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "sv-SE"


def test_a_plan_with_very_many_rows_is_one_whole_file() -> None:
    rows = tuple((f"Mål {i}", str(i)) for i in range(10_000))
    (table,) = read(Table("Mål", (Column("Mål", 1), Column("Utfall", 1)), rows)).tables
    assert len(table._tbl.tr_lst) == 10_001


def test_a_title_longer_than_a_property_may_be_is_whole_on_the_paper() -> None:
    title = "Å" * 400
    document = read(title=title)
    assert title in [p.text for p in document.paragraphs]
    assert document.core_properties.title == "Å" * 255


def test_one_paper_leaves_no_trace_in_the_next() -> None:
    clean = word.render(Paper(HEAD, "Titel", ()))
    word.render(Paper(replace(HEAD, organisation="En annan"), "Annan", (Clauses(("a", "b")),)))
    assert word.render(Paper(HEAD, "Titel", ())) == clean
