"""Hänskjutande: the decision is handed back to the committee, which then decides itself."""

from documents import needs
from documents.kinds import Kind
from documents.parts import Heading, Paper, Paragraph
from documents.proposal import LABEL, to_the_committee
from documents.subject import plans_of, the_delegation
from documents.typography import capitalised, sentence, written
from documents.wording import basis_lines, begun_years, clauses, consultation, mandate_lines
from workflow.orders import PaperAsk
from workflow.references import uncapitalised


def build(ask: PaperAsk) -> Paper:
    situation = ask.situation
    decision, committee = situation.the_decision(), situation.case.committee
    plans, post = plans_of(ask), the_delegation(ask).post.title
    why = (
        Heading("Skäl för hänskjutandet", level=2),
        Paragraph(
            f"Ärendet har beretts för beslut av {uncapitalised(post)} med stöd av "
            f"{uncapitalised(mandate_lines(ask)[0])}. Den {written(ask.on)} hänsköts det "
            f"till {committee.name} för beslut."
        ),
        Paragraph(sentence(ask.reason)),
    )
    return to_the_committee(
        ask,
        title=decision.title,
        text=(*decision.text, *consultation(situation, plans), *begun_years(plans, ask.on)),
        basis=basis_lines(decision.basis),
        proposed=clauses(plans, situation.region.house, capitalised(committee.name)),
        after_text=why,
    )


KIND = Kind(LABEL, build, (needs.sender, needs.DECISION_HEADINGS, needs.proposal, needs.reason))
