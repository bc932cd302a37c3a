"""Meetings from a calendar file: added, changed, cancelled, known again; twice is as once."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import row, rows
from workflow.calendarfile import Event
from workflow.operations import meeting_import
from workflow.operations.meeting_import import Fate, Proposed, StopRule
from workflow.operations.register_record import By
from workflow.refusals import NotFound, Refused
from workflow.store import tables as t

RULE = StopRule(10, working=True)
DECEMBER, JANUARY = date(2023, 12, 12), date(2024, 1, 30)
NOVEMBER = date(2023, 11, 21)


def an_event(held_on: date, uid: str = "a", *, cancelled: bool = False) -> Event:
    return Event(uid, held_on, "Sammanträde", cancelled)


def by(world: World, who: str = "secretary") -> By:
    return By(world.actor(who, w.LISTED), w.LISTED)


def done(world: World, *events: Event, rule: StopRule = RULE) -> list[Fate]:
    found = meeting_import.carry_out(world.office, world.committee_id, events, rule, by(world))
    return [each.fate for each in found]


def proposed(world: World, *events: Event) -> tuple[Proposed, ...]:
    on = w.LISTED.date()
    return meeting_import.propose(world.office, world.committee_id, events, RULE, on)


def by_uid(database: Engine, uid: str = "a") -> tuple[date, date]:
    found = row(database, t.meeting, calendar_uid=uid)
    return found.held_on, found.stop_on


@pytest.mark.parametrize(
    ("rule", "stop_on"),
    [
        (StopRule(10, working=True), date(2023, 11, 28)),
        (StopRule(14), date(2023, 11, 28)),
        (StopRule(0), DECEMBER),
    ],
)
def test_a_new_meeting_gets_its_stop_day_by_the_rule(
    world: World, database: Engine, rule: StopRule, stop_on: date
) -> None:
    assert done(world, an_event(DECEMBER), rule=rule) == [Fate.ADD]
    assert by_uid(database) == (DECEMBER, stop_on)


def test_the_same_file_again_changes_nothing(world: World, database: Engine) -> None:
    events = (an_event(DECEMBER), an_event(NOVEMBER, "b"), an_event(JANUARY, "c"))
    assert done(world, *events) == [Fate.ADD, Fate.CHANGE, Fate.ADD]
    before, told = rows(database, t.meeting), rows(database, t.register_event)
    assert done(world, *events) == [Fate.SAME] * 3
    assert (rows(database, t.meeting), rows(database, t.register_event)) == (before, told)


def test_a_meeting_that_was_typed_is_known_by_its_day(world: World, database: Engine) -> None:
    known = row(database, t.meeting, held_on=NOVEMBER).id
    rule = StopRule((NOVEMBER - date(2023, 11, 2)).days)
    assert done(world, an_event(NOVEMBER), rule=rule) == [Fate.LINK]
    assert row(database, t.meeting, calendar_uid="a").id == known


def test_a_meeting_that_is_moved_in_the_calendar_is_moved_here(
    world: World, database: Engine
) -> None:
    done(world, an_event(DECEMBER))
    assert done(world, an_event(JANUARY)) == [Fate.CHANGE]
    assert by_uid(database) == (JANUARY, date(2024, 1, 16))
    assert len(rows(database, t.meeting, calendar_uid="a")) == 1


def test_a_cancelled_meeting_is_taken_away_and_an_unknown_one_is_left(
    world: World, database: Engine
) -> None:
    done(world, an_event(DECEMBER))
    assert done(world, an_event(DECEMBER, cancelled=True)) == [Fate.CANCEL]
    assert done(world, an_event(JANUARY, "b", cancelled=True)) == [Fate.ABSENT]
    assert rows(database, t.meeting, held_on=DECEMBER) == []


def test_a_day_that_a_cancelled_or_moved_meeting_leaves_is_free_for_another(
    world: World, database: Engine
) -> None:
    done(world, an_event(DECEMBER), an_event(JANUARY, "b"))
    events = (
        an_event(DECEMBER, cancelled=True),
        an_event(date(2024, 2, 6), "b"),
        an_event(DECEMBER, "c"),
        an_event(JANUARY, "d"),
    )
    assert done(world, *events) == [Fate.CANCEL, Fate.CHANGE, Fate.ADD, Fate.ADD]
    assert by_uid(database, "d")[0] == JANUARY


def test_a_day_that_is_taken_is_told_and_the_rest_is_done(world: World, database: Engine) -> None:
    events = (an_event(DECEMBER), an_event(DECEMBER, "b"), an_event(JANUARY, "c"))
    assert done(world, *events) == [Fate.ADD, Fate.TAKEN, Fate.ADD]
    assert len(rows(database, t.meeting, held_on=DECEMBER)) == 1


@pytest.mark.parametrize("cancelled", [True, False], ids=["cancelled", "moved"])
def test_a_meeting_with_a_list_stays_and_the_preview_says_why(
    world: World, database: Engine, *, cancelled: bool
) -> None:
    done(world, an_event(NOVEMBER), rule=StopRule(19))
    w.listed(w.decided(world))
    (found,) = proposed(world, an_event(JANUARY, cancelled=cancelled))
    assert (found.fate, found.was_held_on) == (Fate.BLOCKED, NOVEMBER)
    assert "Flytta först besluten" in found.why
    assert done(world, an_event(JANUARY, cancelled=cancelled)) == [Fate.BLOCKED]
    assert by_uid(database)[0] == NOVEMBER


def test_what_is_over_is_left(world: World, database: Engine) -> None:
    before = rows(database, t.meeting)
    assert done(world, an_event(date(2023, 10, 3))) == [Fate.PAST]
    assert rows(database, t.meeting) == before


def test_looking_through_a_file_writes_nothing(world: World, database: Engine) -> None:
    before = rows(database, t.meeting)
    assert [each.fate for each in proposed(world, an_event(DECEMBER))] == [Fate.ADD]
    assert rows(database, t.meeting) == before


def test_every_change_is_on_record(world: World, database: Engine) -> None:
    done(world, an_event(DECEMBER))
    done(world, an_event(JANUARY))
    done(world, an_event(JANUARY, cancelled=True))
    steps = [entry.step for entry in rows(database, t.register_event)]
    assert steps == ["add_meeting", "change_meeting", "cancel_meeting"]


def test_a_decision_that_waits_is_due_at_the_meeting_that_came(
    world: World, database: Engine
) -> None:
    w.decided(world)
    done(world, an_event(date(2023, 11, 14)), rule=StopRule(7))
    assert row(database, t.duty, kind="notify", settled_on=None).due_on == date(2023, 11, 14)


def test_only_the_secretary_reads_a_file_in(world: World, database: Engine) -> None:
    before = rows(database, t.meeting)
    with pytest.raises(Refused):
        meeting_import.carry_out(
            world.office, world.committee_id, (an_event(DECEMBER),), RULE, by(world, "officer")
        )
    with pytest.raises(NotFound):
        meeting_import.carry_out(world.office, 99, (an_event(DECEMBER),), RULE, by(world))
    assert rows(database, t.meeting) == before
