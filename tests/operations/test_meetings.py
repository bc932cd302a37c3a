"""The committee's calendar: a meeting is entered once, and moved or cancelled only while empty."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import refused, row, rows
from workflow.operations import meetings, notifying
from workflow.operations.register_record import By
from workflow.refusals import BadInput, NotFound, Refused
from workflow.store import tables as t

MEETING, STOP = date(2023, 11, 21), date(2023, 11, 2)
DAY, DAY_STOP = date(2023, 12, 12), date(2023, 11, 27)


def by(world: World, who: str = "secretary") -> By:
    return By(world.actor(who, w.LISTED), w.LISTED)


def meeting_id(database: Engine, held_on: date = MEETING) -> int:
    found: int = row(database, t.meeting, held_on=held_on).id
    return found


def test_a_meeting_is_entered_with_its_stop_day(world: World, database: Engine) -> None:
    new = meetings.add_meeting(world.office, world.committee_id, DAY, DAY_STOP, by(world))
    entered = row(database, t.meeting, id=new)
    assert (entered.held_on, entered.stop_on) == (DAY, DAY_STOP)


@pytest.mark.parametrize(
    ("held_on", "stop_on", "says"),
    [(MEETING, STOP, "redan ett sammanträde"), (DAY, date(2023, 12, 13), "efter sammanträdet")],
)
def test_a_day_that_is_taken_or_out_of_order_is_told_and_nothing_is_written(
    world: World, database: Engine, held_on: date, stop_on: date, says: str
) -> None:
    before = rows(database, t.meeting)
    with pytest.raises(BadInput, match=says):
        meetings.add_meeting(world.office, world.committee_id, held_on, stop_on, by(world))
    assert rows(database, t.meeting) == before


def test_what_is_done_with_a_meeting_is_on_record(world: World, database: Engine) -> None:
    new = meetings.add_meeting(world.office, world.committee_id, DAY, DAY_STOP, by(world))
    meetings.change_meeting(world.office, new, DAY, date(2023, 11, 28), by(world))
    meetings.cancel_meeting(world.office, new, by(world))
    recorded = [
        (row.step, row.thing_id, row.actor_name) for row in rows(database, t.register_event)
    ]
    assert recorded == [
        (step, new, "Nämndsekreteraren")
        for step in ("add_meeting", "change_meeting", "cancel_meeting")
    ]


@pytest.mark.parametrize("who", ["officer", "registrar", "director", "stranger"])
def test_only_the_secretary_keeps_the_calendar(world: World, database: Engine, who: str) -> None:
    before, moving = rows(database, t.meeting), meeting_id(database)
    with pytest.raises(Refused):
        meetings.add_meeting(world.office, world.committee_id, DAY, DAY_STOP, by(world, who))
    with pytest.raises(Refused):
        meetings.change_meeting(world.office, moving, DAY, DAY_STOP, by(world, who))
    with pytest.raises(Refused):
        meetings.cancel_meeting(world.office, moving, by(world, who))
    assert rows(database, t.meeting) == before


def test_a_meeting_of_no_committee_is_not_entered(world: World) -> None:
    with pytest.raises(NotFound):
        meetings.add_meeting(world.office, 99, DAY, DAY_STOP, by(world))


def test_an_empty_meeting_is_moved(world: World, database: Engine) -> None:
    moving = meeting_id(database)
    meetings.change_meeting(world.office, moving, DAY, DAY_STOP, by(world))
    moved = row(database, t.meeting, id=moving)
    assert (moved.held_on, moved.stop_on) == (DAY, DAY_STOP)


def test_a_meeting_keeps_its_day_and_gets_a_new_stop_day(world: World, database: Engine) -> None:
    moving = meeting_id(database)
    meetings.change_meeting(world.office, moving, MEETING, date(2023, 11, 7), by(world))
    assert row(database, t.meeting, id=moving).stop_on == date(2023, 11, 7)


def test_a_meeting_is_not_moved_to_the_day_of_another(world: World, database: Engine) -> None:
    with pytest.raises(BadInput, match="redan ett sammanträde"):
        meetings.change_meeting(
            world.office, meeting_id(database), date(2024, 4, 9), STOP, by(world)
        )


def test_an_empty_meeting_is_cancelled(world: World, database: Engine) -> None:
    meetings.cancel_meeting(world.office, meeting_id(database), by(world))
    assert rows(database, t.meeting, held_on=MEETING) == []


def test_a_meeting_with_a_list_is_neither_moved_nor_cancelled(
    world: World, database: Engine
) -> None:
    w.listed(w.decided(world))
    before = rows(database, t.meeting)
    with pytest.raises(BadInput, match="anmälningslista"):
        meetings.change_meeting(world.office, meeting_id(database), DAY, DAY_STOP, by(world))
    with pytest.raises(BadInput, match="anmälningslista"):
        meetings.cancel_meeting(world.office, meeting_id(database), by(world))
    assert rows(database, t.meeting) == before


def test_a_meeting_that_a_report_was_drawn_up_for_stays(world: World, database: Engine) -> None:
    w.reported_back(world)
    with pytest.raises(BadInput, match="återrapportering"):
        meetings.cancel_meeting(world.office, meeting_id(database, date(2024, 4, 9)), by(world))
    assert row(database, t.meeting, held_on=date(2024, 4, 9))


def test_a_meeting_that_is_not_there_is_neither_moved_nor_cancelled(world: World) -> None:
    with pytest.raises(NotFound):
        meetings.change_meeting(world.office, 99, DAY, DAY_STOP, by(world))
    with pytest.raises(NotFound):
        meetings.cancel_meeting(world.office, 99, by(world))


@pytest.mark.parametrize("cancelled", [True, False], ids=["cancelled", "moved"])
def test_a_decision_never_comes_to_a_meeting_that_went_while_its_papers_were_drawn(
    world: World, database: Engine, cancelled: bool
) -> None:
    matter = w.decided(world)
    going = [meeting_id(database)]

    def meanwhile(_: object) -> None:
        for each in going:
            going.remove(each)
            if cancelled:
                meetings.cancel_meeting(world.office, each, by(world))
            else:
                meetings.change_meeting(
                    world.office, each, date(2024, 5, 7), date(2024, 4, 22), by(world)
                )

    busy = world.meanwhile(meanwhile)
    secretary = world.actor("secretary", w.LISTED)
    done = notifying.list_notice(busy.office, matter.decision_id, secretary, w.LISTED)
    notice = done.situation.notice
    assert notice is not None
    assert notice.meeting is not None
    assert notice.meeting.held_on == date(2024, 4, 9)


def test_without_any_meeting_a_decision_is_not_listed(world: World, database: Engine) -> None:
    matter = w.decided(world)
    for each in rows(database, t.meeting):
        meetings.cancel_meeting(world.office, each.id, by(world))
    secretary = world.actor("secretary", w.LISTED)
    codes = refused(notifying.list_notice, world.office, matter.decision_id, secretary, w.LISTED)
    assert codes == ["no_meeting"]
