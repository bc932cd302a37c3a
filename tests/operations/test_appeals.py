"""What a court's say does to a decision, and decisions that are moved or recorded separately."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import findings, refused, row, rows
from workflow.facts import Court
from workflow.jobs.reminding import remind
from workflow.jobs.tick import tick
from workflow.operations import committee_settings, dispatching, drafting, meetings, notifying
from workflow.operations.notifying import Ended
from workflow.operations.queries import inbox
from workflow.operations.queries import meetings as calendar
from workflow.operations.queries.alarms import AlarmKind
from workflow.operations.queries.notices import notice_page
from workflow.operations.register_record import By
from workflow.refusals import BadInput, Refused
from workflow.states import AppealOutcome
from workflow.store import tables as t

APPEALED, ENDED = when("2023-12-11"), when("2024-02-06")
REPEALED = Ended(date(2024, 2, 5), AppealOutcome.REPEALED, "1234-23")
STANDS = Ended(date(2024, 2, 5), AppealOutcome.REJECTED)


def posted(world: World) -> w.Matter:
    """A decision on its way through the committee to the board."""
    matter, office = w.decided(world), world.office
    w.listed(matter)
    who = world.actor("secretary", w.NOTIFIED)
    notifying.notify(office, matter.decision_id, "§ 187/2023", who, w.NOTIFIED)
    notifying.adjust(office, matter.decision_id, date(2023, 11, 28), who, w.ADJUSTED)
    notifying.post(office, matter.decision_id, date(2023, 11, 29), "Registraturet", who, w.POSTED)
    return matter


def appealed(world: World) -> w.Matter:
    matter, who = posted(world), world.actor("secretary", APPEALED)
    notifying.appeal(world.office, matter.decision_id, date(2023, 12, 11), "", who, APPEALED)
    return matter


def repealed(world: World) -> w.Matter:
    matter, who = appealed(world), world.actor("secretary", ENDED)
    notifying.repeal(world.office, matter.decision_id, REPEALED, "Utan delegation.", who, ENDED)
    return matter


def open_duties(database: Engine) -> set[str]:
    return {duty.kind for duty in rows(database, t.duty, settled_on=None)}


def letters(database: Engine, kind: str) -> list[str]:
    return sorted(letter.to_name for letter in rows(database, t.letter, kind=kind))


TOLD = ["Magnus Aspegren", "Malin Nyqvist Ljungberg", "Registratorn"]


def test_an_appeal_stops_legal_force_and_its_reminders(world: World, database: Engine) -> None:
    matter = appealed(world)
    assert "confirm_force" not in open_duties(database)
    assert letters(database, "appealed") == TOLD
    secretary = world.actor("secretary", w.IN_FORCE)
    codes = refused(notifying.gain_force, world.office, matter.decision_id, secretary, w.IN_FORCE)
    assert codes == ["appeal_is_open"]


def test_an_appeal_that_fails_lets_the_decision_gain_force(world: World, database: Engine) -> None:
    matter, who = appealed(world), world.actor("secretary", ENDED)
    notifying.close_appeal(world.office, matter.decision_id, STANDS, who, ENDED)
    assert "confirm_force" in open_duties(database)
    notifying.gain_force(world.office, matter.decision_id, who, ENDED)
    notice = row(database, t.notice)
    assert (notice.state, notice.in_force_on) == ("in_force", date(2024, 2, 5))
    assert notice.appeal_outcome == "rejected"


def test_an_appeal_after_legal_force_is_watched_anew_when_it_is_settled(
    world: World, database: Engine
) -> None:
    matter, who, at = posted(world), world.actor("secretary", ENDED), ENDED
    notifying.gain_force(world.office, matter.decision_id, who, at)
    notifying.appeal(world.office, matter.decision_id, date(2023, 12, 20), "", who, at)
    notice = row(database, t.notice)
    assert (notice.state, notice.in_force_on) == ("posted", None)
    notifying.close_appeal(world.office, matter.decision_id, STANDS, who, at)
    assert "confirm_force" in open_duties(database)
    assert findings(world.office) == []


def test_a_repeal_ends_plans_duties_and_reminders(world: World, database: Engine) -> None:
    repealed(world)
    assert {plan.state for plan in rows(database, t.plan)} == {"repealed"}
    assert open_duties(database) == set()
    assert letters(database, "repealed") == TOLD
    assert findings(world.office) == []
    before = len(rows(database, t.letter))
    for day in ("2024-02-07", "2024-03-28", "2024-04-02", "2025-01-02"):
        tick(world.office, when(day))
    assert len(rows(database, t.letter)) == before


def test_a_repealed_decision_waits_for_nobody(world: World) -> None:
    repealed(world)
    for who in ("officer", "secretary", "registrar", "director"):
        found = inbox.inbox(world.office, world.actor(who, ENDED), ENDED)
        assert (found.waiting, found.others, found.ahead) == ((), (), ())


def test_a_repealed_decision_is_not_sent_to_anybody(world: World) -> None:
    matter, registrar = repealed(world), world.actor("registrar", ENDED)
    codes = refused(dispatching.dispatch, world.office, matter.decision_id, registrar, ENDED)
    assert codes == ["decision_repealed"]


def test_the_year_of_a_repealed_plan_is_free_for_a_new_one(world: World, database: Engine) -> None:
    repealed(world)
    officer, at, title = world.actor("officer", ENDED), ENDED, "Handlingsplan 2023, ny"
    drafting.open_plan(world.office, world.case_id, 2023, title, officer, at)
    assert row(database, t.plan, title=title).revision == 2
    codes = refused(drafting.open_plan, world.office, world.case_id, 2023, title, officer, at)
    assert codes == ["plan_exists"]


# Moving what is listed


def meeting_id(database: Engine, held_on: date = date(2023, 11, 21)) -> int:
    found: int = row(database, t.meeting, held_on=held_on).id
    return found


def test_everything_on_a_list_is_moved_in_one_act_and_the_meeting_is_then_cancelled(
    world: World, database: Engine
) -> None:
    first, second = w.decided(world), w.decided(world, case_id=world.another_case("RUN/12/2022"))
    w.listed(first)
    w.listed(second)
    at = when("2023-11-10")
    secretary = world.actor("secretary", at)
    with pytest.raises(BadInput, match="Flytta först besluten"):
        meetings.cancel_meeting(world.office, meeting_id(database), By(secretary, at))
    moved = notifying.move_all(world.office, meeting_id(database), "Inställt.", secretary, at)
    assert [done.subject_id for done in moved] == [first.decision_id, second.decision_id]
    meetings.cancel_meeting(world.office, meeting_id(database), By(secretary, at))
    notices = rows(database, t.notice)
    assert {each.meeting_id for each in notices} == {meeting_id(database, date(2024, 4, 9))}
    assert [each.position for each in notices] == [1, 2]


def missed_on(world: World, at: datetime) -> list[date | None]:
    """The days of the meetings that the secretary's start page says were missed."""
    alarms = inbox.inbox(world.office, world.actor("secretary", at), at).alarms
    return [alarm.day for alarm in alarms if alarm.kind is AlarmKind.NOTICE_MISSED]


def test_what_was_not_taken_up_is_moved_and_its_alarm_goes(world: World, database: Engine) -> None:
    matter = w.decided(world)
    w.listed(matter)
    at = when("2023-11-22")
    secretary = world.actor("secretary", at)
    assert missed_on(world, at) == [date(2023, 11, 21)]
    meeting = meeting_id(database)
    notifying.move_notice(world.office, matter.decision_id, meeting, "Hanns inte.", secretary, at)
    assert missed_on(world, at) == []
    assert letters(database, "moved") == ["Malin Nyqvist Ljungberg"]
    duty = row(database, t.duty, kind="notify", settled_on=None)
    assert duty.due_on == date(2024, 4, 9)
    codes = refused(
        notifying.move_notice, world.office, matter.decision_id, meeting, "Igen.", secretary, at
    )
    assert codes == ["listed_elsewhere"]


@pytest.mark.parametrize("is_listed", [True, False], ids=["on the list", "on no list"])
@pytest.mark.parametrize("who", ["secretary", "officer"])
def test_a_meeting_that_passes_a_decision_by_is_an_alarm_on_the_start_page_and_by_mail(
    world: World, database: Engine, who: str, *, is_listed: bool
) -> None:
    matter = w.decided(world)
    if is_listed:
        w.listed(matter)
    at = when("2023-11-22", 8)
    alarms = inbox.inbox(world.office, world.actor(who, at), at).alarms
    missed = [alarm.decision_id for alarm in alarms if alarm.kind is AlarmKind.NOTICE_MISSED]
    assert missed == [matter.decision_id]
    remind(world.office, at)
    assert "Nämndsekreteraren" in letters(database, "notice_missed")


# Recorded separately


def not_notified(world: World, at: str = "2023-10-20") -> None:
    by = By(world.actor("secretary", when(at)), when(at))
    committee_settings.set_notified(
        world.office, world.committee_id, notified=False, ground="§ 12/2023", by=by
    )


def test_a_decision_that_is_not_notified_goes_by_a_record_of_its_own_to_legal_force(
    world: World, database: Engine
) -> None:
    not_notified(world)
    matter, office = w.decided(world), world.office
    assert open_duties(database) >= {"record"}
    assert "notify" not in open_duties(database)
    tick(office, when("2023-10-26"))
    assert row(database, t.notice).state == "pending"
    who = world.actor("director", w.LISTED)
    notifying.record(office, matter.decision_id, who, w.LISTED)
    secretary = world.actor("secretary", w.ADJUSTED)
    notifying.adjust(office, matter.decision_id, date(2023, 10, 30), secretary, w.ADJUSTED)
    notifying.post(
        office, matter.decision_id, date(2023, 10, 31), "Registraturet", secretary, w.ADJUSTED
    )
    assert row(database, t.notice).last_appeal_on == date(2023, 11, 21)
    notifying.gain_force(office, matter.decision_id, secretary, w.ADJUSTED)
    kinds = {
        paper.kind for paper in notice_page(office, matter.decision_id, w.ADJUSTED.date()).papers
    }
    assert kinds == {"sarskilt_protokoll", "tillkannagivande"}
    assert findings(office) == []


def test_a_decision_that_waits_goes_the_way_that_it_says_whatever_is_settled_since(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    not_notified(world, "2023-10-25")
    assert {"notify"} <= open_duties(database)
    assert "record" not in open_duties(database)
    assert not notice_page(world.office, matter.decision_id, date(2023, 10, 25)).is_recorded
    director = world.actor("director", w.LISTED)
    codes = refused(notifying.record, world.office, matter.decision_id, director, w.LISTED)
    assert codes == ["notified_instead"]
    tick(world.office, when("2023-10-26"))
    assert row(database, t.notice).state == "listed"
    shown = calendar.overview(world.office, date(2023, 11, 22))
    assert (len(shown.missed), shown.unrecorded) == (1, ())


def test_what_is_recorded_separately_stays_so_when_the_committee_is_notified_again(
    world: World, database: Engine
) -> None:
    not_notified(world)
    w.decided(world)
    at = when("2023-10-25")
    by = By(world.actor("secretary", at), at)
    committee_settings.set_notified(
        world.office, world.committee_id, notified=True, ground="§ 13/2023", by=by
    )
    tick(world.office, when("2023-10-26"))
    assert row(database, t.notice).state == "pending"
    assert {"record"} <= open_duties(database)
    shown = calendar.overview(world.office, date(2023, 11, 22))
    assert (shown.waiting, shown.missed, len(shown.unrecorded)) == ((), (), 1)


def test_the_setting_is_on_record_with_the_committees_own_decision(
    world: World, database: Engine
) -> None:
    not_notified(world)
    entry = row(database, t.register_event, step="change_committee")
    assert "§ 12/2023" in entry.body
    by = By(world.actor("officer", APPEALED), APPEALED)
    with pytest.raises(Refused):
        committee_settings.set_notified(
            world.office, world.committee_id, notified=True, ground="§ 1/2023", by=by
        )


def test_the_courts_address_is_kept_with_who_has_checked_it(world: World, database: Engine) -> None:
    court = Court("Förvaltningsrätten", ("Box 1", "000 01 Staden"), verified=True)
    region_id = row(database, t.region).id
    by = By(world.actor("secretary", APPEALED), APPEALED)
    committee_settings.set_court(world.office, region_id, court, by)
    matter = w.decided(world)
    assert notice_page(world.office, matter.decision_id, date(2023, 10, 25)).court == court
    assert row(database, t.register_event, step="change_court").actor_name == "Nämndsekreteraren"
