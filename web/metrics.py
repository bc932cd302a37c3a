"""The figures of `/metrics`, as Prometheus reads them: what was counted, and how things stand."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from web import meters
from web.api.description import VERSION
from workflow.operations.heartbeats import Heard, Job
from workflow.operations.queries.operation import Look, Standing

Ask = Callable[[], Look]


def written(ask: Ask) -> bytes:
    """Every figure in the text format; where the database is away, those that need none."""
    asked = CollectorRegistry()
    asked.register(_Stands(ask))
    return generate_latest(meters.registry()) + generate_latest(asked)


class _Stands(Collector):
    """How things stand by the database: asked when the figures are read, so never old."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def collect(self) -> Iterator[Metric]:
        yield _gauge("info", "The program's version.", 1, version=VERSION)
        look = self._ask()
        yield _gauge("database_up", "Whether the database answers.", look.is_up)
        if (found := look.standing) is None:
            return
        yield from _letters(found)
        yield from _others(found)
        yield from _jobs(found)

    def describe(self) -> Iterator[Metric]:
        yield from ()  # so that nothing is asked until somebody reads


def _letters(found: Standing) -> Iterator[Metric]:
    letters = GaugeMetricFamily(
        "beslutskedjan_letters", "Letters in the outbox, by state.", labels=["state"]
    )
    for state, count in found.letters.items():
        letters.add_metric([state], count)
    yield letters
    oldest = _age(found.oldest_unsent_at, found.at) or 0
    yield _gauge("oldest_unsent_seconds", "How long the oldest unsent letter has waited.", oldest)


def _others(found: Standing) -> Iterator[Metric]:
    yield _gauge("duties_open", "Duties that are open.", found.open_duties)
    yield _gauge("duties_overdue", "Open duties whose day has passed.", found.overdue_duties)
    yield _gauge("incoming_pile", "Messages that came in and belong to no case.", found.pile)
    yield _gauge("read_only", "Whether nothing may be written.", found.closed is not None)


def _jobs(found: Standing) -> Iterator[Metric]:
    ages = GaugeMetricFamily(
        "beslutskedjan_job_age_seconds", "Since a periodic job was last heard of.", labels=["job"]
    )
    well_ages = GaugeMetricFamily(
        "beslutskedjan_job_well_age_seconds", "Since it last went well.", labels=["job"]
    )
    silent = GaugeMetricFamily(
        "beslutskedjan_job_silent", "Whether it has been silent for too long.", labels=["job"]
    )
    failing = GaugeMetricFamily(
        "beslutskedjan_job_failing", "Whether it went wrong the last time.", labels=["job"]
    )
    for each in found.jobs:
        name = [each.job.value]
        silent.add_metric(name, each.is_silent)
        failing.add_metric(name, bool(each.beat and each.beat.problem))
        if each.beat is not None:
            ages.add_metric(name, (found.at - each.beat.beat_at).total_seconds())
        if each.beat is not None and (age := _age(each.beat.ok_at, found.at)) is not None:
            well_ages.add_metric(name, age)
    yield from (ages, well_ages, silent, failing)
    yield from _verified(found)


def _verified(found: Standing) -> Iterator[Metric]:
    """When the record was last checked as far as its heads, and whether it held."""
    mine: list[Heard] = [each for each in found.jobs if each.job is Job.VERIFY and each.beat]
    for each in mine:
        if each.beat is not None:
            at = each.beat.beat_at.timestamp()
            yield _gauge("verified_timestamp_seconds", "When the record was last checked.", at)
            yield _gauge("verified_holds", "Whether it held.", not each.beat.problem)


def _age(since: datetime | None, at: datetime) -> float | None:
    return (at - since).total_seconds() if since else None


def _gauge(name: str, text: str, value: float, **labels: str) -> GaugeMetricFamily:
    found = GaugeMetricFamily(f"beslutskedjan_{name}", text, labels=list(labels))
    found.add_metric(list(labels.values()), value)
    return found
