"""What is done once a day: yesterday's seal, and the days that hang on the committee's meetings."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from workflow.duty_rules import day_in_year
from workflow.facts import Meeting, local_date
from workflow.operations import heartbeats, moving
from workflow.operations.clocks import DAILY
from workflow.operations.office import Office
from workflow.reminding_rules import watch
from workflow.states import DutyKind, To
from workflow.store import duty_rules, record, regions, situations
from workflow.store import tables as t
from workflow.store.columns import UtcDateTime
from workflow.store.engine import reading, writing
from workflow.year import next_meeting

# The mark that the day's work is done, of the same day in UTC as the seals count days.
DONE = select(t.heartbeat.c.name).where(
    t.heartbeat.c.name == DAILY, t.heartbeat.c.beat_at >= bindparam("day_began", type_=UtcDateTime)
)


def do_once(office: Office, at: datetime) -> None:
    """The day's work, at its first tick; the mark that it is done is part of the same commit."""
    with reading(office.engine) as connection:
        if _is_done(connection, at):
            return
    with writing(office.engine) as connection:
        if _is_done(connection, at):
            return  # another worker was first
        yesterday = at.astimezone(UTC).date() - timedelta(days=1)
        record.seal_day(connection, yesterday, office.key, at)
        follow_meetings(connection, local_date(at, office.time_zone))
        heartbeats.keep(connection, DAILY, {"beat_at": at, "ok_at": at})


def _is_done(connection: Connection, at: datetime) -> bool:
    """Whether a tick of the same day has done it."""
    return connection.execute(DONE, {"day_began": day_began(at)}).first() is not None


def day_began(at: datetime) -> datetime:
    """When the day began, as the seals count days."""
    return datetime.combine(at.astimezone(UTC), time(), UTC)


# Read with the words of the index over open duties, so that the database uses it.
_REPORTS = (
    select(t.duty, t.plan.c.year, t.matter_case.c.committee_id, t.matter_case.c.programme_id)
    .join(t.plan, t.plan.c.id == t.duty.c.plan_id)
    .join(t.matter_case, t.matter_case.c.id == t.duty.c.case_id)
    .where(t.duty.c.kind == DutyKind.REPORT_COMMITTEE.value, t.duty.c.settled_on.is_(None))
    .order_by(t.duty.c.id)
)


def follow_meetings(connection: Connection, today: date) -> int:
    """Give the committees' reports the stop dates of the meetings as the calendar has them now.

    A day that has passed stays: the report is late, and its reminders say which meeting is
    still possible. Gives the number of duties that were moved.
    """
    rows = connection.execute(_REPORTS.where(t.duty.c.due_on >= today)).all()
    groups: dict[tuple[int, int, int], list[Row[Any]]] = {}
    for row in rows:
        groups.setdefault((row.committee_id, row.programme_id, row.year), []).append(row)
    return sum(
        _follow(connection, committee_id, programme_id, year, mine, today)
        for (committee_id, programme_id, year), mine in groups.items()
    )


def _follow(
    connection: Connection,
    committee_id: int,
    programme_id: int,
    year: int,
    rows: list[Row[Any]],
    today: date,
) -> int:
    rules = duty_rules.of_programme(connection, programme_id)
    calendar = regions.calendar_of(connection, programme_id)
    first = day_in_year(calendar, rules, DutyKind.REPORT_COMMITTEE, year)
    meeting = _meeting(connection, committee_id, first, today)
    if meeting is None:
        return 0
    how = watch(calendar, rules, DutyKind.REPORT_COMMITTEE, year)
    astray = [row for row in rows if row.due_on != meeting.stop_on]
    for row in astray:
        now = moving.Moved(meeting.stop_on, To(row.role_to), how)
        moving.move(connection, row.id, now, today)
    return len(astray)


def _meeting(connection: Connection, committee_id: int, first: date, today: date) -> Meeting | None:
    ahead = situations.meetings(connection, committee_id, today)
    return next_meeting([each for each in ahead if each.held_on >= first], today)
