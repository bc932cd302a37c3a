"""Drafts that nobody will go on with are discarded: what stood in their way is free again."""

from datetime import date

from sqlalchemy import Engine, text

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, findings, refused, row, rows
from workflow.operations import deciding, drafting, preparing
from workflow.operations.queries import case_page, drafts, inbox
from workflow.states import LetterKind
from workflow.store import migrate
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.invariants import check_store

WRONG = "Gäller fel planer."


def discard(matter: w.Matter) -> None:
    officer = matter.world.actor("officer", w.SUBMITTED)
    preparing.discard(matter.world.office, matter.decision_id, WRONG, officer, w.SUBMITTED)


def discard_plan(world: World, plan_id: int) -> None:
    officer = world.actor("officer", w.ANSWERED)
    drafting.discard_plan(world.office, plan_id, "Fel år.", officer, w.ANSWERED)


def holds(world: World) -> bool:
    """Whether all that must always hold does."""
    with reading(world.office.engine) as connection:
        return not check_store(connection) and not findings(world.office)


def test_the_plans_of_a_discarded_draft_are_decided_by_another_which_gets_the_first_number(
    world: World, database: Engine
) -> None:
    matter, officer = w.drafted(world), world.actor("officer", w.SUBMITTED)
    discard(matter)
    assert [plan.state for plan in rows(database, t.plan)] == ["drafting", "drafting"]
    draft = w.draft(world, matter.plan_id)
    done = preparing.prepare(world.office, world.case_id, draft, officer, w.SUBMITTED)
    another = w.Matter(world, (matter.plan_id,), done.subject_id)
    w.submit(another)
    w.decide(another)
    first, second = rows(database, t.decision)
    assert (first.state, first.number_serial) == ("discarded", None)
    assert (second.state, second.number_serial) == ("decided", 1)
    assert holds(world)


def test_what_was_attached_to_a_discarded_draft_is_kept_and_the_reason_is_on_record(
    world: World, database: Engine
) -> None:
    matter = w.drafted(world)
    before = rows(database, t.paper_use)
    discard(matter)
    assert rows(database, t.paper_use) == before
    last = events(world.office)[-1]
    assert (last["step"], last["to"], last["given"]) == ("discard", "discarded", {"reason": WRONG})


def test_a_discarded_draft_is_over(world: World) -> None:
    matter, officer = w.drafted(world), world.actor("officer", w.SUBMITTED)
    discard(matter)
    again = matter.decision_id, "Igen.", officer, w.SUBMITTED
    assert refused(preparing.discard, world.office, *again) == ["wrong_state"]
    assert refused(w.submit, matter) == ["wrong_state"]


def test_a_submitted_matter_is_taken_back_before_it_is_discarded(world: World) -> None:
    matter, officer = w.submitted(world), world.actor("officer", w.DECIDED)
    given = matter.decision_id, WRONG, officer, w.DECIDED
    assert refused(preparing.discard, world.office, *given) == ["wrong_state"]
    preparing.take_back(world.office, *given)
    preparing.discard(world.office, *given)
    assert holds(world)


def test_whoever_has_declared_a_conflict_discards_nothing(world: World) -> None:
    matter, officer = w.drafted(world), world.actor("officer", w.SUBMITTED)
    deciding.declare_conflict(world.office, matter.decision_id, "Svåger.", officer, w.SUBMITTED)
    given = matter.decision_id, WRONG, officer, w.SUBMITTED
    assert "conflict_of_interest" in refused(preparing.discard, world.office, *given)


def test_nothing_of_a_discarded_draft_waits_for_anybody(world: World) -> None:
    matter, at = w.drafted(world), when("2023-10-13")
    discard(matter)
    officer = world.actor("officer", at)
    page = case_page.case_page(world.office, world.case_id, officer, at)
    assert page.decision is None
    assert [line.state for line in page.decisions] == ["discarded"]
    assert {ball.step for ball in page.balls} == {"circulate"}
    found = inbox.inbox(world.office, officer, at)
    assert [each.thing for each in found.done] == ["decision"]


def test_the_year_of_a_discarded_plan_is_free_and_the_old_one_stays_as_it_was(
    world: World, database: Engine
) -> None:
    plan_id = w.opened(world)
    discard_plan(world, plan_id)
    w.opened(world)
    old, new = rows(database, t.plan)
    assert (old.state, old.revision) == ("discarded", 1)
    assert (new.state, new.revision) == ("drafting", 2)
    assert len(rows(database, t.measure, plan_id=plan_id)) == 2
    assert holds(world)


def test_members_are_not_reminded_of_a_plan_that_is_discarded(
    world: World, database: Engine
) -> None:
    matter = w.circulated(world)
    discard_plan(world, matter.plan_id)
    assert {duty.settled_by for duty in rows(database, t.duty)} == {"discard_plan"}
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    given = matter.plan_id, "Bra.", bearer, w.ANSWERED
    assert refused(drafting.answer, world.office, *given) == ["wrong_state"]


def test_a_plan_in_a_draft_of_a_decision_is_not_discarded_before_it(world: World) -> None:
    matter, officer = w.drafted(world), world.actor("officer", w.SUBMITTED)
    given = matter.plan_id, "Fel år.", officer, w.SUBMITTED
    assert refused(drafting.discard_plan, world.office, *given) == ["plan_stands_in_decision"]
    discard(matter)
    drafting.discard_plan(world.office, *given)
    assert row(world.office.engine, t.plan, id=matter.plan_id).state == "discarded"


def test_next_years_plan_does_not_begin_from_one_that_was_discarded(world: World) -> None:
    plan_id, later = w.opened(world), w.opened(world, 2024)
    discard_plan(world, plan_id)
    assert drafts.draft(world.office, later, date(2023, 9, 20)).last is None


def test_the_older_program_has_what_is_discarded_out_of_the_way(
    world: World, database: Engine
) -> None:
    matter = w.drafted(world)
    discard(matter)
    discard_plan(world, matter.plan_id)
    migrate.downgrade(database, "0008")
    with reading(database) as connection:
        states = [
            connection.execute(text(query)).scalars().first()
            for query in (
                "SELECT state FROM decision ORDER BY id",
                "SELECT state FROM plan ORDER BY id",
            )
        ]
    assert states == ["referred", "repealed"]
    migrate.upgrade(database)
