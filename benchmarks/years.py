"""Whole years on the simulated clock: one region through eight, and the nation through eight."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Figure, progress, seconds
from web.year.nation.counties import County, nation
from web.year.nation.orders import Asked, RegionDone, YearDone
from web.year.nation.running import run_nation
from web.year.onward import Years
from workflow.casefile.read import read_case_file
from workflow.settings import Settings

PATTERN = Path(__file__).parents[1] / "documents/sample/run-536-2021.toml"
YEARS = Years(2023, 2030)
ONE_REGION = "23"  # eight municipalities, as most
MOST_SECONDS = 300.0  # 21 regions through eight years, on two cores


def measure_one() -> list[Figure]:
    """One region through eight years, with its papers and letters, and checked."""
    one = [county for county in nation().counties if county.code == ONE_REGION]
    taken, regions = _run(one)
    papers = sum(each.papers for each in regions)
    return [
        Figure("years.region.seconds", taken, "s"),
        Figure("years.region.papers", papers, "files"),
        _untrue("region", regions),
    ]


def measure() -> list[Figure]:
    """One region, and then the nation through eight years, with all its papers, and checked."""
    taken, regions = _run(nation().counties)
    return [
        *measure_one(),
        Figure("years.nation.seconds", taken, "s", MOST_SECONDS, "less"),
        Figure("years.nation.papers", sum(each.papers for each in regions), "files"),
        Figure("years.nation.letters", sum(each.letters for each in regions), "letters"),
        _untrue("nation", regions),
    ]


def _untrue(of: str, regions: Iterable[RegionDone]) -> Figure:
    """What the check found: missed, doubled, or out of order."""
    found = sum(len(each.untrue) for each in regions)
    return Figure(f"years.{of}.untrue", found, "findings", 0, "less")


def _run(counties: Iterable[County]) -> tuple[float, tuple[RegionDone, ...]]:
    asked_for = tuple(counties)
    found: list[RegionDone] = []

    def tell(word: YearDone | RegionDone) -> None:
        if isinstance(word, RegionDone):
            progress(f"years: {asked_for[word.county].region}")

    with tempfile.TemporaryDirectory() as folder:
        pattern = read_case_file(PATTERN)
        asked = Asked(pattern, asked_for, YEARS, Path(folder) / "riket", Settings())
        processes = min(2, os.cpu_count() or 1)
        taken = seconds(lambda: found.extend(run_nation(asked, processes, tell)))
    return taken, tuple(found)
