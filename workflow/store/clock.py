"""The database's clock: one time for all who share the database, however wrong their own are."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from workflow.store.engine import reading

_FRESH_SECONDS = 60.0
_NOW = {
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "SELECT (clock_timestamp() AT TIME ZONE 'UTC')::timestamp(3)::text",
}


class DatabaseClock:
    """Asks the database what time it is, and counts on from there for a minute.

    Two machines whose clocks differ agree on when a lease is over. A process that was paused
    knows when it wakes: what it counts by goes on while it sleeps, and never goes back.
    """

    def __init__(self, engine: Engine, ticks: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._ticks = ticks
        self._asked_at, self._told = ticks(), self._ask()

    def __call__(self) -> datetime:
        if self._ticks() - self._asked_at >= _FRESH_SECONDS:
            self._asked_at, self._told = self._ticks(), self._ask()
        return self._told + timedelta(seconds=self._ticks() - self._asked_at)

    def _ask(self) -> datetime:
        with reading(self._engine) as connection:
            told = connection.exec_driver_sql(_NOW[self._engine.dialect.name]).scalar_one()
        return datetime.fromisoformat(str(told)).replace(tzinfo=UTC)
