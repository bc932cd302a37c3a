"""Rättelse: a slip in a decided paper is put right openly; the decided bytes stay as they are."""

from documents import delegationsbeslut, needs
from documents.frame import lines, paper, signed_by_actor, titled
from documents.kinds import Kind
from documents.parts import Paper, Paragraph
from documents.subject import the_actor
from documents.typography import capitalised, sentence, written
from documents.wording import decided_by, decision_named, mandate_lines
from workflow.orders import PaperAsk
from workflow.references import uncapitalised

LABEL = "Rättelse"


def build(ask: PaperAsk) -> Paper:
    decision, house = ask.situation.the_decision(), ask.situation.its_house()
    by = the_actor(ask)
    blocks = (
        *titled(
            "Vad som rättas",
            Paragraph(
                f"{capitalised(uncapitalised(by.title))} {by.name} rättar den {written(ask.on)} "
                f"ett skrivfel i {decision_named(ask)}."
            ),
            Paragraph(sentence(ask.reason)),
        ),
        *titled(
            "Beslutet",
            Paragraph(decided_by(ask)),
            Paragraph(
                "Beslutet gäller med den rättade lydelsen och står i övrigt fast. "
                "Den ursprungliga handlingen bevaras oförändrad i ärendet."
            ),
            *signed_by_actor(by),
        ),
        *titled(house.heading("delegation"), *lines(mandate_lines(ask))),
        *titled("Rättelsen skickas till", *lines(decision.dispatch_to)),
    )
    title = f"Rättelse: {decision.title}"
    return paper(ask, LABEL, title, blocks, delegationsbeslut.notes(ask))


KIND = Kind(LABEL, build, (*delegationsbeslut.NEEDS, needs.reason, needs.corrector))
