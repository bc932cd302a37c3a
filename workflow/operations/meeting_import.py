"""Meetings from a calendar file: what would become of each, and doing it; again changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from workflow.calendarfile import Event
from workflow.operations import meeting_duties
from workflow.operations.meetings import require_empty
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.refusals import BadInput, NotFound
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.year import before_working_days


@dataclass(frozen=True)
class StopRule:
    """How long before a meeting its papers must be in: so many days, or so many working days."""

    days: int
    working: bool = False

    def stop_on(self, held_on: date) -> date:
        if self.working:
            return before_working_days(held_on, self.days)
        return held_on - timedelta(days=self.days)


class Fate(StrEnum):
    """What becomes of a meeting in the file."""

    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"
    LINK = "link"
    SAME = "same"
    PAST = "past"
    ABSENT = "absent"
    BLOCKED = "blocked"
    TAKEN = "taken"


# What is written; the rest is told and left.
WRITTEN = (Fate.ADD, Fate.CHANGE, Fate.CANCEL, Fate.LINK)


@dataclass(frozen=True)
class Proposed:
    """One meeting of the file beside the calendar.

    ``was_held_on`` and ``was_stop_on`` are those of the meeting that it is known as; ``why`` says
    why it can't be done, where it can't.
    """

    event: Event
    stop_on: date
    fate: Fate
    meeting_id: int | None = None
    was_held_on: date | None = None
    was_stop_on: date | None = None
    why: str = ""


def propose(
    office: Office, committee_id: int, events: Sequence[Event], rule: StopRule, on: date
) -> tuple[Proposed, ...]:
    """What the file would do to the committee's calendar; nothing is written."""
    with reading(office.engine) as connection:
        return tuple(_proposed(connection, committee_id, events, rule, on))


def carry_out(
    office: Office, committee_id: int, events: Sequence[Event], rule: StopRule, by: By
) -> tuple[Proposed, ...]:
    """Do it, all in one, by the calendar as it is now; gives what was done and what was left."""
    require(by, Change.ADD_MEETING)
    with writing(office.engine) as connection:
        _hold(connection, committee_id)
        on = by.on(office)
        found = tuple(_proposed(connection, committee_id, events, rule, on))
        # What goes makes room for what comes to its day.
        for each in sorted(found, key=lambda each: _ORDER.index(each.fate)):
            if each.fate in WRITTEN:
                _write(connection, office, committee_id, each, by)
        meeting_duties.follow(connection, committee_id, on)
    return found


_ORDER = (
    *(Fate.CANCEL, Fate.CHANGE, Fate.LINK, Fate.ADD),
    *(Fate.SAME, Fate.PAST, Fate.ABSENT, Fate.BLOCKED, Fate.TAKEN),
)


def _hold(connection: Connection, committee_id: int) -> None:
    """One import at a time, and no decision comes to a list meanwhile."""
    own = select(t.committee.c.id).where(t.committee.c.id == committee_id)
    if connection.execute(own.with_for_update(key_share=True)).one_or_none() is None:
        raise NotFound(f"committee {committee_id}")
    meetings = select(t.meeting.c.id).where(t.meeting.c.committee_id == committee_id)
    connection.execute(meetings.order_by(t.meeting.c.id).with_for_update()).all()


def _proposed(
    connection: Connection, committee_id: int, events: Sequence[Event], rule: StopRule, on: date
) -> Iterator[Proposed]:
    """First what is in the calendar already, and then what is new, on the days that are free."""
    rows = connection.execute(
        select(t.meeting).where(t.meeting.c.committee_id == committee_id)
    ).all()
    by_uid = {row.calendar_uid: row for row in rows if row.calendar_uid}
    by_hand = {row.held_on: row for row in rows if not row.calendar_uid}
    known = {
        event.uid: _known(connection, event, rule, row, on)
        for event in events
        if (row := by_uid.get(event.uid) or _entered_by_hand(event, by_hand))
    }
    days = _Days(row.held_on for row in rows)
    for event in events:
        found = known.get(event.uid)
        if found is not None and found.fate in (Fate.CANCEL, Fate.CHANGE):
            known[event.uid] = days.move(found)
    for event in events:
        yield known.get(event.uid) or days.take(_new(event, rule, on))


class _Days:
    """The days on which the committee meets, as the file changes them one by one."""

    def __init__(self, taken: Iterable[date]) -> None:
        self.taken = set(taken)
        self.left: set[date] = set()

    def move(self, found: Proposed) -> Proposed:
        """What is cancelled or moved leaves its day, for what is new; never for what is moved."""
        goes_to = found.event.held_on
        moves = found.fate is Fate.CHANGE and goes_to != found.was_held_on
        if moves and goes_to in self.taken:
            return replace(found, fate=Fate.TAKEN)
        if moves:
            self.taken.add(goes_to)
        if (moves or found.fate is Fate.CANCEL) and found.was_held_on:
            self.left.add(found.was_held_on)
        return found

    def take(self, found: Proposed) -> Proposed:
        """What is new takes a day that is free."""
        if found.fate is not Fate.ADD:
            return found
        day = found.event.held_on
        if day in self.taken - self.left:
            return replace(found, fate=Fate.TAKEN)
        self.taken.add(day)
        self.left.discard(day)
        return found


def _entered_by_hand(event: Event, by_hand: dict[date, Row[Any]]) -> Row[Any] | None:
    """A meeting that was typed on the same day is the same meeting."""
    return None if event.cancelled else by_hand.pop(event.held_on, None)


def _new(event: Event, rule: StopRule, on: date) -> Proposed:
    fate = Fate.PAST if event.held_on < on else Fate.ADD
    stop_on = rule.stop_on(event.held_on)
    return Proposed(event, stop_on, Fate.ABSENT if event.cancelled else fate)


def _known(
    connection: Connection, event: Event, rule: StopRule, row: Row[Any], on: date
) -> Proposed:
    was = (row.id, row.held_on, row.stop_on)
    found = Proposed(event, rule.stop_on(event.held_on), Fate.SAME, *was)
    if row.held_on < on or (event.held_on < on and not event.cancelled):
        return replace(found, fate=Fate.PAST)
    if event.cancelled:
        return _unless_named(connection, replace(found, fate=Fate.CANCEL))
    if (row.held_on, row.stop_on) != (event.held_on, found.stop_on):
        return _unless_named(connection, replace(found, fate=Fate.CHANGE))
    return found if row.calendar_uid else replace(found, fate=Fate.LINK)


def _unless_named(connection: Connection, found: Proposed) -> Proposed:
    """What papers have named can't be moved until the decisions are moved."""
    try:
        require_empty(connection, found.meeting_id or 0, hold=False)
    except BadInput as refused:
        return replace(found, fate=Fate.BLOCKED, why=refused.complaints[0].text)
    return found


def _write(
    connection: Connection, office: Office, committee_id: int, each: Proposed, by: By
) -> None:
    own = t.meeting.c.id == each.meeting_id
    days: dict[str, Any] = {"held_on": each.event.held_on, "stop_on": each.stop_on}
    named = {"calendar_uid": each.event.uid}
    was = {"was_held_on": each.was_held_on, "was_stop_on": each.was_stop_on}
    meeting_id, change = each.meeting_id or 0, _CHANGES[each.fate]
    if each.fate is Fate.CANCEL:
        connection.execute(delete(t.meeting).where(own))
    elif each.fate is Fate.CHANGE:
        connection.execute(update(t.meeting).where(own), {**days, **named})
    elif each.fate is Fate.LINK:
        connection.execute(update(t.meeting).where(own), named)
    else:
        row = {"committee_id": committee_id, **days, **named}
        added = insert(t.meeting).returning(t.meeting.c.id)
        meeting_id = connection.execute(added, row).scalar_one()
    given = {"committee_id": committee_id, **days, **named, **was}
    note(connection, office, by, change, meeting_id, given)


_CHANGES = {
    Fate.ADD: Change.ADD_MEETING,
    Fate.CHANGE: Change.CHANGE_MEETING,
    Fate.CANCEL: Change.CANCEL_MEETING,
    Fate.LINK: Change.LINK_MEETING,
}
