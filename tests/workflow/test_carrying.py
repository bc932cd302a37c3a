"""Carrying over: what of last year's plan goes into the next, and what each measure becomes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.sample.measures import measures_2023
from tests.workflow.builders import a_plan, an_outcome
from workflow.carrying import (
    Going,
    as_carried,
    carry_over,
    ended_in,
    last_plan,
    moved,
    proposed,
    title_for,
)
from workflow.facts import Choice, Measure, Outcome, OutcomeStatus
from workflow.measures import measure_fingerprint
from workflow.states import PlanState

LAST = measures_2023()
KEEP_ALL = dict.fromkeys((measure.id for measure in LAST), Going.KEEP)

days = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))
statuses = st.none() | st.sampled_from(OutcomeStatus)


@st.composite
def a_years_measures(draw: st.DrawFn) -> list[Measure]:
    """Any number of measures in any order, with and without days and outcomes."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        outcome = draw(statuses)
        target = replace(
            LAST[0].targets[0],
            outcome=Outcome(Decimal(1), outcome) if outcome else None,
        )
        found.append(
            replace(
                LAST[0],
                id=number + 1,
                key=f"2023-{number}",
                position=draw(st.integers(1, 4)),
                starts_on=draw(days),
                ends_on=draw(days),
                targets=(target,) * draw(st.integers(0, 3)),
            )
        )
    return found


going = st.sampled_from(Going)
years = st.integers(2021, 2030)


@given(last=a_years_measures(), data=st.data(), year=years)
def test_every_measure_goes_on_or_ends_and_none_is_lost(
    last: list[Measure], data: st.DataObject, year: int
) -> None:
    choices = {measure.id: data.draw(going) for measure in last}
    carried = carry_over(last, choices, 2020, year)
    onward = [measure.carried_from for measure in carried.measures]
    ended = [measure.id for measure in carried.ended]
    in_order = [m.id for m in sorted(last, key=lambda m: (m.position, m.id))]
    assert onward == [id_ for id_ in in_order if choices[id_] is not Going.END]
    assert ended == [id_ for id_ in in_order if choices[id_] is Going.END]


@given(last=a_years_measures(), year=years)
def test_carried_measures_have_places_and_keys_of_the_new_year(
    last: list[Measure], year: int
) -> None:
    found = carry_over(last, {m.id: Going.CHANGE for m in last}, 2020, year).measures
    assert [m.position for m in found] == list(range(1, len(last) + 1))
    assert [m.key for m in found] == [f"{year}-{n}" for n in range(1, len(last) + 1)]
    assert {m.choice for m in found} <= {Choice.CHANGE}


@given(last=a_years_measures(), year=years)
def test_all_targets_come_along_without_their_outcomes(last: list[Measure], year: int) -> None:
    carried = carry_over(last, {m.id: Going.KEEP for m in last}, 2020, year).measures
    old = {measure.id: measure for measure in last}
    for measure in carried:
        before = old[measure.carried_from or 0].targets
        assert measure.targets == tuple(replace(t, id=0, outcome=None) for t in before)


@given(last=a_years_measures(), first=st.integers(1, 4), then=st.integers(1, 4))
def test_two_years_on_is_one_year_on_twice(last: list[Measure], first: int, then: int) -> None:
    for measure in last:
        leap = any(d and (d.month, d.day) == (2, 29) for d in (measure.starts_on, measure.ends_on))
        at_once = moved(measure, first + then, Choice.KEEP)
        by_steps = moved(moved(measure, first, Choice.KEEP), then, Choice.KEEP)
        assert leap or measure_fingerprint(at_once) == measure_fingerprint(by_steps)


@given(last=a_years_measures(), data=st.data())
def test_what_is_only_carried_over_has_not_changed(
    last: list[Measure], data: st.DataObject
) -> None:
    choices = {measure.id: data.draw(going) for measure in last}
    carried = carry_over(last, choices, 2023, 2024)
    new = [replace(m, id=100 + n) for n, m in enumerate(carried.measures)]
    before = {m.key: m for m in as_carried(last, new, 1)}
    assert len(before) == len(last)
    for measure in new:
        assert measure_fingerprint(before[measure.key]) == measure_fingerprint(measure)
    assert {m.id for m in ended_in(last, new)} == {m.id for m in carried.ended}


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2023, 2, 1), date(2024, 2, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(9999, 12, 31), date(9999, 12, 31)),
        (None, None),
    ],
)
def test_days_move_one_year(day: date | None, later: date | None) -> None:
    assert moved(replace(LAST[0], starts_on=day), 1, Choice.KEEP).starts_on == later


def with_outcomes(*statuses: OutcomeStatus | None) -> Measure:
    target = LAST[0].targets[0]
    outcomes = [replace(an_outcome(1), status=s) if s else None for s in statuses]
    return replace(LAST[0], targets=tuple(replace(target, outcome=each) for each in outcomes))


@pytest.mark.parametrize(
    ("statuses", "choice"),
    [
        ((OutcomeStatus.REACHED,), Going.KEEP),
        ((OutcomeStatus.REACHED, OutcomeStatus.NOT_MEASURED), Going.KEEP),
        ((None,), Going.KEEP),
        ((), Going.KEEP),
        ((OutcomeStatus.REACHED, OutcomeStatus.PARTLY), Going.CHANGE),
        ((OutcomeStatus.MISSED, None), Going.CHANGE),
    ],
)
def test_what_fell_short_is_proposed_to_change_and_nothing_to_end(
    statuses: tuple[OutcomeStatus | None, ...], choice: Going
) -> None:
    assert proposed(with_outcomes(*statuses)) is choice


def test_every_measure_needs_a_choice() -> None:
    short = {id_: choice for id_, choice in KEEP_ALL.items() if id_ != 3}
    with pytest.raises(KeyError, match="3"):
        carry_over(LAST, short, 2023, 2024)


@pytest.mark.parametrize(
    ("title", "proposal"),
    [
        ("Handlingsplan 2023", "Handlingsplan 2024"),
        ("Plan 2023 för programmet 2023–2030", "Plan 2024 för programmet 2023–2030"),
        ("Plan 2023 för programmet 2021-2023", "Plan 2024 för programmet 2021-2023"),
        ("Plan 20231", "Handlingsplan 2024"),
        ("Årets plan", "Handlingsplan 2024"),
    ],
)
def test_the_title_is_last_years_with_the_new_year(title: str, proposal: str) -> None:
    plan = replace(a_plan(PlanState.ADOPTED), title=title)
    assert title_for(plan, 2024) == proposal


def test_the_last_plan_is_the_newest_of_an_earlier_year() -> None:
    plans = [a_plan(PlanState.ADOPTED, year, year) for year in (2024, 2022, 2023)]
    assert [last_plan(plans, year) for year in (2022, 2024, 2030)] == [None, plans[2], plans[0]]
