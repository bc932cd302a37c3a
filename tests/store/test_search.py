"""The words of cases: found as they are written, and true whoever changes what they say."""

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update

from tests.operations import walking as w
from tests.operations.builders import World
from tests.store.samples import a_case
from workflow.store import migrate
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.search import holds, phrases, words_of_cases


def found(engine: Engine, asked: str) -> list[int]:
    """The cases that hold every word of the text."""
    dialect = engine.dialect.name
    words, key = words_of_cases(dialect)
    query = select(key).where(holds(dialect, words, (phrases(asked),))).order_by(key)
    with reading(engine) as connection:
        return list(connection.execute(query).scalars())


def titled(world: World, title: str) -> None:
    mine = t.matter_case.c.id == world.case_id
    with writing(world.office.engine) as connection:
        connection.execute(update(t.matter_case).where(mine).values(title=title))


@pytest.mark.parametrize(
    ("title", "asked", "is_found"),
    [
        ("Lanthandeln i Åre", "åre", True),
        ("Lanthandeln i ÅRE", "Åre", True),
        ("Lanthandeln i Åre", "are", False),
        ("Arenan", "åre", False),
        ("Lanthandeln i Åre", "lant", True),
        ("Lanthandeln i Åre", "handeln", False),
        ("Lanthandeln i Åre", "åre lanthandeln", True),
        ("Ägg, öl och ”kött”", "kött öl", True),
        ("Vägen E14/E45 – söderut", "E14/E45", True),
        ("Vägen E14/E45 – söderut", "E45/E14", False),
        ("Vägen E14\N{NO-BREAK SPACE}söderut", "söderut", True),
        ("Café Müller på Crèmegatan", "CAFÉ MÜLLER crème", True),
        ("50 % av kostnaden", "50 %", True),
    ],
)
def test_a_title_is_found_by_how_its_words_begin(
    world: World, database: Engine, title: str, asked: str, is_found: bool
) -> None:
    titled(world, title)
    assert (found(database, asked) == [world.case_id]) is is_found


@pytest.mark.parametrize("asked", ["", " %", "_", "'", '"', "*", "()", "a'b", "NOT", 'x" OR "y'])
def test_signs_and_words_of_the_search_language_are_nothing_of_their_own(asked: str) -> None:
    for dialect in ("sqlite", "postgresql"):
        wanted = phrases(asked)
        if wanted:
            holds(dialect, words_of_cases(dialect)[0], (wanted,))
    assert all(part.isalnum() for phrase in phrases(asked) for part in phrase)


def test_a_case_is_found_by_its_plans_decisions_decider_and_officer(
    world: World, database: Engine
) -> None:
    w.decided(world)
    world.another_case("RUN/7/2022")
    for asked in ("handlingsplan 2024", "magnus aspegren", "run 536"):
        assert found(database, asked) == [world.case_id]
    assert len(found(database, "nyqvist")) == 2


def test_what_a_case_no_longer_says_does_not_find_it(world: World, database: Engine) -> None:
    titled(world, "Bredband")
    assert found(database, "serviceprogram") == []
    assert found(database, "bredband") == [world.case_id]


def test_a_new_officer_and_a_new_name_find_the_case(world: World, database: Engine) -> None:
    mine, them = t.matter_case.c.id == world.case_id, t.person.c.id == world.people["stranger"]
    with writing(database) as connection:
        moved = update(t.matter_case).where(mine).values(officer_id=world.people["stranger"])
        connection.execute(moved)
    assert (found(database, "nyqvist"), found(database, "ekonomen")) == ([], [world.case_id])
    with writing(database) as connection:
        connection.execute(update(t.person).where(them).values(name="Controllern"))
    assert (found(database, "ekonomen"), found(database, "controllern")) == ([], [world.case_id])


def test_a_plan_that_is_removed_and_a_case_that_is_gone_are_not_found(
    world: World, database: Engine
) -> None:
    plan = {"case_id": world.case_id, "year": 2023, "state": "drafting", "title": "Åtgärder"}
    with writing(database) as connection:
        connection.execute(insert(t.plan), {**plan, "opened_by": world.people["officer"]})
    assert found(database, "åtgärder") == [world.case_id]
    with writing(database) as connection:
        connection.execute(delete(t.plan))
    assert (found(database, "åtgärder"), len(found(database, "run"))) == ([], 1)
    with writing(database) as connection:
        connection.execute(delete(t.matter_case))
    assert found(database, "run") == []


def test_cases_that_were_there_before_the_words_are_found(empty_database: Engine) -> None:
    migrate.upgrade(empty_database, "0007")
    with writing(empty_database) as connection:
        case_id = a_case(connection)
        (title,) = connection.execute(text("SELECT title FROM matter_case")).scalars()
    migrate.upgrade(empty_database)
    assert found(empty_database, title) == [case_id]
