"""Measures: each has targets, each target an outcome, and what is carried on has a beginning."""

from collections.abc import Iterator

from workflow.casefile.checks.finding import Finding, Path, suggestion
from workflow.casefile.model import CaseFile, Measure, Outcome, Plan
from workflow.facts import Choice, OutcomeStatus


def measures_are_whole(file: CaseFile) -> Iterator[Finding]:
    known = {plan.year: {measure.key for measure in plan.measures} for plan in file.plans}
    for i, plan in enumerate(file.plans):
        if not plan.measures:
            yield Finding(
                ("plans", i),
                f"handlingsplanen {plan.year} har inga [[plans.measures]]. Lägg till minst en.",
            )
        for j, measure in enumerate(plan.measures):
            path: Path = ("plans", i, "measures", j)
            if not measure.targets:
                yield Finding(path, f"insatsen «{measure.key}» saknar mål. Lägg till minst ett.")
            yield from _carried(path, plan, measure, known)
            for k, target in enumerate(measure.targets):
                yield from _outcome((*path, "targets", k, "outcome"), target.outcome)


def _carried(
    path: Path, plan: Plan, measure: Measure, known: dict[int, set[str]]
) -> Iterator[Finding]:
    before = measure.carried_from
    if before is None:
        if measure.choice is not Choice.NEW:
            text = f"choice är «{measure.choice}», men carried_from saknas. Skriv varifrån."
            yield Finding((*path, "choice"), text)
        return
    if measure.choice is Choice.NEW:
        text = "en insats som förs vidare kan inte vara «new». Skriv «keep» eller «change»."
        yield Finding((*path, "choice" if "choice" in measure.model_fields_set else "key"), text)
    if before.year >= plan.year or before.year not in known:
        text = f"{before.year} är ingen tidigare plan i den här filen. Rätta årtalet."
        yield Finding((*path, "carried_from", "year"), text)
    elif before.key not in known[before.year]:
        near = suggestion(before.key, known[before.year])
        text = f"«{before.key}» finns inte bland insatserna {before.year}.{near}"
        yield Finding((*path, "carried_from", "key"), text)


def _outcome(path: Path, outcome: Outcome) -> Iterator[Finding]:
    unmeasured = outcome.status is OutcomeStatus.NOT_MEASURED
    if outcome.value is None and outcome.missing_reason is None:
        text = "utfallet har varken value eller missing_reason. Noll är ett utfall: skriv value = 0"
        yield Finding(path, f"{text}, eller skriv varför målet inte mättes.")
    if outcome.value is not None and outcome.missing_reason is not None:
        text = "utfallet har både value och missing_reason. Ta bort det ena."
        yield Finding((*path, "missing_reason"), text)
    if unmeasured and outcome.value is not None:
        text = "status är «not_measured», men ett värde finns. Rätta status eller ta bort value."
        yield Finding((*path, "status"), text)
    if not unmeasured and outcome.value is None and outcome.missing_reason is not None:
        text = f"status är «{outcome.status}», men inget värde finns. Skriv «not_measured»."
        yield Finding((*path, "status"), text)
