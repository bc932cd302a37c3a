"""A programme's own rule: who may settle it, and what is open follows; what was sent stays."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import everything, refused, row, rows
from workflow.facts import OwnRule
from workflow.jobs.reminding import remind
from workflow.operations import duty_rules, following_up
from workflow.operations.register_record import By
from workflow.refusals import BadInput
from workflow.states import DutyKind, To
from workflow.store import tables as t

AGENCY, DECIDE, DISPATCH = DutyKind.REPORT_AGENCY, DutyKind.DECIDE, DutyKind.DISPATCH
AT = when("2023-10-25")


def change(world: World, rule: OwnRule, day: str = "2023-10-25", who: str = "officer") -> int:
    by = By(world.actor(who, when(day)), when(day))
    seen = OwnRule(rule.kind, rule.year)
    return duty_rules.change(world.office, world.programme_id, rule, seen, by)


def unsent(engine: Engine, duty_id: int) -> dict[int, date]:
    """The reminders of those whose duty it is that have not left, by level."""
    found = rows(engine, t.reminder, duty_id=duty_id, sent_on=None)
    return {r.level: r.remind_on for r in found if r.addressee != "escalation"}


def test_a_changed_day_moves_the_open_duty_and_its_unsent_reminders(
    world: World, database: Engine
) -> None:
    w.decided(world)
    assert change(world, OwnRule(AGENCY, 2024, due=(2, 28))) == 1
    first, second = rows(database, t.duty, kind=AGENCY.value)
    assert (first.due_on, second.due_on) == (date(2024, 3, 31), date(2025, 2, 28))
    assert unsent(database, second.id)[30] == date(2025, 1, 29)
    assert unsent(database, second.id)[0] == date(2025, 2, 28)


def test_a_rule_for_every_year_moves_all_but_the_year_that_has_its_own(
    world: World, database: Engine
) -> None:
    w.decided(world)
    change(world, OwnRule(AGENCY, 2024, due=(2, 28)))
    assert change(world, OwnRule(AGENCY, due=(3, 1))) == 1
    assert [d.due_on for d in rows(database, t.duty, kind=AGENCY.value)] == [
        date(2024, 3, 1),
        date(2025, 2, 28),
    ]


def test_what_was_sent_stays_and_the_new_day_has_all_its_reminders(
    world: World, database: Engine
) -> None:
    w.decided(world)
    remind(world.office, when("2024-03-15", 8))
    before = rows(database, t.duty, kind=AGENCY.value, plan_id=1)[0]
    sent = [r for r in rows(database, t.reminder, duty_id=before.id) if r.sent_on]
    change(world, OwnRule(AGENCY, 2023, due=(4, 30)), "2024-03-18")
    old, new = rows(database, t.duty, kind=AGENCY.value, plan_id=1)
    assert rows(database, t.reminder, duty_id=old.id) == sent
    assert (old.settled_by, new.due_on) == ("move_duty", date(2024, 4, 30))
    assert list(unsent(database, new.id)) == [30, 14, 7, 3, 1, 0, -1, -7]


def test_nobody_is_reminded_twice_on_the_day_of_the_change(world: World, database: Engine) -> None:
    w.decided(world)
    remind(world.office, when("2024-03-15", 8))
    letters = len(rows(database, t.letter))
    change(world, OwnRule(AGENCY, 2023, due=(3, 15)), "2024-03-15")
    assert remind(world.office, when("2024-03-15", 12)) == 0
    assert len(rows(database, t.letter)) == letters


def test_other_levels_alone_leave_the_duty_and_what_was_sent(
    world: World, database: Engine
) -> None:
    w.decided(world)
    remind(world.office, when("2024-03-15", 8))
    change(world, OwnRule(AGENCY, 2023, levels=(14, 5, 0)), "2024-03-18")
    duty = row(database, t.duty, kind=AGENCY.value, plan_id=1)
    assert list(unsent(database, duty.id)) == [5, 0]


@pytest.mark.parametrize(
    ("days", "due_on"), [(15, date(2023, 11, 2)), (5, date(2023, 10, 19)), (10, None)]
)
def test_more_or_fewer_working_days_are_counted_from_when_it_began(
    world: World, database: Engine, days: int, due_on: date | None
) -> None:
    w.submitted(world)  # 12 October, ten working days: the 26th
    change(world, OwnRule(DECIDE, working_days=days), "2023-10-12")
    found = rows(database, t.duty, kind=DECIDE.value)
    assert [duty.due_on for duty in found] == [due_on or date(2023, 10, 26)]


def test_a_duty_that_is_given_to_another_is_reminded_there(world: World, database: Engine) -> None:
    w.decided(world)
    change(world, OwnRule(DISPATCH, to=To.OFFICER), "2023-10-24")
    assert row(database, t.duty, kind=DISPATCH.value).role_to == "officer"
    remind(world.office, when("2023-10-25", 8))
    letter = row(database, t.letter, kind="reminder")
    assert letter.to_email == "officer@region.example"


def test_a_rule_that_is_taken_away_gives_the_usual_day_back(world: World, database: Engine) -> None:
    w.decided(world)
    change(world, OwnRule(AGENCY, 2024, due=(2, 28)))
    by = By(world.actor("officer", AT), AT)
    assert duty_rules.drop(world.office, world.programme_id, AGENCY, 2024, by) == 1
    assert rows(database, t.duty, kind=AGENCY.value)[1].due_on == date(2025, 3, 31)
    assert duty_rules.drop(world.office, world.programme_id, AGENCY, 2024, by) == 0


def test_what_begins_later_goes_by_the_rule(world: World, database: Engine) -> None:
    change(world, OwnRule(DISPATCH, working_days=3), "2023-10-20")
    w.decided(world)
    assert row(database, t.duty, kind=DISPATCH.value).due_on == date(2023, 10, 27)


def test_the_day_of_opening_is_the_programmes_own_also_for_the_step(
    world: World, database: Engine
) -> None:
    change(world, OwnRule(DutyKind.OPEN_FOLLOW_UP, due=(12, 1)), "2023-10-20")
    matter = w.decided(world)
    officer = world.actor("officer", when("2023-12-01"))
    following_up.open_follow_up(world.office, matter.plan_id, officer, when("2023-12-01"))
    assert rows(database, t.plan)[0].state == "following_up"


@pytest.mark.parametrize(
    "rule",
    [
        OwnRule(DECIDE, due=(3, 1)),
        OwnRule(AGENCY, working_days=3),
        OwnRule(DutyKind.OUTCOME, to=To.OFFICER),
        OwnRule(AGENCY, to=To.MEMBERS),
        OwnRule(AGENCY, escalate_to="post:999"),
        OwnRule(AGENCY, escalate_to="post:1; drop"),
        OwnRule(AGENCY, 2031, due=(3, 1)),
    ],
)
def test_a_rule_that_the_duty_cannot_have_is_refused_and_nothing_is_written(
    world: World, database: Engine, rule: OwnRule
) -> None:
    before = everything(database)
    with pytest.raises(BadInput, match=r"\. (?:Lämna|Välj|Ändra) "):  # and so what to do
        change(world, rule)
    assert everything(database) == before


def test_only_the_officer_and_the_administrator_change_rules(world: World) -> None:
    by = By(world.actor("secretary", AT), AT)
    rule = OwnRule(AGENCY, due=(3, 1))
    act = (world.office, world.programme_id, rule, OwnRule(AGENCY), by)
    assert refused(duty_rules.change, *act) == ["wrong_role"]


def test_rules_of_the_settings_never_overwrite_those_of_a_person(
    world: World, database: Engine
) -> None:
    change(world, OwnRule(AGENCY, 2024, due=(2, 28)))
    title = "Regionalt serviceprogram 2023–2030"
    rules = [(title, OwnRule(AGENCY, 2024, due=(3, 15))), (title, OwnRule(DECIDE, working_days=5))]
    by = By(world.actor("officer", AT), AT)
    assert duty_rules.enter_new(world.office, [*rules, ("Ett annat", rules[1][1])], by) == 1
    assert duty_rules.enter_new(world.office, rules, by) == 0
    assert [(r.kind, r.due) for r in rows(database, t.duty_rule)] == [
        (AGENCY.value, "02-28"),
        (DECIDE.value, ""),
    ]


def test_a_confirmed_day_is_confirmed_until_it_is_another(world: World, database: Engine) -> None:
    by = By(world.actor("officer", AT), AT)
    duty_rules.verify(world.office, world.programme_id, AGENCY, 2024, by)
    kept = row(database, t.duty_rule)
    assert (kept.due, kept.verified_by) == ("03-31", "Malin Nyqvist Ljungberg")
    seen = OwnRule(AGENCY, 2024, (3, 31), verified_on=AT.date(), verified_by=kept.verified_by)
    later = OwnRule(AGENCY, 2024, (3, 1))
    duty_rules.change(world.office, world.programme_id, later, seen, by)
    assert row(database, t.duty_rule).verified_on is None
