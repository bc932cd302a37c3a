"""A file with marked changes: accepted it is the new paper, rejected the old."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from documents import built, changes, word
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
from documents.sample import sample_ask, sample_situation
from documents.wordxml import Element
from tests.documents.pdfpapers import HEAD
from tests.documents.wordfiles import unzipped
from workflow.facts import Situation
from workflow.states import PaperKind

STORIES = ("word/document.xml", "word/header1.xml", "word/footer1.xml")
SIGNS = {qn("w:br"): "\n", qn("w:tab"): "\t"}
ACCEPTED, REJECTED = qn("w:del"), qn("w:ins")  # what falls away

SHORT = st.lists(st.sampled_from(["Åre", "är", "ny", "plan", "§ 89", "."]), max_size=6).map(
    " ".join
)
FEW = st.lists(SHORT, min_size=1, max_size=4).map(tuple)
COLUMNS = (Column("Mål", 2), Column("Utfall", 1))
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    SHORT.map(Paragraph),
    SHORT.map(Note),
    SHORT.map(Heading),
    FEW.map(Clauses),
    FEW.map(Bullets),
    FEW.map(Lines),
    FEW.map(Signature),
    FEW.map(lambda texts: KeyValues(tuple(("Syfte", text) for text in texts))),
    FEW.map(lambda texts: Table("t", COLUMNS, tuple((text, "5") for text in texts))),
)
PAPERS = st.builds(
    lambda blocks, title, unit: Paper(replace(HEAD, unit=unit), title, tuple(blocks)),
    st.lists(BLOCKS, max_size=6),
    SHORT,
    st.sampled_from(["Enheten", "En annan enhet"]),
)


def lines(content: bytes, falls_away: str = "") -> list[str]:
    """The paragraphs with text, when every mark of one kind falls away and the others stay."""
    members = unzipped(content)
    read: list[str] = []
    for name in STORIES:
        part = members[name]
        assert isinstance(part, bytes)
        read += _paragraphs(etree.fromstring(part), falls_away)
    return [text for text in read if text]


def _paragraphs(root: Element, falls_away: str) -> list[str]:
    texts, text = [], ""
    for paragraph in root.iter(qn("w:p")):
        text += "".join(_said(part) for part in paragraph.iter() if _stays(part, falls_away))
        ending = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if ending is None or not falls_away or ending.find(falls_away) is None:
            texts.append(text)
            text = ""
    return [*texts, text]


def _said(part: Element) -> str:
    return SIGNS.get(part.tag, part.text or "")


def _stays(part: Element, falls_away: str) -> bool:
    if part.tag not in (qn("w:t"), qn("w:delText"), *SIGNS):
        return False
    above = [holder.tag for holder in part.iterancestors()]
    return above[0] == qn("w:r") and falls_away not in above


def of_sample(kind: PaperKind) -> tuple[Paper, Paper]:
    """The example's paper and a later version, with texts, a measure and a target changed."""
    before = sample_situation()
    later = replace(sample_ask(kind, _edited(before)), on=date(2023, 10, 30))
    return built(sample_ask(kind, before)), built(later)


def _edited(situation: Situation) -> Situation:
    decision = situation.the_decision()
    first, second, third, fourth = decision.text
    text = (second, first.replace("erbjöd", "gav"), third, "Ett nytt stycke.", fourth)
    one, two, _, four = situation.measures[1]
    shorter = replace(two, purpose="Butikerna klarar ägarskiften", targets=two.targets[:1])
    measures = {**situation.measures, 1: (one, shorter, replace(four, position=5))}
    changed = replace(decision, text=text)
    return replace(situation, decision=changed, plans=situation.plans[:1], measures=measures)


@settings(max_examples=60)
@given(PAPERS, PAPERS)
def test_accepted_it_is_the_new_paper_and_rejected_the_old(old: Paper, new: Paper) -> None:
    marked = changes.render(old, new)
    assert lines(marked, ACCEPTED) == lines(word.render(new))
    assert lines(marked, REJECTED) == lines(word.render(old))


@pytest.mark.parametrize("kind", [PaperKind.TJANSTESKRIVELSE, PaperKind.HANDLINGSPLAN])
def test_a_whole_paper_can_be_accepted_and_rejected(kind: PaperKind) -> None:
    old, new = of_sample(kind)
    marked = changes.render(old, new)
    assert lines(marked, ACCEPTED) == lines(word.render(new))
    assert lines(marked, REJECTED) == lines(word.render(old))
    assert lines(word.render(old)) != lines(word.render(new))


def as_made(content: bytes, _folder: Path) -> bytes:
    return content


def through_libreoffice(content: bytes, folder: Path) -> bytes:
    source, out = folder / "in.docx", folder / "out"
    source.write_bytes(content)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "docx", "--outdir", str(out), str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (out / "in.docx").read_bytes()


# LibreOffice is one more reader, where it is installed.
READERS = [as_made, *([through_libreoffice] if shutil.which("soffice") else [])]


@pytest.mark.parametrize("reader", READERS)
def test_other_programs_take_the_marks_for_what_they_are(
    reader: Callable[[bytes, Path], bytes], tmp_path: Path
) -> None:
    old, new = of_sample(PaperKind.TJANSTESKRIVELSE)
    members = unzipped(reader(changes.render(old, new), tmp_path))
    body = members["word/document.xml"]
    assert isinstance(body, bytes)
    root = etree.fromstring(body)
    accepted = [text for text in _paragraphs(root, ACCEPTED) if text]
    rejected = [text for text in _paragraphs(root, REJECTED) if text]
    assert accepted == lines(word.render(new))[: len(accepted)]
    assert rejected == lines(word.render(old))[: len(rejected)]
    assert accepted != rejected


def test_each_mark_says_who_when_and_has_its_own_number() -> None:
    marked = changes.render(*of_sample(PaperKind.HANDLINGSPLAN))
    body = unzipped(marked)["word/document.xml"]
    assert isinstance(body, bytes)
    marks = list(etree.fromstring(body).iter(qn("w:ins"), qn("w:del")))
    assert {m.get(qn("w:author")) for m in marks} == {"Region Jämtland Härjedalen"}
    assert {m.get(qn("w:date")) for m in marks} == {"2023-10-30T00:00:00Z"}
    numbers = [m.get(qn("w:id")) for m in marks]
    assert len(numbers) == len(set(numbers)) > 10


def test_deleted_text_is_written_as_word_writes_it() -> None:
    marked = changes.render(*of_sample(PaperKind.HANDLINGSPLAN))
    body = unzipped(marked)["word/document.xml"]
    assert isinstance(body, bytes)
    root = etree.fromstring(body)
    gone = [text for mark in root.iter(qn("w:del")) for text in mark.iter(qn("w:delText"))]
    assert gone
    assert gone == list(root.iter(qn("w:delText")))
    assert not [text for mark in root.iter(qn("w:del")) for text in mark.iter(qn("w:t"))]


def test_the_same_papers_give_the_same_bytes() -> None:
    old, new = of_sample(PaperKind.HANDLINGSPLAN)
    assert changes.render(old, new) == changes.render(old, new)


def test_papers_that_say_the_same_have_no_marks() -> None:
    old, _ = of_sample(PaperKind.HANDLINGSPLAN)
    body = unzipped(changes.render(old, old))["word/document.xml"]
    assert isinstance(body, bytes)
    assert b"w:ins" not in body
    assert b"w:del" not in body


def test_a_removed_clause_keeps_its_place_in_the_list() -> None:
    old = Paper(HEAD, "T", (Clauses(("Första satsen.", "Andra satsen.", "Tredje satsen.")),))
    new = Paper(HEAD, "T", (Clauses(("Första satsen.", "Tredje satsen.")),))
    body = unzipped(changes.render(old, new))["word/document.xml"]
    assert isinstance(body, bytes)
    lists = {number.get(qn("w:val")) for number in etree.fromstring(body).iter(qn("w:numId"))}
    assert len(lists) == 1


def test_a_list_that_went_away_whole_is_still_a_list() -> None:
    old = Paper(HEAD, "T", (Clauses(("Första satsen.", "Andra satsen.")),))
    members = unzipped(changes.render(old, Paper(HEAD, "T", ())))
    body, numbering = members["word/document.xml"], members["word/numbering.xml"]
    assert isinstance(body, bytes)
    assert isinstance(numbering, bytes)
    used = {number.get(qn("w:val")) for number in etree.fromstring(body).iter(qn("w:numId"))}
    known = {n.get(qn("w:numId")) for n in etree.fromstring(numbering).iter(qn("w:num"))}
    assert used
    assert used <= known
