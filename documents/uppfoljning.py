"""Uppföljning: the year's outcomes beside the plan's goals."""

from documents import needs
from documents.frame import paper, signed_by, titled
from documents.handlingsplan import funding_table
from documents.kinds import Kind
from documents.parts import Paper, Paragraph
from documents.results import (
    carried_over,
    counts_table,
    deviations,
    lessons,
    organisations_table,
    results,
    summary,
)
from documents.subject import measures_of, officer_of, the_plan
from workflow.orders import PaperAsk

LABEL = "Uppföljning"


def build(ask: PaperAsk) -> Paper:
    plan = the_plan(ask)
    measures = measures_of(ask, plan)
    blocks = (
        *titled(
            "Sammanfattning",
            Paragraph(summary(measures)),
            counts_table(measures),
            organisations_table(measures),
        ),
        *titled("Utfall per mål", *results(measures)),
        *titled("Avvikelser", *deviations(measures)),
        *titled("Planerad finansiering", *funding_table(measures)),
        *titled("Lärdomar", *lessons(measures)),
        *titled("Till kommande handlingsplaner", *carried_over(ask)),
        *signed_by(officer_of(ask)),
    )
    return paper(ask, LABEL, f"Uppföljning av {plan.title}", blocks)


KIND = Kind(LABEL, build, (needs.sender, needs.plan, needs.outcomes))
