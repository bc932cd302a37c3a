"""Keeping the committee's calendar: meetings are entered, moved and cancelled while empty."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from workflow.operations import meeting_duties
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.refusals import BadInput, NotFound
from workflow.store import tables as t
from workflow.store.engine import unless_there, writing


def add_meeting(office: Office, committee_id: int, held_on: date, stop_on: date, by: By) -> int:
    """Enter a meeting; ``BadInput`` where the days are out of order or the day is taken."""
    _require_order(held_on, stop_on)
    row = {"committee_id": committee_id, "held_on": held_on, "stop_on": stop_on}
    with writing(office.engine) as connection:
        known = select(t.committee.c.id).where(t.committee.c.id == committee_id)
        if connection.execute(known).first() is None:
            raise NotFound(f"committee {committee_id}")
        added = unless_there(connection, t.meeting).returning(t.meeting.c.id)
        meeting_id: int | None = connection.execute(added, row).scalar_one_or_none()
        if meeting_id is None:
            raise _taken(held_on)
        note(connection, office, by, Change.ADD_MEETING, meeting_id, row)
        meeting_duties.follow(connection, committee_id, by.on(office))
    return meeting_id


def change_meeting(office: Office, meeting_id: int, held_on: date, stop_on: date, by: By) -> None:
    """Move a meeting that has nothing listed; ``BadInput`` where it has, or the day is taken."""
    _require_order(held_on, stop_on)
    with writing(office.engine) as connection:
        meeting = require_empty(connection, meeting_id)
        same_day = select(t.meeting.c.id).where(
            t.meeting.c.committee_id == meeting.committee_id,
            t.meeting.c.held_on == held_on,
            t.meeting.c.id != meeting_id,
        )
        if connection.execute(same_day).first() is not None:
            raise _taken(held_on)
        moved = update(t.meeting).where(t.meeting.c.id == meeting_id)
        days = {"held_on": held_on, "stop_on": stop_on}
        connection.execute(moved, days)
        was = {"was_held_on": meeting.held_on, "was_stop_on": meeting.stop_on}
        note(connection, office, by, Change.CHANGE_MEETING, meeting_id, {**was, **days})
        meeting_duties.follow(connection, meeting.committee_id, by.on(office))


def cancel_meeting(office: Office, meeting_id: int, by: By) -> None:
    """Take a meeting that has nothing listed out of the calendar."""
    with writing(office.engine) as connection:
        meeting = require_empty(connection, meeting_id)
        connection.execute(delete(t.meeting).where(t.meeting.c.id == meeting_id))
        was = {
            "committee_id": meeting.committee_id,
            "held_on": meeting.held_on,
            "stop_on": meeting.stop_on,
        }
        note(connection, office, by, Change.CANCEL_MEETING, meeting_id, was)
        meeting_duties.follow(connection, meeting.committee_id, by.on(office))


def _require_order(held_on: date, stop_on: date) -> None:
    if stop_on > held_on:
        text = f"stoppdagen ({stop_on}) ligger efter sammanträdet. Ange en dag före det."
        raise _complaint(held_on, text)


def require_empty(connection: Connection, meeting_id: int, *, hold: bool = True) -> Row[Any]:
    """The meeting, kept from moving until the commit, which papers have not named yet.

    ``BadInput`` where they have.
    """
    own = select(t.meeting).where(t.meeting.c.id == meeting_id)
    meeting = connection.execute(own.with_for_update() if hold else own).one_or_none()
    if meeting is None:
        raise NotFound(f"meeting {meeting_id}")
    listed = select(t.notice.c.id).where(t.notice.c.meeting_id == meeting_id).limit(1)
    if connection.execute(listed).first() is not None:
        text = (
            "beslut står redan på dess anmälningslista, så det kan varken flyttas eller tas bort. "
            "Flytta först besluten till nästa sammanträde."
        )
        raise _complaint(meeting.held_on, text)
    reported = select(t.plan.c.id).where(t.plan.c.meeting_id == meeting_id).limit(1)
    if connection.execute(reported).first() is not None:
        text = (
            "en återrapportering är upprättad för det, så det kan varken flyttas eller tas bort. "
            "Flytta först återrapporteringen till nästa sammanträde."
        )
        raise _complaint(meeting.held_on, text)
    return meeting


def _taken(held_on: date) -> BadInput:
    return _complaint(held_on, "nämnden har redan ett sammanträde den dagen. Välj en annan dag.")


def _complaint(held_on: date, text: str) -> BadInput:
    return BadInput.about(f"Sammanträdet {held_on}", text)
