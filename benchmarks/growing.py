"""How two other things grow: verifying with the events, and reminders with the size of a batch."""

import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Engine, update

from benchmarks import duties, verify
from benchmarks.figures import Figure, progress, report, seconds
from tests.operations.builders import a_world, an_office
from workflow.outgoing import Outgoing
from workflow.store import migrate, outbox, reminders
from workflow.store import tables as t
from workflow.store.engine import open_database, writing

EVENTS = (1_000, 10_000, 100_000)
BATCHES = (1, 10, 100, 1_000, 5_000)
AHEAD, CASES, MOST_BATCHES = 25_000, 2_000, 200


def measure() -> list[Figure]:
    """Both, on SQLite: what is asked is how they grow, not what a server adds."""
    with tempfile.TemporaryDirectory() as name:
        return [*_verifying(Path(name)), *_reminding(Path(name))]


def _verifying(folder: Path) -> list[Figure]:
    figures = []
    for events in EVENTS:
        progress(f"verifying {events:,d} events")
        url = f"sqlite:///{folder / f'events-{events}.db'}"
        engine = _opened(url)
        verify.fill(engine, events // verify.EVENTS_EACH)
        engine.dispose()
        command = [sys.executable, "-m", "benchmarks.verify", url]
        _taken, busy, _memory = subprocess.check_output(command, text=True).split()  # noqa: S603  # our own
        figures.append(Figure(f"verify.growth.cpu_seconds.{events}", float(busy), "s"))
    return figures


def _reminding(folder: Path) -> list[Figure]:
    progress("reminders by the size of a batch")
    engine = _opened(f"sqlite:///{folder / 'duties.db'}")
    world = a_world(an_office(engine))
    duties.fill(engine, world, AHEAD * 2, CASES)
    with writing(engine) as connection:
        connection.execute(update(t.reminder).values(remind_on=duties.TODAY))
        open_ids = connection.execute(duties.OPEN).scalars().all()
    letters = {id_: duties.letter(world, id_) for id_ in open_ids}
    figures = [_rate(engine, letters, batch) for batch in BATCHES]
    engine.dispose()
    return figures


def _rate(engine: Engine, letters: dict[int, Outgoing], batch: int) -> Figure:
    times = max(1, min(MOST_BATCHES, 5_000 // batch))
    taken = seconds(lambda: _batches(engine, letters, batch, times))
    return Figure(f"duties.growth.reminders_per_second.{batch}", times * batch / taken, "/s")


def _batches(engine: Engine, letters: dict[int, Outgoing], batch: int, times: int) -> None:
    for _ in range(times):
        with writing(engine) as connection:
            due = reminders.claim(connection, duties.TODAY, batch)
            outbox.add_all(connection, [letters[each.id] for each in due])
        if len(due) != batch:
            raise RuntimeError(f"{len(due)} duties instead of {batch}")


def _opened(url: str) -> Engine:
    engine = open_database(url)
    migrate.upgrade(engine)
    return engine


if __name__ == "__main__":
    sys.exit(report(measure()))
