"""A paper as a piece of a web page: the words of the Word file, and text that is never markup."""

import io
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import docx
import html5lib
import pytest
from docx.table import Table as WordTable
from hypothesis import given
from hypothesis import strategies as st

from documents import KINDS, built, word
from documents.htmlpaper import fragment
from documents.parts import (
    Block,
    Bullets,
    Clauses,
    Column,
    Heading,
    KeyValues,
    Lines,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from documents.sample import sample_ask
from tests.documents.pdfpapers import HEAD
from workflow.states import PaperKind


def read(paper: Paper) -> Element:
    """The piece set into a page, as a strict browser reads it."""
    page = f'<!DOCTYPE html><html lang="sv"><head><title>x</title></head><body>{fragment(paper)}'
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(page + "</body></html>")
    return next(tree.iter("article"))


def with_blocks(*blocks: Block, title: str = "Titel") -> Paper:
    return Paper(HEAD, title, blocks)


def said(text: str) -> str:
    """The words alone: how lines and columns are parted is each form's own matter."""
    return re.sub(r"[\s\u00a0]+", "", text)


def in_word(paper: Paper) -> str:
    document = docx.Document(io.BytesIO(word.render(paper)))
    texts = []
    for item in document.iter_inner_content():
        if isinstance(item, WordTable):
            texts += [cell.text for row in item.rows for cell in row.cells]
        else:
            texts.append(item.text)
    return said("".join(texts))


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_says_on_the_page_what_it_says_in_word(kind: PaperKind) -> None:
    paper = built(sample_ask(kind))
    assert said("".join(read(paper).itertext())) == in_word(paper)


MARKUP = ["<script>alert(1)</script>", '"><img src=x onerror=1>', "&amp;", "]]>", "{{7*7}}", "'"]


@pytest.mark.parametrize("text", MARKUP)
def test_text_is_never_markup(text: str) -> None:
    table = Table(text, (Column(text, 1),), ((text,),))
    blocks = (
        *(Heading(text), Paragraph(text), Note(text), Clauses((text, text)), Lines((text,))),
        *(Bullets((text,)), KeyValues(((text, text),)), table, Signature((text,))),
    )
    page = read(with_blocks(*blocks, title=text))
    assert "".join(page.itertext()).count(text) == 13
    known = "article section div p br h2 h3 ol ul li dl dt dd table thead tbody tr th td"
    assert {element.tag for element in page.iter()} <= set(known.split())
    assert {name for each in page.iter() for name in each.attrib} == {
        *("class", "aria-label", "tabindex", "scope"),
    }


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


@given(text=texts)
def test_any_text_is_said_as_it_is_in_word(text: str) -> None:
    paper = with_blocks(Paragraph(text), KeyValues((("Fakta", text),)))
    assert said("".join(read(paper).itertext())) == in_word(paper)


@pytest.mark.parametrize("unfit", ["\x00", "\x1f", "\x85", "\ufffe", "\ufdd0"])
def test_what_a_page_cannot_hold_is_shown_as_unreadable(unfit: str) -> None:
    page = read(with_blocks(Paragraph(f"a{unfit}b"), Table(unfit, (Column("A", 1),), ())))
    assert "a\ufffdb" in "".join(page.itertext())


def test_lines_within_a_text_are_lines_on_the_page() -> None:
    page = read(with_blocks(Paragraph("Första\nAndra")))
    (broken,) = [p for p in page.findall("p") if p.find("br") is not None]
    assert list(broken.itertext()) == ["Första", "Andra"]


def test_headings_follow_the_title_and_skip_no_rank() -> None:
    blocks = (Heading("A", 3), Heading("B", 2), Heading("C", 1), Heading("D", 3))
    page = read(with_blocks(*blocks))
    headings = [each.tag for each in page.iter() if each.tag.startswith("h")]
    assert headings == ["h2", "h3", "h4", "h3", "h4"]


def test_several_clauses_are_numbered_and_one_is_not() -> None:
    assert read(with_blocks(Clauses(("En.", "Två.")))).find("ol") is not None
    assert read(with_blocks(Clauses(("En.",)))).find("ol") is None


def test_a_table_has_a_name_heads_and_figures_to_the_right() -> None:
    table = Table("Pengar", (Column("Källa", 1), Column("Kronor", 1, numeric=True)), (("A", "1"),))
    page = read(with_blocks(table))
    (box,) = page.iter("section")
    assert (box.get("aria-label"), box.get("tabindex")) == ("Pengar", "0")
    assert [th.get("scope") for th in page.iter("th")] == ["col", "col"]
    assert [td.get("class") for td in page.iter("td")] == [None, "number"]


def test_what_has_nothing_in_it_leaves_nothing_behind() -> None:
    empty = (Lines(()), Bullets(()), KeyValues(()), Signature(()), Clauses(()))
    assert fragment(with_blocks(*empty)) == fragment(with_blocks())


def test_a_paper_with_notes_in_its_head_shows_them() -> None:
    paper = replace(with_blocks(), head=replace(HEAD, notes=("Nr 12/2023",)))
    assert "Nr 12/2023" in "".join(read(paper).itertext())
