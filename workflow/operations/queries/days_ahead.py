"""The facts of the days ahead if nobody does anything, read once for each time they change."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, func, select

from workflow.chain import BY_NAME
from workflow.expansion import DutyRow
from workflow.facts import CALENDAR, Ask, Given, Keepers, Situation, local_date
from workflow.forecasting import Watched
from workflow.operations.clocks import DAILY
from workflow.operations.office import Office
from workflow.operations.queries.copies import COPIES, LOST, copy_of
from workflow.operations.queries.open_duties import Groups
from workflow.states import DutyKind, Thing
from workflow.store import people, situations
from workflow.store import tables as t
from workflow.store.situations import Subject

# Steps that need neither measures nor lists, and the one that asks for the outcome of measures.
_READ_FOR = {Thing.PLAN: BY_NAME["answer"], Thing.DECISION: BY_NAME["dispatch"]}
_WITH_MEASURES = BY_NAME["open_follow_up"]


class Days:
    """The days ahead: who comes and goes on them, and what was read of each subject.

    Plans under one decision share one reading: theirs is the decision's, with one plan in it.
    """

    def __init__(
        self, connection: Connection, office: Office, at: datetime, groups: Groups
    ) -> None:
        self._connection = connection
        self._office = office
        self._today = local_date(at, office.time_zone)
        self._changes = _changes(connection, self._today)
        self._covering = _covering(connection, groups)
        self._opening = {self._whole(each) for each in groups if _opens(groups[each])}
        self._keepers: dict[date, Keepers] = {}
        self._read: dict[tuple[Subject, date], Situation] = {}
        self._lost = _lost(connection)
        self.follows_meetings_from = _first_look(connection, at, self._today)

    def _whole(self, subject: Subject) -> Subject:
        """What is read for a subject: the newest decision over a plan, or itself."""
        decision_id = self._covering.get(subject.id) if subject.thing is Thing.PLAN else None
        return subject if decision_id is None else Subject(Thing.DECISION, decision_id)

    def since(self, on: date) -> date:
        """The day from which everything has been as it is on that day, meetings apart."""
        return self._changes[max(0, bisect_right(self._changes, on) - 1)]

    def keepers(self, on: date) -> Keepers:
        since = self.since(on)
        if since not in self._keepers:
            self._keepers[since] = people.keepers(self._connection, since)
        return self._keepers[since]

    def situation(self, subject: Subject, on: date) -> Situation:
        whole, since = self._whole(subject), self.since(on)
        if (whole, since) not in self._read:
            step = _WITH_MEASURES if whole in self._opening else _READ_FOR[whole.thing]
            self._read[whole, since] = situations.read(self._connection, whole, step, since)
        found = self._read[whole, since]
        ahead = tuple(meeting for meeting in found.meetings if meeting.stop_on >= on)
        if whole == subject:
            return replace(found, meetings=ahead)
        # Its own measures too: who answers for another plan of the decision is not asked for it.
        plans = tuple(plan for plan in found.plans if plan.id == subject.id)
        measures = {id_: each for id_, each in found.measures.items() if id_ == subject.id}
        return replace(found, meetings=ahead, plans=plans, measures=measures)

    def ask(self, step: str, on: date) -> Ask:
        noon = datetime.combine(on, time(12), ZoneInfo(self._office.time_zone))
        return self._office.ask(step, CALENDAR, noon.astimezone(UTC), Given())

    def is_lost(self, duty: DutyRow) -> bool:
        return (duty.decision_id, duty.party_id) in self._lost


@dataclass(frozen=True)
class About:
    """The days ahead about one plan or decision, as the forecast asks of them."""

    days: Days
    subject: Subject

    def situation(self, on: date) -> Situation:
        return self.days.situation(self.subject, on)

    def keepers(self, on: date) -> Keepers:
        return self.days.keepers(on)

    def ask(self, step: str, on: date) -> Ask:
        return self.days.ask(step, on)

    def is_silent(self, duty: DutyRow) -> bool:
        """An utdrag that never got there: whoever it was for knows of nothing."""
        return duty.kind is DutyKind.ACKNOWLEDGE and self.days.is_lost(duty)

    def follows_meetings_from(self) -> date:
        return self.days.follows_meetings_from


def _opens(watched: Iterable[Watched]) -> bool:
    return any(each.duty.kind is DutyKind.OPEN_FOLLOW_UP for each in watched)


def _covering(connection: Connection, groups: Iterable[Subject]) -> dict[int, int]:
    """The newest decision over each of the plans that have one."""
    plan_ids = [each.id for each in groups if each.thing is Thing.PLAN]
    query = (
        select(t.decision_plan.c.plan_id, func.max(t.decision_plan.c.decision_id).label("newest"))
        .where(t.decision_plan.c.plan_id.in_(plan_ids))
        .group_by(t.decision_plan.c.plan_id)
    )
    return {row.plan_id: row.newest for row in connection.execute(query)}


_SPANS = (
    (t.role_grant.c.valid_from, t.role_grant.c.valid_to),
    (t.holding.c.valid_from, t.holding.c.valid_to),
    (t.party.c.valid_from, t.party.c.valid_to),
    (t.absence.c.first_on, t.absence.c.last_on),
)


def _changes(connection: Connection, today: date) -> list[date]:
    """Today, and every later day on which somebody comes or goes."""
    found = {today}
    for first, last in _SPANS:
        found.update(_days(connection, first, today))
        found.update(day + timedelta(days=1) for day in _days(connection, last, today, same=True))
    return sorted(found)


def _days(
    connection: Connection, column: ColumnElement[date], today: date, *, same: bool = False
) -> Iterator[date]:
    later = column >= today if same else column > today
    yield from connection.execute(select(column).where(later).distinct()).scalars()


def _lost(connection: Connection) -> frozenset[tuple[int | None, int | None]]:
    """The copies of decisions, by recipient, that will not get there by themselves."""
    waiting = COPIES.where(t.delivery.c.settled_on.is_(None))
    rows = connection.execute(waiting)
    return frozenset((row.decision_id, row.party_id) for row in rows if copy_of(row) in LOST)


def _first_look(connection: Connection, at: datetime, today: date) -> date:
    """The day on which the clock next looks at the meetings: once a day, at its first tick."""
    last = connection.execute(
        select(t.heartbeat.c.beat_at).where(t.heartbeat.c.name == DAILY)
    ).scalar()
    done = last is not None and last.astimezone(UTC).date() >= at.astimezone(UTC).date()
    return today + timedelta(days=1) if done else today
