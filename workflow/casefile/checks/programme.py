"""The programme and its case: headings, references and years that agree with each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from workflow.casefile.checks.finding import Finding, Path
from workflow.casefile.model import CaseFile, Ground
from workflow.casefile.network import ReportHeadingKey
from workflow.casefile.office import HeadingKey
from workflow.facts import GroundKind
from workflow.references import case_reference, paragraph, paragraph_of


def headings_are_complete(file: CaseFile) -> Iterator[Finding]:
    """Every heading has its words once: a paper can't be drawn up without them."""
    house = [heading.key for heading in file.house.headings]
    yield from _once_each(("house", "headings"), house, get_args(HeadingKey))
    report = [heading.key for heading in file.programme.report_headings]
    path = ("programme", "report_headings")
    yield from _once_each(path, report, get_args(ReportHeadingKey))


def _once_each(path: Path, found: Sequence[str], wanted: Sequence[str]) -> Iterator[Finding]:
    count = Counter(found)
    lacking = [key for key in wanted if not count[key]]
    if lacking:
        yield Finding(path, f"rubriken saknas: {', '.join(lacking)}. Lägg till den.")
    for place, key in enumerate(found):
        if found.index(key) != place:
            yield Finding((*path, place), f"rubriken «{key}» står två gånger. Ta bort den ena.")


def references_agree(file: CaseFile) -> Iterator[Finding]:
    """The case's reference belongs to the committee and to the year in which it was opened."""
    code, year = file.committee.code, file.case.opened_on.year
    reference = case_reference(file.case.reference)
    if reference.committee != code:
        yield Finding(
            ("case", "reference"),
            f"{reference} börjar inte med nämndens kod {code}. Rätta det ena av dem.",
        )
    if reference.year != year:
        yield Finding(
            ("case", "opened_on"),
            f"ärendet öppnades {year}, men diarienumret {reference} är från {reference.year}. "
            "Årtalet i numret är det år då ärendet öppnades.",
        )
    yield from _grounds_are_paragraphs(file)


def _grounds_are_paragraphs(file: CaseFile) -> Iterator[Finding]:
    grounds: list[tuple[Path, Ground]] = [(("programme", "adopted"), file.programme.adopted)]
    grounds += [(("delegations", i, "ground"), d.ground) for i, d in enumerate(file.delegations)]
    for path, ground in grounds:
        if ground.kind is GroundKind.COMMITTEE_DECISION:
            yield from _paragraph(path, ground)


def _paragraph(path: Path, ground: Ground) -> Iterator[Finding]:
    try:
        label = paragraph(ground.label)
    except ValueError as error:
        yield Finding((*path, "label"), f"{error}.")
        return
    if str(label) != ground.label:
        yield Finding((*path, "label"), f"skriv «{label}», med ett vanligt mellanslag.")
    try:
        paragraph_of(ground.label, ground.decided_on)
    except ValueError as error:
        yield Finding((*path, "decided_on"), f"{error}.")


def plans_are_the_programmes(file: CaseFile) -> Iterator[Finding]:
    first, last = file.programme.first_year, file.programme.last_year
    if first > last:
        text = f"programmets sista år {last} ligger före det första, {first}. Rätta årtalen."
        yield Finding(("programme", "last_year"), text)
    if not file.plans:
        yield Finding(("plans",), "minst en handlingsplan behövs. Lägg till [[plans]].")
    for i, plan in enumerate(file.plans):
        if not first <= plan.year <= last:
            yield Finding(
                ("plans", i, "year"),
                f"{plan.year} ligger utanför programmet, som gäller {first}–{last}. "
                "Rätta planens eller programmets år.",
            )


def every_plan_is_decided_once(file: CaseFile) -> Iterator[Finding]:
    first, last = file.programme.first_year, file.programme.last_year
    count = Counter(year for decision in file.decisions for year in decision.plans)
    for i, plan in enumerate(file.plans):
        if count[plan.year] != 1 and first <= plan.year <= last:
            fault = "finns inte i något beslut" if not count[plan.year] else "finns i flera beslut"
            yield Finding(
                ("plans", i, "year"),
                f"handlingsplanen {plan.year} {fault}. Varje plan fastställs i ett beslut; "
                "se plans under [[decisions]].",
            )
