"""A committee's packet: every paper of one meeting in one PDF, with contents and bookmarks."""

from dataclasses import dataclass
from datetime import date

from documents.parts import Head, KeyValues, Logo, Paper
from documents.pdf import layout
from documents.pdf.compiler import compiled
from documents.typography import capitalised, counted, with_weekday, written
from documents.unfit import refuse_unfit
from workflow.facts import Committee, Meeting
from workflow.refusals import Missing, PaperIncomplete

LABEL = "Handlingar till sammanträde"
_CONTENTS = "Innehåll"


@dataclass(frozen=True)
class Packet:
    """Finished papers in the order in which the committee takes them up."""

    organisation: str
    committee: Committee
    meeting: Meeting
    dated_on: date
    papers: tuple[Paper, ...]
    contact: tuple[str, ...] = ()
    logo: Logo | None = None


def write_packet(packet: Packet) -> bytes:
    """The packet as a PDF file; ``PaperIncomplete`` where there is nothing to put in it."""
    if not packet.papers:
        raise PaperIncomplete(Missing(LABEL, ("handlingar",)))
    refuse_unfit(LABEL, packet)
    cover = _cover(packet)
    named = (paper.head.reference for paper in packet.papers)
    references = dict.fromkeys(reference for reference in named if reference)
    data = {
        "title": cover.title,
        "author": packet.organisation,
        "subject": LABEL,
        "keywords": [LABEL, *references],
        "contents": _CONTENTS,
        "papers": [layout.laid_out(paper) for paper in (cover, *packet.papers)],
    }
    return compiled(packet, data, LABEL, packet.dated_on)


def _cover(packet: Packet) -> Paper:
    """The first page: which meeting it is, and how much there is to read."""
    held_on = packet.meeting.held_on
    head = Head(
        organisation=packet.organisation,
        unit="",
        officer="",
        phone="",
        email="",
        label=LABEL,
        dated_on=packet.dated_on,
        reference="",
        contact=packet.contact,
    )
    facts = KeyValues(
        (
            ("Nämnd", capitalised(packet.committee.name)),
            ("Sammanträde", with_weekday(held_on)),
            ("Antal handlingar", counted(len(packet.papers), "handling", "handlingar")),
        )
    )
    title = f"Handlingar till {packet.committee.genitive} sammanträde den {written(held_on)}"
    return Paper(head, title, (facts,), logo=packet.logo)
