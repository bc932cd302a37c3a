"""Tjänsteskrivelse to the committee: the officer asks it to decide, or to take note."""

from collections.abc import Mapping

from documents.frame import PROPOSED, Section, in_house_order, lines, paper, paragraphs, signed_by
from documents.parts import Clauses, Paper
from documents.subject import officer_of
from documents.typography import capitalised
from workflow.orders import PaperAsk

LABEL = "Tjänsteskrivelse"


def to_the_committee(
    ask: PaperAsk,
    title: str,
    text: tuple[str, ...],
    basis: tuple[str, ...],
    proposed: tuple[str, ...],
    after_text: Section = (),
) -> Paper:
    """A tjänsteskrivelse to the committee; ``proposed`` stand as the committee's own sentences."""
    meeting = ask.meeting
    notes = (f"Sammanträde {meeting.held_on.isoformat()}",) if meeting else ()
    sections: Mapping[str, Section] = {
        "arendebeskrivning": (*paragraphs(text), *after_text),
        "beslutsunderlag": lines(basis),
        PROPOSED: (Clauses(proposed),),
        "underskrift": signed_by(officer_of(ask)),
    }
    given = {key: section for key, section in sections.items() if section}
    return paper(ask, LABEL, title, in_house_order(ask.situation.region.house, given), notes)


def takes_note(ask: PaperAsk, of_what: str) -> tuple[str, ...]:
    """The committee takes note: it neither approves nor adopts what it is told."""
    committee = capitalised(ask.situation.case.committee.name)
    return (f"{committee} tar del av {of_what}.",)
