"""The ticker: APScheduler wakes the tick, the sender and the mailbox; our own rows say what is due.

Its job store is kept in memory and holds one job for each beat: a store shared by processes runs
jobs twice, and a job that falls due while the program is off is lost. Our rows know what is due.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
from workflow.jobs.verifying import verify_when_due
from workflow.operations import heartbeats, read_only, restored, silence
from workflow.operations.heartbeats import Job, Watched
from workflow.operations.office import Office
from workflow.operations.queries import operation

_LOG = logging.getLogger("beslutskedjan.ticker")

_HEARD_EVERY = timedelta(minutes=5)
_BEGINS = timedelta(minutes=30)  # of a worker: before that, silence is from when it was off


@dataclass(frozen=True)
class Watch:
    """What the worker watches over: which jobs are to be heard of, and the record's checking."""

    jobs: tuple[Watched, ...] = ()
    verify_every: timedelta | None = None


_NOTHING = Watch()


def beat(
    office: Office,
    sender: Sender,
    hour: int,
    guard: ClockGuard | None = None,
    also: Callable[[datetime], object] = lambda _at: None,
) -> None:
    """One beat: what the calendar has to do, from the office hour on, and letters at any time.

    With a clock that has jumped the calendar does nothing; what people order leaves all the same.
    In a database that was put back from a copy neither does anything until somebody lets it, nor
    where nothing may be written. ``also`` comes between them.
    """
    if read_only.now(office) is not None:
        _rest(office, sender.clock())
        return
    try:
        with heartbeats.beating(office, sender.clock, Job.TICK):
            now = sender.clock()
            if not restored.is_held(office) and (guard is None or guard.believes(now)):
                _tick(office, now, hour)
        also(sender.clock())
    finally:  # a calendar that fails keeps no letter back
        with heartbeats.beating(office, sender.clock, Job.SENDER):
            _send(office, sender)


def _rest(office: Office, at: datetime) -> None:
    """Nothing may be written: the jobs live, and wait."""
    for job in (Job.TICK, Job.SENDER):
        heartbeats.note(office.engine, at, job)


def _tick(office: Office, now: datetime, hour: int) -> None:
    if now.astimezone(ZoneInfo(office.time_zone)).hour >= hour:
        done = tick(office, now)
        _LOG.info("tick: %d steps, %d reminders", len(done.steps), done.reminders)


def _send(office: Office, sender: Sender) -> None:
    # A few at a time, so that no lease is over before its letter.
    noted_at = sender.clock()
    while (took := sender.send(limit=20)).claimed and not took.stopped:
        if sender.clock() - noted_at > _HEARD_EVERY:  # many letters: it is still at it
            noted_at = sender.clock()
            heartbeats.note(office.engine, noted_at, Job.SENDER)


def start(
    office: Office,
    sender: Sender,
    hour: int,
    seconds: int = 60,
    mailbox: Mailbox | None = None,
    guard: ClockGuard | None = None,
    watch: Watch = _NOTHING,
) -> BackgroundScheduler:
    """Start beating in a thread of its own; ``shutdown()`` on what is given back ends it.

    The mailbox is read beside the rest: where it is down, letters leave all the same. So is the
    record checked.
    """
    began_at: datetime | None = None

    def alarm(at: datetime) -> None:
        nonlocal began_at
        began_at = began_at or at
        if at - began_at > _BEGINS:  # each has had the time to be heard of
            silence.tell(office, operation.jobs(office, watch.jobs, at), at)

    beats: list[Callable[[], object]] = [lambda: beat(office, sender, hour, guard, alarm)]
    if mailbox is not None:
        beats.append(lambda: _collect(office, mailbox, sender.clock))
    if (every := watch.verify_every) is not None:
        beats.append(lambda: _verify(office, every, sender.clock))
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


def _collect(office: Office, mailbox: Mailbox, clock: Callable[[], datetime]) -> None:
    with heartbeats.beating(office, clock, Job.MAILBOX):
        if read_only.now(office) is None:
            collect(office, mailbox, clock())


def _verify(office: Office, every: timedelta, clock: Callable[[], datetime]) -> None:
    try:
        verify_when_due(office, every, clock())
    except Exception as error:
        heartbeats.note(office.engine, clock(), Job.VERIFY, type(error).__name__)
        raise


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
