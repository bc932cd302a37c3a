"""The ticker: it wakes the tick and the sender, and a beat that fails is not the last one."""

import threading
from datetime import datetime
from pathlib import Path

import pytest
from apscheduler.events import EVENT_JOB_MAX_INSTANCES

from tests.operations.builders import World, when
from tests.operations.walking import decided
from workflow.delivery.fakes import Outbasket
from workflow.inbound.maildir import MaildirBox
from workflow.jobs import ticker
from workflow.jobs.sender import Round, Sender
from workflow.operations import looking
from workflow.outgoing import Envelope, Posted

EARLY, OFFICE_HOUR = when("2023-10-25", 6), when("2023-10-25", 8)


def test_letters_leave_before_the_office_hour_but_the_calendar_waits(world: World) -> None:
    matter, post = decided(world), Outbasket()
    ticker.beat(matter.world.office, Sender(world.office, post, "test", lambda: EARLY), 8)
    assert post.sent
    assert "anmalningslista" not in {kind_of(p) for p in made(matter.world)}


@pytest.mark.case("T01")
def test_the_calendar_acts_from_the_office_hour_on(world: World) -> None:
    matter, post = decided(world), Outbasket()
    ticker.beat(matter.world.office, Sender(world.office, post, "test", lambda: OFFICE_HOUR), 8)
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

    sender = Sender(matter.world.office, post, "test", clock)
    scheduler = ticker.start(matter.world.office, sender, 8, seconds=1)
    assert beaten.wait(timeout=60)
    scheduler.shutdown(wait=True)
    assert post.sent


def test_however_long_a_letter_takes_there_is_never_more_than_one_at_a_time(world: World) -> None:
    matter, post, passed_over = decided(world), Slow(), threading.Event()
    sender = Sender(matter.world.office, post, "test", lambda: EARLY)
    scheduler = ticker.start(matter.world.office, sender, 8, seconds=1)
    scheduler.add_listener(lambda _: passed_over.set(), EVENT_JOB_MAX_INSTANCES)
    assert post.begun.wait(timeout=60)
    assert len(scheduler.get_jobs()) == 1
    assert passed_over.wait(timeout=60)  # the next beat came while the letter was in hand
    assert sender.send(10) == Round(0, 0, stopped=True)  # nor by anybody else
    post.goes_on.set()
    assert post.ended.wait(timeout=60)
    scheduler.shutdown(wait=True)
    assert post.at_a_time == [1] * len(post.at_a_time)


class Slow(Outbasket):
    """A post that takes its time over the first letter, and notes how many it has in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.goes_on, self.ended = (threading.Event() for _ in range(3))
        self.in_hand, self.at_a_time = 0, list[int]()

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        self.in_hand += 1
        self.at_a_time.append(self.in_hand)
        self.begun.set()
        self.goes_on.wait(timeout=60)
        became = super().send(envelope, message)
        self.in_hand -= 1
        self.ended.set()
        return became


def test_a_mailbox_that_is_down_keeps_no_letter_from_leaving(world: World, tmp_path: Path) -> None:
    matter, post, sent = decided(world), Outbasket(), threading.Event()

    def clock() -> datetime:
        if post.sent:
            sent.set()
        return EARLY

    down = MaildirBox(tmp_path / "missing")
    sender = Sender(matter.world.office, post, "test", clock)
    scheduler = ticker.start(matter.world.office, sender, 8, seconds=1, mailbox=down)
    assert sent.wait(timeout=60)
    scheduler.shutdown(wait=True)
