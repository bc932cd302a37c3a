"""A tick does what the calendar does by itself, once; and it never decides."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World, when
from tests.operations.reading import events, everything, findings, row, rows
from workflow.chain import STEPS
from workflow.jobs.tick import Ticked, tick
from workflow.operations import dispatching
from workflow.states import LetterKind, Role
from workflow.store import tables as t

MORNING = when("2023-10-27", 8)
NOTHING = Ticked((), 0)


def test_the_calendar_puts_a_new_decision_on_the_list_of_the_next_meeting(
    world: World, database: Engine
) -> None:
    w.decided(world)
    assert tick(world.office, MORNING).steps == ("list",)
    notice = row(database, t.notice)
    assert notice.state == "listed"
    assert row(database, t.meeting, id=notice.meeting_id).held_on == date(2023, 11, 21)
    assert events(world.office, step="list")[0]["actor"]["kind"] == "system"


def test_the_calendar_completes_a_dispatch_when_the_last_has_confirmed(
    world: World, database: Engine
) -> None:
    matter = w.dispatched(world)
    for number, party in enumerate(RECIPIENTS, 1):
        assert "complete" not in tick(world.office, MORNING).steps
        bearer = matter.bearer(party, LetterKind.UTDRAG)
        dispatching.acknowledge(world.office, matter.decision_id, bearer, MORNING)
        assert len(events(world.office, step="acknowledge")) == number
    assert tick(world.office, MORNING).steps == ("complete",)
    assert row(database, t.dispatch).state == "acknowledged"


def test_the_calendar_opens_the_follow_up_of_each_plan_when_its_year_ends(
    world: World, database: Engine
) -> None:
    w.decided(world)
    tick(world.office, MORNING)
    assert "open_follow_up" not in tick(world.office, when("2023-12-29", 8)).steps
    # New Year's Eve 2023 is a Sunday: the letters leave on the first working day after it.
    assert "open_follow_up" not in tick(world.office, when("2023-12-31", 8)).steps
    assert tick(world.office, when("2024-01-02", 8)).steps == ("open_follow_up",)
    assert [plan.state for plan in rows(database, t.plan)] == ["following_up", "adopted"]
    assert tick(world.office, when("2025-01-02", 8)).steps == ("open_follow_up",)
    assert {plan.state for plan in rows(database, t.plan)} == {"following_up"}


@pytest.mark.case("T01")
def test_a_day_begins_at_midnight_in_stockholm(world: World) -> None:
    w.decided(world)
    tick(world.office, MORNING)
    assert tick(world.office, when("2024-01-01", 23, 59)).steps == ()
    assert tick(world.office, when("2024-01-02", 0, 0)).steps == ("open_follow_up",)


@pytest.mark.parametrize("day", ["2023-10-27", "2023-11-21", "2024-01-02", "2024-04-02"])
def test_a_second_tick_at_the_same_time_does_nothing(
    world: World, database: Engine, day: str
) -> None:
    w.dispatched(world)
    at = when(day, 8)
    assert tick(world.office, at) != NOTHING
    before = everything(database)
    assert tick(world.office, at) == NOTHING
    assert tick(world.office, at + timedelta(hours=9)) == NOTHING
    assert everything(database) == before


def test_what_the_calendar_may_not_do_yet_is_no_refusal_on_record(world: World) -> None:
    w.dispatched(world)
    for day in range(1, 20):
        tick(world.office, when(f"2023-11-{day:02}", 8))
    assert [entry for entry in events(world.office) if entry["refused"]] == []


def test_no_tick_ever_decides(world: World, database: Engine) -> None:
    w.submitted(world)
    for month in range(1, 13):
        tick(world.office, when(f"2024-{month:02}-15", 8))
    assert row(database, t.decision).state == "submitted"
    assert events(world.office, step="decide") == []
    assert rows(database, t.series) == []


def test_the_calendar_has_no_step_that_needs_a_person() -> None:
    steps = {step.name: step.by for step in STEPS if Role.CALENDAR in step.by}
    assert set(steps) == {"list", "complete", "open_follow_up"}
    assert not any(Role.DECIDER in by for by in steps.values())


def test_each_day_on_which_something_was_recorded_is_sealed_once(
    world: World, database: Engine
) -> None:
    w.decided(world)
    for hour in (1, 8, 23):
        tick(world.office, when("2023-10-25", hour))
    days = [each.day for each in rows(database, t.seal)]
    assert days == sorted(set(days))
    assert days[-1] == date(2023, 10, 24)
    assert findings(world.office) == []


@pytest.mark.case("R08")
def test_two_workers_that_tick_at_once_take_each_step_and_send_each_reminder_once(
    world: World, database: Engine
) -> None:
    w.dispatched(world)
    start, at = Barrier(4), when("2023-11-08", 8)

    def work(_worker: int) -> Ticked:
        start.wait(60)
        return tick(world.office, at)

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(4)))
    assert sum(ticked.steps.count("list") for ticked in done) == 1
    reminders = rows(database, t.letter, kind="reminder")
    assert sum(ticked.reminders for ticked in done) == len(reminders) == 3
    whom = [(letter.to_email, letter.subject, letter.body) for letter in reminders]
    assert len(set(whom)) == len(whom)
    assert len(events(world.office, step="list", refused=False)) == 1
    assert len(rows(database, t.seal)) == len({each.day for each in rows(database, t.seal)})
    assert findings(world.office) == []
