"""The summons: the list is kept and never changes; what comes later goes to the next meeting."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, findings, row, rows
from workflow.jobs.tick import tick
from workflow.operations import meetings, notifying, summoning
from workflow.operations.queries import listings
from workflow.operations.register_record import By
from workflow.refusals import BadInput, NotFound, Refused
from workflow.store import tables as t

SUMMONED = when("2023-10-30")
SECOND = "RUN/12/2022"


def by(world: World, who: str = "secretary") -> By:
    return By(world.actor(who, SUMMONED), SUMMONED)


def meeting_id(database: Engine, held_on: date = date(2023, 11, 21)) -> int:
    found: int = row(database, t.meeting, held_on=held_on).id
    return found


def notify_due(database: Engine, matter: w.Matter) -> date:
    duty = row(database, t.duty, kind="notify", decision_id=matter.decision_id, settled_on=None)
    found: date = duty.due_on
    return found


def test_the_list_is_kept_for_every_decision_on_it(world: World, database: Engine) -> None:
    first, second = w.decided(world), w.decided(world, case_id=world.another_case(SECOND))
    w.listed(first)
    w.listed(second)
    frozen = summoning.summon(world.office, meeting_id(database), by(world))
    kept = rows(database, t.paper_use, kind="anmalningslista", current=True)
    assert frozen.listed == 2
    assert {use.decision_id for use in kept} == {first.decision_id, second.decision_id}
    assert {use.sha256 for use in kept} == {paper.sha256 for paper in frozen.papers}
    assert findings(world.office) == []


def test_the_summons_is_on_record_in_every_case_and_in_the_registers(
    world: World, database: Engine
) -> None:
    w.listed(w.decided(world))
    frozen = summoning.summon(world.office, meeting_id(database), by(world))
    said = events(world.office, step="summon")
    assert [paper[2] for paper in said[0]["papers"]] == [each.sha256 for each in frozen.papers]
    entry = row(database, t.register_event, step="summon_meeting")
    assert json.loads(entry.body)["given"]["listed"] == 1


def test_what_is_listed_after_the_summons_comes_to_the_next_meeting(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    assert notify_due(database, matter) == date(2023, 11, 21)
    summoning.summon(world.office, meeting_id(database), by(world))
    assert notify_due(database, matter) == date(2024, 4, 9)
    tick(world.office, when("2023-10-31"))
    notice = row(database, t.notice, decision_id=matter.decision_id)
    assert (notice.state, notice.meeting_id) == ("listed", meeting_id(database, date(2024, 4, 9)))


def test_a_decision_on_its_way_to_a_list_that_closes_goes_to_the_next(
    world: World, database: Engine
) -> None:
    matter, closing = w.decided(world), [meeting_id(database)]

    def meanwhile(_: object) -> None:
        for each in closing:
            closing.remove(each)
            summoning.summon(world.office, each, by(world))

    busy = world.meanwhile(meanwhile)
    secretary = world.actor("secretary", w.LISTED)
    done = notifying.list_notice(busy.office, matter.decision_id, secretary, w.LISTED)
    assert done.situation.notice is not None
    assert done.situation.notice.meeting is not None
    assert done.situation.notice.meeting.held_on == date(2024, 4, 9)


def test_a_decision_that_comes_to_the_list_while_it_is_drawn_up_stands_on_it(
    world: World, database: Engine
) -> None:
    w.listed(w.decided(world))
    coming = [w.decided(world, case_id=world.another_case(SECOND))]

    def meanwhile(_: object) -> None:
        for each in coming:
            coming.remove(each)
            w.listed(each)

    busy = world.meanwhile(meanwhile)
    assert summoning.summon(busy.office, meeting_id(database), by(world)).listed == 2


def test_the_kept_list_stays_the_meetings_when_all_on_it_is_moved(
    world: World, database: Engine
) -> None:
    w.listed(w.decided(world))
    frozen = summoning.summon(world.office, meeting_id(database), by(world))
    secretary, at = world.actor("secretary", w.NOTIFIED), w.NOTIFIED
    notifying.move_all(world.office, meeting_id(database), "Inställt.", secretary, at)
    shown = listings.agenda(world.office, meeting_id(database))
    assert shown.lines == ()
    assert shown.paper is not None
    assert shown.paper.sha256 in {paper.sha256 for paper in frozen.papers}


def test_a_meeting_is_summoned_once_and_not_when_it_is_over(world: World, database: Engine) -> None:
    summoning.summon(world.office, meeting_id(database), by(world))
    with pytest.raises(BadInput, match="redan gått ut"):
        summoning.summon(world.office, meeting_id(database), by(world))
    late = when("2024-04-10")
    with pytest.raises(BadInput, match="redan hållits"):
        summoning.summon(
            world.office,
            meeting_id(database, date(2024, 4, 9)),
            By(world.actor("secretary", late), late),
        )


@pytest.mark.parametrize("who", ["officer", "registrar", "director", "stranger"])
def test_only_the_secretary_says_that_the_summons_has_gone_out(
    world: World, database: Engine, who: str
) -> None:
    with pytest.raises(Refused):
        summoning.summon(world.office, meeting_id(database), by(world, who))
    assert row(database, t.meeting, id=meeting_id(database)).summoned_at is None


def test_a_meeting_that_is_not_there_is_not_summoned(world: World) -> None:
    with pytest.raises(NotFound):
        summoning.summon(world.office, 99, by(world))


def test_a_report_stays_with_its_meeting_though_the_summons_goes_out_later(
    world: World, database: Engine
) -> None:
    w.reported_back(world)
    april, at = meeting_id(database, date(2024, 4, 9)), when("2024-03-20")
    before = listings.agenda(world.office, april).reports
    summoning.summon(world.office, april, By(world.actor("secretary", at), at))
    assert len(before) == 1
    assert listings.agenda(world.office, april).reports == before


# The duty to notify follows the calendar.


def test_the_duty_to_notify_follows_the_meetings(world: World, database: Engine) -> None:
    matter, secretary = w.decided(world), by(world)
    sooner = date(2023, 11, 14)
    new = meetings.add_meeting(
        world.office, world.committee_id, sooner, date(2023, 11, 1), secretary
    )
    assert notify_due(database, matter) == sooner
    meetings.change_meeting(world.office, new, date(2023, 11, 16), date(2023, 11, 1), secretary)
    assert notify_due(database, matter) == date(2023, 11, 16)
    meetings.cancel_meeting(world.office, new, secretary)
    assert notify_due(database, matter) == date(2023, 11, 21)


def test_a_meeting_that_was_missed_stays_missed_when_another_is_entered(
    world: World, database: Engine
) -> None:
    matter, at = w.decided(world), when("2023-11-22")
    late = By(world.actor("secretary", at), at)
    meetings.add_meeting(
        world.office, world.committee_id, date(2023, 12, 12), date(2023, 11, 30), late
    )
    assert notify_due(database, matter) == date(2023, 11, 21)
