"""A worker that runs tells a clock that jumps from one that was off; each judges its own."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.operations.builders import World, when
from tests.operations.reading import rows
from tests.operations.walking import decided
from workflow.jobs.clock_guard import ClockGuard
from workflow.operations.clocks import Limits
from workflow.store import tables as t

NOON = when("2023-10-25", 12)


class Steady:
    """Seconds as they pass, which a test lets go by."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def believed(guard: ClockGuard, steady: Steady, *beats: tuple[datetime, float]) -> list[bool]:
    found = []
    for now, seconds in beats:
        steady.seconds = seconds
        found.append(guard.believes(now))
    return found


@pytest.mark.case("T03")
def test_a_worker_that_runs_knows_a_jump_of_ten_days_from_ten_days(world: World) -> None:
    steady, later = Steady(), NOON + timedelta(days=10)
    guard = ClockGuard(world.office, Limits(), steady)
    assert believed(guard, steady, (NOON, 0), (later, 60), (later, 120)) == [True, False, False]


def test_a_worker_that_begins_after_two_weeks_believes_the_clock(world: World) -> None:
    first, second = Steady(), Steady()
    assert ClockGuard(world.office, Limits(), first).believes(NOON)
    assert ClockGuard(world.office, Limits(), second).believes(NOON + timedelta(days=14))


@pytest.mark.case("T08")
def test_another_worker_whose_clock_is_right_goes_on(world: World, database: Engine) -> None:
    decided(world)
    wrong, right = (ClockGuard(world.office, Limits(), Steady()) for _ in range(2))
    assert right.believes(NOON)
    assert not wrong.believes(NOON + timedelta(days=365))
    assert right.believes(NOON + timedelta(minutes=1))
    assert rows(database, t.heartbeat)[0].problem == ""
