"""Delegationsbeslut: the decision, laid out in the house's order, signed with name and post."""

from documents import needs
from documents.frame import Section, in_house_order, lines, paper, paragraphs
from documents.kinds import Kind
from documents.parts import Block, Clauses, Note, Paper, Paragraph, Signature
from documents.subject import plans_of, the_decider, the_decision_day
from documents.wording import (
    basis_lines,
    begun_years,
    clauses,
    decided_digitally,
    decider_lines,
    mandate_lines,
    notice_line,
)
from workflow.orders import PaperAsk

LABEL = "Delegationsbeslut"
NEEDS = (
    needs.sender,
    needs.DECISION_HEADINGS,
    needs.headings("anmalan", "utdrag"),
    needs.proposal,
    needs.decided,
)


def build(ask: PaperAsk) -> Paper:
    return paper(ask, LABEL, ask.situation.the_decision().title, content(ask), notes(ask))


def notes(ask: PaperAsk) -> tuple[str, ...]:
    """The day and number of the decision, which are other facts than the paper's own day."""
    number = ask.situation.the_decision().number
    return (f"Beslut nr {number}", f"Beslutsdatum {the_decision_day(ask).isoformat()}")


def content(ask: PaperAsk) -> tuple[Block, ...]:
    """The decision as decided, whatever the settings are now: what an utdrag repeats."""
    decision, house = ask.situation.the_decision(), ask.situation.its_house()
    plans, decider = plans_of(ask), the_decider(ask)
    text = (*decision.text, *begun_years(plans, the_decision_day(ask)))
    sections: dict[str, Section] = {
        "arendebeskrivning": paragraphs(text),
        "beslutsunderlag": lines(basis_lines(decision.basis)),
        "delegation": lines(mandate_lines(ask)),
        "beslut": (Clauses(clauses(plans, house, decider.title)),),
        "underskrift": (Signature(decider_lines(decider)),),
        "anmalan": (Paragraph(notice_line(ask.situation.its_committee())),),
        "utdrag": lines(decision.dispatch_to),
    }
    return (*in_house_order(house, sections), *_evidence(ask))


def _evidence(ask: PaperAsk) -> tuple[Block, ...]:
    made = decided_digitally(ask)
    return (Note(made),) if made else ()


KIND = Kind(LABEL, build, NEEDS)
