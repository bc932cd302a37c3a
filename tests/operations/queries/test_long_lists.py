"""A list of very many cases: the same rows on every page, by number and beside what was seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.many_cases import add_cases
from workflow.operations.queries import case_order
from workflow.operations.queries.case_order import MANY, Beside, Order
from workflow.operations.queries.case_page import case_page
from workflow.operations.queries.case_search import Sort
from workflow.operations.queries.cases import PAGE, CaseFilter, CaseList, cases, choices, counted
from workflow.operations.queries.inbox import inbox
from workflow.states import PlanState
from workflow.store.engine import reading
from workflow.store.plainly import plainly

AT = when("2023-10-25")
COUNT = MANY + 60


@pytest.fixture
def long(world: World) -> World:
    add_cases(world, 1, COUNT)
    return world


def page(world: World, asked: CaseFilter, number: int = 1, seen: Beside | None = None) -> CaseList:
    return cases(world.office, world.actor("officer", AT), AT, asked, number, seen)


def onward(world: World, asked: CaseFilter) -> Iterator[CaseList]:
    """Every page, from the first to the last, each after the one before."""
    found = page(world, asked)
    yield found
    while found.goes_on:
        assert found.ends is not None
        found = page(world, asked, found.page + 1, found.ends[1])
        yield found


def backward(world: World, asked: CaseFilter, found: CaseList) -> Iterator[CaseList]:
    """The pages before one, as far as there are any."""
    while found.page > 1:
        assert found.ends is not None
        found = page(world, asked, found.page - 1, found.ends[0])
        yield found


def ids(*pages: CaseList) -> list[int]:
    return [row.id for found in pages for row in found.rows]


def by_number(world: World, asked: CaseFilter) -> list[int]:
    """The ids of the whole list, counted to its end."""
    actor = world.actor("officer", AT)
    last = -(-counted(world.office, actor, AT, asked).total // PAGE)
    return ids(*(counted(world.office, actor, AT, asked, n) for n in range(1, last + 1)))


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", Sort)
def test_walked_page_by_page_the_list_is_the_same_as_counted(
    long: World, sort: Sort, descending: bool
) -> None:
    w.submitted(long, (2023,))
    asked = CaseFilter(sort=sort, descending=descending)
    pages = list(onward(long, asked))
    assert ids(*pages) == by_number(long, asked)
    assert len(set(ids(*pages))) == COUNT + 1
    back = [pages[-1], *backward(long, asked, pages[-1])]
    assert ids(*reversed(back)) == ids(*pages)


def test_a_list_of_very_many_is_counted_to_a_thousand_and_says_so(long: World) -> None:
    found = page(long, CaseFilter())
    assert (found.total, found.is_more, found.goes_on) == (MANY, True, True)
    exact = counted(long.office, long.actor("officer", AT), AT, CaseFilter())
    assert (exact.total, exact.is_more) == (COUNT + 1, False)


def test_a_page_far_away_is_found_by_its_number_too_and_past_the_end_is_the_last(
    long: World,
) -> None:
    asked = CaseFilter(sort=Sort.REFERENCE)
    every = by_number(long, asked)
    assert ids(page(long, asked, 22)) == every[21 * PAGE :]
    assert ids(page(long, asked, 99)) == every[21 * PAGE :]


def test_where_the_case_that_was_seen_is_gone_the_list_goes_on_by_number(long: World) -> None:
    nobody = Beside(10**8, when("1999-01-01"))
    assert ids(page(long, CaseFilter(), 1, nobody))


def test_of_very_many_that_hold_the_words_the_newest_thousand_are_shown(long: World) -> None:
    found = page(long, CaseFilter(text="lanthandeln"))
    assert (found.total, found.is_more) == (MANY, True)
    assert page(long, CaseFilter(text="lanthandeln"), 99).page == MANY // PAGE
    few = page(long, CaseFilter(text="lanthandeln 1033"))
    assert ([row.reference for row in few.rows], few.is_more) == (["RUN/1033/2013"], False)


def test_a_filter_that_leaves_few_of_very_many_finds_them(long: World) -> None:
    w.opened(long)
    found = page(long, CaseFilter(plan_state=PlanState.DRAFTING))
    assert [row.reference for row in found.rows] == ["RUN/536/2021"]
    assert found.total == 1


Asked = list[tuple[str, Any]]


def questions(world: World, engine: Engine) -> list[Asked]:
    """What the database is asked for each page, with what is given."""
    asked: list[Asked] = []
    actor = world.actor("officer", AT)

    def note(*given: object) -> None:
        asked[-1].append((str(given[2]), given[3]))

    event.listen(engine, "before_cursor_execute", note)
    for look in (
        lambda: cases(world.office, actor, AT, CaseFilter()),
        lambda: cases(world.office, actor, AT, CaseFilter(sort=Sort.REFERENCE)),
        lambda: cases(world.office, actor, AT, CaseFilter(text="lanthandeln")),
        lambda: cases(world.office, actor, AT, CaseFilter(text="RUN/1/2011")),
        lambda: cases(world.office, actor, AT, CaseFilter(), 2, Beside(world.case_id, AT)),
        lambda: choices(world.office),
        lambda: case_page(world.office, world.case_id, actor, AT),
        lambda: inbox(world.office, actor, AT),
    ):
        asked.append([])
        look()
    event.remove(engine, "before_cursor_execute", note)
    return asked


def test_no_page_asks_more_questions_however_many_cases_there_are(
    world: World, database: Engine
) -> None:
    w.submitted(world, (2023,))
    add_cases(world, 1, 40)
    questions(world, database)  # what is read once and kept, is read
    few = [len(each) for each in questions(world, database)]
    add_cases(world, 41, COUNT)
    assert [len(each) for each in questions(world, database)] == few


GROWS = ("matter_case", "plan", "decision", "notice", "dispatch", "duty", "event", "letter")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_page_reads_through_a_table_that_grows(long: World, database: Engine) -> None:
    w.submitted(long, (2023,))
    asked = [each for page in questions(long, database) for each in page]
    with reading(database) as connection:
        for said, given in asked:
            if said.startswith(("SELECT", "WITH")):
                steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", tuple(given))
                walked = {row[3] for row in steps}
                assert not walked & {f"SCAN {name}" for name in GROWS}, said


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("sort", "index"),
    [(Sort.CHANGED, "ix_matter_case_changed"), (Sort.REFERENCE, "ix_matter_case_number")],
)
def test_the_list_is_walked_in_the_order_of_an_index(
    long: World, database: Engine, sort: Sort, index: str
) -> None:
    walk, *_ = case_order.whole(Order(sort, descending=True), "postgresql")
    made = walk.made(database.dialect, {"most": PAGE})
    with reading(database) as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        rows = plainly(connection, f"EXPLAIN {made.sql}", made.bound({"most": PAGE})).fetchall()
    plan = "\n".join(row[0] for row in rows)
    assert index in plan
    assert "->  Sort" not in plan
