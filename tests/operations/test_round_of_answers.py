"""A round of answers that runs: more time is given, and what came another way is noted."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, findings, refused, row, rows
from workflow.operations import drafting, preparing
from workflow.operations.queries import case_page
from workflow.operations.steps import Done
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.invariants import check_store

ASKED, LATE = when("2023-09-20"), when("2023-09-25")
OCTOBER = date(2023, 10, 6)


def extend(matter: w.Matter, to: date = OCTOBER) -> Done:
    officer = matter.world.actor("officer", ASKED)
    return drafting.extend_answer(matter.world.office, matter.plan_id, to, officer, ASKED)


def note(matter: w.Matter, party: str = "berg", how: str = "med brev") -> Done:
    noted = drafting.NotedAnswer(matter.world.parties[party].id, "Bra.", how, date(2023, 9, 25))
    officer = matter.world.actor("officer", LATE)
    return drafting.note_answer(matter.world.office, matter.plan_id, noted, officer, LATE)


def answer(matter: w.Matter, day: str) -> Done:
    bearer = matter.bearer("are", LetterKind.CIRCULATION, LetterKind.ANSWER_EXTENDED)
    return drafting.answer(matter.world.office, matter.plan_id, "Tillstyrks.", bearer, when(day))


def open_answers(database: Engine) -> list[tuple[int | None, date]]:
    duties = rows(database, t.duty, kind="answer", settled_on=None)
    return [(each.party_id, each.due_on) for each in duties]


def test_every_member_gets_a_letter_with_the_new_day_and_may_answer_until_then(
    world: World, database: Engine
) -> None:
    matter = w.circulated(world)
    extend(matter)
    letters = rows(database, t.letter, kind="answer_extended")
    assert {each.to_name for each in letters} == {"Åre kommun", "Bergs kommun"}
    answer(matter, "2023-10-06")
    assert refused(answer, matter, "2023-10-07") == ["answer_time_over"]
    assert findings(world.office) == []


def test_reminders_move_and_who_has_answered_is_not_asked_anew(
    world: World, database: Engine
) -> None:
    matter = w.circulated(world)
    answer(matter, "2023-09-14")
    extend(matter)
    assert open_answers(database) == [(world.parties["berg"].id, OCTOBER)]
    open_duty = rows(database, t.duty, kind="answer", settled_on=None)[0]
    days = [each.remind_on for each in rows(database, t.reminder, duty_id=open_duty.id)]
    assert days
    assert all(date(2023, 9, 22) < day <= OCTOBER for day in days)
    assert events(world.office)[-1]["duties"] == [["answer", "2023-10-06"]]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2023, 9, 21), "answer_day_not_later"),
        (w.ANSWER_BY, "answer_day_not_later"),
        (date(2023, 9, 20), "answer_day_not_ahead"),
    ],
)
def test_nobody_gets_less_time_than_was_said(world: World, day: date, code: str) -> None:
    assert code in refused(extend, w.circulated(world), day)


def test_an_answer_by_letter_is_noted_with_how_it_came_and_settles_the_duty(
    world: World, database: Engine
) -> None:
    matter = w.circulated(world)
    note(matter)
    opinion, berg = row(database, t.opinion), world.parties["berg"].id
    assert (opinion.party_id, opinion.text, opinion.how) == (berg, "Bra.", "med brev")
    assert berg not in {party_id for party_id, _ in open_answers(database)}
    (thanks,) = rows(database, t.letter, kind="thanks")
    assert thanks.to_name == "Bergs kommun"
    with reading(database) as connection:
        assert not check_store(connection)


def test_one_that_came_when_the_time_was_over_is_marked_as_late(world: World) -> None:
    plan = note(w.circulated(world)).situation
    (opinion,) = plan.opinions[plan.plans[0].id]
    assert opinion.answered_on == date(2023, 9, 25)
    assert opinion.is_late(w.ANSWER_BY)
    assert not opinion.is_late(OCTOBER)


def test_how_it_came_is_required_and_only_members_are_noted(world: World) -> None:
    matter = w.circulated(world)
    assert refused(note, matter, "berg", " ") == ["answer_without_how"]
    assert refused(note, matter, "tillvaxtverket") == ["answering_member_missing"]


def test_nobody_writes_over_what_a_member_has_answered_itself(
    world: World, database: Engine
) -> None:
    matter = w.circulated(world)
    answer(matter, "2023-09-14")
    assert refused(note, matter, "are") == ["member_has_answered"]
    note(matter)
    note(matter, how="per telefon")
    assert row(database, t.opinion, party_id=world.parties["berg"].id).how == "per telefon"


def test_a_member_may_answer_itself_after_all(world: World, database: Engine) -> None:
    matter = w.circulated(world)
    noted = drafting.NotedAnswer(world.parties["are"].id, "Bra.", "per telefon")
    officer = world.actor("officer", w.ANSWERED)
    drafting.note_answer(world.office, matter.plan_id, noted, officer, w.ANSWERED)
    answer(matter, "2023-09-15")
    opinion = row(database, t.opinion)
    assert (opinion.text, opinion.how) == ("Tillstyrks.", "")


def test_an_answer_is_not_noted_once_the_plan_is_submitted(world: World) -> None:
    matter, office = w.circulated(world), world.office
    officer = world.actor("officer", w.PREPARED)
    draft = w.draft(world, matter.plan_id)
    done = preparing.prepare(office, world.case_id, draft, officer, w.PREPARED)
    w.submit(w.Matter(world, matter.plan_ids, done.subject_id))
    assert refused(note, matter) == ["wrong_state"]


def test_with_more_time_it_is_the_members_who_are_waited_for(world: World) -> None:
    matter, at = w.circulated(world), when("2023-09-26")
    officer = world.actor("officer", at)
    before = case_page.case_page(world.office, world.case_id, officer, at)
    extend(matter)
    after = case_page.case_page(world.office, world.case_id, officer, at)
    assert [[each.step for each in page.balls] for page in (before, after)] == [
        ["prepare"],
        ["answer"],
    ]
