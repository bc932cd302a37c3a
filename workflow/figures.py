"""The figures of a year: how the targets ended, by area and organisation, and the money planned.

Papers and pages draw from here, so that a figure is the same wherever it is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow.facts import Measure
from workflow.measures import Fulfilment, areas, fulfilment
from workflow.references import swedish_key

NOBODY = "Ingen ansvarig"


@dataclass(frozen=True)
class Line:
    """One line of figures: an area or an organisation, and how its targets ended."""

    name: str
    count: Fulfilment


@dataclass(frozen=True)
class Figures:
    """All figures of one plan's year; ``funding`` is whole crowns by source."""

    measures: int
    areas: tuple[Line, ...]
    organisations: tuple[Line, ...]
    total: Fulfilment
    funding: Mapping[str, int]

    @property
    def funded(self) -> int:
        return sum(self.funding.values())


def figures(measures: Iterable[Measure]) -> Figures:
    """Count everything once; areas in their own order, organisations and sources by name."""
    listed = tuple(measures)
    return Figures(
        measures=len(listed),
        areas=tuple(Line(area, fulfilment(members)) for area, members in areas(listed)),
        organisations=tuple(
            Line(name, fulfilment(members)) for name, members in by_organisation(listed)
        ),
        total=fulfilment(listed),
        funding=funding_by_source(listed),
    )


def by_organisation(measures: Iterable[Measure]) -> tuple[tuple[str, tuple[Measure, ...]], ...]:
    """The measures by who answers for them, organisations by name."""
    found: dict[str, list[Measure]] = {}
    for measure in sorted(measures, key=lambda m: m.position):
        name = measure.responsible.name if measure.responsible else NOBODY
        found.setdefault(name, []).append(measure)
    return tuple((name, tuple(found[name])) for name in sorted(found, key=swedish_key))


def funding_by_source(measures: Iterable[Measure]) -> Mapping[str, int]:
    """The sums of each source, sources by name."""
    sums: dict[str, int] = {}
    for part in (part for measure in measures for part in measure.funding):
        sums[part.source] = sums.get(part.source, 0) + part.amount
    return {source: sums[source] for source in sorted(sums, key=swedish_key)}
