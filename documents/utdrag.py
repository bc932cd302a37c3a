"""Utdrag: the decision's content as one recipient gets it, certified by the registrar's post."""

from documents import delegationsbeslut, needs
from documents.frame import paper, titled
from documents.kinds import Kind
from documents.parts import KeyValues, Paper, Paragraph, Signature
from documents.subject import the_delivery
from documents.wording import decision_named
from workflow.facts import Situation
from workflow.orders import PaperAsk
from workflow.states import Role

LABEL = "Utdrag ur delegationsbeslut"


def build(ask: PaperAsk) -> Paper:
    situation = ask.situation
    blocks = (
        KeyValues((("Mottagare", the_delivery(ask).party.name),)),
        *delegationsbeslut.content(ask),
        *titled(
            "Bestyrkande",
            Paragraph(f"Utdraget stämmer överens med {decision_named(ask)}."),
            Signature(_registrar(situation)),
        ),
    )
    notes = delegationsbeslut.notes(ask)
    return paper(ask, LABEL, situation.the_decision().title, blocks, notes)


def _registrar(situation: Situation) -> tuple[str, ...]:
    """Who certifies: by name and post, or by the post alone where that is the name."""
    registrar = situation.staff[Role.REGISTRAR]
    same = registrar.name.lower().startswith(registrar.title.lower())
    named = (registrar.title,) if same else (registrar.name, registrar.title)
    return (*named, situation.region.name)


KIND = Kind(LABEL, build, (*delegationsbeslut.NEEDS, needs.recipient, needs.registrar))
