"""Tjänsteskrivelse: the officer's proposal to the holder of the delegation."""

from documents import needs
from documents.frame import PROPOSED, in_house_order, lines, paper, paragraphs, signed_by
from documents.kinds import Kind
from documents.parts import Clauses, Paper, Paragraph
from documents.proposal import LABEL
from documents.subject import officer_of, plans_of, the_delegation
from documents.wording import (
    basis_lines,
    begun_years,
    clauses,
    consultation,
    direction,
    mandate_lines,
    notice_line,
)
from workflow.orders import PaperAsk


def build(ask: PaperAsk) -> Paper:
    decision, house = ask.situation.the_decision(), ask.situation.region.house
    plans = plans_of(ask)
    text = (
        *decision.text,
        *consultation(ask.situation, plans),
        *begun_years(plans, ask.on),
        *direction(ask),
    )
    sections = {
        "arendebeskrivning": paragraphs(text),
        "beslutsunderlag": lines(basis_lines(decision.basis)),
        "delegation": lines(mandate_lines(ask)),
        PROPOSED: (Clauses(clauses(plans, house, the_delegation(ask).post.title)),),
        "underskrift": signed_by(officer_of(ask)),
        "anmalan": (Paragraph(notice_line(ask.situation.case.committee)),),
        "utdrag": lines(decision.dispatch_to),
    }
    return paper(ask, LABEL, decision.title, in_house_order(house, sections))


KIND = Kind(LABEL, build, (needs.sender, needs.DECISION_HEADINGS, needs.proposal))
