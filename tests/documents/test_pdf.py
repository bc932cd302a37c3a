"""The PDF: open to all and lasting, the same words as the Word file, and nothing parted."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.table import Table as WordTable

from documents import KINDS, built, word
from documents.parts import (
    Bullets,
    Clauses,
    Column,
    Heading,
    KeyValues,
    Lines,
    Logo,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from documents.pdf import write_pdf
from documents.sample import sample_ask
from tests.documents import pdftext, verapdf
from tests.documents.pdfpapers import SVG, body_of, paper
from workflow.refusals import BadInput
from workflow.states import PaperKind

ALL = tuple(KINDS)
ROOT = Path(__file__).parents[2]
MARKUP = [
    "#let x = 1",
    "{{7*7}}",
    "<w:p>",
    "&amp;",
    "$name ${sender}",
    "*fet* _kursiv_",
    "a // b /* c */",
    "@beslut <beslut> \\u{41}",
    "= Rubrik - lista + punkt",
    "'enkla' \"dubbla\" -- --- ... ~",
]


def words_of(document: Paper) -> Iterator[str]:
    """Every text of the Word file in its order, cell by cell in its tables."""
    made = docx.Document(io.BytesIO(word.render(document)))
    yield from (each.text for each in made.sections[0].header.paragraphs)
    for block in made.iter_inner_content():
        if isinstance(block, WordTable):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def properties(content: bytes) -> tuple[pikepdf.Pdf, dict[str, str]]:
    read = pikepdf.open(io.BytesIO(content))
    return read, {str(key): str(value) for key, value in read.docinfo.items()}


# ---- the standards --------------------------------------------------------------------------


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
@pytest.mark.parametrize("kind", ALL)
def test_every_kind_of_paper_keeps_to_the_standards(kind: PaperKind, flavour: str) -> None:
    assert verapdf.faults(write_pdf(built(sample_ask(kind))), flavour) == []


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_every_kind_of_part_keeps_to_the_standards(flavour: str) -> None:
    rows = tuple((f"Mål {i}", str(i)) for i in range(90))
    columns = (Column("Mål", 3), Column("Utfall", 1, numeric=True))
    parts = (
        Heading("Djupt", 3), Heading("Djupare", 9), KeyValues((("Namn", "Värde"),) * 3),
        Note("Liten text."), Clauses(("Ett.", "Två.")), Lines(("a", "b")), Bullets(("c", "d")),
        Table("Utfall", columns, rows, has_total=True), Signature(("Namn", "Titel")), Heading(" "),
        Clauses(()), Signature(()), Paragraph("\u0393\u2192\u2265 och e\u0301"),
    )  # fmt: skip
    assert verapdf.faults(write_pdf(paper(*parts, logo=SVG)), flavour) == []


@pytest.mark.parametrize(
    ("harm", "flavour", "rule"),
    [
        (b"/Lang(sv-SE)", "ua1", "7.2-"),
        (b"/MarkInfo<</Marked true", "ua1", "6.2-1"),
        (b"pdfaid:part>2", "2a", "6.6.4-"),
    ],
)
def test_a_harmed_file_is_found_out(harm: bytes, flavour: str, rule: str) -> None:
    content = write_pdf(paper(Paragraph("Text.")))
    assert any(fault.startswith(rule) for fault in verapdf.faults(_harmed(content, harm), flavour))


def _harmed(content: bytes, harm: bytes) -> bytes:
    """The same length, so that only what is harmed is wrong."""
    read = pikepdf.open(io.BytesIO(content))
    if harm == b"/Lang(sv-SE)":
        del read.Root.Lang
    elif harm.startswith(b"/MarkInfo"):
        del read.Root.MarkInfo
    else:
        stream = read.Root.Metadata
        stream.write(stream.read_bytes().replace(harm, b"pdfaid:part>7"))
    out = io.BytesIO()
    read.save(out, fix_metadata_version=False)
    return out.getvalue()


# ---- the words ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL)
def test_it_says_what_the_word_file_says_paragraph_by_paragraph(kind: PaperKind) -> None:
    document = built(sample_ask(kind))
    rest = pdftext.plain("".join(pdftext.pages(write_pdf(document))))
    for text in map(pdftext.plain, words_of(document)):
        # Word counts lists itself; in the PDF the numbers and bullets are text.
        rest = rest if rest.startswith(text) else re.sub(r"^(\d+\.|•)", "", rest)
        assert rest.startswith(text), f"{text!r} is not at {rest[:80]!r}"
        rest = rest[len(text) :]
    assert rest == ""


@pytest.mark.parametrize("markup", MARKUP)
def test_text_is_never_markup(markup: str) -> None:
    table = Table(markup, (Column(markup, 1),), ((markup,),))
    parts = (Paragraph(markup), Heading(markup), Lines((markup,)), table, Signature((markup,)))
    assert body_of(*parts).count(markup) == len(parts) + 1


def test_letters_and_held_spaces_are_copied_as_they_are() -> None:
    text = "Återrapportering på Frösön: åäö ÅÄÖ é, §\N{NO-BREAK SPACE}89/2023, 2023–2030, fiffigt"
    assert body_of(Paragraph(text)) == text


def test_composed_and_decomposed_letters_are_both_set() -> None:
    assert body_of(Paragraph("fo\u0308r")) in {"för", "fo\u0308r"}


def test_a_line_never_breaks_at_a_held_space() -> None:
    held = "§\N{NO-BREAK SPACE}89/2023,\N{NO-BREAK SPACE}23\N{NO-BREAK SPACE}maj"
    for lead in range(60, 110):
        content = write_pdf(paper(Paragraph(f"{'x' * lead} {held} slut")))
        assert any(held in line for line in pdftext.lines(content))


def test_a_long_word_is_divided_the_swedish_way_and_copied_whole() -> None:
    word = "Samhällsutvecklingsförvaltningens"
    columns = (Column("Namn", 1), Column("Text", 5))
    found = body_of(Table("t", columns, ((word, "x"),)))
    assert "Samhällsutveck\N{SOFT HYPHEN}lingsförvaltning\N{SOFT HYPHEN}ens" in found
    assert word in pdftext.plain(found)


# ---- the file -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL)
def test_the_same_facts_give_the_same_bytes(kind: PaperKind) -> None:
    first = write_pdf(built(sample_ask(kind)))
    write_pdf(paper(Paragraph("En annan.")))
    assert write_pdf(built(sample_ask(kind))) == first


def test_another_process_in_another_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import hashlib\nfrom documents import built\nfrom documents.pdf import write_pdf\n"
        "from documents.sample import sample_ask\nfrom workflow.states import PaperKind\n"
        "for kind in (PaperKind.DELEGATIONSBESLUT, PaperKind.ARSRAPPORT):\n"
        "    print(hashlib.sha256(write_pdf(built(sample_ask(kind)))).hexdigest())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    kinds = (PaperKind.DELEGATIONSBESLUT, PaperKind.ARSRAPPORT)
    here = [hashlib.sha256(write_pdf(built(sample_ask(kind)))).hexdigest() for kind in kinds]
    assert ran.stdout.split() == here


def test_many_threads_get_each_its_own_paper() -> None:
    papers = [paper(Paragraph(f"Text {i}.")) for i in range(24)]
    one_by_one = [write_pdf(each) for each in papers]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write_pdf, papers)) == one_by_one


def test_the_file_says_whose_it_is_in_which_language_and_of_which_day() -> None:
    read, info = properties(write_pdf(built(sample_ask(PaperKind.DELEGATIONSBESLUT))))
    assert str(read.Root.Lang) == "sv-SE"
    assert (
        info["/Title"]
        == "Regionalt serviceprogram 2023\N{EN DASH}2030: Handlingsplan 2023 och 2024"
    )
    assert info["/Author"] == "Region Jämtland Härjedalen"
    assert info["/Subject"] == "RUN/536/2021"
    assert info["/Keywords"] == "RUN/536/2021, Delegationsbeslut"
    assert info["/CreationDate"].startswith("D:20231024000000")
    assert read.Root.ViewerPreferences.DisplayDocTitle


def test_the_readers_of_metadata_find_the_same() -> None:
    read, _ = properties(write_pdf(built(sample_ask(PaperKind.DELEGATIONSBESLUT))))
    with read.open_metadata() as xmp:
        assert xmp["dc:creator"] == ["Region Jämtland Härjedalen"]
        assert xmp["dc:language"] == {"sv-SE"}
        assert "RUN/536/2021" in xmp["pdf:Keywords"]


def test_only_the_houses_own_font_is_used() -> None:
    content = write_pdf(built(sample_ask(PaperKind.ARSRAPPORT)))
    names = {name.split("-", 1)[0] for name in _fonts(content)}
    assert names == {"SourceSansPro"}


def _fonts(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as read:
        return {
            str(each.BaseFont).split("+")[-1]
            for each in read.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        }


def test_the_file_ends_with_a_line_end_so_that_a_seal_can_be_added() -> None:
    assert write_pdf(paper()).endswith(b"%%EOF\n")


def test_headings_are_bookmarks() -> None:
    read, _ = properties(write_pdf(paper(Heading("Ett"), Heading("Ett ett", 2), Heading("Två"))))
    with read.open_outline() as outline:
        assert [(each.title, len(each.children)) for each in outline.root] == [
            ("Ett", 1),
            ("Två", 0),
        ]


def test_the_logo_is_told_to_those_who_cant_see_it() -> None:
    content = write_pdf(paper(Paragraph("Text."), logo=SVG))
    with pikepdf.open(io.BytesIO(content)) as read:
        told = [str(each.Alt) for each in read.objects if _has(each, "/Alt")]
    assert told == ["Regionens märke"]


def _has(value: object, key: str) -> bool:
    return isinstance(value, pikepdf.Dictionary) and key in value


def test_a_logo_of_another_kind_is_refused() -> None:
    with pytest.raises(BadInput, match="PNG, JPEG eller SVG"):
        write_pdf(paper(logo=Logo(b"BM", "image/bmp", "Märke")))
