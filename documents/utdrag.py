"""Utdrag: the decision's content as one recipient gets it, certified by whoever dispatches it."""

from documents import delegationsbeslut, needs
from documents.frame import paper, paragraphs, titled
from documents.kinds import Kind
from documents.parts import KeyValues, Paper, Paragraph, Signature
from documents.subject import the_actor, the_delivery
from documents.wording import corrections, decision_named, the_corrections
from workflow.orders import PaperAsk
from workflow.references import uncapitalised

LABEL = "Utdrag ur delegationsbeslut"


def build(ask: PaperAsk) -> Paper:
    """The text is the decision's own; what has been put right since is said and goes with it."""
    blocks = (
        KeyValues((("Mottagare", the_delivery(ask).party.name),)),
        *delegationsbeslut.content(ask),
        *titled("Rättelse", *paragraphs(_corrected(ask))),
        *titled("Bestyrkande", Paragraph(_agrees(ask)), Signature(_certifier(ask))),
    )
    title, notes = ask.situation.the_decision().title, delegationsbeslut.notes(ask)
    return paper(ask, LABEL, title, blocks, notes)


def _corrected(ask: PaperAsk) -> tuple[str, ...]:
    goes_with = f"{the_corrections(ask)} följer med utdraget."
    return tuple(f"{text} {goes_with}" for text in corrections(ask))


def _agrees(ask: PaperAsk) -> str:
    """What is certified is true of a decision that is put right too: the text is the first one."""
    agrees = f"Utdraget stämmer överens med {decision_named(ask)}"
    if not corrections(ask):
        return f"{agrees}."
    return f"{agrees}, så som det löd före {uncapitalised(the_corrections(ask))}."


def _certifier(ask: PaperAsk) -> tuple[str, ...]:
    """Who certifies: by name and the post of that day, or by the post where that is the name.

    It is the person who takes the step, and not another registrar. Neither the calendar nor a
    program of others takes it: a copy is certified by somebody, or it is not dispatched.
    """
    by = the_actor(ask)
    same = bool(by.title) and by.name.lower().startswith(by.title.lower())
    named = (by.title,) if same else tuple(line for line in (by.name, by.title) if line)
    return (*named, ask.situation.region.name)


KIND = Kind(LABEL, build, (*delegationsbeslut.NEEDS, needs.recipient, needs.certifier))
