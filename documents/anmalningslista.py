"""Anmälningslista: every delegated decision that one meeting is told of."""

from dataclasses import replace

from documents import needs
from documents.frame import paper, titled
from documents.kinds import Kind
from documents.parts import Column, Head, KeyValues, Paper, Paragraph, Table
from documents.proposal import takes_note
from documents.subject import the_meeting
from documents.typography import counted, with_weekday, written
from workflow.facts import ListedDecision
from workflow.orders import PaperAsk
from workflow.states import Role

LABEL = "Anmälningslista"
_COLUMNS = (
    Column("Nr", 6, numeric=True),
    Column("Diarienummer", 25),
    Column("Beslut", 19),
    Column("Ärende och beslut i korthet", 54),
    Column("Delegat och delegationsgrund", 36),
)


def build(ask: PaperAsk) -> Paper:
    committee, meeting = ask.situation.case.committee, the_meeting(ask)
    listed = sorted(ask.listing, key=lambda decision: decision.position)
    count = counted(len(listed), "beslut", "beslut")
    blocks = (
        KeyValues(
            (
                ("Sammanträde", with_weekday(meeting.held_on)),
                ("Handlingar senast", written(meeting.stop_on)),
                ("Antal", count),
            )
        ),
        Paragraph(
            f"Besluten är fattade på delegation från {committee.name}. Nämnden tar del av dem; "
            "anmälan innebär ingen ny prövning (7 kap. 8 § kommunallagen)."
        ),
        Table(
            f"Delegationsbeslut som anmäls den {written(meeting.held_on)}",
            _COLUMNS,
            tuple(_row(decision) for decision in listed),
        ),
        *titled(
            "Förslag till beslut",
            *(Paragraph(text) for text in takes_note(ask, "de anmälda delegationsbesluten")),
        ),
    )
    title = f"Delegationsbeslut som anmäls till {committee.name}"
    notes = (f"Sammanträde {meeting.held_on.isoformat()}",)
    drawn = paper(ask, LABEL, title, blocks, notes)
    if len({decision.reference for decision in listed}) <= 1:
        return drawn
    return replace(drawn, head=_of_the_meeting(ask, drawn.head))


def _of_the_meeting(ask: PaperAsk, head: Head) -> Head:
    """A list of several cases is the meeting's: no single case's number or officer heads it."""
    own = replace(head, reference="")
    secretary = ask.situation.staff.get(Role.SECRETARY)
    if secretary is None:
        return own
    return replace(
        own,
        unit=secretary.unit or ask.situation.region.unit,
        officer=secretary.name,
        phone=secretary.phone,
        email=secretary.email,
    )


def _row(decision: ListedDecision) -> tuple[str, ...]:
    return (
        str(decision.position),
        decision.reference,
        f"nr {decision.number}\n{decision.decided_on.isoformat()}",
        f"{decision.title}\n{decision.sentence}",
        f"{decision.delegate}\n{decision.ground}",
    )


KIND = Kind(LABEL, build, (needs.sender, needs.meeting, needs.listing))
