"""A plan as its drafters see it: measures, last year's, the round, who wrote, when it moved."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, event

from tests.operations import walking as w
from tests.operations.builders import World, a_measure, when
from workflow.operations import deciding, drafting
from workflow.operations.queries import drafts, journeys, rounds
from workflow.refusals import NotFound
from workflow.states import LetterKind

TODAY = date(2023, 9, 14)


def test_a_plan_is_shown_beside_the_newest_of_an_earlier_year(world: World) -> None:
    first, second = w.opened(world, 2023), w.opened(world, 2024)
    third = w.opened(world, 2026)
    assert drafts.draft(world.office, first, TODAY).last is None
    found = drafts.draft(world.office, third, TODAY)
    assert found.last is not None
    assert found.last.id == second
    assert [m.key for m in found.last_measures] == ["own-2024", "are-2024"]
    assert [m.key for m in found.ended] == ["own-2024", "are-2024"]


def test_what_a_plan_lacks_is_what_the_submission_asks(world: World) -> None:
    plan_id = w.opened(world)
    assert drafts.draft(world.office, plan_id, TODAY).faults == ()
    bare = a_measure("bar", world.parties["are"], ())
    drafting.write_measure(world.office, plan_id, bare, world.actor("officer", w.OPENED), w.OPENED)
    found = drafts.draft(world.office, plan_id, TODAY)
    assert [fault.code for fault in found.faults] == ["measure_without_target"]


@pytest.mark.parametrize("who", ["stranger"])
def test_who_may_not_know_of_the_case_finds_no_plan(world: World, who: str) -> None:
    plan_id = w.opened(world)
    actor = world.actor(who, w.OPENED)
    for look in (drafts.draft_for, rounds.circulation):
        with pytest.raises(NotFound):
            look(world.office, plan_id, actor, TODAY)
    with pytest.raises(NotFound):
        drafts.beginning(world.office, world.case_id, plan_id, actor, TODAY)


def test_a_plan_of_another_case_is_nothing_to_begin_from(world: World) -> None:
    plan_id = w.opened(world)
    other, officer = world.another_case("RUN/12/2022"), world.actor("officer", w.OPENED)
    with pytest.raises(NotFound):
        drafts.beginning(world.office, other, plan_id, officer, TODAY)
    assert drafts.beginning(world.office, other, None, officer, TODAY).plans == ()


def test_the_year_to_propose_is_the_first_that_is_free(world: World) -> None:
    plans = [w.opened(world, year) for year in (2023, 2024, 2026)]
    officer = world.actor("officer", w.OPENED)
    found = [
        drafts.beginning(world.office, world.case_id, plan, officer, TODAY).year
        for plan in (None, *plans)
    ]
    assert found == [2025, 2025, 2025, 2027]


def test_the_round_says_who_has_answered_and_who_is_reminded_when(world: World) -> None:
    matter = w.circulated(world)
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    drafting.answer(world.office, matter.plan_id, "Bra.", bearer, w.ANSWERED)
    officer = world.actor("officer", w.ANSWERED)
    found = rounds.circulation(world.office, matter.plan_id, officer, TODAY)
    assert [each.name for each in found.asked] == ["Bergs kommun", "Åre kommun"]
    (berg,), (are,) = found.waiting, found.answered
    assert (berg.remind_on, berg.opinion) == (date(2023, 9, 15), "")
    assert (are.remind_on, are.opinion, are.answered_on) == (None, "Bra.", TODAY)


def test_before_the_round_nobody_is_asked_and_the_calendar_proposes_a_day(world: World) -> None:
    plan_id, officer = w.opened(world), world.actor("officer", w.OPENED)
    found = rounds.circulation(world.office, plan_id, officer, TODAY)
    assert found.asked == ()
    assert rounds.proposed_day(found.situation, date(2023, 12, 20)) == date(2024, 1, 8)


def test_a_plan_that_goes_round_again_asks_each_member_once(world: World) -> None:
    matter = w.submitted(world, (2023,))
    director = world.actor("director", w.SUBMITTED)
    officer = world.actor("officer", w.SUBMITTED)
    deciding.send_back(world.office, matter.decision_id, "Fler svar.", director, w.SUBMITTED)
    for _ in range(2):
        day, at = date(2023, 10, 27), w.SUBMITTED
        drafting.circulate(world.office, matter.plan_id, day, officer, at)
        w.submit(matter)
        deciding.send_back(world.office, matter.decision_id, "Igen.", director, at)
    found = rounds.circulation(world.office, matter.plan_id, officer, TODAY)
    assert [each.name for each in found.asked] == ["Bergs kommun", "Åre kommun"]


def test_who_last_wrote_a_measure_is_known_by_the_record(world: World) -> None:
    matter = w.circulated(world)
    own, are = drafts.draft(world.office, matter.plan_id, TODAY).measures
    assert rounds.last_writer(world.office, matter.plan_id, are.id) is None
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    written = replace(are, purpose="Ny.")
    drafting.write_measure(world.office, matter.plan_id, written, bearer, w.ANSWERED)
    writer = rounds.last_writer(world.office, matter.plan_id, are.id)
    assert writer is not None
    assert (writer.name, writer.at) == ("Åre kommun", w.ANSWERED)
    assert rounds.last_writer(world.office, matter.plan_id, own.id) is None


def test_a_plans_way_has_its_own_days_and_its_decisions(world: World) -> None:
    matter = w.decided(world)
    taken = journeys.steps_taken(world.office, matter.plan_id)
    assert taken["open_plan"] == date(2023, 9, 1)
    assert taken["submit"] == date(2023, 10, 12)
    assert taken["decide"] == date(2023, 10, 24)
    assert "circulate" not in taken


def test_the_reads_do_not_grow_with_the_measures(world: World, database: Engine) -> None:
    counts = []
    plan_id = w.opened(world)
    officer, at = world.actor("officer", w.OPENED), when("2023-09-02")
    for _ in range(2):
        counts.append(_statements(world, database, plan_id))
        for n in range(5):
            new = replace(a_measure("", world.parties["are"]), activity=f"Ny {n}")
            drafting.write_measure(world.office, plan_id, new, officer, at)
    assert counts[0] == counts[1]


def _statements(world: World, database: Engine, plan_id: int) -> int:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(database, "before_cursor_execute", note)
    drafts.draft(world.office, plan_id, TODAY)
    event.remove(database, "before_cursor_execute", note)
    return len(seen)
