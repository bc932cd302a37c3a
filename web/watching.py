"""What is watched over in an installation: its periodic jobs, as the settings have them."""

from datetime import timedelta

from workflow.jobs.ticker import Watch
from workflow.operations.heartbeats import SILENCE, Job, Watched
from workflow.settings import Settings

# A check that is due may have to wait for the one before, or for a worker that is started anew.
_LATE = timedelta(hours=2)


def watched(settings: Settings) -> tuple[Watched, ...]:
    """The jobs that are to be heard of, and how long each may be silent."""
    own = settings.operation
    jobs = [Job.TICK, Job.SENDER, *([Job.MAILBOX] if settings.mail.mailbox else []), Job.DAY]
    found = [Watched(job, SILENCE[job]) for job in jobs]
    if own.verify_hours:
        found.append(Watched(Job.VERIFY, timedelta(hours=own.verify_hours) + _LATE))
    if own.backup_hours:
        found.append(Watched(Job.BACKUP, timedelta(hours=own.backup_hours)))
    return tuple(found)


def watch(settings: Settings) -> Watch:
    """What the worker does about it."""
    hours = settings.operation.verify_hours
    return Watch(watched(settings), timedelta(hours=hours) if hours else None)
