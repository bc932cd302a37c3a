"""The database's clock: asked once a minute, and counted on from by what never goes back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from workflow.store.clock import DatabaseClock


@pytest.mark.case("T08")
def test_the_database_says_what_time_it_is(database: Engine) -> None:
    now = DatabaseClock(database)()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)  # both run on this machine


def test_between_two_looks_the_time_goes_on_by_itself(database: Engine) -> None:
    asked: list[str] = []
    ticks = [100.0]
    clock = DatabaseClock(database, lambda: ticks[-1])
    event.listen(database, "before_cursor_execute", lambda *args: asked.append(args[2]))
    first = clock()
    ticks.append(159.0)
    assert clock() - first == timedelta(seconds=59)
    assert asked == []


def test_after_a_minute_the_database_is_asked_anew(database: Engine) -> None:
    ticks = [100.0]
    clock = DatabaseClock(database, lambda: ticks[-1])
    first = clock()
    ticks.append(4_000.0)
    assert clock() - first < timedelta(minutes=1)  # the database has not slept for an hour


def test_a_process_that_was_paused_knows_it_at_once(database: Engine) -> None:
    ticks = [100.0]
    clock = DatabaseClock(database, lambda: ticks[-1])
    first = clock()
    ticks.append(130.0)
    assert clock() - first == timedelta(seconds=30)
