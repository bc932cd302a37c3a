"""The forecast is what the clock does: a year in which nobody acts gives exactly those letters."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import everything, row, rows
from workflow.delivery.fakes import Outbasket
from workflow.jobs.sender import send_due
from workflow.jobs.tick import tick
from workflow.operations import absences, registers
from workflow.operations.absences import NewAbsence
from workflow.operations.queries.forecast import Asked, Forecast, Line, forecast
from workflow.operations.register_record import By
from workflow.states import DutyKind, LetterKind, Role
from workflow.store import tables as t
from workflow.store.engine import writing
from workflow.store.tables import LetterState

# Day, addressee, kind of letter, duty and what it is about, level (none for a step's own letter).
Letter = tuple[date, str, str, str, object, object, object, bool]


def foretold(line: Line) -> Iterator[Letter]:
    duty = line.duty
    about = (duty.plan_id, duty.decision_id, duty.party_id)
    for to in line.to:
        kinds = (str(line.letter), str(duty.kind))
        yield (line.on, to.email, *kinds, about, duty.due_on, line.level, line.is_escalated)


def arrived(world: World, letter: Row[Any], on: date) -> Letter:
    """A letter of the mailbox, by what its key says of its duty."""
    engine, key = world.office.engine, letter.key
    if "/duty-" not in key:
        plan_id = int(key.split("/plan-")[1].split("/")[0])
        party = [p.id for p in world.parties.values() if p.email == letter.to_email]
        duty = row(
            engine, t.duty, kind="outcome", plan_id=plan_id, party_id=next(iter(party), None)
        )
        level, escalated = None, False
    else:
        id_, level_text, *rest = key.split("/duty-")[1].split("/")
        duty, level = row(engine, t.duty, id=int(id_)), int(level_text)
        escalated = "escalated" in rest
    about = (duty.plan_id, duty.decision_id, duty.party_id)
    return (on, letter.to_email, letter.kind, duty.kind, about, duty.due_on, level, escalated)


def a_year_with_nobody(world: World, first: date) -> list[Letter]:
    """Tick and send every day for a year; what came into the mailbox, and when."""
    engine, post = world.office.engine, Outbasket()
    send_due(world.office, post, "sender", when(str(first), 7))
    seen = {letter.id for letter in rows(engine, t.letter)}
    found: list[Letter] = []
    for number in range(367):
        day = first + timedelta(days=number)
        at = when(str(day), 8)
        tick(world.office, at)
        before = len(post.sent)
        send_due(world.office, post, "sender", at, limit=500)
        new = [letter for letter in rows(engine, t.letter) if letter.id not in seen]
        assert len(post.sent) - before == len(new)
        seen |= {letter.id for letter in new}
        found += [arrived(world, letter, day) for letter in new]
    return found


def told(found: Forecast) -> list[Letter]:
    return [letter for line in found.lines for letter in foretold(line)]


def the_mailbox_is_as_foretold(world: World, day: str) -> list[Letter]:
    found = forecast(world.office, when(day, 7), Asked())
    assert found.last - found.first == timedelta(days=366)
    came = a_year_with_nobody(world, date.fromisoformat(day))
    assert Counter(told(found)) == Counter(came)
    assert [line.on for line in found.lines] == sorted(line.on for line in found.lines)
    return came


@pytest.mark.parametrize(
    ("walk", "day"),
    [
        (w.circulated, "2023-09-05"),
        (w.dispatched, "2023-10-26"),
        (w.asked_for_outcomes, "2024-01-03"),
    ],
)
def test_a_year_in_which_nobody_acts_brings_exactly_what_was_foretold(
    world: World, walk: Callable[[World], object], day: str
) -> None:
    walk(world)
    assert the_mailbox_is_as_foretold(world, day)


def test_what_is_foretold_knows_who_is_away_and_who_leaves(world: World) -> None:
    office, people = world.office, world.people
    w.decided(world)
    registers.grant_role(office, people["deputy"], Role.OFFICER, date(2023, 1, 1))
    registers.grant_role(office, people["stranger"], Role.ADMINISTRATOR, date(2023, 1, 1))
    by = By(world.actor("officer", w.DECIDED), w.DECIDED)
    away = NewAbsence(people["officer"], date(2024, 1, 8), date(2024, 1, 19), people["deputy"])
    absences.enter(office, away, by)
    alone = NewAbsence(people["secretary"], date(2023, 11, 20), date(2023, 12, 8))
    absences.enter(office, alone, By(world.actor("secretary", w.DECIDED), w.DECIDED))
    end_roles(world, "registrar", date(2023, 10, 25))
    end_roles(world, "officer", date(2024, 2, 29))
    came = the_mailbox_is_as_foretold(world, "2023-10-25")
    told = {(letter[1].split("@")[0], letter[3]) for letter in came}
    assert {("deputy", "outcome"), ("officer", "dispatch"), ("officer", "notify")} <= told
    assert ("director", "close_follow_up") in told


def test_who_answers_for_one_plan_of_a_decision_is_not_foretold_for_the_other(
    world: World,
) -> None:
    _, later = w.decided(world).plan_ids
    berg = world.parties["berg"].id
    mine = update(t.measure).where(t.measure.c.plan_id == later)
    with writing(world.office.engine) as connection:
        connection.execute(mine.values(responsible_party_id=berg))
    came = the_mailbox_is_as_foretold(world, "2023-10-25")
    asked = [letter for letter in came if letter[2] == LetterKind.OUTCOME_REQUEST]
    assert asked
    assert world.parties["berg"].email not in {letter[1] for letter in asked}


def end_roles(world: World, who: str, last: date) -> None:
    mine = update(t.role_grant).where(t.role_grant.c.person_id == world.people[who])
    with writing(world.office.engine) as connection:
        connection.execute(mine.values(valid_to=last))


def test_what_should_have_left_leaves_at_once_and_only_once(world: World) -> None:
    w.decided(world)
    found = forecast(world.office, when("2024-03-29"), Asked(last=date(2024, 3, 29)))
    assert {line.on for line in found.lines} == {date(2024, 3, 29)}
    subjects = [(line.duty.kind, line.matter, line.is_escalated) for line in found.lines]
    assert len(subjects) == len(set(subjects))


def test_what_follows_a_step_of_the_calendar_names_the_step_and_its_day(world: World) -> None:
    w.decided(world)
    found = forecast(world.office, when("2023-10-25"), Asked())
    outcomes = [line for line in found.lines if line.duty.kind is DutyKind.OUTCOME]
    assert {(line.follows, line.follows_on) for line in outcomes} == {
        ("open_follow_up", date(2024, 1, 2))
    }
    assert {line.letter for line in outcomes if line.level is None} == {LetterKind.OUTCOME_REQUEST}
    reports = [line for line in found.lines if line.duty.kind is DutyKind.REPORT_AGENCY]
    assert reports
    assert not any(line.follows for line in reports)


def test_a_report_follows_a_meeting_that_has_been_entered_since(world: World) -> None:
    w.asked_for_outcomes(world)
    registers.add_meeting(world.office, world.committee_id, date(2024, 4, 2), date(2024, 3, 14))
    found = forecast(world.office, when("2024-01-04", 7), Asked())
    report = [each for each in found.duties if each.duty.kind is DutyKind.REPORT_COMMITTEE]
    assert report[0].duty.due_on == date(2024, 3, 14)
    assert the_mailbox_is_as_foretold(world, "2024-01-04")


def test_looking_ahead_changes_nothing(world: World) -> None:
    w.decided(world)
    before = everything(world.office.engine)
    found = forecast(world.office, when("2023-10-25"), Asked())
    assert found.lines
    assert forecast(world.office, when("2023-10-25"), Asked()) == found
    assert everything(world.office.engine) == before


def test_one_persons_forecast_is_the_letters_to_that_person(world: World) -> None:
    w.decided(world)
    secretary = world.people["secretary"]
    every = forecast(world.office, when("2023-10-25"), Asked())
    own = forecast(world.office, when("2023-10-25"), Asked(person_id=secretary))
    assert own.lines
    assert own.lines == tuple(
        line for line in every.lines if secretary in {to.person_id for to in line.to}
    )


def test_days_that_are_asked_for_are_a_part_of_the_whole(world: World) -> None:
    w.decided(world)
    at, first, last = when("2023-10-25"), date(2024, 1, 1), date(2024, 2, 1)
    every = forecast(world.office, at, Asked()).lines
    part = forecast(world.office, at, Asked(first=first, last=last)).lines
    assert part == tuple(line for line in every if first <= line.on <= last)
    assert part


def test_nobody_is_foretold_a_reminder_of_an_utdrag_that_never_came(world: World) -> None:
    w.dispatched(world)
    send_due(world.office, Outbasket(), "sender", when("2023-10-25", 12))
    berg = world.parties["berg"].email
    mine = (t.letter.c.kind == LetterKind.UTDRAG.value, t.letter.c.to_email == berg)
    with writing(world.office.engine) as connection:
        connection.execute(update(t.letter).where(*mine).values(state=LetterState.FAILED.value))
    found = forecast(world.office, when("2023-10-26"), Asked(kind=DutyKind.ACKNOWLEDGE))
    told = {to.email for line in found.lines for to in line.to}
    assert world.parties["are"].email in told
    assert berg not in told
