"""Rättelse: a slip in a decided paper is put right openly; the decided bytes stay as they are."""

from documents import delegationsbeslut, needs
from documents.frame import lines, paper, titled
from documents.kinds import Kind
from documents.parts import Paper, Paragraph
from documents.typography import sentence
from documents.wording import decided_by, decision_named, mandate_lines
from workflow.orders import PaperAsk

LABEL = "Rättelse"


def build(ask: PaperAsk) -> Paper:
    decision, house = ask.situation.the_decision(), ask.situation.region.house
    blocks = (
        *titled(
            "Vad som rättas",
            Paragraph(f"Ett skrivfel i {decision_named(ask)} rättas enligt följande."),
            Paragraph(sentence(ask.reason)),
        ),
        *titled(
            "Beslutet",
            Paragraph(decided_by(ask)),
            Paragraph(
                "Beslutet gäller med den rättade lydelsen. "
                "Den ursprungliga handlingen bevaras oförändrad i ärendet."
            ),
        ),
        *titled(house.heading("delegation"), *lines(mandate_lines(ask))),
        *titled("Rättelsen skickas till", *lines(decision.dispatch_to)),
    )
    title = f"Rättelse: {decision.title}"
    return paper(ask, LABEL, title, blocks, delegationsbeslut.notes(ask))


KIND = Kind(LABEL, build, (*delegationsbeslut.NEEDS, needs.reason))
