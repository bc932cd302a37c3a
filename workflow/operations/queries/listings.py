"""What one meeting takes up: its list of delegated decisions, its reports, the list's paper."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from workflow.facts import ListedDecision, Meeting
from workflow.operations.office import Office
from workflow.operations.queries.kept import KeptPaper, as_kept, kept_papers
from workflow.operations.queries.meetings import MeetingRow, meeting_row
from workflow.operations.register_record import Change
from workflow.states import NoticeState, PaperKind, PlanState
from workflow.store import aftermath, situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.year import other_meeting


@dataclass(frozen=True)
class ListedLine:
    """One line of a meeting's list, and how its notice stands."""

    decision_id: int
    case_id: int
    line: ListedDecision
    state: NoticeState
    paragraph: str
    adjusted_on: date | None
    posted_on: date | None
    last_appeal_on: date | None
    in_force_on: date | None


@dataclass(frozen=True)
class Report:
    """A yearly report (återrapportering) that was drawn up for the meeting.

    ``may_move`` is one whose plan is not closed: it can be moved to another meeting.
    """

    plan_id: int
    case_id: int
    reference: str
    title: str
    made_on: date
    may_move: bool


@dataclass(frozen=True)
class Agenda:
    """A meeting with all that it takes up.

    ``paper`` is the list as it went out with the summons, or else as it was last drawn up.
    """

    meeting: MeetingRow
    lines: tuple[ListedLine, ...]
    reports: tuple[Report, ...]
    paper: KeptPaper | None

    @property
    def unnoted(self) -> tuple[ListedLine, ...]:
        """The lines that have no paragraph yet."""
        return tuple(each for each in self.lines if each.state is NoticeState.LISTED)


def agenda(office: Office, meeting_id: int) -> Agenda:
    """What a meeting takes up; ``NotFound`` where there is no such meeting."""
    with reading(office.engine) as connection:
        row = meeting_row(connection, meeting_id)
        return Agenda(
            row,
            _lines(connection, row.as_fact()),
            reports(connection, meeting_id),
            _closed_list(connection, row) or _paper(connection, meeting_id),
        )


def moves_to(office: Office, meeting: MeetingRow, on: date) -> Meeting | None:
    """The meeting that what is listed here can be moved to; nothing where there is none."""
    with reading(office.engine) as connection:
        ahead = situations.meetings(connection, meeting.committee.id, on)
    return other_meeting(ahead, meeting.as_fact(), on)


def _lines(connection: Connection, meeting: Meeting) -> tuple[ListedLine, ...]:
    """The list, beside its notices in the same order."""
    listed = aftermath.listings(connection, (meeting,)).get(meeting.id, ())
    notices = connection.execute(
        select(t.notice, t.decision.c.case_id)
        .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
        .where(t.notice.c.meeting_id == meeting.id)
        .order_by(t.notice.c.position, t.notice.c.id)
    )
    return tuple(
        ListedLine(
            decision_id=row.decision_id,
            case_id=row.case_id,
            line=line,
            state=NoticeState(row.state),
            paragraph=row.paragraph,
            adjusted_on=row.adjusted_on,
            posted_on=row.posted_on,
            last_appeal_on=row.last_appeal_on,
            in_force_on=row.in_force_on,
        )
        for line, row in zip(listed, notices, strict=True)
    )


def reports(connection: Connection, meeting_id: int) -> tuple[Report, ...]:
    """The reports that were drawn up for the meeting, each with the day of its paper."""
    made_on = (
        select(func.max(t.paper_use.c.made_on))
        .where(t.paper_use.c.plan_id == t.plan.c.id, t.paper_use.c.current)
        .where(t.paper_use.c.kind == PaperKind.ATERRAPPORTERING.value)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            t.plan.c.id.label("plan_id"),
            t.plan.c.state,
            t.plan.c.title,
            t.matter_case.c.id.label("case_id"),
            t.matter_case.c.reference,
            made_on.label("made_on"),
        )
        .join(t.matter_case, t.matter_case.c.id == t.plan.c.case_id)
        .where(t.plan.c.meeting_id == meeting_id)
        .order_by(t.plan.c.id)
    )
    return tuple(
        Report(
            plan_id=row.plan_id,
            case_id=row.case_id,
            reference=row.reference,
            title=row.title,
            made_on=row.made_on,
            may_move=row.state == PlanState.REPORTED_BACK,
        )
        for row in rows
    )


def _closed_list(connection: Connection, meeting: MeetingRow) -> KeptPaper | None:
    """The list as it went out, which the record names; moved decisions do not change it."""
    if meeting.summoned_at is None:
        return None
    summoned = select(t.register_event.c.body).where(
        t.register_event.c.step == Change.SUMMON_MEETING.value,
        t.register_event.c.thing_id == meeting.id,
        ~t.register_event.c.refused,
    )
    body = connection.execute(summoned.order_by(t.register_event.c.id.desc())).scalars().first()
    hashes = [sha256 for _, _, sha256 in json.loads(body)["given"]["papers"]] if body else []
    papers = connection.execute(kept_papers().where(t.paper.c.sha256.in_(hashes)).limit(1))
    return next(iter(as_kept(papers)), None)


def _paper(connection: Connection, meeting_id: int) -> KeptPaper | None:
    """The list as it was last drawn up: each decision that comes to it draws it anew."""
    newest = connection.execute(
        kept_papers()
        .join(t.notice, t.notice.c.id == t.paper_use.c.notice_id)
        .where(t.notice.c.meeting_id == meeting_id)
        .where(t.paper_use.c.kind == PaperKind.ANMALNINGSLISTA.value)
        .order_by(t.paper_use.c.id.desc())
        .limit(1)
    )
    return next(iter(as_kept(newest)), None)
