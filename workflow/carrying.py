"""Carrying over: what of last year's plan goes into the next, and what each measure becomes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from enum import StrEnum

from workflow.facts import Choice, Measure, OutcomeStatus, Plan, Target
from workflow.measures import next_key
from workflow.states import PlanState

_FAILED = frozenset({OutcomeStatus.PARTLY, OutcomeStatus.MISSED})


class Going(StrEnum):
    """What becomes of a measure of last year's: every one gets a choice."""

    KEEP = "keep"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True)
class Carried:
    """The next plan as it begins, and what of the last one does not go on."""

    measures: tuple[Measure, ...]
    ended: tuple[Measure, ...]


def proposed(measure: Measure) -> Going:
    """Keep what worked or is not followed up yet, change what fell short.

    To end a measure is never proposed: nothing falls out of a plan unless somebody says so.
    """
    return Going.CHANGE if unfulfilled(measure) else Going.KEEP


def unfulfilled(measure: Measure) -> tuple[Target, ...]:
    """The targets that were followed up and not reached in full."""
    return tuple(t for t in measure.targets if t.outcome and t.outcome.status in _FAILED)


def carry_over(
    measures: Iterable[Measure], choices: Mapping[int, Going], last_year: int, year: int
) -> Carried:
    """Last year's measures in their order, each as its choice says; ``KeyError`` without one.

    All targets come along, met or not: what was reached may be wanted again, and is then
    changed by whoever writes the plan.
    """
    going: list[Measure] = []
    ended: list[Measure] = []
    for measure in sorted(measures, key=lambda m: (m.position, m.id)):
        choice = choices[measure.id]
        if choice is Going.END:
            ended.append(measure)
            continue
        placed = replace(measure, key=next_key(year, going), position=len(going) + 1)
        going.append(moved(placed, year - last_year, Choice(choice.value)))
    return Carried(tuple(going), tuple(ended))


def moved(measure: Measure, years: int, choice: Choice) -> Measure:
    """The measure so many years on, not yet written down and not yet followed up."""
    return replace(
        measure,
        id=0,
        starts_on=_later(measure.starts_on, years),
        ends_on=_later(measure.ends_on, years),
        targets=tuple(_anew(target) for target in measure.targets),
        carried_from=measure.id,
        choice=choice,
    )


def _anew(target: Target) -> Target:
    return replace(target, id=0, outcome=None)


def _later(day: date | None, years: int) -> date | None:
    """The same day of a later year; 29 February becomes the 28th where that year has none."""
    if day is None:
        return None
    year = min(day.year + years, MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def title_for(last: Plan, year: int) -> str:
    """The last plan's title with the new year in it; a span such as 2023–2030 is no plan's year."""
    alone = re.compile(rf"(?<![\d–-]){last.year}(?!\d|\s?[–-]\s?\d)")
    title, found = alone.subn(str(year), last.title)
    return title if found else f"Handlingsplan {year}"


def last_plan(plans: Iterable[Plan], year: int) -> Plan | None:
    """The newest plan of an earlier year that was not discarded: what a year's is drafted from."""
    earlier = (p for p in plans if p.year < year and p.state is not PlanState.DISCARDED)
    return max(earlier, key=lambda p: (p.year, p.id), default=None)


def ended_in(last: Iterable[Measure], measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """What stood in last year's plan and is not carried on in this one."""
    carried = {measure.carried_from for measure in measures}
    return tuple(measure for measure in last if measure.id not in carried)


def as_carried(last: Iterable[Measure], measures: Iterable[Measure], years: int) -> list[Measure]:
    """Last year's measures as they would stand if nothing but the year had changed.

    Each that goes on has the key and place of the one it became, so that the two can be
    compared; one that ended keeps a key that nothing else has.
    """
    became = {measure.carried_from: measure for measure in measures}
    found = []
    for measure in last:
        now = became.get(measure.id)
        key, position = (now.key, now.position) if now else (f"\0{measure.id}", measure.position)
        later = moved(measure, years, measure.choice) if now else measure
        found.append(replace(later, key=key, position=position))
    return found
