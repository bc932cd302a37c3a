"""Årsrapport: the written report to the agency, under the headings that the agency asks for."""

from collections.abc import Callable, Iterator

from documents import needs
from documents.frame import bullets, paper, signed_by, titled
from documents.handlingsplan import funding_table
from documents.kinds import Kind
from documents.parts import Block, Paper, Paragraph
from documents.planned import participants, period, responsible
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
from documents.typography import sentence, written
from workflow.facts import Measure
from workflow.orders import PaperAsk

LABEL = "Årsrapport"


def build(ask: PaperAsk) -> Paper:
    plan, programme = the_plan(ask), ask.situation.programme
    blocks: list[Block] = [*_introduction(ask)]
    for key, words in programme.headings_for(plan.year).headings:
        blocks += titled(words, *SECTIONS[key](ask))
    blocks += signed_by(officer_of(ask))
    title = f"Årsrapport {plan.year} för {programme.title}"
    return paper(ask, LABEL, title, blocks)


def _introduction(ask: PaperAsk) -> Iterator[Block]:
    programme, committee = ask.situation.programme, ask.situation.case.committee
    yield Paragraph(
        f"Rapporten lämnas till {programme.agency.name} och avser {the_plan(ask).title}. "
        f"Planen tillämpar {programme.title}, som {committee.name} fastställde "
        f"den {written(programme.adopted.decided_on)} ({programme.adopted.label})."
    )
    replaced = the_plan(ask).replaces_on
    if replaced is not None:
        yield Paragraph(f"Den ersätter rapporten som lämnades den {written(replaced)}.")


def _measures(ask: PaperAsk) -> tuple[Measure, ...]:
    return measures_of(ask, the_plan(ask))


def _carried_out(ask: PaperAsk) -> tuple[Block, ...]:
    """What the plan held; what came of it stands with the targets and the deviations."""
    planned = [
        f"{m.activity}. Ansvarig: {responsible(m)}. Planerad tid: {period(m)}."
        for m in _measures(ask)
    ]
    lead = Paragraph("Planen hade de här insatserna. Vad de har lett till framgår av målen.")
    return (lead, *bullets(planned))


def _fulfilment(ask: PaperAsk) -> tuple[Block, ...]:
    measures = _measures(ask)
    counts = (counts_table(measures), organisations_table(measures))
    return (Paragraph(summary(measures)), *counts, *results(measures))


def _cooperation(ask: PaperAsk) -> tuple[Block, ...]:
    network = ask.situation.region.network
    joined = [f"{m.activity}: {participants(m)}." for m in _measures(ask) if m.participants]
    opening = (Paragraph(f"Insatserna samordnas i nätverket {network}."),) if network else ()
    return (*opening, *bullets(joined)) or (Paragraph("Ingen samverkan är rapporterad."),)


def _sustainability(ask: PaperAsk) -> tuple[Block, ...]:
    found = [
        f"{m.activity}: {sentence(m.sustainability)}"
        for m in _measures(ask)
        if m.sustainability.strip()
    ]
    return bullets(found) or (Paragraph("Inget är rapporterat om hållbarhet."),)


SECTIONS: dict[str, Callable[[PaperAsk], tuple[Block, ...]]] = {
    "genomforda": _carried_out,
    "maluppfyllelse": _fulfilment,
    "avvikelser": lambda ask: deviations(_measures(ask)),
    "samverkan": _cooperation,
    "stod": lambda ask: funding_table(_measures(ask)),
    "hallbarhet": _sustainability,
    "lardomar": lambda ask: lessons(_measures(ask)),
    "nasta_ar": carried_over,
}


def report_headings(ask: PaperAsk) -> Iterator[str]:
    headings = ask.situation.programme.headings_for(the_plan(ask).year).headings
    if not headings:
        yield "rubriker för årsrapporten"
    for key, words in headings:
        if key not in SECTIONS:
            yield f"innehåll till rubriken «{words}» i årsrapporten (nyckeln «{key}» är okänd)"


KIND = Kind(LABEL, build, (needs.sender, needs.plan, needs.outcomes, report_headings))
