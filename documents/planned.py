"""Words for what a plan says of its measures: period, money, origin, who takes part."""

from datetime import date

from documents.typography import capitalised, kronor, number, written
from workflow.facts import Choice, Measure, Plan, Situation, Target

UNKNOWN = "uppgift saknas"


def period(measure: Measure) -> str:
    """``1 januari till 31 december 2023``, with both years where they differ."""
    first, last = measure.starts_on, measure.ends_on
    if first and last:
        start = _without_year(first) if first.year == last.year else written(first)
        return f"{start} till {written(last)}"
    if first:
        return f"från den {written(first)}"
    return f"till den {written(last)}" if last else UNKNOWN


def _without_year(day: date) -> str:
    return written(day).rpartition("\N{NO-BREAK SPACE}")[0]


def responsible(measure: Measure) -> str:
    party = measure.responsible.name if measure.responsible else capitalised(UNKNOWN)
    person = measure.responsible_person
    return f"{party}, {person}" if person else party


def participants(measure: Measure) -> str:
    return ", ".join(measure.participants)


def funding(measure: Measure) -> str:
    """Each source with its amount; 0 kronor is an amount."""
    if not measure.funding:
        return "Ryms inom ordinarie verksamhet"
    return "; ".join(f"{kronor(part.amount)} från {part.source}" for part in measure.funding)


def value(target: Target, figure: str) -> str:
    """``12 butiker``: a figure with its unit."""
    return f"{figure} {target.unit}".strip()


def baseline(target: Target) -> str:
    return UNKNOWN if target.baseline is None else number(target.baseline)


def goal(target: Target) -> str:
    return UNKNOWN if target.goal is None else number(target.goal)


def origin(situation: Situation, plan: Plan, measure: Measure) -> str:
    """Where the measure was carried from, and whether it was changed on the way."""
    if measure.carried_from is None:
        return "Ny insats"
    how = "ändrad" if measure.choice is Choice.CHANGE else "oförändrad"
    year = _year_of(situation, measure.carried_from) or plan.year - 1
    return f"Förd över {how} från handlingsplan {year}"


def _year_of(situation: Situation, measure_id: int) -> int | None:
    years = {plan.id: plan.year for plan in situation.plans}
    for plan_id, measures in situation.measures.items():
        if any(measure.id == measure_id for measure in measures):
            return years.get(plan_id)
    return None
