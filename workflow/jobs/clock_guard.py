"""Asking at each beat whether the clock has jumped: of what was kept, and of one's own running."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from workflow.operations.clocks import Limits, goes_on
from workflow.operations.office import Office

_LOG = logging.getLogger("beslutskedjan.clock")


class ClockGuard:
    """Believes a clock that goes as time does; one that jumps waits for somebody to confirm it.

    ``steady`` counts seconds as they pass, whatever the clock is set to.
    """

    def __init__(self, office: Office, limits: Limits, steady: Callable[[], float]) -> None:
        self._office, self._limits, self._steady = office, limits, steady
        self._last: float | None = None

    def believes(self, now: datetime) -> bool:
        """Whether what the calendar does by itself may be done at this time."""
        before, self._last = self._last, self._steady()
        ran = None if before is None else timedelta(seconds=self._last - before)
        believed = goes_on(self._office, now, self._limits, ran)
        if not believed:
            _LOG.error("the clock has jumped to %s: nothing is sent until it is confirmed", now)
        return believed
