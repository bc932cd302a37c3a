"""The ticker: APScheduler wakes the tick, the sender and the mailbox; our own rows say what is due.

Its job store is kept in memory and holds one job for each beat: a store shared by processes runs
jobs twice, and a job that falls due while the program is off is lost. Our rows know what is due.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from workflow.inbound.waiting import Mailbox
from workflow.jobs.clock_guard import ClockGuard
from workflow.jobs.collecting import collect
from workflow.jobs.sender import Sender
from workflow.jobs.tick import tick
from workflow.operations.office import Office

_LOG = logging.getLogger("beslutskedjan.ticker")


def beat(office: Office, sender: Sender, hour: int, guard: ClockGuard | None = None) -> None:
    """One beat: what the calendar has to do, from the office hour on, and letters at any time.

    With a clock that has jumped the calendar does nothing; what people order leaves all the same.
    """
    try:
        now = sender.clock()
        if guard is None or guard.believes(now):
            _tick(office, now, hour)
    finally:  # a calendar that fails keeps no letter back
        # A few at a time, so that no lease is over before its letter.
        while (took := sender.send(limit=20)).claimed and not took.stopped:
            pass


def _tick(office: Office, now: datetime, hour: int) -> None:
    if now.astimezone(ZoneInfo(office.time_zone)).hour >= hour:
        done = tick(office, now)
        _LOG.info("tick: %d steps, %d reminders", len(done.steps), done.reminders)


def start(
    office: Office,
    sender: Sender,
    hour: int,
    seconds: int = 60,
    mailbox: Mailbox | None = None,
    guard: ClockGuard | None = None,
) -> BackgroundScheduler:
    """Start beating in a thread of its own; ``shutdown()`` on what is given back ends it.

    The mailbox is read beside the rest: where it is down, letters leave all the same.
    """
    beats: list[Callable[[], object]] = [lambda: beat(office, sender, hour, guard)]
    if mailbox is not None:
        beats.append(lambda: collect(office, mailbox, sender.clock()))
    scheduler = BackgroundScheduler(timezone=UTC)
    for each in beats:
        # One job, so that a long first beat and the next are never two at a time.
        scheduler.add_job(
            _safely(each),
            _at_once_and_then_every(seconds),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    return scheduler


def _at_once_and_then_every(seconds: int) -> OrTrigger:
    """Without a day of its own the first is due now, by the scheduler's own clock."""
    every = IntervalTrigger(seconds=seconds, timezone=UTC)
    return OrTrigger([DateTrigger(timezone=UTC), every])


def _safely(what: Callable[[], object]) -> Callable[[], None]:
    def job() -> None:
        try:
            what()
        except Exception:  # noqa: BLE001 - the loop goes on, and says what happened
            # The worker's loop: whatever went wrong is tried again at the next beat.
            _LOG.exception("a beat failed")

    return job
