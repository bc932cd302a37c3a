"""The ticker: it wakes the tick and the sender, and a beat that fails is not the last one."""

import threading
from datetime import datetime

from tests.operations.builders import World, when
from tests.operations.walking import decided
from workflow.delivery.fakes import Outbasket
from workflow.jobs import ticker
from workflow.operations import looking

EARLY, OFFICE_HOUR = when("2023-10-25", 6), when("2023-10-25", 8)


def test_letters_leave_before_the_office_hour_but_the_calendar_waits(world: World) -> None:
    matter, post = decided(world), Outbasket()
    ticker.beat(matter.world.office, post, "test", 8, lambda: EARLY)
    assert post.sent
    assert "anmalningslista" not in {kind_of(p) for p in made(matter.world)}


def test_the_calendar_acts_from_the_office_hour_on(world: World) -> None:
    matter, post = decided(world), Outbasket()
    ticker.beat(matter.world.office, post, "test", 8, lambda: OFFICE_HOUR)
    assert {"anmalan", "anmalningslista"} <= {kind_of(p) for p in made(matter.world)}


def kind_of(paper: looking.PaperUse) -> str:
    return next((word for word in paper.name.split("_") if word.startswith("anmal")), "")


def made(world: World) -> tuple[looking.PaperUse, ...]:
    return looking.papers_made(world.office)


def test_the_first_beat_comes_at_once_and_the_next_goes_on_after_one_that_failed(
    world: World,
) -> None:
    matter, post, beaten = decided(world), Outbasket(), threading.Event()
    told: list[datetime] = []

    def clock() -> datetime:
        told.append(OFFICE_HOUR)
        if len(told) == 1:
            raise OSError("the clock can't be read")
        beaten.set()
        return OFFICE_HOUR

    scheduler = ticker.start(matter.world.office, post, "test", 8, clock, seconds=1)
    assert beaten.wait(timeout=60)
    scheduler.shutdown(wait=True)
    assert post.sent
