"""The record is checked now and then by itself: what does not hold is told, not found by chance."""

import logging
from datetime import datetime, timedelta

from workflow.operations import checks, heartbeats
from workflow.operations.heartbeats import Job
from workflow.operations.office import Office

_LOG = logging.getLogger("beslutskedjan.verify")


def verify_when_due(office: Office, every: timedelta, at: datetime) -> bool:
    """Check the whole record unless that was done lately; whether it was done now."""
    last = heartbeats.last(office, Job.VERIFY)
    if last is not None and at - last.beat_at < every:
        return False
    found = checks.check_now_and_then(office, at)
    if found.findings:
        _LOG.error("the record does not hold: %d findings", len(found.findings))
    return True
