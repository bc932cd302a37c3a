"""The papers and letters of the chain: `HouseRenderer` draws them up from facts alone.

A paper is built once as a tree of parts (`parts`), set by `typography`, and written by `word` and
`pdf`. One module per kind of paper says what stands in it; `needs` says what it can't be without.
"""

from datetime import date

from documents import (
    andringslista,
    anmalan,
    anmalningslista,
    arsrapport,
    aterrapportering,
    beslutsmissiv,
    delegationsbeslut,
    delegationsforteckning,
    foljebrev,
    handlingsplan,
    hanskjutande,
    letters,
    packet,
    paminnelsebrev,
    printing,
    rattelse,
    sarskilt_protokoll,
    tillkannagivande,
    tjansteskrivelse,
    uppfoljning,
    utdrag,
    word,
)
from documents.kinds import Kind
from documents.parts import Paper, with_text
from documents.pdf import MEDIA_TYPE, write_pdf
from documents.subject import is_draft
from documents.typography import typeset
from workflow.facts import Meeting, Plan
from workflow.orders import LetterAsk, PaperAsk, Rendered, Written
from workflow.references import file_stem
from workflow.refusals import Missing, PaperIncomplete
from workflow.states import PaperKind

__all__ = ["KINDS", "HouseRenderer", "built"]

# Underlag is not here: it is what somebody else wrote, and is kept as it came.
KINDS: dict[PaperKind, Kind] = {
    PaperKind.TJANSTESKRIVELSE: tjansteskrivelse.KIND,
    PaperKind.HANDLINGSPLAN: handlingsplan.KIND,
    PaperKind.HANSKJUTANDE: hanskjutande.KIND,
    PaperKind.DELEGATIONSBESLUT: delegationsbeslut.KIND,
    PaperKind.ANMALAN: anmalan.KIND,
    PaperKind.ANMALNINGSLISTA: anmalningslista.KIND,
    PaperKind.UTDRAG: utdrag.KIND,
    PaperKind.FOLJEBREV: foljebrev.KIND,
    PaperKind.RATTELSE: rattelse.KIND,
    PaperKind.UPPFOLJNING: uppfoljning.KIND,
    PaperKind.ARSRAPPORT: arsrapport.KIND,
    PaperKind.ATERRAPPORTERING: aterrapportering.KIND,
    PaperKind.TILLKANNAGIVANDE: tillkannagivande.KIND,
    PaperKind.SARSKILT_PROTOKOLL: sarskilt_protokoll.KIND,
    PaperKind.DELEGATIONSFORTECKNING: delegationsforteckning.KIND,
    PaperKind.PAMINNELSEBREV: paminnelsebrev.KIND,
    PaperKind.BESLUTSMISSIV: beslutsmissiv.KIND,
}


class HouseRenderer:
    """Draws up the house's papers and letters; pure: the same ask gives the same bytes."""

    def missing(self, ask: PaperAsk) -> Missing | None:
        """The facts that the paper still lacks, by Swedish name; ``None`` when complete."""
        kind = KINDS[ask.kind]
        # A fact may be needed for two reasons, but is named once.
        lacking = dict.fromkeys(name for need in kind.needs for name in need(ask))
        return Missing(kind.label, tuple(lacking)) if lacking else None

    def paper(self, ask: PaperAsk) -> Rendered:
        """The finished paper; ``PaperIncomplete`` where ``missing`` finds anything."""
        missing = self.missing(ask)
        if missing is not None:
            raise PaperIncomplete(missing)
        return Rendered(word.render(built(ask)), word.MEDIA_TYPE, file_name(ask))

    def papers(self, ask: PaperAsk) -> tuple[Rendered, ...]:
        """The paper as PDF/A for the record, and as DOCX for whoever goes on writing."""
        for_editing = self.paper(ask)
        name = for_editing.name.removesuffix(".docx") + ".pdf"
        return Rendered(write_pdf(built(ask)), MEDIA_TYPE, name), for_editing

    def change_list(self, ask: PaperAsk, last: Plan) -> tuple[Rendered, ...]:
        """What a plan changes beside last year's, as PDF and as DOCX; drawn up when asked for."""
        drawn = with_text(andringslista.build(ask, last), typeset)
        plan = ask.plan or last
        case, years = ask.situation.case.reference, f"andringar-{last.year}-{plan.year}"
        stem = file_stem(case, years, ask.on.isoformat())
        return (
            Rendered(write_pdf(drawn), MEDIA_TYPE, f"{stem}.pdf"),
            Rendered(word.render(drawn), word.MEDIA_TYPE, f"{stem}.docx"),
        )

    def packet(self, asks: tuple[PaperAsk, ...], meeting: Meeting, on: date) -> Rendered:
        """Everything for a meeting in one PDF; each paper as complete as it is by itself."""
        for ask in asks:
            if missing := self.missing(ask):
                raise PaperIncomplete(missing)
        if not asks:
            raise PaperIncomplete(Missing(packet.LABEL, ("handlingar",)))
        situation = asks[0].situation
        papers = tuple(built(ask) for ask in asks)
        content = packet.write_packet(
            packet.Packet(
                organisation=situation.region.name,
                committee=situation.case.committee,
                meeting=meeting,
                dated_on=on,
                papers=papers,
                contact=situation.region.house.contact,
                logo=papers[0].logo,
            )
        )
        code, day = situation.case.committee.code, meeting.held_on.isoformat()
        return Rendered(content, MEDIA_TYPE, f"{file_stem(code, 'handlingar', day)}.pdf")

    def joined(self, papers: tuple[Rendered, ...], name: str) -> Rendered:
        """Finished papers as one PDF to print, each on sheets of its own."""
        content = printing.joined(paper.content for paper in papers)
        return Rendered(content, MEDIA_TYPE, f"{name}.pdf")

    def letter(self, ask: LetterAsk) -> Written:
        """The letter's subject and body."""
        return letters.write(ask)


def built(ask: PaperAsk) -> Paper:
    """The paper as parts, with its typography: what any renderer starts from."""
    return with_text(KINDS[ask.kind].build(ask), typeset)


def file_name(ask: PaperAsk) -> str:
    """``RUN-536-2021_utdrag_are-kommun_2023-10-25.docx``."""
    what = f"{ask.kind}-{ask.plan.year}" if ask.plan else str(ask.kind)
    draft = "utkast" if ask.kind is PaperKind.HANDLINGSPLAN and is_draft(ask) else ""
    whose = ask.delivery.party.name if ask.delivery else ""
    day = ask.on.isoformat() if KINDS[ask.kind].dated_name else ""
    return f"{file_stem(ask.situation.case.reference, what, draft, whose, day)}.docx"
