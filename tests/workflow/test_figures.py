"""The figures of a year add up, whichever way they are read."""

from dataclasses import replace
from decimal import Decimal

import pytest

from documents.sample.measures import measures_2023
from workflow.facts import Funding, Measure, Outcome, OutcomeStatus, Target
from workflow.figures import NOBODY, by_organisation, figures, funding_by_source
from workflow.measures import fingerprint, proposed_status

MEASURES = measures_2023()
TARGET = MEASURES[0].targets[0]
REACHED, PARTLY, MISSED = OutcomeStatus.REACHED, OutcomeStatus.PARTLY, OutcomeStatus.MISSED


def test_areas_and_organisations_have_the_same_sum() -> None:
    found = figures(MEASURES)
    assert found.measures == 4
    for lines in (found.areas, found.organisations):
        assert sum(line.count.total for line in lines) == found.total.total == 6
        assert sum(line.count.reached for line in lines) == found.total.reached == 3
        assert sum(line.count.not_measured for line in lines) == found.total.not_measured == 1


def test_organisations_stand_by_their_swedish_names() -> None:
    one, *others = MEASURES
    assert one.responsible is not None
    named = [replace(one, responsible=replace(one.responsible, name=n)) for n in ("Åre", "Berg")]
    nobody = replace(one, responsible=None)
    assert [name for name, _ in by_organisation([*named, nobody])] == ["Berg", NOBODY, "Åre"]
    assert len(others) == 3


def test_money_is_summed_by_source_and_in_all() -> None:
    def funded(*parts: tuple[int, str]) -> Measure:
        return replace(MEASURES[0], funding=tuple(Funding(*part) for part in parts))

    measures = [funded((5, "Åre"), (0, "Berg")), funded((7, "Åre"))]
    assert list(funding_by_source(measures).items()) == [("Berg", 0), ("Åre", 12)]
    assert figures(measures).funded == 12
    assert figures([]).funded == 0


@pytest.mark.parametrize(
    ("baseline", "goal", "value", "status"),
    [
        (None, "2", "0", MISSED),
        (None, "2", "1", PARTLY),
        (None, "2", "2", REACHED),
        ("64.2", "75", "71.5", PARTLY),
        ("64.2", "75", "64.2", MISSED),
        ("64.2", "75", "80", REACHED),
        ("10", "4", "4", REACHED),
        ("10", "4", "0", REACHED),
        ("10", "4", "9", PARTLY),
        ("10", "4", "10", MISSED),
        ("0", "0", "0", REACHED),
        (None, "0", "0", REACHED),
        (None, "0", "1", MISSED),
        ("-3", "0", "1", REACHED),
        ("-3", "0", "-1", PARTLY),
        (None, "-4", "-5", REACHED),
        (None, "-4", "-1", PARTLY),
    ],
)
def test_a_value_proposes_how_the_target_ended(
    baseline: str | None, goal: str, value: str, status: OutcomeStatus
) -> None:
    start = Decimal(baseline) if baseline else None
    target = replace(TARGET, baseline=start, goal=Decimal(goal))
    assert proposed_status(target, Decimal(value)) is status


def test_a_target_without_goal_proposes_nothing() -> None:
    target: Target = replace(TARGET, goal=None)
    assert proposed_status(target, Decimal(1)) is None


def test_an_outcome_is_known_again_by_what_it_says() -> None:
    zero = Outcome(Decimal(0), MISSED)
    assert fingerprint(zero) == fingerprint(replace(zero, value=Decimal("0.00"), reported_by="Åre"))
    others = [
        None,
        replace(zero, value=None, missing_reason="Ingen mätning."),
        replace(zero, comment="Stängt."),
        replace(zero, lesson="Stängt."),
        replace(zero, status=PARTLY),
    ]
    assert len({fingerprint(each) for each in [zero, *others]}) == 6
