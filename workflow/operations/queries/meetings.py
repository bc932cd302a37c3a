"""Meetings as pages show them: coming and past, what each takes up, what still waits for one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, select

from workflow.facts import Committee, Meeting
from workflow.operations.office import Office
from workflow.operations.queries.standings import NOTIFIED
from workflow.references import decision_number, swedish_key
from workflow.refusals import NotFound
from workflow.states import NoticeState
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.regions import committee_from
from workflow.year import next_meeting

PAGE = 50


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list: ``unnoted`` of its ``listed`` decisions have no paragraph yet."""

    id: int
    committee: Committee
    held_on: date
    stop_on: date
    listed: int
    unnoted: int
    summoned_at: datetime | None = None

    def as_fact(self) -> Meeting:
        return Meeting(self.id, self.held_on, self.stop_on, self.summoned_at)


@dataclass(frozen=True)
class Unnoted:
    """A decision that no meeting has taken note of.

    ``meeting`` is the one whose list it stands on, or else the next that takes papers;
    ``missed_on`` is the day of a meeting that has passed and should have noted it.
    """

    decision_id: int
    case_id: int
    reference: str
    number: str
    decided_on: date
    title: str
    committee: Committee
    notified: bool
    state: NoticeState
    meeting: Meeting | None
    missed_on: date | None


@dataclass(frozen=True)
class Overview:
    """The committees and their coming meetings, and every decision that no meeting has noted."""

    committees: tuple[Committee, ...]
    coming: tuple[MeetingRow, ...]
    unnoted: tuple[Unnoted, ...]

    def of(self, committee: Committee) -> tuple[MeetingRow, ...]:
        """One committee's coming meetings, the next first."""
        return tuple(row for row in self.coming if row.committee == committee)

    @property
    def waiting(self) -> tuple[Unnoted, ...]:
        """What stands on no list yet."""
        return tuple(
            each for each in self.unnoted if each.state is NoticeState.PENDING and each.notified
        )

    @property
    def unrecorded(self) -> tuple[Unnoted, ...]:
        """What is to be recorded separately, since the committee is not notified of it."""
        return tuple(
            each for each in self.unnoted if each.state is NoticeState.PENDING and not each.notified
        )

    @property
    def missed(self) -> tuple[Unnoted, ...]:
        """What a meeting that has passed should have noted: the alarm."""
        return tuple(each for each in self.unnoted if each.missed_on is not None)


def overview(office: Office, on: date) -> Overview:
    """All that is ahead, on a local day; a meeting held today is not past."""
    with reading(office.engine) as connection:
        committees = _committees(connection)
        coming = _meetings().where(t.meeting.c.held_on >= on).order_by(t.meeting.c.held_on)
        rows = connection.execute(coming)
        ahead = tuple(_meeting_row(row, committees) for row in rows)
        unnoted = tuple(_unnoted(connection, committees, on))
    named = tuple(sorted(committees.values(), key=lambda each: swedish_key(each.name)))
    return Overview(named, ahead, unnoted)


def past(office: Office, on: date, page: int = 1) -> tuple[tuple[MeetingRow, ...], int]:
    """One page of the meetings that have been held, the newest first, and how many there are."""
    held = t.meeting.c.held_on < on
    newest = t.meeting.c.held_on.desc(), t.meeting.c.id
    with reading(office.engine) as connection:
        committees = _committees(connection)
        total = connection.execute(select(func.count()).where(held)).scalar_one()
        rows = connection.execute(
            _meetings().where(held).order_by(*newest).limit(PAGE).offset((page - 1) * PAGE)
        )
        return tuple(_meeting_row(row, committees) for row in rows), total


def meeting_row(connection: Connection, meeting_id: int) -> MeetingRow:
    """One meeting; ``NotFound`` where there is none."""
    row = connection.execute(_meetings().where(t.meeting.c.id == meeting_id)).one_or_none()
    if row is None:
        raise NotFound(f"meeting {meeting_id}")
    return _meeting_row(row, _committees(connection))


def _committees(connection: Connection) -> dict[int, Committee]:
    rows = connection.execute(select(t.committee))
    return {row.id: committee_from(row) for row in rows}


def _meetings() -> Select[Any]:
    """Each meeting with how much stands on its list."""
    is_unnoted = case((t.notice.c.state == NoticeState.LISTED.value, 1))
    return (
        select(
            t.meeting,
            func.count(t.notice.c.id).label("listed"),
            func.count(is_unnoted).label("unnoted"),
        )
        .outerjoin(t.notice, t.notice.c.meeting_id == t.meeting.c.id)
        .group_by(*t.meeting.c)
    )


def _meeting_row(row: Row[Any], committees: dict[int, Committee]) -> MeetingRow:
    committee = committees[row.committee_id]
    counts = (row.listed, row.unnoted)
    return MeetingRow(row.id, committee, row.held_on, row.stop_on, *counts, row.summoned_at)


def _unnoted(
    connection: Connection, committees: dict[int, Committee], on: date
) -> Iterator[Unnoted]:
    rows = connection.execute(_WITHOUT_PARAGRAPH).all()
    calendars = _calendars(connection, rows)
    for row in rows:
        meetings, state = calendars[row.committee_id], NoticeState(row.state)
        listed_at = next((each for each in meetings if each.id == row.meeting_id), None)
        yield Unnoted(
            decision_id=row.decision_id,
            case_id=row.case_id,
            reference=row.reference,
            number=decision_number(row.number_serial, row.number_year),
            decided_on=row.decided_on,
            title=row.title,
            committee=committees[row.committee_id],
            notified=row.notified,
            state=state,
            meeting=listed_at or next_meeting(meetings, on),
            missed_on=_missed(meetings, listed_at, row, on) if row.notified else None,
        )


_WITHOUT_PARAGRAPH: Select[Any] = (
    select(
        t.notice.c.state,
        t.notice.c.meeting_id,
        t.decision.c.id.label("decision_id"),
        t.decision.c.case_id,
        t.decision.c.committee_id,
        t.decision.c.number_serial,
        t.decision.c.number_year,
        t.decision.c.decided_on,
        t.decision.c.decided_at,
        t.decision.c.title,
        t.matter_case.c.reference,
        NOTIFIED.label("notified"),
    )
    .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
    .join(t.committee, t.committee.c.id == t.decision.c.committee_id)
    .where(t.notice.c.state.in_((NoticeState.PENDING.value, NoticeState.LISTED.value)))
    .order_by(t.decision.c.decided_on, t.decision.c.id)
)


def _in_time(meeting: Meeting, decided: Row[Any]) -> bool:
    """Decided by the stop day, and before the summons went out."""
    summoned = meeting.summoned_at is not None and meeting.summoned_at <= decided.decided_at
    return bool(meeting.stop_on >= decided.decided_on) and not summoned


def _calendars(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, list[Meeting]]:
    """The meetings that any of the decisions could have come to, by committee, first first."""
    began = {row.committee_id: row.decided_on for row in reversed(rows)}
    calendars: dict[int, list[Meeting]] = {committee_id: [] for committee_id in began}
    if not began:
        return calendars
    since = t.meeting.c.held_on >= min(began.values())
    found = connection.execute(
        select(t.meeting)
        .where(since, t.meeting.c.committee_id.in_(began))
        .order_by(t.meeting.c.held_on)
    )
    for row in found:
        meeting = Meeting(row.id, row.held_on, row.stop_on, row.summoned_at)
        calendars[row.committee_id].append(meeting)
    return calendars


def _missed(
    meetings: Iterable[Meeting], listed_at: Meeting | None, decided: Row[Any], on: date
) -> date | None:
    """The day of the first meeting that has passed and that the decision came in time for."""
    could = [listed_at] if listed_at else [m for m in meetings if _in_time(m, decided)]
    return min((m.held_on for m in could if m.held_on < on), default=None)
