"""One set of figures: read back from each paper in both forms, and from the page, all are equal."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import built, word
from documents.pdf import write_pdf
from documents.sample import sample_ask, sample_situation
from documents.typography import number
from tests.web.pages import printed
from tests.web.pages.page import Page
from tests.web.pages.printed import Printed
from tests.web.pages.site import Site
from web.views import public_follow_up
from workflow.facts import Funding, Measure, Outcome, OutcomeStatus, Situation
from workflow.figures import Line, figures
from workflow.operations.queries.public import Number
from workflow.operations.queries.public_follow_up import PublicFollowUp
from workflow.publishing import known, published
from workflow.states import PaperKind

PAPERS = (PaperKind.UPPFOLJNING, PaperKind.ARSRAPPORT, PaperKind.ATERRAPPORTERING)
SAMPLE = sample_situation()
PARTIES = [m.responsible for m in SAMPLE.measures[1]]
WORDS = {
    OutcomeStatus.REACHED: "Uppfyllt",
    OutcomeStatus.PARTLY: "Delvis uppfyllt",
    OutcomeStatus.MISSED: "Inte uppfyllt",
    OutcomeStatus.NOT_MEASURED: "Inte mätt",
}

# As long as a figure may be and still stand on one line of a narrow column.
values = st.decimals(-(10**4), 10**6, places=2) | st.sampled_from(
    [Decimal(0), Decimal("-0"), Decimal("0.5"), Decimal("2400.50"), Decimal("0.1234")]
)
judged = st.sampled_from([s for s in OutcomeStatus if s is not OutcomeStatus.NOT_MEASURED])
measured = st.builds(Outcome, values, judged)
missing = st.just(Outcome(None, OutcomeStatus.NOT_MEASURED, missing_reason="ingen enkät än"))
outcomes = st.none() | measured | missing
money = st.lists(
    st.builds(Funding, st.integers(0, 10**9), st.sampled_from(["Regionen", "Staten", "Åre"])),
    max_size=3,
)


@st.composite
def a_year(draw: st.DrawFn) -> tuple[Measure, ...]:
    """The example's measures with any outcomes, goals, money and organisations."""
    return tuple(
        replace(
            measure,
            responsible=draw(st.sampled_from(PARTIES)),
            area=draw(st.sampled_from(["Service", "Stöd & råd", "Samordning"])),
            funding=tuple(draw(money)),
            targets=tuple(
                replace(each, goal=draw(values), outcome=draw(outcomes)) for each in measure.targets
            ),
        )
        for measure in SAMPLE.measures[1]
    )


def in_facts(measures: tuple[Measure, ...]) -> Printed:
    """The figures as the facts have them, in the order in which they are printed."""
    found = figures(measures)
    by_area = [m for line in found.areas for m in measures if m.area == line.name]
    sums = ((source, number(amount)) for source, amount in found.funding.items())
    return Printed(
        areas=tuple(map(counted, (*found.areas, Line("Samtliga", found.total)))),
        organisations=tuple(map(counted, (*found.organisations, Line("Samtliga", found.total)))),
        targets=tuple(sorted(ended(by_area))),
        money=spaced((*sums, ("Summa", number(found.funded))) if found.funding else ()),
    )


def counted(line: Line) -> tuple[str, ...]:
    of = line.count
    counts = (of.total, of.reached, of.partly, of.missed, of.not_measured)
    return (line.name, *map(str, counts))


def ended(measures: list[Measure]) -> list[tuple[str, ...]]:
    rows = []
    for target in (target for measure in measures for target in measure.targets):
        told = target.outcome or Outcome(None, OutcomeStatus.NOT_MEASURED)
        value = "uppgift saknas" if told.value is None else number(told.value)
        rows.append((number(target.goal or Decimal(0)), value, WORDS[told.status]))
    return list(spaced(tuple(rows)))


def spaced(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in rows)


def in_order(found: Printed) -> Printed:
    """The targets stand by area in two of the papers, and in the plan's order elsewhere."""
    return replace(found, targets=tuple(sorted(spaced(found.targets))))


def with_measures(measures: tuple[Measure, ...]) -> Situation:
    return replace(SAMPLE, measures={**SAMPLE.measures, 1: measures})


@given(a_year())
@settings(max_examples=6, deadline=None)
def test_every_paper_in_word_has_the_figures_of_the_facts(measures: tuple[Measure, ...]) -> None:
    for kind in PAPERS:
        paper = built(sample_ask(kind, with_measures(measures)))
        assert in_order(printed.of_word(word.render(paper))) == in_facts(measures)


@given(a_year())
@settings(max_examples=6, deadline=None)
def test_every_paper_in_pdf_has_the_figures_of_the_facts(measures: tuple[Measure, ...]) -> None:
    for kind in PAPERS:
        paper = built(sample_ask(kind, with_measures(measures)))
        assert in_order(printed.of_pdf(write_pdf(paper))) == in_facts(measures)


@given(measures=a_year())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_public_page_has_the_figures_of_the_facts(
    site: Site, measures: tuple[Measure, ...]
) -> None:
    assert in_order(printed.of_page(shown(site, measures))) == in_facts(measures)


def shown(site: Site, measures: tuple[Measure, ...]) -> Page:
    """The public page of a year with these measures."""
    plan = SAMPLE.plans[0]
    found = PublicFollowUp(
        Number("RUN", 1, 2023),
        plan.id,
        plan.year,
        plan.title,
        SAMPLE.case.reference,
        None,
        published(measures, known((), ())),
        figures(measures),
    )
    with site.app.test_request_context("/"):
        site.app.preprocess_request()
        return Page(200, "", public_follow_up.page(found))


@pytest.mark.parametrize("kind", PAPERS)
def test_the_reader_of_papers_sees_a_wrong_figure(kind: PaperKind) -> None:
    one, *others = SAMPLE.measures[1]
    target = replace(one.targets[0], outcome=Outcome(Decimal(7), OutcomeStatus.MISSED))
    wrong = replace(one, targets=(target, *one.targets[1:]))
    paper = built(sample_ask(kind, with_measures((wrong, *others))))
    assert in_order(printed.of_pdf(write_pdf(paper))) != in_facts(SAMPLE.measures[1])
