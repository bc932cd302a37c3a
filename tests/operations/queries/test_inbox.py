"""Mina ärenden: what waits for whom, since when and by which day, as the chain goes on."""

from collections.abc import Iterable
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from workflow.operations import deciding, registers
from workflow.operations.queries.alarms import Alarm, AlarmKind
from workflow.operations.queries.inbox import Inbox, inbox
from workflow.operations.queries.items import Item
from workflow.states import Role, Thing
from workflow.store import tables as t
from workflow.store.engine import writing

ONE = (2023,)


def of(world: World, who: str, at: datetime) -> Inbox:
    return inbox(world.office, world.actor(who, at), at)


def steps(items: Iterable[Item]) -> list[str]:
    return [item.step for item in items]


def test_a_draft_that_nobody_has_circulated_waits_for_its_officer(world: World) -> None:
    w.opened(world)
    (item,) = of(world, "officer", w.CIRCULATED).waiting
    assert (item.step, item.title, item.reference) == (
        "circulate",
        "Handlingsplan 2023",
        "RUN/536/2021",
    )
    assert item.since == date(2023, 9, 1)


def test_a_circulated_plan_waits_for_its_members_by_name_until_their_day(world: World) -> None:
    w.circulated(world)
    (item,) = of(world, "officer", w.ANSWERED).others
    assert item.who.parties == ("Åre kommun", "Bergs kommun")
    assert (item.last_on, item.overdue) == (w.ANSWER_BY, False)
    assert of(world, "officer", w.ANSWERED).waiting == ()


def test_a_submitted_decision_waits_for_the_holder_of_the_delegated_post(world: World) -> None:
    w.submitted(world, ONE)
    (mine,) = of(world, "director", w.DECIDED).waiting
    (theirs,) = of(world, "officer", w.DECIDED).others
    assert mine == theirs
    assert (mine.step, mine.who.post) == ("decide", "Regional utvecklingsdirektör")
    assert mine.who.names == ("Magnus Aspegren",)
    assert (mine.since, mine.last_on) == (date(2023, 10, 12), date(2023, 10, 26))


def test_a_deputy_has_the_decision_too(world: World) -> None:
    w.submitted(world, ONE)
    assert steps(of(world, "deputy", w.DECIDED).waiting) == ["decide"]


def test_a_decision_leaves_who_no_longer_holds_the_post(world: World) -> None:
    w.submitted(world, ONE)
    registers.end_holding(world.office, world.holdings["director"], date(2023, 10, 23))
    assert of(world, "director", w.DECIDED).waiting == ()
    (item,) = of(world, "officer", w.DECIDED).others
    assert item.who.names == ()


def test_a_decision_leaves_whoever_has_a_conflict_of_interest(world: World) -> None:
    matter = w.submitted(world, ONE)
    director = world.actor("director", w.DECIDED)
    deciding.declare_conflict(world.office, matter.decision_id, "Närstående.", director, w.DECIDED)
    assert of(world, "director", w.DECIDED).waiting == ()
    assert steps(of(world, "deputy", w.DECIDED).waiting) == ["decide"]


def test_what_is_not_done_by_its_day_is_overdue(world: World) -> None:
    w.submitted(world, ONE)
    (item,) = of(world, "director", when("2023-10-27")).waiting
    assert item.overdue


def test_a_stranger_has_nothing(world: World) -> None:
    w.decided(world)
    found = of(world, "stranger", w.DISPATCHED)
    assert (found.waiting, found.others, found.ahead, found.done, found.alarms) == ((),) * 5


def test_a_draft_that_was_sent_back_waits_for_the_officer_since_that_day(world: World) -> None:
    matter = w.submitted(world, ONE)
    director = world.actor("director", w.DECIDED)
    deciding.send_back(world.office, matter.decision_id, "Skriv om.", director, w.DECIDED)
    (item,) = of(world, "officer", w.DISPATCHED).waiting
    assert (item.step, item.since) == ("submit", date(2023, 10, 24))


def test_a_decision_gives_the_secretary_a_notice_and_the_registrar_a_dispatch(
    world: World,
) -> None:
    w.decided(world, ONE)
    (notice,) = of(world, "secretary", w.DISPATCHED).waiting
    (dispatch,) = of(world, "registrar", w.DISPATCHED).waiting
    assert (notice.thing, notice.step, notice.last_on) == (
        Thing.NOTICE,
        "list",
        date(2023, 11, 21),
    )
    assert (dispatch.thing, dispatch.step, dispatch.since) == (
        Thing.DISPATCH,
        "dispatch",
        date(2023, 10, 24),
    )
    assert steps(of(world, "officer", w.DISPATCHED).others) == ["dispatch", "list"]


def test_a_listed_notice_lies_ahead_until_the_meeting_is_held(world: World) -> None:
    w.listed(w.decided(world, ONE))
    (ahead,) = of(world, "secretary", w.LISTED).ahead
    assert (ahead.step, ahead.begins_on) == ("notify", date(2023, 11, 21))
    (now,) = of(world, "secretary", w.NOTIFIED).waiting
    assert (now.step, now.since) == ("notify", date(2023, 11, 21))


def test_the_year_that_has_ended_gives_the_officer_the_follow_up(world: World) -> None:
    w.decided(world, ONE)
    assert "open_follow_up" in steps(of(world, "officer", w.DISPATCHED).ahead)
    (item,) = (i for i in of(world, "officer", w.YEAR_END).waiting if i.thing is Thing.PLAN)
    assert (item.step, item.since) == ("open_follow_up", date(2023, 12, 31))


def test_recipients_who_have_not_confirmed_are_named(world: World) -> None:
    w.dispatched(world)
    (item,) = of(world, "registrar", w.ACKNOWLEDGED).others
    assert item.who.parties == ("Åre kommun", "Bergs kommun", "Tillväxtverket")
    assert item.who.roles == (Role.RECIPIENT,)


def test_what_a_decider_has_decided_is_done(world: World) -> None:
    matter = w.decided(world, ONE)
    (item,) = of(world, "director", w.DISPATCHED).done
    assert (item.thing, item.id, item.day) == (
        Thing.DECISION,
        matter.decision_id,
        date(2023, 10, 24),
    )


def test_a_notice_in_force_is_the_secretarys_done(world: World) -> None:
    w.in_force(w.decided(world, ONE))
    (item,) = of(world, "secretary", w.IN_FORCE).done
    assert (item.state, item.day) == ("in_force", date(2023, 12, 21))


def alarms(world: World, who: str, at: datetime) -> list[Alarm]:
    """All but that letters wait: nothing sends any here."""
    found = of(world, who, at).alarms
    return [alarm for alarm in found if alarm.kind is not AlarmKind.LETTERS_WAIT]


def test_a_decision_that_a_meeting_passed_by_is_an_alarm(world: World) -> None:
    matter = w.decided(world, ONE)
    after = when("2023-11-22")
    for who in ("secretary", "officer"):
        (alarm,) = alarms(world, who, after)
        assert (alarm.kind, alarm.decision_id) == (AlarmKind.NOTICE_MISSED, matter.decision_id)
    assert alarms(world, "registrar", after) == []


@pytest.mark.parametrize(("who", "sees"), [("officer", 1), ("registrar", 1), ("secretary", 0)])
def test_a_letter_that_failed_is_an_alarm_to_officer_and_registrar(
    world: World, database: Engine, who: str, sees: int
) -> None:
    w.circulated(world)
    failed = update(t.letter).where(t.letter.c.to_name == "Åre kommun")
    with writing(database) as connection:
        connection.execute(failed, {"state": "failed", "problem": "Okänd mottagare"})
    found = alarms(world, who, w.ANSWERED)
    assert [alarm.about for alarm in found] == ["Åre kommun"] * sees


def test_another_officers_cases_are_not_mine(world: World) -> None:
    w.opened(world)
    registers.grant_role(world.office, world.people["stranger"], Role.OFFICER, date(2021, 1, 1))
    assert of(world, "stranger", w.CIRCULATED).waiting == ()


def test_what_i_prepared_in_anothers_case_is_mine_too(world: World, database: Engine) -> None:
    w.drafted(world, ONE)
    moved = update(t.matter_case).values(officer_id=world.people["stranger"])
    with writing(database) as connection:
        connection.execute(moved)
    assert steps(of(world, "officer", w.SUBMITTED).waiting) == ["submit"]
