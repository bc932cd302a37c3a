"""The nation as data: 21 regions, 290 municipalities, and a case file that is right for each."""

import re

import pytest

from tests.web.command import EXAMPLE, SEED
from web.year.nation.counties import County, nation
from web.year.nation.region import folder_of, region_file
from web.year.onward import Years, onward
from workflow.casefile.checks import findings
from workflow.casefile.lookup import sent_to
from workflow.casefile.read import read_case_file
from workflow.references import swedish_key

YEARS = Years(2023, 2030)


def test_there_are_21_regions_and_290_municipalities() -> None:
    counties = nation().counties
    named = [name for county in counties for name in county.municipalities]
    assert len(counties) == 21
    # Region Gotland is the 290th municipality itself.
    assert len(named) == len(set(named)) == 289
    assert [county.region for county in counties if not county.municipalities] == ["Region Gotland"]
    assert [county.code for county in counties] == sorted({county.code for county in counties})
    for county in counties:
        assert list(county.municipalities) == sorted(county.municipalities, key=swedish_key)


@pytest.mark.parametrize("county", nation().counties, ids=lambda county: county.code)
def test_each_regions_case_file_is_right(county: County) -> None:
    file = region_file(read_case_file(SEED), nation(), county, YEARS)
    assert [finding.text for finding in findings(file, file.folder)] == []
    assert file.region.name == county.region
    names = {party.name for party in sent_to(file, file.decisions[0])}
    assert len(names) == len(county.municipalities) + 2
    assert {f"Länsstyrelsen i {county.county}", "Tillväxtverket"} <= names


def test_no_region_writes_to_a_real_address_or_names_a_real_person() -> None:
    pattern = read_case_file(SEED)
    names = {person.name for person in pattern.persons[:2]}
    for county in nation().counties:
        text = str(region_file(pattern, nation(), county, YEARS))
        assert all(each.endswith(".example") for each in re.findall(r"@([\w.-]+)", text))
        assert not [name for name in names if name in text]


def test_each_region_has_a_folder_and_a_number_of_its_own() -> None:
    pattern, counties = read_case_file(SEED), nation().counties
    assert len({folder_of(county) for county in counties}) == 21
    files = [region_file(pattern, nation(), county, YEARS) for county in counties]
    numbers = [file.region.number for file in files]
    numbers += [party.number for file in files for party in file.parties]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(("path", "years"), [(SEED, YEARS), (EXAMPLE, Years(2025, 2026))])
def test_the_coming_years_come_in_order_within_their_days(path: object, years: Years) -> None:
    file = onward(read_case_file(SEED if path is SEED else EXAMPLE), years)
    assert [plan.year for plan in file.plans] == list(range(years.first, years.last + 1))
    for before, plan in zip(file.plans, file.plans[1:], strict=False):
        if not plan.measures:
            assert before.follow_up_closed_on < plan.opened_on
    for plan, decision in zip(file.plans[::-1], file.decisions[::-1], strict=False):
        assert plan.agency_reported_on.day.year == plan.year + 1
        assert plan.agency_reported_on < plan.committee_reported_on
        assert decision.decided_on < decision.dispatched_on
        assert decision.notice.meeting in {meeting.held_on for meeting in file.meetings}


def test_what_the_file_holds_is_not_changed_by_going_on() -> None:
    file = read_case_file(SEED)
    gone_on = onward(file, YEARS)
    assert gone_on.plans[:2] == file.plans
    assert gone_on.decisions[:1] == file.decisions
    assert onward(file, Years(2023, 2024)) == file
