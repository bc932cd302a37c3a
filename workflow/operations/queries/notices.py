"""The notice of one decision as its page shows it: where it stands, and what comes next."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.facts import Committee, Court, Meeting, Notice
from workflow.operations.office import Office
from workflow.operations.queries.kept import KeptPaper, as_kept, kept_papers
from workflow.operations.queries.standings import NOTIFIED
from workflow.references import decision_number, with_title
from workflow.refusals import NotFound
from workflow.states import NoticeState, PaperKind
from workflow.store import aftermath, regions, situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.year import next_meeting, other_meeting


@dataclass(frozen=True)
class NoticePage:
    """A decision and its notice.

    ``next_meeting`` is the first that still takes papers, ``moves_to`` the one that a listed
    decision can be moved to, ``last_place`` where the committee's minutes were kept when one was
    last posted, ``same_paragraph`` the one that another decision on the same list was noted under.
    ``court`` is where the decision is appealed.
    """

    decision_id: int
    case_id: int
    reference: str
    number: str
    title: str
    decided_on: date
    decider: str
    committee: Committee
    notice: Notice
    next_meeting: Meeting | None
    moves_to: Meeting | None
    court: Court | None
    last_place: str
    same_paragraph: str
    papers: tuple[KeptPaper, ...]

    @property
    def is_recorded(self) -> bool:
        """Whether the decision goes by a record of its own and not by a meeting."""
        begun = self.notice.state is not NoticeState.PENDING
        return self.notice.meeting is None and (begun or not self.committee.notified)


def notice_page(office: Office, decision_id: int, on: date) -> NoticePage:
    """All about the notice of a decision; ``NotFound`` where it is not decided."""
    with reading(office.engine) as connection:
        notice = aftermath.notice(connection, decision_id)
        if notice is None:
            raise NotFound(f"the notice of decision {decision_id}")
        row = connection.execute(_DECISION.where(t.decision.c.id == decision_id)).one()
        ahead = situations.meetings(connection, row.committee_id, on)
        return NoticePage(
            decision_id=decision_id,
            case_id=row.case_id,
            reference=row.reference,
            number=decision_number(row.number_serial, row.number_year),
            title=row.title,
            decided_on=row.decided_on,
            decider=with_title(row.decider_name, row.decider_title),
            committee=Committee(row.committee_id, row.code, row.name, row.genitive, row.notified),
            notice=notice,
            next_meeting=next_meeting(ahead, on),
            moves_to=other_meeting(ahead, notice.meeting, on) if notice.meeting else None,
            court=regions.court_from(row.house.get("court")),
            last_place=_last_place(connection, row.committee_id),
            same_paragraph=_same_paragraph(connection, notice),
            papers=_papers(connection, notice.id),
        )


_DECISION = (
    select(
        t.decision.c.case_id,
        t.decision.c.committee_id,
        t.decision.c.number_serial,
        t.decision.c.number_year,
        t.decision.c.title,
        t.decision.c.decided_on,
        t.decision.c.decider_name,
        t.decision.c.decider_title,
        t.matter_case.c.reference,
        t.committee.c.code,
        t.committee.c.name,
        t.committee.c.genitive,
        NOTIFIED.label("notified"),
        t.region.c.house,
    )
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
    .join(t.committee, t.committee.c.id == t.decision.c.committee_id)
    .join(t.region, t.region.c.id == t.committee.c.region_id)
)


def _last_place(connection: Connection, committee_id: int) -> str:
    places = (
        select(t.notice.c.posted_place)
        .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
        .where(t.decision.c.committee_id == committee_id, t.notice.c.posted_on.is_not(None))
        .order_by(t.notice.c.posted_on.desc(), t.notice.c.id.desc())
        .limit(1)
    )
    return connection.execute(places).scalar() or ""


def _same_paragraph(connection: Connection, notice: Notice) -> str:
    if notice.meeting is None:
        return ""
    noted = (
        select(t.notice.c.paragraph)
        .where(t.notice.c.meeting_id == notice.meeting.id, t.notice.c.paragraph != "")
        .order_by(t.notice.c.position)
        .limit(1)
    )
    return connection.execute(noted).scalar() or ""


_OF_THE_NOTICE = (
    PaperKind.ANMALAN,
    PaperKind.ANMALNINGSLISTA,
    PaperKind.SARSKILT_PROTOKOLL,
    PaperKind.TILLKANNAGIVANDE,
)


def _papers(connection: Connection, notice_id: int) -> tuple[KeptPaper, ...]:
    """The papers that the steps of the notice made, in the order in which they were made."""
    rows = connection.execute(
        kept_papers()
        .where(t.paper_use.c.notice_id == notice_id, t.paper_use.c.current)
        .where(t.paper_use.c.kind.in_([kind.value for kind in _OF_THE_NOTICE]))
        .order_by(t.paper_use.c.id)
    )
    return as_kept(rows)
