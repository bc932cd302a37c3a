"""Beslutsmissiv: the cover note with which a decided matter goes to registrar and secretary."""

from documents import delegationsbeslut, needs
from documents.frame import lines, paper, titled
from documents.kinds import Kind
from documents.parts import Clauses, Column, KeyValues, Paper, Paragraph, Table
from documents.subject import plans_of, the_decider
from documents.typography import capitalised, enumerated, with_weekday, written
from documents.wording import basis_lines, clauses, decided_by, decision_named
from workflow.duties import RULES
from workflow.orders import PaperAsk
from workflow.states import DutyKind
from workflow.year import next_meeting

LABEL = "Beslutsmissiv"
REGISTRAR, SECRETARY = "Registratorn", "Nämndsekreteraren"
_COLUMNS = (Column("Vad", 88), Column("Vem", 38), Column("Senast", 46))


def build(ask: PaperAsk) -> Paper:
    decision, house = ask.situation.the_decision(), ask.situation.its_house()
    sentences = clauses(plans_of(ask), house, the_decider(ask).title)
    papers = (capitalised(decision_named(ask)), *basis_lines(decision.basis))
    blocks = (
        KeyValues((("Till", "Registratorn och nämndsekreteraren"),)),
        Paragraph(decided_by(ask)),
        *titled("Det här är beslutat", Clauses(sentences)),
        *titled("Handlingar som hör till beslutet", *lines(papers)),
        *titled("Att göra", Table("Vad som ska göras efter beslutet", _COLUMNS, _tasks(ask))),
    )
    title = f"Fattat beslut: {decision.title}"
    return paper(ask, LABEL, title, blocks, delegationsbeslut.notes(ask))


def _tasks(ask: PaperAsk) -> tuple[tuple[str, str, str], ...]:
    """The days are those that the same step puts in the calendar, reckoned by the same rules."""
    situation = ask.situation
    recipients = enumerated(situation.the_decision().dispatch_to)
    dispatch_on = RULES[DutyKind.DISPATCH].due_on(situation, None, ask.on)
    return (
        (
            f"Registrera beslutet och skicka utdrag till {recipients}",
            REGISTRAR,
            with_weekday(dispatch_on),
        ),
        _notice(ask),
        (_posting(ask), SECRETARY, "andra dagen efter justeringen"),
    )


def _posting(ask: PaperAsk) -> str:
    if ask.situation.its_committee().notified:
        return "Anslå att protokollet är justerat, när nämnden har tagit del av beslutet"
    return "Anslå att det särskilda protokollet är justerat"


def _notice(ask: PaperAsk) -> tuple[str, str, str]:
    committee = ask.situation.its_committee()
    if not committee.notified:
        record_on = RULES[DutyKind.RECORD].due_on(ask.situation, None, ask.on)
        return "Protokollför beslutet särskilt", SECRETARY, with_weekday(record_on)
    meeting = next_meeting(ask.situation.meetings, ask.on)
    if meeting is None:
        missing = f"Lägg in {committee.genitive} nästa sammanträde och anmäl beslutet till det"
        return missing, SECRETARY, "snarast"
    what = (
        f"Ta upp beslutet på anmälningslistan till {committee.genitive} sammanträde "
        f"den {written(meeting.held_on)}"
    )
    return what, SECRETARY, with_weekday(meeting.stop_on)


KIND = Kind(LABEL, build, (needs.sender, needs.proposal, needs.decided))
