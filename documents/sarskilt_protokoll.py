"""Särskilt protokoll: the record of one delegated decision that the committee is not told of."""

from documents import needs
from documents.frame import lines, paper, signed_by_actor, titled
from documents.kinds import Kind
from documents.parts import Clauses, KeyValues, Paper, Paragraph
from documents.subject import plans_of, the_decider, the_decision_day
from documents.typography import capitalised, with_weekday, written
from documents.wording import basis_lines, begun_years, clauses, decided_by, mandate_lines
from workflow.orders import PaperAsk

LABEL = "Särskilt protokoll"


def build(ask: PaperAsk) -> Paper:
    situation = ask.situation
    decision, committee = situation.the_decision(), situation.its_committee()
    sentences = clauses(plans_of(ask), situation.its_house(), the_decider(ask).title)
    blocks = (
        KeyValues(_of_the_decision(ask)),
        Paragraph(decided_by(ask)),
        Paragraph(
            f"Beslutet är fattat på delegation från {committee.name}. Det anmäls inte till nämnden "
            "utan protokollförs särskilt (7 kap. 8 § och 6 kap. 40 § kommunallagen)."
        ),
        *(Paragraph(each) for each in begun_years(plans_of(ask), the_decision_day(ask))),
        *titled("Beslut", Clauses(sentences)),
        *titled("Delegation", *lines(mandate_lines(ask))),
        *titled("Beslutsunderlag", *lines(basis_lines(decision.basis))),
        *titled(
            "Protokollet",
            Paragraph(
                f"Protokollet är upprättat den {written(ask.on)}. När det är justerat tillkännages "
                "beslutet på anslagstavlan (8 kap. 10 § kommunallagen). Från den dagen räknas "
                "tiden för att överklaga."
            ),
            *signed_by_actor(ask.by),
        ),
    )
    title = f"Protokoll över delegationsbeslut nr {decision.number}"
    return paper(ask, LABEL, title, blocks, (f"Delegationsbeslut nr {decision.number}",))


def _of_the_decision(ask: PaperAsk) -> tuple[tuple[str, str], ...]:
    situation = ask.situation
    return (
        ("Organ", capitalised(situation.its_committee().name)),
        ("Beslutsdag", with_weekday(the_decision_day(ask))),
        ("Diarienummer", situation.case.reference),
        ("Ärende", situation.the_decision().title),
    )


KIND = Kind(LABEL, build, (needs.sender, needs.proposal, needs.decided, needs.signer))
