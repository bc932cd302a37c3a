"""A clock that jumps sends nothing by itself until it is right again or somebody confirms it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.operations.builders import World, when
from tests.operations.reading import refused, row, rows
from workflow.facts import Actor
from workflow.operations import clocks
from workflow.operations.clocks import Jump, Limits, goes_on
from workflow.operations.register_record import By
from workflow.states import ActorKind, Role
from workflow.store import tables as t

NOW, HOUR, DAY = when("2023-10-24", 8), timedelta(hours=1), timedelta(days=1)
ADMINISTRATOR = Actor(ActorKind.PERSON, "Administratören", frozenset({Role.ADMINISTRATOR}))


def begun(world: World) -> datetime:
    assert goes_on(world.office, NOW, Limits())
    return NOW


@pytest.mark.parametrize(
    ("gone", "ran", "believed"),
    [
        (timedelta(minutes=1), timedelta(minutes=1), True),
        (timedelta(minutes=-3), None, True),  # two workers whose clocks differ
        (14 * DAY, None, True),  # off for two weeks
        (35 * DAY, None, True),
        (36 * DAY, None, False),
        (400 * DAY, None, False),
        (-2 * HOUR, None, False),
        (-365 * DAY, None, False),
        (10 * DAY, timedelta(minutes=1), False),  # while it runs
        (2 * HOUR, timedelta(minutes=1), False),
        (10 * DAY, 10 * DAY, True),
    ],
)
def test_a_clock_is_believed_as_far_as_time_may_have_gone(
    world: World, gone: timedelta, ran: timedelta | None, *, believed: bool
) -> None:
    assert goes_on(world.office, begun(world) + gone, Limits(), ran) is believed


@pytest.mark.parametrize(
    "night",
    [when("2024-03-31", 1, 59), when("2024-10-27", 2, 59), when("2024-12-31", 23, 59)],
    ids=["summer time begins", "summer time ends", "year change"],
)
def test_summer_time_and_a_new_year_are_no_jumps(world: World, night: datetime) -> None:
    goes_on(world.office, night, Limits())
    for minute in range(1, 4):
        later = night + timedelta(minutes=minute)
        assert goes_on(world.office, later, Limits(), timedelta(minutes=1))


@pytest.mark.case("T03")
def test_a_jump_holds_until_somebody_confirms_the_time(world: World, database: Engine) -> None:
    later = begun(world) + 400 * DAY
    assert not goes_on(world.office, later, Limits())
    assert not goes_on(world.office, later + HOUR, Limits())
    assert clocks.jumped(world.office) == Jump(NOW, later)
    clocks.confirm_clock(world.office, By(ADMINISTRATOR, later + HOUR))
    assert goes_on(world.office, later + 2 * HOUR, Limits())
    assert clocks.jumped(world.office) is None
    assert row(database, t.register_event, step="confirm_clock").actor_name == "Administratören"


def test_a_clock_that_is_put_right_needs_nobodys_word(world: World) -> None:
    goes_on(world.office, begun(world) + 400 * DAY, Limits())
    assert goes_on(world.office, NOW + timedelta(minutes=5), Limits())
    assert clocks.jumped(world.office) is None


def test_only_an_administrator_confirms_the_time(world: World) -> None:
    goes_on(world.office, begun(world) + 400 * DAY, Limits())
    by = By(world.actor("officer", NOW), NOW)
    assert refused(clocks.confirm_clock, world.office, by) == ["wrong_role"]
    assert clocks.jumped(world.office) is not None


def test_a_beat_with_nothing_to_do_writes_nothing(world: World, database: Engine) -> None:
    begun(world)
    goes_on(world.office, NOW + timedelta(minutes=9), Limits())
    assert row(database, t.heartbeat).beat_at == NOW
    goes_on(world.office, NOW + timedelta(minutes=10), Limits())
    assert row(database, t.heartbeat).beat_at == NOW + timedelta(minutes=10)


def test_a_time_that_is_right_is_confirmed_by_nobody(world: World, database: Engine) -> None:
    begun(world)
    clocks.confirm_clock(world.office, By(ADMINISTRATOR, NOW + 100 * DAY))
    assert row(database, t.heartbeat).beat_at == NOW
    assert rows(database, t.register_event, step="confirm_clock") == []
