"""Decisions are numbered in a gapless series for each committee and year."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, a_committee, a_mandate, when
from tests.operations.reading import findings, refused, row, rows
from workflow.operations import deciding, registers
from workflow.store import tables as t


def cases(world: World, count: int) -> list[w.Matter]:
    return [
        w.submitted(world, (2023,), world.another_case(f"RUN/{600 + n}/2021")) for n in range(count)
    ]


def numbers(database: Engine) -> list[tuple[int, int]]:
    decided = rows(database, t.decision, state="decided")
    return [(each.number_year, each.number_serial) for each in decided]


def test_each_decision_takes_the_next_number(world: World, database: Engine) -> None:
    for matter in cases(world, 3):
        w.decide(matter)
    assert numbers(database) == [(2023, 1), (2023, 2), (2023, 3)]


def test_a_refusal_burns_no_number(world: World, database: Engine) -> None:
    first, second = cases(world, 2)
    stranger = world.actor("stranger", w.DECIDED)
    refused(deciding.decide, world.office, first.decision_id, first.seen(), stranger, w.DECIDED)
    w.decide(second)
    w.decide(first)
    assert sorted(numbers(database)) == [(2023, 1), (2023, 2)]
    assert row(database, t.series).last == 2


@pytest.mark.case("T05")
def test_the_series_starts_anew_with_the_local_year(world: World, database: Engine) -> None:
    director = world.actor("director", w.DECIDED)
    before, after = when("2023-12-31", 23, 59), when("2024-01-01", 0, 1)
    for matter, at in zip(cases(world, 3), (before, after, after), strict=True):
        deciding.decide(world.office, matter.decision_id, matter.seen(), director, at)
    assert numbers(database) == [(2023, 1), (2024, 1), (2024, 2)]


def test_each_committee_has_its_own_series(world: World, database: Engine) -> None:
    other = a_committee(world.office, row(database, t.region).id, "HSN")
    mandate = registers.add_delegation(world.office, a_mandate(other, world.posts))
    w.decided(world, (2023,))
    world.delegation_id = mandate
    w.decided(world, (2023,), world.another_case("HSN/7/2022", other))
    assert numbers(database) == [(2023, 1), (2023, 1)]
    assert len(rows(database, t.series)) == 2


def test_decisions_in_many_cases_at_once_all_get_a_number_and_no_number_is_left_out(
    world: World, database: Engine
) -> None:
    matters = cases(world, 8)
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(w.decide, matters))
    given = [step.situation.the_decision().number for step in done]
    assert sorted(given) == sorted(f"{n}/2023" for n in range(1, 9))
    assert sorted(numbers(database)) == [(2023, n) for n in range(1, 9)]
    assert row(database, t.series).last == 8
    assert findings(world.office) == []


def test_a_number_taken_while_the_paper_is_drawn_up_stands_on_one_paper_only(
    world: World, database: Engine
) -> None:
    matters = cases(world, 6)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(w.decide, matters))
    papers = rows(database, t.paper_use, kind="delegationsbeslut", current=True)
    words = [world.office.files.get(paper.sha256).decode().split("\n") for paper in papers]
    printed = [next(line for line in lines if line.endswith("/2023")) for lines in words]
    assert sorted(printed) == [f"{n}/2023" for n in range(1, 7)]
