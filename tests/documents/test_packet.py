"""The committee's packet: one file with every paper, found by contents, links and bookmarks."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from documents import built
from documents.packet import Packet, write_packet
from documents.parts import Logo, Paragraph
from documents.sample import sample_ask, sample_situation
from tests.documents import pdftext, verapdf
from workflow.refusals import BadInput, PaperIncomplete
from workflow.states import PaperKind

KINDS = (
    PaperKind.ANMALNINGSLISTA,
    PaperKind.ANMALAN,
    PaperKind.DELEGATIONSBESLUT,
    PaperKind.HANDLINGSPLAN,
    PaperKind.ATERRAPPORTERING,
)


def packet(*kinds: PaperKind) -> Packet:
    facts = sample_situation()
    return Packet(
        facts.region.name,
        facts.case.committee,
        facts.meetings[0],
        date(2023, 11, 10),
        tuple(built(sample_ask(kind)) for kind in kinds),
    )


WHOLE = packet(*KINDS)


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    """Each first-rank bookmark with the page, from 0, that it leads to."""
    with pikepdf.open(io.BytesIO(content)) as read, read.open_outline() as outline:
        return [(each.title, _page(read, each.destination)) for each in outline.root]


def _page(read: pikepdf.Pdf, destination: object) -> int:
    assert isinstance(destination, pikepdf.Array)
    return read.pages.index(pikepdf.Page(destination[0]))


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_a_packet_keeps_to_the_standards(flavour: str) -> None:
    mark = Logo(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>', "image/svg+xml", "M"
    )
    assert verapdf.faults(write_packet(WHOLE), flavour) == []
    assert verapdf.faults(write_packet(replace(WHOLE, logo=mark)), flavour) == []


def test_the_first_page_says_which_meeting_and_how_much_there_is() -> None:
    first = pdftext.plain(pdftext.pages(write_packet(WHOLE))[0])
    for said in (
        "Handlingar till regionala utvecklingsnämndens sammanträde den 21 november 2023",
        "Regionala utvecklingsnämnden",
        "tisdagen den 21 november 2023",
        "5 handlingar",
        "Innehåll",
    ):
        assert pdftext.plain(said) in first


def test_every_paper_has_a_bookmark_to_the_page_that_it_begins_on() -> None:
    content = write_packet(WHOLE)
    pages = [pdftext.plain(page) for page in pdftext.pages(content)]
    found = bookmarks(content)
    assert [title for title, _ in found] == [f"{p.head.label}: {p.title}" for p in WHOLE.papers]
    for paper, (_, page) in zip(WHOLE.papers, found, strict=True):
        # A paper begins on a page of its own, with its own head.
        assert pages[page].startswith(pdftext.plain(paper.head.organisation + paper.head.unit))
        assert pdftext.plain(paper.title) in pages[page]


def test_the_contents_name_the_pages_and_lead_to_them() -> None:
    content = write_packet(WHOLE)
    listed = pdftext.plain(pdftext.whole(content)[0])
    for title, page in bookmarks(content):
        _, _, after = listed.partition(pdftext.plain(title))
        assert after.lstrip("\N{WORD JOINER}").startswith(str(page + 1))
    with pikepdf.open(io.BytesIO(content)) as read:
        links = [each for each in read.pages[0].Annots if each.Subtype == "/Link"]
    assert len(links) >= len(WHOLE.papers)


def test_a_papers_own_headings_stand_under_it() -> None:
    with (
        pikepdf.open(io.BytesIO(write_packet(WHOLE))) as read,
        read.open_outline() as outline,
    ):
        decision = outline.root[2]
        assert [each.title for each in decision.children][:2] == [
            "Ärendebeskrivning",
            "Beslutsunderlag",
        ]


def test_no_word_of_a_paper_is_lost_in_a_packet() -> None:
    alone = packet(PaperKind.DELEGATIONSBESLUT)
    (body, *rest) = pdftext.pages(write_packet(alone))[1:]
    assert rest == []
    for block in alone.papers[0].blocks:
        if isinstance(block, Paragraph):
            assert pdftext.plain(block.text) in pdftext.plain(body)


def test_pages_are_counted_through_the_whole_packet() -> None:
    feet = [pdftext.plain(foot) for foot in pdftext.feet(write_packet(WHOLE))]
    for page, foot in enumerate(feet, start=1):
        assert f"Sida{page}({len(feet)})" in foot
    assert "RUN/536/2021" in feet[1]


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert write_packet(WHOLE) == write_packet(packet(*KINDS))
    assert write_packet(WHOLE).endswith(b"%%EOF\n")


def test_a_packet_is_the_organisations_and_of_its_day() -> None:
    with pikepdf.open(io.BytesIO(write_packet(WHOLE))) as read:
        info = {str(key): str(value) for key, value in read.docinfo.items()}
    assert info["/Author"] == "Region Jämtland Härjedalen"
    assert info["/Keywords"] == "Handlingar till sammanträde, RUN/536/2021"
    assert info["/CreationDate"].startswith("D:20231110000000")


def test_a_packet_without_papers_is_refused() -> None:
    with pytest.raises(PaperIncomplete, match="handlingar"):
        write_packet(packet())


def test_a_character_that_no_font_shows_is_refused_in_a_packet_too() -> None:
    paper = replace(WHOLE.papers[0], blocks=(Paragraph("Bra \N{GRINNING FACE}"),))
    with pytest.raises(BadInput, match=r"U\+1F600 i «Bra"):
        write_packet(replace(WHOLE, papers=(paper,)))
