"""Ändringslista: what a plan changes beside last year's, and how last year's targets ended."""

from collections.abc import Iterable, Iterator

from documents.compare import Fate
from documents.frame import bullets, paper, signed_by, titled
from documents.parts import Block, Column, Heading, Paper, Paragraph, Table
from documents.planned import goal, responsible
from documents.results import outcome, status
from documents.subject import measures_of, officer_of, the_plan
from documents.typography import number
from documents.versions import MeasureDiff, PlanDiff, PlanText, compare_plans
from workflow.carrying import as_carried, unfulfilled
from workflow.facts import Choice, Measure, Plan, Target
from workflow.measures import by_position
from workflow.orders import PaperAsk

LABEL = "Ändringslista"
_FATES = {
    Fate.SAME: "Behålls",
    Fate.CHANGED: "Ändras",
    Fate.ADDED: "Ny",
    Fate.REMOVED: "Avslutas",
}
_COUNTED = (Column("Insatser", 76), Column("Antal", 24, numeric=True))


def build(ask: PaperAsk, last: Plan) -> Paper:
    """The list for the plan that is asked for; both plans' measures are in the situation."""
    plan = the_plan(ask)
    before, now = measures_of(ask, last), measures_of(ask, plan)
    found = differences(before, now, plan.year - last.year, plan.title)
    blocks = (
        *titled("Sammanfattning", *_introduction(plan, last), _counts(found)),
        *titled("Insats för insats", *_measures(found, before, now, plan, last)),
        *titled("Mål som inte uppfylldes", *_unfulfilled(before, now, last)),
        *signed_by(officer_of(ask)),
    )
    return paper(ask, LABEL, f"Ändringar i {plan.title} jämfört med {last.title}", blocks)


def differences(
    last: Iterable[Measure], measures: Iterable[Measure], years: int, title: str
) -> PlanDiff:
    """What is changed in a plan beside last year's; that days moved a year is no change."""
    listed = tuple(measures)
    before = PlanText(title, tuple(as_carried(last, listed, years)))
    return compare_plans(before, PlanText(title, listed))


def _introduction(plan: Plan, last: Plan) -> tuple[Block, ...]:
    return (
        Paragraph(
            f"Listan visar vad som skiljer {plan.title} från {last.title}, och hur målen för "
            f"{last.year} gick. Att dagarna har flyttats till {plan.year} är ingen ändring."
        ),
    )


def _counts(found: PlanDiff) -> Table:
    rows = tuple(
        (words, number(sum(measure.fate is fate for measure in found.measures)))
        for fate, words in _FATES.items()
    )
    total = ("Samtliga", number(len(found.measures)))
    return Table("Insatser efter vad som händer med dem", _COUNTED, (*rows, total), has_total=True)


def _measures(
    found: PlanDiff,
    before: tuple[Measure, ...],
    now: tuple[Measure, ...],
    plan: Plan,
    last: Plan,
) -> Iterator[Block]:
    kept = {measure.key: measure for measure in now}
    carried = {as_carried((m,), now, 0)[0].key: m for m in before}
    for each in found.measures:
        old, new = carried.get(each.key), kept.get(each.key)
        named = new or old
        if named is None:
            continue
        yield Heading(f"{named.activity}: {_FATES[each.fate].lower()}", level=2)
        if new and new.choice is Choice.CHANGE and each.fate is Fate.SAME:
            yield Paragraph("Insatsen ska ändras, men ingen ändring är skriven än.")
        if old and old.targets:
            yield _ended(old, last)
        if each.fate is Fate.CHANGED:
            yield _changed(each, last, plan)
        if old is None and new:
            yield Paragraph(f"Ansvarig: {responsible(new)}.")


def _ended(measure: Measure, last: Plan) -> Table:
    """How the measure's targets ended last year."""
    columns = (
        Column(f"Mål {last.year}", 66),
        Column("Målvärde", 20, numeric=True),
        Column("Utfall", 20, numeric=True),
        Column("Bedömning", 24),
    )
    rows = (
        (target.text, goal(target), outcome(target), status(target))
        for target in by_position(measure.targets)
    )
    return Table(f"Utfall {last.year} för {measure.activity}", columns, tuple(rows))


def _changed(each: MeasureDiff, last: Plan, plan: Plan) -> Table:
    """Every field whose words differ, as it was and as it is."""
    columns = (Column("Uppgift", 30), Column(str(last.year), 50), Column(str(plan.year), 50))
    fields = [(f.name, f.text) for f in each.fields if f.text.changes]
    for target in each.targets:
        fields += [
            (f"Mål {target.position}, {f.name}", f.text) for f in target.fields if f.text.changes
        ]
    rows = tuple((name, text.old or "–", text.new or "–") for name, text in fields)
    return Table(f"Ändringar {last.year} till {plan.year}", columns, rows)


def _unfulfilled(
    before: tuple[Measure, ...], now: tuple[Measure, ...], last: Plan
) -> tuple[Block, ...]:
    """Each target that fell short, and whether a measure of the new plan goes on with it."""
    if not any(target.outcome for measure in before for target in measure.targets):
        return (Paragraph(f"Målen för {last.year} är inte uppföljda än."),)
    goes_on = {measure.carried_from for measure in now}
    found = tuple(
        _fell_short(measure, target, goes_on=measure.id in goes_on)
        for measure in before
        for target in by_position(unfulfilled(measure))
    )
    return bullets(found) or (Paragraph("Alla mål som är mätta uppfylldes."),)


def _fell_short(measure: Measure, target: Target, *, goes_on: bool) -> str:
    ending = "Följer med." if goes_on else "Följer inte med, eftersom insatsen avslutas."
    return f"{measure.activity}: {target.text.strip().rstrip('.')}. {status(target)}. {ending}"
