"""What is counted while the program runs: requests, and how long each step takes.

Counted in the process, or for all processes of a machine together where PROMETHEUS_MULTIPROC_DIR
names a folder, as `beslutskedjan serve` sees to. What the database knows is asked of it instead.
"""

import logging
import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

from web import logs
from workflow.ports import Outcome, Took

_LOG = logging.getLogger("beslutskedjan.step")
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_OWN = CollectorRegistry()
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True)
class _Meters:
    """Made when the first thing is counted: by then it is known whether processes share them."""

    requests: Counter
    request_seconds: Histogram
    steps: Counter
    step_seconds: Histogram


@cache
def _meters() -> _Meters:
    return _Meters(
        Counter(
            "beslutskedjan_requests",
            "Requests, by the page that they were for and the status of the answer.",
            ("endpoint", "status"),
            registry=_OWN,
        ),
        Histogram(
            "beslutskedjan_request_seconds",
            "How long requests took, of pages and of the API.",
            ("door",),
            buckets=_SECONDS,
            registry=_OWN,
        ),
        Counter(
            "beslutskedjan_steps",
            "Tries to take a step, by how they ended.",
            ("step", "outcome"),
            registry=_OWN,
        ),
        Histogram(
            "beslutskedjan_step_seconds",
            "How long steps took that were taken.",
            ("step",),
            buckets=_SECONDS,
            registry=_OWN,
        ),
    )


def share(folder: Path) -> None:
    """Count together with all processes that this one starts, in an empty folder.

    The library looks for the variable when it is imported; whoever sets it later says so itself.
    """
    shutil.rmtree(folder, ignore_errors=True)  # what processes counted that are gone
    folder.mkdir(parents=True)
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]  # the library's


def registry() -> CollectorRegistry:
    """What has been counted: of this process, or of all that share the folder."""
    if not os.environ.get(FOLDER):
        return _OWN
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library's own
    return shared


def saw_request(endpoint: str, status: int, seconds: float, *, is_api: bool) -> None:
    _meters().requests.labels(endpoint, str(status)).inc()
    _meters().request_seconds.labels("api" if is_api else "page").observe(seconds)


def saw_step(took: Took) -> None:
    """One try to take a step: a count, and a line in the log by ids alone."""
    _meters().steps.labels(took.step, took.outcome.value).inc()
    if took.outcome is Outcome.TAKEN:
        _meters().step_seconds.labels(took.step).observe(took.seconds)
    about = {
        "step": took.step,
        "outcome": took.outcome.value,
        "ms": logs.milliseconds(took.seconds),
        "case": took.case_id,
        "person": took.person_id,
    }
    _LOG.info("step %s: %s", took.step, took.outcome.value, extra=about)
