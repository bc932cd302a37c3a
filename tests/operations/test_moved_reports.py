"""The committee's report can be moved to another meeting, and the plan waits for that one."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, findings, refused, row, rows
from workflow.operations import (
    dispatching,
    following_up,
    meetings,
    notifying,
    packets,
)
from workflow.operations.queries import inbox, listings
from workflow.operations.register_record import By
from workflow.operations.steps import Done
from workflow.refusals import BadInput
from workflow.states import AppealOutcome, LetterKind
from workflow.store import migrate
from workflow.store import tables as t

LATER = when("2024-03-28")
MAY = (date(2024, 5, 14), date(2024, 4, 29))


def meeting_on(database: Engine, day: date) -> int:
    found: int = row(database, t.meeting, held_on=day).id
    return found


def april(database: Engine) -> int:
    return meeting_on(database, date(2024, 4, 9))


def with_a_meeting_in_may(world: World) -> w.Matter:
    matter = w.reported_back(world)
    by = By(world.actor("secretary", LATER), LATER)
    meetings.add_meeting(world.office, world.committee_id, *MAY, by)
    return matter


def move(matter: w.Matter, seen: int, who: str = "secretary") -> Done:
    actor, office = matter.world.actor(who, LATER), matter.world.office
    return following_up.move_report(office, matter.plan_id, seen, "Inställt.", actor, LATER)


def ready_to_close(world: World) -> w.Matter:
    """In force, acknowledged and reported: only the meeting itself is ahead."""
    matter, office = w.acknowledged(world), world.office
    registrar = world.actor("registrar", w.ACKNOWLEDGED)
    dispatching.complete(office, matter.decision_id, registrar, w.ACKNOWLEDGED)
    w.in_force(matter)
    officer = world.actor("officer", w.YEAR_END)
    following_up.open_follow_up(office, matter.plan_id, officer, w.YEAR_END)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, matter.plan_id, officer, w.CLOSED_UP)
    following_up.report_agency(office, matter.plan_id, officer, w.AGENCY)
    following_up.report_committee(office, matter.plan_id, officer, w.COMMITTEE)
    return matter


def test_a_report_goes_to_the_next_meeting_with_a_new_paper_and_word_to_both(
    world: World, database: Engine
) -> None:
    matter = with_a_meeting_in_may(world)
    move(matter, april(database))
    plan = row(database, t.plan, id=matter.plan_id)
    assert (plan.state, plan.meeting_id) == ("reported_back", meeting_on(database, MAY[0]))
    *_, old, new = rows(database, t.paper_use, kind="aterrapportering")
    assert (old.current, new.current) == (False, True)
    letters = rows(database, t.letter, kind="report_moved")
    assert {each.to_name for each in letters} == {"Malin Nyqvist Ljungberg", "Nämndsekreteraren"}
    assert events(world.office)[-1]["given"]["reason"] == "Inställt."
    assert findings(world.office) == []


def test_the_meeting_is_free_to_be_moved_once_its_report_is(world: World, database: Engine) -> None:
    matter = with_a_meeting_in_may(world)
    by, meeting_id = By(world.actor("secretary", LATER), LATER), april(database)
    with pytest.raises(BadInput, match="Flytta först återrapporteringen"):
        meetings.cancel_meeting(world.office, meeting_id, by)
    move(matter, meeting_id)
    assert not listings.agenda(world.office, meeting_id).reports
    meetings.cancel_meeting(world.office, meeting_id, by)
    assert not rows(database, t.meeting, id=meeting_id)


def test_the_meetings_that_a_report_comes_and_goes_from_show_it(
    world: World, database: Engine
) -> None:
    matter, to = with_a_meeting_in_may(world), date(2024, 5, 14)
    move(matter, april(database))
    (report,) = listings.agenda(world.office, meeting_on(database, to)).reports
    assert (report.plan_id, report.made_on, report.may_move) == (matter.plan_id, LATER.date(), True)
    assert packets.meeting_packet(world.office, "RUN", to, LATER.date()).content


def test_who_did_not_see_the_first_move_does_not_move_it_further(
    world: World, database: Engine
) -> None:
    matter, seen = with_a_meeting_in_may(world), april(database)
    move(matter, seen)
    assert refused(move, matter, seen, "officer") == ["report_is_elsewhere"]


def test_with_no_other_meeting_the_report_stays(world: World, database: Engine) -> None:
    matter = w.reported_back(world)
    by = By(world.actor("secretary", LATER), LATER)
    meetings.cancel_meeting(world.office, meeting_on(database, date(2025, 4, 1)), by)
    assert refused(move, matter, april(database)) == ["no_other_meeting_for_report"]


def test_the_plan_is_not_closed_before_the_committee_has_met(
    world: World, database: Engine
) -> None:
    matter = ready_to_close(world)
    registrar = world.actor("registrar", w.COMMITTEE)
    early = matter.plan_id, registrar, when("2024-04-08")
    assert refused(following_up.close, world.office, *early) == ["report_meeting_not_held"]
    following_up.close(world.office, matter.plan_id, registrar, when("2024-04-09"))
    assert row(database, t.plan, id=matter.plan_id).state == "closed"


def test_the_registrar_has_nothing_to_close_until_the_meeting_is_held(world: World) -> None:
    matter = ready_to_close(world)
    before, after = (
        inbox.inbox(world.office, world.actor("registrar", when(day)), when(day))
        for day in ("2024-04-08", "2024-04-09")
    )
    assert [each.plan_id for each in before.ahead if each.step == "close"] == [matter.plan_id]
    assert "close" in {each.step for each in after.waiting}


def test_no_meeting_waits_for_the_report_of_a_plan_that_is_repealed(
    world: World, database: Engine
) -> None:
    matter, secretary = w.reported_back(world), world.actor("secretary", LATER)
    ended = notifying.Ended(LATER.date(), AppealOutcome.REPEALED)
    notifying.repeal(world.office, matter.decision_id, ended, "Utan stöd.", secretary, LATER)
    assert row(database, t.plan, id=matter.plan_id).meeting_id is None
    meetings.cancel_meeting(world.office, april(database), By(secretary, LATER))


def test_a_report_of_the_older_program_has_the_meeting_that_its_paper_names(
    world: World, database: Engine
) -> None:
    matter = w.reported_back(world)
    migrate.downgrade(database, "0008")
    migrate.upgrade(database)
    plans = {each.id: each.meeting_id for each in rows(database, t.plan)}
    assert plans == {matter.plan_ids[0]: april(database), matter.plan_ids[1]: None}
