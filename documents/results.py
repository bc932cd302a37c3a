"""What came out of a year: outcomes beside goals, counts, deviations, lessons, what goes on."""

from collections.abc import Iterable, Iterator

from documents.frame import bullets
from documents.parts import Block, Bullets, Column, Heading, Note, Paragraph, Table
from documents.planned import UNKNOWN, baseline, goal
from documents.subject import measures_of, the_plan
from documents.typography import capitalised, counted, enumerated, number, sentence
from workflow.facts import Choice, Measure, OutcomeStatus, Target
from workflow.figures import NOBODY, figures
from workflow.measures import Fulfilment, areas, by_position, fell_short, learnt
from workflow.orders import PaperAsk

_STATUS = {
    OutcomeStatus.REACHED: "Uppfyllt",
    OutcomeStatus.PARTLY: "Delvis uppfyllt",
    OutcomeStatus.MISSED: "Inte uppfyllt",
    OutcomeStatus.NOT_MEASURED: "Inte mätt",
}
_RESULTS = (
    Column("Mål", 40),
    Column("Indikator och enhet", 34),
    Column("Basvärde", 23, numeric=True),
    Column("Målvärde", 23, numeric=True),
    Column("Utfall", 23, numeric=True),
    Column("Bedömning", 23),
)
_COUNTED = (
    Column("Mål", 12, numeric=True),
    Column("Uppfyllda", 20, numeric=True),
    Column("Delvis", 16, numeric=True),
    Column("Inte uppfyllda", 20, numeric=True),
    Column("Inte mätta", 18, numeric=True),
)
_BY_AREA = (Column("Insatsområde", 64), *_COUNTED)
_BY_ORGANISATION = (Column("Organisation", 64), *_COUNTED)
_TARGETS = (
    Column("Mål", 40),
    Column("Ansvarig", 30),
    Column("Målvärde", 23, numeric=True),
    Column("Utfall", 23, numeric=True),
    Column("Enhet", 26),
    Column("Bedömning", 24),
)


def summary(measures: Iterable[Measure]) -> str:
    """One sentence on how the targets ended."""
    counted_up = figures(measures)
    count = counted_up.total
    parts = (
        counted(many, one_word, many_words)
        for many, one_word, many_words in (
            (count.reached, "uppfyllt", "uppfyllda"),
            (count.partly, "delvis uppfyllt", "delvis uppfyllda"),
            (count.missed, "inte uppfyllt", "inte uppfyllda"),
            (count.not_measured, "inte mätt", "inte mätta"),
        )
        if many
    )
    return (
        f"Planen har {counted(counted_up.measures, 'insats', 'insatser')} med sammanlagt "
        f"{counted(count.total, 'mål', 'mål')}. Av målen är {enumerated(parts)}."
    )


def counts_table(measures: Iterable[Measure]) -> Table:
    """Måluppfyllelse in each area and in all."""
    counted_up = figures(measures)
    rows = [_counts(line.name, line.count) for line in counted_up.areas]
    total = _counts("Samtliga insatsområden", counted_up.total)
    return Table("Måluppfyllelse per insatsområde", _BY_AREA, (*rows, total), has_total=True)


def organisations_table(measures: Iterable[Measure]) -> Table:
    """Måluppfyllelse of each organisation that answers for any measure, and in all."""
    counted_up = figures(measures)
    rows = [_counts(line.name, line.count) for line in counted_up.organisations]
    total = _counts("Samtliga organisationer", counted_up.total)
    caption = "Måluppfyllelse per organisation"
    return Table(caption, _BY_ORGANISATION, (*rows, total), has_total=True)


def targets_table(measures: Iterable[Measure]) -> Table:
    """Every target on one line, for those who read the figures and not the measures."""
    rows = (
        (
            target.text,
            _answers(measure),
            goal(target),
            outcome(target),
            target.unit,
            status(target),
        )
        for measure in measures
        for target in by_position(measure.targets)
    )
    return Table("Utfall per mål", _TARGETS, tuple(rows))


def _answers(measure: Measure) -> str:
    return measure.responsible.name if measure.responsible else NOBODY


def _counts(name: str, count: Fulfilment) -> tuple[str, ...]:
    figures = (count.total, count.reached, count.partly, count.missed, count.not_measured)
    return (name, *(number(figure) for figure in figures))


def results(measures: Iterable[Measure]) -> Iterator[Block]:
    """Each measure with its outcomes beside the goals, under its area."""
    place = 0
    for area, members in areas(measures):
        yield Heading(area, level=2)
        for measure in members:
            place += 1
            yield Heading(f"{place}. {measure.activity}", level=3)
            yield Table(f"Utfall för insats {place}", _RESULTS, _rows(measure))
            yield from _reasons(measure)


def _rows(measure: Measure) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            target.text,
            f"{target.indicator} ({target.unit})",
            baseline(target),
            goal(target),
            outcome(target),
            status(target),
        )
        for target in by_position(measure.targets)
    )


def outcome(target: Target) -> str:
    """The figure; 0 is one, and a missing one is said to be missing."""
    found = target.outcome
    return UNKNOWN if found is None or found.value is None else number(found.value)


def status(target: Target) -> str:
    return _STATUS[target.outcome.status if target.outcome else OutcomeStatus.NOT_MEASURED]


def _reasons(measure: Measure) -> Iterator[Note]:
    for target in by_position(measure.targets):
        found = target.outcome
        if found is not None and found.value is None and found.missing_reason.strip():
            why = sentence(found.missing_reason)
            what = target.text.strip().rstrip(".")
            yield Note(f"{capitalised(UNKNOWN)} för ”{what}”: {why}")


def deviations(measures: Iterable[Measure]) -> tuple[Block, ...]:
    """Every target that was not fully reached, with what the responsible says of it."""
    found = tuple(_deviation(measure, target) for measure, target in fell_short(measures))
    return (Bullets(found),) if found else (Paragraph("Inga avvikelser är rapporterade."),)


def _deviation(measure: Measure, target: Target) -> str:
    found = target.outcome
    said = (found.comment.strip() or found.missing_reason.strip()) if found else ""
    ending = f" {sentence(capitalised(said))}" if said else ""
    what = f"{measure.activity}: {target.text.strip().rstrip('.')}"
    return f"{what}. {status(target)}.{ending}"


def lessons(measures: Iterable[Measure]) -> tuple[Block, ...]:
    found = tuple(f"{measure.activity}: {sentence(text)}" for measure, text in learnt(measures))
    return (Bullets(found),) if found else (Paragraph("Inga lärdomar är rapporterade."),)


def carried_over(ask: PaperAsk) -> tuple[Block, ...]:
    """The measures that a later plan goes on with, as far as later plans are known here."""
    mine = {measure.id: measure for measure in measures_of(ask, the_plan(ask))}
    later = {plan.id: plan.year for plan in ask.situation.plans if plan.year > the_plan(ask).year}
    found = tuple(
        f"{measure.activity} ({_how(measure)}, handlingsplan {later[plan_id]})"
        for plan_id in sorted(later, key=later.__getitem__)
        for measure in ask.situation.measures.get(plan_id, ())
        if measure.carried_from in mine
    )
    if found:
        return bullets(found)
    return (Paragraph("Resultaten är underlag för kommande handlingsplaner."),)


def _how(measure: Measure) -> str:
    return "ändrad" if measure.choice is Choice.CHANGE else "oförändrad"
