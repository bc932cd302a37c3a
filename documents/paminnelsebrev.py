"""Påminnelsebrev: a reminder on paper to a recipient who has not confirmed the utdrag."""

from documents import needs
from documents.frame import paper, signed_by, titled
from documents.kinds import Kind
from documents.parts import KeyValues, Lines, Paper, Paragraph
from documents.subject import officer_of, the_delivery
from documents.wording import decision_named, plan_titles
from workflow.orders import PaperAsk

LABEL = "Påminnelse"
_BLANK = "_" * 40


def build(ask: PaperAsk) -> Paper:
    situation, party = ask.situation, the_delivery(ask).party
    recipient = tuple(line for line in (party.name, party.contact) if line)
    blocks = (
        Lines(recipient),
        Paragraph(
            f"{situation.region.name} har skickat dig ett utdrag ur {decision_named(ask)}, som "
            f"fastställer {plan_titles(ask)}. Vi har ännu inte fått veta om utdraget har kommit "
            "fram."
        ),
        *titled(
            "Bekräfta att utdraget har kommit fram",
            Paragraph(
                "Ring eller mejla handläggaren, eller fyll i bekräftelsen här nedanför och skicka "
                "tillbaka brevet."
            ),
            Paragraph("Har utdraget inte kommit fram? Hör av dig, så skickar vi det igen."),
        ),
        *signed_by(officer_of(ask)),
        *titled(
            "Bekräftelse",
            Paragraph(f"Utdraget ur {decision_named(ask)} har kommit fram till {party.name}."),
            KeyValues((("Datum", _BLANK), ("Namn", _BLANK), ("Befattning", _BLANK))),
        ),
    )
    return paper(ask, LABEL, f"Påminnelse: {situation.the_decision().title}", blocks)


KIND = Kind(
    LABEL,
    build,
    (needs.sender, needs.proposal, needs.decided, needs.recipient, needs.unconfirmed),
)
