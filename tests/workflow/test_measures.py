"""Measures: what keeps a draft from being decided, what is answered, and how it is counted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from documents.sample.measures import measures_2023
from tests.workflow.builders import an_outcome
from workflow.facts import Measure, Outcome, OutcomeStatus, Target
from workflow.measures import (
    Fulfilment,
    areas,
    draft_faults,
    fulfilment,
    is_answered,
    unanswered,
)

DRAFT = measures_2023(with_outcomes=False)
MEASURE = DRAFT[0]
TARGET = MEASURE.targets[0]


def faults(measure: Measure) -> list[str]:
    return [refusal.code for refusal in draft_faults([measure])]


def lacking(target: Target) -> str:
    """What the one refusal says that the target lacks."""
    (refusal,) = draft_faults([replace(MEASURE, targets=(target,))])
    return refusal.param("lacking")


def test_the_seeds_measures_can_be_followed_up() -> None:
    assert list(draft_faults(DRAFT)) == []


def test_a_measure_names_an_organisation_and_a_function() -> None:
    assert faults(replace(MEASURE, responsible=None)) == ["measure_without_responsible"]
    assert faults(replace(MEASURE, responsible_person="")) == ["measure_without_responsible"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (replace(TARGET, indicator=""), "indikator"),
        (replace(TARGET, unit=""), "enhet"),
        (replace(TARGET, goal=None), "målvärde"),
        (replace(TARGET, indicator="", unit="", goal=None), "indikator, enhet, målvärde"),
    ],
)
def test_a_target_says_what_it_lacks(target: Target, words: str) -> None:
    assert lacking(target) == words


def test_a_target_needs_neither_baseline_nor_source() -> None:
    bare = replace(TARGET, baseline=None, source="")
    assert faults(replace(MEASURE, targets=(bare,))) == []


@pytest.mark.parametrize("goal", [Decimal(0), Decimal("0.0"), Decimal("-1.5")])
def test_zero_and_less_are_goals(goal: Decimal) -> None:
    assert faults(replace(MEASURE, targets=(replace(TARGET, goal=goal),))) == []


def test_all_faults_of_all_measures_are_named_in_order() -> None:
    empty = replace(MEASURE, responsible=None, targets=())
    vague = replace(MEASURE, targets=(replace(TARGET, unit=""),))
    assert [refusal.code for refusal in draft_faults([empty, vague])] == [
        "measure_without_responsible",
        "measure_without_target",
        "target_cannot_be_followed_up",
    ]


@pytest.mark.parametrize(
    ("outcome", "answered"),
    [
        (None, False),
        (an_outcome(0), True),
        (an_outcome(5), True),
        (an_outcome(None), False),
        (an_outcome(None, missing_reason="Enkäten är försenad."), True),
        (Outcome(None, OutcomeStatus.MISSED, comment="Vet ej."), False),
    ],
    ids=["none", "zero", "five", "no value", "no value with reason", "only a comment"],
)
def test_a_target_is_answered_by_a_value_or_a_reason(
    outcome: Outcome | None, answered: bool
) -> None:
    assert is_answered(replace(TARGET, outcome=outcome)) is answered


def test_the_unanswered_targets_are_found_with_their_measures() -> None:
    half = replace(MEASURE, targets=(replace(TARGET, outcome=an_outcome(0)), MEASURE.targets[1]))
    assert list(unanswered([half])) == [(half, MEASURE.targets[1])]
    assert list(unanswered(measures_2023())) == []


def test_every_target_is_counted_once() -> None:
    counted = fulfilment(measures_2023())
    assert counted == Fulfilment(reached=3, partly=1, missed=1, not_measured=1)
    assert counted.total == 6


def test_a_target_without_an_outcome_counts_as_not_measured() -> None:
    assert fulfilment(DRAFT) == Fulfilment(not_measured=6)
    assert fulfilment([]) == Fulfilment()


def test_the_areas_stand_in_the_order_of_their_first_measure() -> None:
    found = areas(reversed(DRAFT))
    assert [area for area, _ in found] == [
        "Tillgänglighet till kommersiell service",
        "Förutsättningar för den som ger service",
        "Samordning mellan offentliga aktörer",
    ]
    assert [[m.id for m in members] for _, members in found] == [[1], [2, 3], [4]]
