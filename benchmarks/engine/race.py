"""The race on both databases, and against the other engines: `python -m benchmarks engine`."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.engine import peers
from benchmarks.engine.same import require_same_rows
from benchmarks.engine.sides import Race, bare
from benchmarks.figures import Figure, progress, report
from tests.databases import running_server
from workflow.store import migrate
from workflow.store.engine import open_database

ROUNDS, CASES = 7, 3
GOALS = {"sqlite": 0.7, "postgresql": 1.0}
TIMES = {"spiffworkflow": 4.0, "django_viewflow": 10.0, "statemachine": None}
NAMES = {"django_viewflow": "viewflow"}


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], str]]]:
    """Where to have a fresh database of either kind; both keep what they have committed."""
    with tempfile.TemporaryDirectory() as folder, running_server(durable=True) as server:
        numbers = iter(range(1_000))
        yield {
            "sqlite": lambda: f"sqlite:///{Path(folder) / f'{next(numbers)}.db'}",
            "postgresql": server.make,
        }


def measure() -> list[Figure]:
    """Both ratios, and how many times faster than each peer."""
    figures: list[Figure] = []
    with databases() as fresh:
        for kind, make in fresh.items():
            progress(f"engine: {kind}")
            ours, theirs = _race(make())
            figures += [
                Figure(f"engine.{kind}.per_second", ours, "/s"),
                Figure(f"engine.{kind}.raw_per_second", theirs, "/s"),
                Figure(f"engine.{kind}.ratio_to_raw", ours / theirs, "of raw", GOALS[kind]),
            ]
            for peer, goal in TIMES.items():
                rate = peers.rate(peer, make())
                name = NAMES.get(peer, peer)
                figures += [
                    Figure(f"engine.{kind}.{name}_per_second", rate, "/s"),
                    Figure(f"engine.{kind}.times_{name}", ours / rate, "times", goal),
                ]
    return figures


def _race(url: str) -> tuple[float, float]:
    """Steps a second of the engine and by hand, in turns on one database; the medians."""
    engine = open_database(url)
    migrate.upgrade(engine)
    with bare(engine) as driver:
        race = Race(engine, driver, 2 * CASES * (ROUNDS + 1))
        cases = iter(race.ready)
        took = []
        for _ in range(ROUNDS + 1):
            mine = [next(cases) for _ in range(CASES)]
            other = [next(cases) for _ in range(CASES)]
            took.append((race.ours(mine), race.theirs(other)))
            require_same_rows(engine, mine[0], other[0])
    engine.dispose()
    ours, theirs = zip(*took[1:], strict=True)  # the first round warms up
    return 1 / median(ours), 1 / median(theirs)


def main() -> int:
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())
