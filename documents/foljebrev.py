"""Följebrev: the cover letter to one recipient of an utdrag."""

from documents import needs
from documents.frame import lines, paper, signed_by, titled
from documents.kinds import Kind
from documents.parts import Lines, Paper, Paragraph
from documents.subject import officer_of, plans_of, the_delivery
from documents.wording import (
    correction_lines,
    corrections,
    decision_named,
    notice_line,
    plan_titles,
    the_corrections,
)
from workflow.orders import PaperAsk

LABEL = "Följebrev"

_BY_MAIL = (
    "Bekräfta med den personliga länken i mejlet som utdraget kom med. "
    "Du behöver inget konto. Du kan också svara på mejlet eller ringa handläggaren."
)
_BY_POST = (
    "Bekräfta genom att mejla, ringa eller skriva till handläggaren. "
    "Ange diarienumret som står överst i brevet."
)


def build(ask: PaperAsk) -> Paper:
    situation, party = ask.situation, the_delivery(ask).party
    plans = tuple(plan.title for plan in plans_of(ask))
    copy = f"Utdrag ur {decision_named(ask)}"
    recipient = tuple(line for line in (party.name, party.contact) if line)
    blocks = (
        Lines(recipient),
        Paragraph(
            f"{situation.region.name} har fastställt {plan_titles(ask)}. "
            "Här får du ett utdrag ur beslutet och planerna."
        ),
        *(Paragraph(f"{text} {the_corrections(ask)} följer med.") for text in corrections(ask)),
        Paragraph(notice_line(situation.its_committee())),
        *titled(
            "Bekräfta att utdraget har kommit fram",
            Paragraph(_BY_POST if party.by_post else _BY_MAIL),
        ),
        *titled("Bilagor", *lines((copy, *correction_lines(ask), *plans))),
        *signed_by(officer_of(ask)),
    )
    return paper(ask, LABEL, f"Utdrag: {situation.the_decision().title}", blocks)


KIND = Kind(LABEL, build, (needs.sender, needs.proposal, needs.decided, needs.recipient))
