"""A mistyped paragraph or day is put right, in every place that follows from it, and on record."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import findings, refused, row, rows
from workflow.operations import deciding, notifying
from workflow.operations.notifying import Ended, Entered
from workflow.operations.queries import balls, inbox, standings
from workflow.states import AppealOutcome, Thing
from workflow.store import tables as t
from workflow.store.engine import reading

WRONG, RIGHT, PLACE = date(2023, 11, 22), date(2023, 11, 29), "Registraturet"
FOUND, AFTER = when("2023-12-14"), when("2023-12-21")
WHY = "Anslagsdagen skrevs in fel."


def posted(world: World, day: date = WRONG, paragraph: str = "§ 178/2023") -> w.Matter:
    """A decision whose paragraph and posting were mistyped, unless a day says otherwise."""
    matter, office = w.decided(world), world.office
    w.listed(matter)
    who = world.actor("secretary", w.NOTIFIED)
    notifying.notify(office, matter.decision_id, paragraph, who, w.NOTIFIED)
    notifying.adjust(office, matter.decision_id, date(2023, 11, 21), who, w.ADJUSTED)
    notifying.post(office, matter.decision_id, day, PLACE, who, w.POSTED)
    return matter


def amend(matter: w.Matter, entered: Entered, at: datetime = FOUND) -> None:
    who = matter.world.actor("secretary", at)
    notifying.amend_notice(matter.world.office, matter.decision_id, entered, WHY, who, at)


def force_duties(database: Engine) -> list[tuple[date, str]]:
    """The days on which legal force is watched, and which step settled each."""
    found = sorted(rows(database, t.duty, kind="confirm_force"), key=lambda duty: duty.id)
    return [(duty.due_on, duty.settled_by) for duty in found]


def test_the_audits_mistyped_posting_is_put_right_and_the_appeal_of_19_december_is_in_time(
    world: World, database: Engine
) -> None:
    matter, office = posted(world), world.office
    assert row(database, t.notice).last_appeal_on == date(2023, 12, 13)
    notifying.gain_force(office, matter.decision_id, world.actor("secretary", FOUND), FOUND)
    amend(matter, Entered("§ 187/2023", posted_on=RIGHT))
    notice = row(database, t.notice)
    assert (notice.state, notice.in_force_on) == ("posted", None)
    assert (notice.paragraph, notice.last_appeal_on) == ("§ 187/2023", date(2023, 12, 20))
    at = when("2023-12-20")
    secretary = world.actor("secretary", at)
    assert refused(notifying.gain_force, office, matter.decision_id, secretary, at) == [
        "appeal_time_runs"
    ]
    notifying.appeal(office, matter.decision_id, date(2023, 12, 19), "FR 1", secretary, at)
    assert row(database, t.notice).appeal_is_late is False
    assert findings(office) == []


def test_what_was_wrong_what_is_right_and_why_are_on_record(world: World, database: Engine) -> None:
    amend(posted(world), Entered("§ 187/2023", posted_on=RIGHT))
    entry = json.loads(row(database, t.event, step="amend_notice").body)
    assert entry["given"]["changed"] == [
        ["paragraph", "§ 178/2023", "§ 187/2023"],
        ["posted_on", "2023-11-22", "2023-11-29"],
        ["last_appeal_on", "2023-12-13", "2023-12-20"],
    ]
    assert entry["given"]["reason"] == WHY
    assert (entry["from"], entry["to"]) == ("posted", "posted")


def test_the_announcement_is_drawn_up_anew_and_the_old_one_steps_back(
    world: World, database: Engine
) -> None:
    amend(posted(world), Entered(posted_on=RIGHT))
    uses = rows(database, t.paper_use, kind="tillkannagivande")
    assert {(use.step, use.current) for use in uses} == {("post", False), ("amend_notice", True)}


def test_legal_force_is_watched_by_the_right_day(world: World, database: Engine) -> None:
    amend(posted(world), Entered(posted_on=RIGHT))
    assert force_duties(database) == [
        (date(2023, 12, 14), "amend_notice"),
        (date(2023, 12, 21), ""),
    ]
    reminders = rows(database, t.reminder, stopped_on=None, sent_on=None)
    mine = row(database, t.duty, kind="confirm_force", settled_on=None).id
    assert {each.remind_on for each in reminders if each.duty_id == mine} >= {date(2023, 12, 21)}


def test_the_posting_is_watched_by_the_right_day_of_adjustment(
    world: World, database: Engine
) -> None:
    matter, office = w.decided(world), world.office
    w.listed(matter)
    who = world.actor("secretary", w.NOTIFIED)
    notifying.notify(office, matter.decision_id, "§ 187/2023", who, w.NOTIFIED)
    notifying.adjust(office, matter.decision_id, date(2023, 11, 22), who, w.ADJUSTED)
    amend(matter, Entered(adjusted_on=date(2023, 11, 28)), w.ADJUSTED)
    assert row(database, t.duty, kind="post", settled_on=None).due_on == date(2023, 11, 30)
    assert rows(database, t.paper_use, kind="tillkannagivande") == []
    assert rows(database, t.duty, kind="confirm_force") == []


def test_what_another_has_put_right_meanwhile_is_not_overwritten(world: World) -> None:
    matter, seen = posted(world), "§ 178/2023|2023-11-21|2023-11-22|Registraturet"
    amend(matter, Entered("§ 187/2023", seen=seen))
    who, stale = world.actor("secretary", FOUND), Entered("§ 188/2023", seen=seen)
    codes = refused(
        notifying.amend_notice, world.office, matter.decision_id, stale, WHY, who, FOUND
    )
    assert codes == ["notice_changed"]


def test_the_next_step_of_what_is_put_right_is_the_secretarys_from_the_new_day(
    world: World,
) -> None:
    matter = posted(world)
    notifying.gain_force(world.office, matter.decision_id, world.actor("secretary", FOUND), FOUND)
    amend(matter, Entered(posted_on=RIGHT))
    (ball,) = (ball_of(world, matter),)
    assert ball is not None
    assert (ball.step, ball.begins_on) == ("gain_force", date(2023, 12, 21))


def ball_of(world: World, matter: w.Matter) -> balls.Ball | None:
    with reading(world.office.engine) as connection:
        mine = t.notice.c.decision_id == matter.decision_id
        (standing,) = standings.read(connection, Thing.NOTICE, mine)
    return balls.ball(standing, FOUND.date())


# An appeal that came too late


LATE = when("2024-01-05")


def too_late(world: World, *, in_force: bool) -> w.Matter:
    matter, office = posted(world, RIGHT), world.office
    if in_force:
        notifying.gain_force(office, matter.decision_id, world.actor("secretary", AFTER), AFTER)
    who = world.actor("secretary", LATE)
    notifying.appeal_late(office, matter.decision_id, date(2024, 1, 4), "FR 7-24", who, LATE)
    return matter


@pytest.mark.parametrize("in_force", [True, False])
def test_a_late_appeal_is_noted_told_of_and_dismissed_and_force_stays(
    world: World, database: Engine, *, in_force: bool
) -> None:
    matter, secretary = too_late(world, in_force=in_force), world.actor("secretary", LATE)
    assert len(rows(database, t.letter, kind="appealed")) == 3
    if not in_force:
        notifying.gain_force(world.office, matter.decision_id, secretary, LATE)
    ended = Ended(date(2024, 1, 5), AppealOutcome.DISMISSED)
    notifying.close_appeal(world.office, matter.decision_id, ended, secretary, LATE)
    notice = row(database, t.notice)
    assert (notice.state, notice.in_force_on) == ("in_force", date(2023, 12, 21))
    assert (notice.appeal_outcome, notice.appeal_is_late) == ("dismissed", True)
    assert findings(world.office) == []


def test_after_a_late_appeal_the_next_step_is_still_to_confirm_legal_force(world: World) -> None:
    ball = ball_of(world, too_late(world, in_force=False))
    assert ball is not None
    assert ball.step == "gain_force"


def test_a_late_appeal_of_what_is_in_force_waits_for_nobody(world: World) -> None:
    matter = too_late(world, in_force=True)
    found = inbox.inbox(world.office, world.actor("secretary", LATE), LATE)
    notices = [item for item in found.waiting if "appeal" in item.step]
    assert (notices, ball_of(world, matter)) == ([], None)


def test_a_court_that_repeals_for_a_late_appeal_is_heard(world: World, database: Engine) -> None:
    matter, who = too_late(world, in_force=True), world.actor("secretary", LATE)
    ended = Ended(date(2024, 1, 5), AppealOutcome.REPEALED)
    notifying.repeal(world.office, matter.decision_id, ended, "Utan delegation.", who, LATE)
    assert row(database, t.notice).state == "repealed"


def test_a_repealed_decision_is_not_corrected(world: World, database: Engine) -> None:
    matter, who = too_late(world, in_force=True), world.actor("secretary", LATE)
    ended = Ended(date(2024, 1, 5), AppealOutcome.REPEALED)
    notifying.repeal(world.office, matter.decision_id, ended, "Utan delegation.", who, LATE)
    director = world.actor("director", LATE)
    codes = refused(deciding.correct, world.office, matter.decision_id, "Skrivfel.", director, LATE)
    assert codes == ["decision_repealed"]
    assert rows(database, t.paper_use, kind="rattelse") == []
