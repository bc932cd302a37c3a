"""A duty reminds on its days, once each, until it is done."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import row, rows
from workflow.delivery.fakes import Outbasket
from workflow.facts import Actor
from workflow.jobs.reminding import remind
from workflow.jobs.sender import send_due
from workflow.operations import deciding, dispatching, drafting, register_changes, registers
from workflow.operations.register_record import By
from workflow.orders import LetterAsk, PaperAsk
from workflow.refusals import NotFound
from workflow.states import ActorKind, LetterKind, Role
from workflow.store import reminders
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.year import is_working_day


def reminded(world: World, day: str) -> list[tuple[str, str]]:
    """Remind on that day; to whom, and the line that says what is due and in how many days."""
    before = len(rows(world.office.engine, t.letter))
    count = remind(world.office, when(day, 8))
    new = rows(world.office.engine, t.letter)[before:]
    assert len(new) == count
    return [(letter.to_email.split("@")[0], letter.body.split("\n")[-2]) for letter in new]


def test_the_decider_is_reminded_on_the_days_that_the_calendar_says(world: World) -> None:
    w.submitted(world)  # 12 October: due ten working days later, on the 26th
    told = {}
    for number in range(13, 32):
        if found := reminded(world, f"2023-10-{number}"):
            told[number] = found
    assert told == {
        day: [("director", f"decide 2023-10-26 {left}")]
        for day, left in ((23, 3), (25, 1), (26, 0), (27, -1))
    }


@pytest.mark.case("T07")
def test_a_reminder_of_a_free_day_comes_the_working_day_before(
    world: World, database: Engine
) -> None:
    w.decided(world)
    for reminder in rows(database, t.reminder):
        assert is_working_day(reminder.remind_on)
    report = row(database, t.duty, kind="report_agency", plan_id=1)
    assert report.due_on == date(2024, 3, 31)  # Easter Day
    levels = {each.level: each.remind_on for each in rows(database, t.reminder, duty_id=report.id)}
    assert levels[0] == date(2024, 3, 28)  # Maundy Thursday
    assert reminded(world, "2024-03-28")[-1][0] == "officer"


@pytest.mark.case("T02")
def test_after_two_weeks_without_a_tick_one_letter_comes_with_the_nearest_level(
    world: World, database: Engine
) -> None:
    w.submitted(world)
    assert reminded(world, "2023-10-26") == [("director", "decide 2023-10-26 0")]
    duty = row(database, t.duty, kind="decide")
    sent = {each.level: each.sent_on for each in rows(database, t.reminder, duty_id=duty.id)}
    assert {level for level, on in sent.items() if on == date(2023, 10, 26)} == {
        level for level in sent if level >= 0
    }
    assert reminded(world, "2023-10-26") == []


def test_long_after_the_day_one_letter_says_how_late_it_is_and_one_tells_the_officer(
    world: World,
) -> None:
    w.submitted(world)
    late = "decide 2023-10-26 -25"
    assert reminded(world, "2023-11-20") == [("director", late), ("officer", late)]
    assert reminded(world, "2023-11-21") == []


def test_what_is_done_is_not_reminded_of(world: World) -> None:
    matter = w.submitted(world)
    w.decide(matter)
    assert all("decide " not in line for _, line in reminded(world, "2023-12-20"))


def test_reminders_of_what_is_done_are_stopped_when_the_first_day_comes(
    world: World, database: Engine
) -> None:
    w.decide(w.submitted(world))
    duty = row(database, t.duty, kind="decide")
    remind(world.office, when("2023-11-20", 8))
    stopped = rows(database, t.reminder, duty_id=duty.id)
    assert {(r.sent_on, r.stopped_on) for r in stopped} == {(None, date(2023, 11, 20))}
    with reading(database) as connection:
        assert not reminders.any_due(connection, date(2023, 11, 20))


def test_a_duty_that_somebody_takes_up_elsewhere_is_passed_by(
    world: World, database: Engine
) -> None:
    w.submitted(world)
    with writing(database) as connection:
        assert reminders.claim(connection, date(2023, 10, 26), 10)
    assert reminded(world, "2023-10-26") == []


def test_the_escalation_comes_five_working_days_late_and_says_whose_it_is(world: World) -> None:
    w.submitted(world)
    remind(world.office, when("2023-10-27", 8))
    assert reminded(world, "2023-11-01") == []
    # Seven days late is five working days late: both letters come on that day.
    late = "decide 2023-10-26 -7"
    assert reminded(world, "2023-11-02") == [("director", late), ("officer", late)]
    assert reminded(world, "2023-11-20") == []


def test_a_duty_that_nobody_has_goes_to_the_officer_or_else_to_the_administrators(
    world: World,
) -> None:
    w.decided(world)
    ended = date(2023, 10, 31)
    by = By(Actor(ActorKind.SYSTEM, "test", frozenset()), when("2023-10-24"))
    made = registers.add_person(world.office, "Administratören", "admin@region.example")
    registers.grant_role(world.office, made, Role.ADMINISTRATOR, date(2023, 1, 1))
    for who in ("registrar", "officer"):
        for grant in rows(world.office.engine, t.role_grant, person_id=world.people[who]):
            register_changes.end_role(world.office, grant.id, ended, by)
    told = reminded(world, "2023-11-01")
    assert told == [("admin", "dispatch 2023-10-25 -7")]


def test_a_letter_that_cannot_be_written_stops_no_other(world: World, database: Engine) -> None:
    w.dispatched(world)

    def broken(ask: PaperAsk | LetterAsk) -> None:
        if isinstance(ask, LetterAsk) and ask.to.name == "Bergs kommun":
            raise NotFound("the form")

    at = when("2023-11-08", 8)
    assert remind(world.meanwhile(broken).office, at) == 2
    assert {each.to_name for each in rows(database, t.letter, kind="reminder")} == {
        "Åre kommun",
        "Tillväxtverket",
    }
    assert remind(world.office, at) == 1


def test_a_matter_that_was_sent_back_reminds_nobody_until_it_is_submitted_again(
    world: World,
) -> None:
    matter = w.submitted(world)
    director = world.actor("director", w.SUBMITTED)
    deciding.send_back(world.office, matter.decision_id, "Skriv om.", director, w.SUBMITTED)
    assert reminded(world, "2023-10-26") == []
    w.submit(matter)
    assert reminded(world, "2023-10-26") == [("director", "decide 2023-10-26 0")]


def test_only_the_recipients_that_have_not_confirmed_are_reminded_each_with_its_own_link(
    world: World, database: Engine
) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    remind(world.office, when("2023-11-08", 8))
    letters = [
        letter
        for letter in rows(database, t.letter, kind="reminder")
        if letter.to_email != "secretary@region.example"
    ]
    assert {letter.to_name for letter in letters} == {"Bergs kommun", "Tillväxtverket"}
    again = matter.bearer("berg", LetterKind.REMINDER)
    assert again == matter.bearer("berg", LetterKind.UTDRAG)
    assert len(rows(database, t.personal_link)) == 3


def test_members_are_reminded_of_the_round_until_they_answer(world: World) -> None:
    plan_id = w.opened(world)
    officer = world.actor("officer", w.CIRCULATED)
    drafting.circulate(world.office, plan_id, w.ANSWER_BY, officer, w.CIRCULATED)
    matter = w.Matter(world, (plan_id,), 0)
    assert len(reminded(world, "2023-09-15")) == 2
    bearer = matter.bearer("are", LetterKind.REMINDER)
    drafting.answer(world.office, plan_id, "Bra.", bearer, when("2023-09-18"))
    assert [who for who, _ in reminded(world, "2023-09-19")] == ["registrator"]


def test_the_same_reminder_is_the_same_message_at_every_try(world: World, database: Engine) -> None:
    post, at = Outbasket(), when("2023-10-26", 8)
    w.submitted(world)
    send_due(world.office, post, "sender", w.SUBMITTED)
    remind(world.office, at)
    post.down = True
    send_due(world.office, post, "sender", at)
    post.down = False
    send_due(world.office, post, "sender", at + timedelta(minutes=5))
    assert post.tries[-1] == post.tries[-2]
    assert row(database, t.letter, kind="reminder").attempts == 2


@pytest.mark.parametrize("level", [3, 1, 0])
def test_a_level_is_shown_once_however_often_the_clock_ticks(world: World, level: int) -> None:
    w.submitted(world)
    day = {3: "2023-10-23", 1: "2023-10-25", 0: "2023-10-26"}[level]
    assert len(reminded(world, day)) == 1
    assert [reminded(world, day) for _ in range(3)] == [[], [], []]
