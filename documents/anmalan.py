"""Anmälan: the decision as reported to the committee, which takes note of it."""

from documents import needs
from documents.kinds import Kind
from documents.parts import Clauses, Heading, Paper
from documents.proposal import takes_note, to_the_committee
from documents.subject import plans_of, the_decider, the_decision_day
from documents.typography import written
from documents.wording import (
    basis_lines,
    clauses,
    correction_lines,
    corrections,
    decided_by,
    decision_named,
    the_corrections,
)
from workflow.orders import PaperAsk


def build(ask: PaperAsk) -> Paper:
    situation = ask.situation
    decision, house = situation.the_decision(), situation.its_house()
    text = (
        decided_by(ask),
        *(f"{text} {the_corrections(ask)} hör till handlingarna." for text in corrections(ask)),
        # 7 kap. 8 § kommunallagen: the committee is told, so that it can see what was decided.
        (
            "Beslutet anmäls enligt 7 kap. 8 § kommunallagen. Anmälan innebär ingen ny prövning; "
            "nämnden tar del av det beslut som är fattat."
        ),
    )
    content = (
        Heading("Beslutets innehåll", level=2),
        Clauses(clauses(plans_of(ask), house, the_decider(ask).title)),
    )
    day = written(the_decision_day(ask))
    return to_the_committee(
        ask,
        title=f"Anmälan av delegationsbeslut: {decision.title}",
        text=text,
        basis=(
            f"Delegationsbeslut nr {decision.number}, {day}",
            *correction_lines(ask),
            *basis_lines(decision.basis),
        ),
        proposed=takes_note(ask, f"anmälan av {decision_named(ask)}"),
        after_text=content,
    )


KIND = Kind(
    "Anmälan",
    build,
    (needs.sender, needs.DECISION_HEADINGS, needs.proposal, needs.decided, needs.meeting),
)
