"""The PDF's pages: numbered, and nothing parted that belongs together."""

import pytest

from documents.parts import (
    Block,
    Bullets,
    Clauses,
    Column,
    Heading,
    KeyValues,
    Lines,
    Note,
    Paragraph,
    Signature,
    Table,
)
from documents.pdf import write_pdf
from tests.documents import pdftext
from tests.documents.pdfpapers import paper

UNITS = tuple(f"Rad {i} om service." for i in range(40))


def test_every_page_has_its_number_of_how_many_and_the_case() -> None:
    content = write_pdf(paper(*(Paragraph("Text. " * 100) for _ in range(20))))
    found = [pdftext.plain(foot) for foot in pdftext.feet(content)]
    count = len(found)
    assert count > 2
    for page, foot in enumerate(found, start=1):
        assert f"RUN/536/2021RegionenSida{page}({count})" in foot


def test_the_organisation_is_in_the_text_once_and_in_the_head_of_later_pages() -> None:
    content = write_pdf(paper(*(Paragraph("Text. " * 100) for _ in range(20))))
    assert "".join(pdftext.pages(content)).count("Regionen") == 1
    assert [foot.count("Regionen") for foot in pdftext.feet(content)][:2] == [1, 2]


def test_a_long_tables_head_is_on_every_page() -> None:
    columns = (Column("Målets namn", 2), Column("Utfallet", 1, numeric=True))
    rows = tuple((f"Mål {i}", str(i)) for i in range(120))
    for page in pdftext.whole(write_pdf(paper(Table("Mål", columns, rows)))):
        assert page.count("Målets namn") == 1


def test_a_row_is_never_cut_by_a_page() -> None:
    columns = (Column("Mål", 1), Column("Utfall", 1))
    rows = tuple((f"<{i}> " + "text " * 40 + f"<{i}>", "x") for i in range(30))
    for page in pdftext.pages(write_pdf(paper(Table("Mål", columns, rows)))):
        assert all(page.count(f"<{i}>") in {0, 2} for i in range(30))


BEFORE_THE_SIGNATURE: dict[str, Block] = {
    "paragraph": Paragraph("Kort. SLUT"),
    "long paragraph": Paragraph("Text om service. " * 280 + "SLUT"),
    "note": Note("Kort. SLUT"),
    "clauses": Clauses((*UNITS[:3], "SLUT")),
    "lines": Lines((*UNITS[:9], "SLUT")),
    "bullets": Bullets((*UNITS[:9], "SLUT")),
    "key-values": KeyValues((*((unit, unit) for unit in UNITS), ("Namn", "SLUT"))),
    "table": Table("t", (Column("Mål", 1),), (*((unit,) for unit in UNITS), ("SLUT",))),
    "heading": Heading("SLUT"),
}


def _filled(lines: int) -> tuple[Block, ...]:
    return (Lines(tuple(f"Rad {i}" for i in range(lines))),) if lines else ()


@pytest.mark.parametrize("last", BEFORE_THE_SIGNATURE.values(), ids=BEFORE_THE_SIGNATURE)
def test_a_signature_is_never_alone_on_a_page(last: Block) -> None:
    turned = set()
    for fill in range(44):
        blocks = (*_filled(fill), last, Signature(("NAMN", "Titel på post")))
        found = pdftext.pages(write_pdf(paper(*blocks)))
        (signed,) = (page for page in found if "NAMN" in page)
        assert "SLUT" in signed, fill
        assert signed.endswith("NAMNTitel på post")
        turned.add(len(found))
    # The page was turned on the way, or nothing would have been shown.
    assert len(turned) > 1


def test_what_leads_to_a_table_is_on_its_page() -> None:
    columns = (Column("Mål", 1),)
    for fill in range(20, 44):
        lead = (Heading("RUBRIK", 2), KeyValues((("Syfte", "LEDER"),)))
        table = Table("t", columns, (("RAD1",), ("RAD2",)))
        found = pdftext.pages(write_pdf(paper(*_filled(fill), *lead, table)))
        (page,) = (page for page in found if "RUBRIK" in page)
        assert all(mark in page for mark in ("LEDER", "RAD1", "RAD2")), fill
