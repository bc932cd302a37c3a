"""Jäv: who has declared it takes no part, is asked nothing more, and the matter goes on."""

from datetime import date

from sqlalchemy import Engine

from documents.sample.measures import measures_2023
from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import refused, row, rows
from workflow.delegation import DECLARED_CONFLICT
from workflow.jobs.reminding import remind
from workflow.operations import deciding, drafting, registers
from workflow.operations.queries.inbox import inbox
from workflow.store import tables as t


def declared(world: World, who: str = "director") -> w.Matter:
    """A submitted matter in which somebody has declared a conflict of interest."""
    matter = w.submitted(world)
    actor = world.actor(who, w.SUBMITTED)
    deciding.declare_conflict(world.office, matter.decision_id, "Närstående.", actor, w.SUBMITTED)
    return matter


def reminded(world: World, day: str) -> list[str]:
    remind(world.office, when(day, 8))
    found = rows(world.office.engine, t.letter, kind="reminder")
    return [letter.to_email.partition("@")[0] for letter in found]


def test_the_officer_gets_word_of_a_declared_conflict(world: World, database: Engine) -> None:
    declared(world)
    letter = row(database, t.letter, kind="conflict_declared")
    assert letter.to_email == "officer@region.example"
    assert "Närstående." in letter.body


def test_the_deputy_is_reminded_instead_of_a_decider_with_a_conflict(world: World) -> None:
    declared(world)
    assert reminded(world, "2023-10-26") == ["deputy"]


def test_nobody_with_a_conflict_is_reminded_where_there_is_no_deputy(world: World) -> None:
    declared(world)
    registers.end_holding(world.office, world.holdings["deputy"], date(2023, 10, 1))
    assert "director" not in reminded(world, "2023-10-26")


def test_the_deputy_of_a_decider_with_a_conflict_need_not_say_why(world: World) -> None:
    matter = declared(world)
    deputy = world.actor("deputy", w.DECIDED)
    done = deciding.decide(world.office, matter.decision_id, matter.seen(), deputy, w.DECIDED)
    decider = done.situation.the_decision().decider
    assert decider is not None
    assert decider.deputy_reason == DECLARED_CONFLICT


def test_the_start_page_says_that_the_deputy_has_the_matter(world: World) -> None:
    declared(world)
    registrar = world.actor("officer", w.DECIDED)
    (item,) = [
        each for each in inbox(world.office, registrar, w.DECIDED).others if each.step == "decide"
    ]
    assert item.who.names == ("Ställföreträdaren",)


def test_an_officer_with_a_conflict_writes_no_measure_and_asks_no_members(world: World) -> None:
    matter = w.drafted(world)
    officer = world.actor("officer", w.PREPARED)
    deciding.declare_conflict(world.office, matter.decision_id, "Närstående.", officer, w.PREPARED)
    circulate = (world.office, matter.plan_id, w.ANSWER_BY, officer, w.CIRCULATED)
    assert refused(drafting.circulate, *circulate) == ["conflict_of_interest"]
    mine = (world.office, matter.plan_id, measures_2023()[0], officer, w.PREPARED)
    assert "conflict_of_interest" in refused(drafting.write_measure, *mine)


def test_whoever_has_no_task_in_the_house_declares_nothing(world: World) -> None:
    matter = w.submitted(world)
    stranger = world.actor("stranger", w.SUBMITTED)
    given = (world.office, matter.decision_id, "Granne.", stranger, w.SUBMITTED)
    assert refused(deciding.declare_conflict, *given) == ["wrong_role"]
