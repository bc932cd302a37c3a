"""Two people in one draft: a measure is known by what stands in it, and is not written over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents.sample.measures import measures_2023
from documents.sample.parties import COUNTY
from tests.workflow.builders import ready, why_with
from workflow.facts import Choice, Funding, Given, Measure
from workflow.measures import measure_fingerprint, next_key

MEASURE, OTHER = measures_2023(with_outcomes=False)[:2]
SEEN = frozenset({measure_fingerprint(MEASURE)})
UNSEEN = frozenset({measure_fingerprint(OTHER)})


def with_target(**changed: object) -> Callable[[Measure], Measure]:
    def change(measure: Measure) -> Measure:
        first, *rest = measure.targets
        target = replace(first, **changed)  # type: ignore[arg-type]  # a table of cases
        return replace(measure, targets=(target, *rest))

    return change


def with_(**changed: object) -> Callable[[Measure], Measure]:
    return lambda measure: replace(measure, **changed)  # type: ignore[arg-type]  # as above


WRITTEN = [
    with_(area="Annat"),
    with_(activity="Annat"),
    with_(purpose="Annat"),
    with_(responsible=COUNTY),
    with_(responsible=None),
    with_(responsible_person="Någon"),
    with_(participants=("Ragunda kommun, Bräcke kommun, Åre kommun",)),
    with_(starts_on=date(2023, 1, 2)),
    with_(ends_on=None),
    with_(funding=(Funding(1, "Tillväxtverket"),)),
    with_(sustainability="Annat"),
    with_(position=9),
    with_(targets=()),
    with_target(level="Effektmål"),
    with_target(text="Annat"),
    with_target(indicator=""),
    with_target(unit="procent"),
    with_target(baseline=None),
    with_target(goal=Decimal(0)),
    with_target(source="Annat"),
]
UNWRITTEN = [
    with_(id=99),
    with_(carried_from=7),
    with_(choice=Choice.KEEP),
    with_target(id=99),
    with_target(outcome=measures_2023()[0].targets[0].outcome),
]


@pytest.mark.parametrize("change", WRITTEN)
def test_whatever_somebody_writes_changes_the_fingerprint(
    change: Callable[[Measure], Measure],
) -> None:
    assert measure_fingerprint(change(MEASURE)) != measure_fingerprint(MEASURE)


@pytest.mark.parametrize("change", UNWRITTEN)
def test_what_nobody_writes_does_not(change: Callable[[Measure], Measure]) -> None:
    assert measure_fingerprint(change(MEASURE)) == measure_fingerprint(MEASURE)


def test_a_text_on_the_border_of_two_fields_belongs_to_one_of_them() -> None:
    left = replace(MEASURE, activity="Öppna", purpose="butiker")
    right = replace(MEASURE, activity="Öppnabutiker", purpose="")
    assert measure_fingerprint(left) != measure_fingerprint(right)


STEPS = pytest.mark.parametrize("step", ["write_measure", "remove_measure"])


@STEPS
def test_a_measure_that_is_as_it_was_seen_may_be_written(step: str) -> None:
    situation, ask = ready(step)
    changed = replace(MEASURE, activity="Annat")
    assert why_with(situation, ask, Given(measures=(changed,), seen=SEEN)) == ()


@STEPS
def test_a_measure_that_somebody_else_wrote_since_may_not(step: str) -> None:
    situation, ask = ready(step)
    assert why_with(situation, ask, Given(measures=(MEASURE,), seen=UNSEEN)) == ("measure_changed",)


@STEPS
def test_a_measure_that_is_gone_is_unknown(step: str) -> None:
    situation, ask = ready(step)
    gone = replace(MEASURE, id=77, key="")
    assert why_with(situation, ask, Given(measures=(gone,), seen=SEEN)) == ("measure_unknown",)


def test_a_new_measure_has_nothing_that_could_have_changed() -> None:
    situation, ask = ready("write_measure")
    new = replace(MEASURE, id=0, key="")
    assert why_with(situation, ask, Given(measures=(new,), seen=SEEN)) == ()


def test_a_measure_that_a_later_plan_carries_on_stays() -> None:
    situation, ask = ready("remove_measure")
    carried = replace(situation, carried_on=frozenset({MEASURE.id}))
    given = Given(measures=(MEASURE,), seen=SEEN)
    assert why_with(carried, ask, given) == ("measure_is_carried_on",)
    assert why_with(replace(situation, carried_on=frozenset({OTHER.id})), ask, given) == ()


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ((), "2024-1"),
        (("2024-1", "2024-7"), "2024-8"),
        (("2023-9", "hemsandning", "2024-x", "2024-²"), "2024-1"),
    ],
)
def test_a_new_measures_key_is_the_years_next_number(keys: tuple[str, ...], key: str) -> None:
    assert next_key(2024, [replace(MEASURE, key=each) for each in keys]) == key
