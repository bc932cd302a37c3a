"""All cases: found by any writing of their number, filtered, sorted the Swedish way, paged."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, a_committee, when
from workflow.operations import registers
from workflow.operations.queries.case_search import Sort
from workflow.operations.queries.cases import (
    PAGE,
    CaseFilter,
    CaseList,
    cases,
    choices,
    exported,
)
from workflow.states import DecisionState, PlanState
from workflow.store import tables as t
from workflow.store.engine import writing

AT = when("2023-10-25")
EVERYTHING = CaseFilter()


def found(world: World, asked: CaseFilter = EVERYTHING, who: str = "officer") -> CaseList:
    return cases(world.office, world.actor(who, AT), AT, asked)


def references(world: World, asked: CaseFilter) -> list[str]:
    return [row.reference for row in found(world, asked).rows]


def another(world: World, reference: str, title: str, officer: str = "officer") -> int:
    opened_on, officer_id = date(2023, 1, 9), world.people[officer]
    committee_id, programme_id = world.committee_id, world.programme_id
    return registers.open_case(
        world.office,
        registers.NewCase(programme_id, committee_id, reference, title, opened_on, officer_id),
    )


@pytest.mark.parametrize(
    "text",
    [
        "RUN/536/2021",
        "run 536/2021",
        " Run-536-2021 ",
        "RUN536:21",
        "dnr 536/2021",
        "536/2021",
        "536/21",
        "run 536",
        "serviceprogram",
        "SERVICEPROGRAM regionalt",
        "2023–2030",
        "nyqvist",
        "Malin\N{NO-BREAK SPACE}Ljungberg",
    ],
)
def test_a_case_is_found_by_number_title_or_officer(world: World, text: str) -> None:
    another(world, "RUN/53/2021", "Något annat", "secretary")
    assert references(world, CaseFilter(text=text)) == ["RUN/536/2021"]


@pytest.mark.parametrize("text", ["handlingsplan 2024", "magnus aspegren"])
def test_a_case_is_found_by_its_plans_and_by_who_decided(world: World, text: str) -> None:
    w.decided(world)
    another(world, "RUN/537/2021", "Något annat")
    assert references(world, CaseFilter(text=text)) == ["RUN/536/2021"]


@pytest.mark.parametrize("text", ["åre", "ÅRE", "a\N{COMBINING RING ABOVE}re"])
def test_capitals_don_t_matter_in_swedish_either_and_rings_do(world: World, text: str) -> None:
    another(world, "RUN/1/2023", "Lanthandeln i ÅRE")
    another(world, "RUN/2/2023", "Arenan")
    assert references(world, CaseFilter(text=text)) == ["RUN/1/2023"]


@pytest.mark.parametrize("text", ["%", "_", "R_N/536/2021", "' OR 1=1 --", "/%", "\\", "100%", "*"])
def test_what_sql_reads_as_signs_is_plain_text(world: World, text: str) -> None:
    assert found(world, CaseFilter(text=text)).total == 0


def test_a_percent_sign_finds_itself(world: World) -> None:
    another(world, "RUN/1/2023", "Stöd med 50 % av kostnaden")
    assert references(world, CaseFilter(text="50 %")) == ["RUN/1/2023"]


def test_a_very_long_text_is_a_search_like_another(world: World) -> None:
    assert found(world, CaseFilter(text="ord " * 5000)).total == 0


def test_cases_are_filtered_by_where_the_newest_plan_stands(world: World) -> None:
    w.decided(world)
    w.opened(world, 2025)
    other = world.another_case("RUN/7/2022")
    assert references(world, CaseFilter(plan_state=PlanState.DRAFTING)) == ["RUN/536/2021"]
    assert references(world, CaseFilter(plan_state=PlanState.ADOPTED)) == []
    assert [row.id for row in found(world, CaseFilter(without_plan=True)).rows] == [other]


def test_cases_are_filtered_by_decision_year_officer_and_committee(world: World) -> None:
    w.decided(world)
    another(world, "RUN/7/2022", "Annat", "secretary")
    for asked in (
        CaseFilter(decision_state=DecisionState.DECIDED),
        CaseFilter(year=2024),
        CaseFilter(officer_id=world.people["officer"]),
    ):
        assert references(world, asked) == ["RUN/536/2021"]
    assert references(world, CaseFilter(year=2025)) == []
    assert found(world, CaseFilter(committee_id=world.committee_id)).total == 2
    assert found(world, CaseFilter(committee_id=99)).total == 0


def test_overdue_cases_are_those_where_a_day_has_passed(world: World) -> None:
    w.submitted(world)
    asked = CaseFilter(overdue=True)
    assert references(world, asked) == []
    late = when("2023-10-27")
    (row,) = cases(world.office, world.actor("officer", late), late, asked).rows
    assert row.overdue
    assert row.last_on == date(2023, 10, 26)


def test_a_row_tells_the_newest_plan_and_decision(world: World) -> None:
    w.decided(world)
    (row,) = found(world).rows
    assert (row.plan_title, row.plan_state) == ("Handlingsplan 2024", PlanState.ADOPTED)
    assert (row.decision_number, row.decided_on) == ("1/2023", date(2023, 10, 24))
    assert (row.changed_on, row.committee) == (date(2023, 10, 24), "RUN")


def test_titles_sort_the_swedish_way_on_either_database(world: World) -> None:
    titles = ["Ön", "Åre", "Zebra", "Ängar", "ale", "Älv", "Berg", "ärende"]
    for number, title in enumerate(titles, 1):
        another(world, f"RUN/{number}/2023", title)
    by_title = CaseFilter(sort=Sort.TITLE, descending=False)
    rows = found(world, by_title).rows
    assert [row.title for row in rows if row.title in titles] == [
        "ale", "Berg", "Zebra", "Åre", "Älv", "Ängar", "ärende", "Ön",
    ]  # fmt: skip
    backwards = found(world, replace(by_title, descending=True)).rows
    assert [row.title for row in backwards] == [row.title for row in reversed(rows)]


def test_numbers_sort_as_numbers_within_their_year(world: World) -> None:
    for reference in ("RUN/10/2022", "RUN/9/2022", "RUN/2/2023"):
        another(world, reference, "Ärende")
    asked = CaseFilter(sort=Sort.REFERENCE, descending=False)
    assert references(world, asked) == [
        "RUN/536/2021",
        "RUN/9/2022",
        "RUN/10/2022",
        "RUN/2/2023",
    ]


@pytest.mark.parametrize("sort", [Sort.CHANGED, Sort.LAST_DAY])
@pytest.mark.parametrize("descending", [True, False])
def test_what_has_no_day_to_sort_by_comes_last(world: World, sort: Sort, descending: bool) -> None:
    w.submitted(world)
    another(world, "RUN/7/2022", "Ingenting har hänt")
    assert references(world, CaseFilter(sort=sort, descending=descending)) == [
        "RUN/536/2021",
        "RUN/7/2022",
    ]


@pytest.mark.parametrize("sort", Sort)
def test_every_sort_gives_every_case_once(world: World, sort: Sort) -> None:
    another(world, "RUN/7/2022", "Annat", "secretary")
    assert len(references(world, CaseFilter(sort=sort))) == 2


def test_a_page_holds_fifty_and_a_page_past_the_end_is_the_last(world: World) -> None:
    for number in range(1, PAGE + 2):
        another(world, f"RUN/{number}/2022", "Ärende")
    actor = world.actor("officer", AT)
    first = cases(world.office, actor, AT, EVERYTHING)
    last = cases(world.office, actor, AT, EVERYTHING, page=99)
    assert (len(first.rows), first.total) == (PAGE, PAGE + 2)
    assert (len(last.rows), last.page) == (2, 2)
    assert not {row.id for row in first.rows} & {row.id for row in last.rows}


def test_the_export_holds_every_case_of_the_filter_in_its_order(world: World) -> None:
    for number in range(1, PAGE + 11):
        another(world, f"RUN/{number}/2022", "Ärende")
    asked = CaseFilter(text="ärende", sort=Sort.REFERENCE, descending=False)
    rows = list(exported(world.office, world.actor("officer", AT), AT, asked))
    assert [row.reference for row in rows] == [f"RUN/{n}/2022" for n in range(1, PAGE + 11)]


def test_a_decider_reads_the_cases_of_the_delegating_committee_only(
    world: World, database: Engine
) -> None:
    other = a_committee(world.office, 1, "HSN")
    another(world, "HSN/1/2022", "Annan nämnd")
    moved = update(t.matter_case).where(t.matter_case.c.reference == "HSN/1/2022")
    with writing(database) as connection:
        connection.execute(moved, {"committee_id": other})
    assert [row.reference for row in found(world, who="director").rows] == ["RUN/536/2021"]
    assert found(world, who="registrar").total == 2
    assert found(world, who="stranger").total == 0


def test_choices_name_officers_with_cases_committees_and_the_programmes_years(
    world: World,
) -> None:
    another(world, "RUN/7/2022", "Annat", "secretary")
    offered = choices(world.office)
    assert [name for _, name in offered.officers] == [
        "Malin Nyqvist Ljungberg",
        "Nämndsekreteraren",
    ]
    assert [name for _, name in offered.committees] == ["regionala utvecklingsnämnden"]
    assert offered.years == tuple(range(2023, 2031))
