"""The days of duties: the year's own rule, or the one for every year, or the year wheel."""

from datetime import date

import pytest

from tests.workflow.builders import a_situation
from workflow.duty_rules import day_in_year, is_verified, own_rule
from workflow.duty_steps import BEGUN_BY, SETTLED_BY, USUALLY
from workflow.facts import OwnRule, YearCalendar
from workflow.states import DecisionState, DutyKind, To

AGENCY, USUAL = DutyKind.REPORT_AGENCY, YearCalendar()
PROGRAMME = a_situation(DecisionState.DECIDED).programme


def due(year: int, *rules: OwnRule, kind: DutyKind = AGENCY) -> date:
    return day_in_year(USUAL, rules, kind, year)


def test_the_agency_has_its_report_in_the_first_quarter_of_the_year_after() -> None:
    assert [due(year) for year in (2023, 2028, 2029)] == [
        date(2024, 3, 31),  # påskdagen: the day stays as it is
        date(2029, 3, 31),  # a Saturday
        date(2030, 3, 31),  # a Sunday
    ]


def test_a_years_own_rule_goes_before_the_one_for_every_year_and_that_before_the_wheel() -> None:
    every, own = OwnRule(AGENCY, due=(3, 1)), OwnRule(AGENCY, 2024, due=(2, 28))
    assert due(2023, every, own) == date(2024, 3, 1)
    assert due(2024, every, own) == date(2025, 2, 28)
    assert due(2024, OwnRule(AGENCY, 2023, due=(2, 1))) == date(2025, 3, 31)


def test_where_a_years_rule_is_silent_the_one_for_every_year_speaks() -> None:
    every = OwnRule(AGENCY, due=(3, 1), levels=(7, 0), escalate_to="registrar")
    whole = own_rule((every, OwnRule(AGENCY, 2024, to=To.SECRETARY)), AGENCY, 2024)
    assert (whole.due, whole.levels) == ((3, 1), (7, 0))
    assert (whole.to, whole.escalate_to) == (To.SECRETARY, "registrar")


@pytest.mark.parametrize(("year", "day"), [(2023, date(2024, 2, 29)), (2024, date(2025, 2, 28))])
def test_the_29th_of_february_falls_on_the_28th_in_other_years(year: int, day: date) -> None:
    assert due(year, OwnRule(AGENCY, due=(2, 29))) == day


@pytest.mark.parametrize(
    ("rules", "sure"),
    [
        ((), False),
        ((OwnRule(AGENCY, 2024, verified_on=date(2024, 11, 1)),), True),
        ((OwnRule(AGENCY, due=(3, 1), verified_on=date(2024, 11, 1)),), True),
        ((OwnRule(AGENCY, 2023, verified_on=date(2024, 11, 1)),), False),
        # The year has another day than the one that was confirmed for every year.
        (
            (
                OwnRule(AGENCY, verified_on=date(2024, 11, 1)),
                OwnRule(AGENCY, 2024, due=(2, 28)),
            ),
            False,
        ),
    ],
    ids=["nobody", "the year", "every year", "another year", "another day"],
)
def test_a_day_is_sure_once_it_is_confirmed_as_it_stands(
    rules: tuple[OwnRule, ...], *, sure: bool
) -> None:
    from_rules = type(PROGRAMME)(**{**vars(PROGRAMME), "rules": rules})
    assert is_verified(USUAL, from_rules, AGENCY, 2024) is sure
    assert is_verified(USUAL, from_rules, DutyKind.OUTCOME, 2024)


def test_every_duty_is_somebodys_and_something_settles_it() -> None:
    assert set(USUALLY) == set(DutyKind)
    assert all(SETTLED_BY[kind] for kind in DutyKind)
    assert {kind for kind in DutyKind if not BEGUN_BY[kind]} <= {DutyKind.MEND}


def test_the_committees_report_is_watched_from_the_year_end_and_anew_after_the_agencys() -> None:
    assert BEGUN_BY[DutyKind.REPORT_COMMITTEE] == ("open_follow_up", "report_agency")
