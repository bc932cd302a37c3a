"""The ticker: APScheduler wakes the tick and the sender; what is due stands in our own rows.

Its job store is kept in memory and holds one job: a store shared by processes runs jobs twice,
and a job that falls due while the program is off is lost. Our rows know what is due instead.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler

from workflow.jobs.sender import send_due
from workflow.jobs.tick import tick
from workflow.operations.office import Office
from workflow.ports import Post

_LOG = logging.getLogger("beslutskedjan.ticker")

Clock = Callable[[], datetime]


def beat(office: Office, post: Post, worker: str, hour: int, clock: Clock) -> None:
    """One beat: what the calendar has to do, from the office hour on, and letters at any time."""
    now = clock()
    local = now.astimezone(ZoneInfo(office.time_zone))
    if local.hour >= hour:
        done = tick(office, now)
        _LOG.info("tick: %d steps, %d reminders", len(done.steps), done.reminders)
    # A few at a time, each few by a fresh look at the clock: so no lease is over before its letter.
    while send_due(office, post, worker, clock(), limit=5):
        pass


def start(
    office: Office, post: Post, worker: str, hour: int, clock: Clock, seconds: int = 60
) -> BackgroundScheduler:
    """Start beating in a thread of its own; ``shutdown()`` on what is given back ends it."""

    def safely() -> None:
        try:
            beat(office, post, worker, hour, clock)
        except Exception:  # noqa: BLE001 - the loop goes on, and says what happened
            # The worker's loop: whatever went wrong is tried again at the next beat.
            _LOG.exception("a beat failed")

    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(safely, "interval", seconds=seconds, max_instances=1, coalesce=True)
    scheduler.start()
    scheduler.add_job(safely)  # and at once
    return scheduler
