"""The first quarter: the agency's report, the meeting that the committee's can still come to."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import row, rows
from workflow.jobs.tick import tick
from workflow.operations import following_up, registers
from workflow.operations.queries.committee_report import committee_reports
from workflow.states import DutyKind, LetterKind
from workflow.store import tables as t

AGENCY, COMMITTEE = DutyKind.REPORT_AGENCY.value, DutyKind.REPORT_COMMITTEE.value


def ready_to_report(world: World) -> w.Matter:
    """Everybody has answered for 2023 and the follow-up is closed."""
    matter, office = w.asked_for_outcomes(world), world.office
    officer = world.actor("officer", w.CLOSED_UP)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, matter.plan_id, officer, w.CLOSED_UP)
    return matter


def report_to_agency(matter: w.Matter, day: str) -> None:
    officer = matter.world.actor("officer", when(day))
    following_up.report_agency(matter.world.office, matter.plan_id, officer, when(day))


def test_year_end_opens_the_follow_up_of_each_plan_and_watches_the_stop_date(
    world: World, database: Engine
) -> None:
    w.decided(world)
    tick(world.office, when("2024-01-02", 8))
    agency = row(database, t.duty, kind=AGENCY, plan_id=1)
    committee = row(database, t.duty, kind=COMMITTEE)
    assert (agency.due_on, committee.due_on) == (date(2024, 3, 31), date(2024, 3, 21))
    assert row(database, t.duty, kind=AGENCY, plan_id=2).due_on == date(2025, 3, 31)
    levels = {r.level: r.remind_on for r in rows(database, t.reminder, duty_id=committee.id)}
    assert (levels[14], levels[0]) == (date(2024, 3, 7), date(2024, 3, 21))


def test_a_report_to_the_agency_in_time_leaves_the_stop_date_as_it_is(
    world: World, database: Engine
) -> None:
    matter = ready_to_report(world)
    report_to_agency(matter, "2024-03-14")
    assert row(database, t.duty, kind=COMMITTEE).due_on == date(2024, 3, 21)


def test_a_late_report_to_the_agency_moves_the_committees_to_the_next_meeting(
    world: World, database: Engine
) -> None:
    matter = ready_to_report(world)
    registers.add_meeting(world.office, world.committee_id, date(2024, 5, 21), date(2024, 5, 7))
    for day in ("2024-03-07", "2024-03-21", "2024-03-22"):
        tick(world.office, when(day, 8))
    report_to_agency(matter, "2024-04-03")
    missed, now = rows(database, t.duty, kind=COMMITTEE)
    assert (missed.due_on, missed.settled_by) == (date(2024, 3, 21), "move_duty")
    assert (now.due_on, now.settled_on) == (date(2024, 5, 7), None)
    sent = [r.sent_on for r in rows(database, t.reminder, duty_id=missed.id)]
    assert date(2024, 3, 22) in sent
    assert {r.sent_on for r in rows(database, t.reminder, duty_id=now.id)} == {None}


def test_a_stop_date_that_has_passed_is_late_and_does_not_slip_away(
    world: World, database: Engine
) -> None:
    w.asked_for_outcomes(world)
    registers.add_meeting(world.office, world.committee_id, date(2024, 5, 21), date(2024, 5, 7))
    tick(world.office, when("2024-03-22", 8))
    assert row(database, t.duty, kind=COMMITTEE).due_on == date(2024, 3, 21)
    late = rows(database, t.letter, kind="reminder")
    assert f"{COMMITTEE} 2024-03-21 -1" in late[-1].body


@pytest.mark.parametrize(
    ("stop_on", "due_on"),
    [(date(2024, 3, 14), date(2024, 3, 14)), (date(2024, 3, 28), date(2024, 3, 28))],
    ids=["earlier", "later"],
)
def test_the_duty_follows_when_the_secretary_moves_the_stop_date(
    world: World, database: Engine, stop_on: date, due_on: date
) -> None:
    w.asked_for_outcomes(world)
    tick(world.office, when("2024-01-02", 8))
    april = row(database, t.meeting, held_on=date(2024, 4, 9))
    with database.begin() as connection:
        mine = t.meeting.update().where(t.meeting.c.id == april.id)
        connection.execute(mine.values(stop_on=stop_on))
    tick(world.office, when("2024-01-03", 8))
    assert row(database, t.duty, kind=COMMITTEE).due_on == due_on


@pytest.mark.parametrize(
    ("day", "meeting", "is_late"),
    [
        ("2024-02-01", date(2024, 4, 9), False),
        ("2024-03-21", date(2024, 4, 9), False),
        ("2024-03-22", date(2025, 4, 1), True),
        ("2025-03-18", None, True),
    ],
)
def test_the_program_says_which_meeting_is_still_possible(
    world: World, day: str, meeting: date | None, *, is_late: bool
) -> None:
    w.asked_for_outcomes(world)
    (found,) = committee_reports(world.office, world.case_id, when(day).date())
    assert found.meeting_on == meeting
    assert found.is_late is is_late
    assert found.waits_for == "Tillväxtverket"


def test_the_agencys_day_is_shown_as_unconfirmed(world: World) -> None:
    w.asked_for_outcomes(world)
    (found,) = committee_reports(world.office, world.case_id, date(2024, 2, 1))
    assert (found.agency_due_on, found.is_verified) == (date(2024, 3, 31), False)


def test_what_is_reported_back_has_no_meeting_to_reach(world: World) -> None:
    w.reported_back(world)
    assert committee_reports(world.office, world.case_id, date(2024, 3, 20)) == ()
