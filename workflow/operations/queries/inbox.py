"""Mina ärenden: what waits for a person on a day, what waits for others, what lies ahead, done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select, true, union_all

from workflow.facts import Actor, local_date
from workflow.operations.office import Office
from workflow.operations.queries import alarms, letter_alarms, standings
from workflow.operations.queries.alarms import Alarm
from workflow.operations.queries.items import Item, in_order, item_of
from workflow.operations.queries.keepers import keepers
from workflow.operations.queries.readers import is_mandated
from workflow.operations.queries.standings import Standing, is_open
from workflow.states import DecisionState, PlanState, Role, Thing
from workflow.store import absences
from workflow.store import tables as t
from workflow.store.engine import reading

DONE, _CHANGED = 20, 60


@dataclass(frozen=True)
class DoneItem:
    """One thing whose way is at its end, and the day on which it came there."""

    thing: Thing
    id: int
    state: str
    case_id: int
    reference: str
    title: str
    plan_id: int | None
    decision_id: int | None
    day: date | None


@dataclass(frozen=True)
class Inbox:
    """A person's matters on a day; ``ahead`` can't be begun yet."""

    waiting: tuple[Item, ...]
    others: tuple[Item, ...]
    ahead: tuple[Item, ...]
    done: tuple[DoneItem, ...]
    alarms: tuple[Alarm, ...]


def inbox(office: Office, actor: Actor, at: datetime) -> Inbox:
    """What concerns the actor: own cases, mandates held today, all notices, all dispatches."""
    on = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        mine = _Mine(actor, on, absences.deputised(connection, actor.person_id or 0, on))
        mine = replace(mine, changed=frozenset(connection.scalars(mine.newest_changed())))
        found = [
            each
            for thing in Thing
            for each in standings.read(connection, thing, mine.concerns(thing))
        ]
        held = keepers(connection, found, on)
        done = [
            each
            for thing in Thing
            for each in standings.read(
                connection, thing, ~is_open(thing) & mine.finished(thing), newest=DONE
            )
        ]
        warned = (
            *alarms.of(connection, mine.own_case, actor, on),
            *letter_alarms.of(connection, mine.own_case, actor, at),
        )
    items = [item for each in found if (item := item_of(office, each, held, on))]
    return _sorted(items, mine, _done(office, done), warned)


@dataclass(frozen=True)
class _Mine:
    """Which things concern the actor on that day, as the database is asked for them."""

    actor: Actor
    on: date
    absent: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()

    @property
    def person_id(self) -> int:
        return self.actor.person_id or 0

    @property
    def own_case(self) -> ColumnElement[bool]:
        """Cases of one's own, and of those for whom one is the deputy that day."""
        return t.matter_case.c.officer_id.in_(sorted({self.person_id, *self.absent}))

    @property
    def _mandated(self) -> ColumnElement[bool]:
        given = select(t.delegation.c.id).where(is_mandated(self.person_id, self.on))
        return (t.decision.c.delegation_id + 0).in_(given)

    def concerns(self, thing: Thing) -> ColumnElement[bool]:
        """Things on their way that the actor has, prepared, or has a role for."""
        if _KEEPER.get(thing) in self.actor.roles:
            return standings.on_their_way(thing, true())
        case_id = t.plan.c.case_id if thing is Thing.PLAN else t.decision.c.case_id
        own = select(t.matter_case.c.id).where(self.own_case).correlate(None)
        # A sum is in no index: what is on its way is walked, and not all that ever was one's own.
        found: list[ColumnElement[bool]] = [(case_id + 0).in_(own)]
        if thing is Thing.PLAN:
            found.append(t.plan.c.opened_by + 0 == self.person_id)
            found += [t.plan.c.state + "" == state for state in self._states_by_role()]
        else:
            found.append(t.decision.c.drafted_by + 0 == self.person_id)
        if thing is Thing.DECISION:
            submitted = t.decision.c.state == DecisionState.SUBMITTED.value
            found.append(and_(submitted, self._mandated))
        if thing is Thing.DECISION and Role.SECRETARY in self.actor.roles:
            found.append(t.decision.c.state + "" == DecisionState.REFERRED.value)
        return standings.on_their_way(thing, or_(*found))

    def _states_by_role(self) -> Iterator[str]:
        if Role.SECRETARY in self.actor.roles:
            yield PlanState.REPORTED.value
        if Role.REGISTRAR in self.actor.roles:
            yield PlanState.REPORTED_BACK.value

    def newest_changed(self) -> Select[int]:
        """One's own cases that changed last: what was finished last is in them."""
        begun = t.matter_case.c.head_at.is_not(None)
        newest = select(t.matter_case.c.id).where(self.own_case, begun)
        return newest.order_by(t.matter_case.c.head_at.desc()).limit(_CHANGED)

    def finished(self, thing: Thing) -> ColumnElement[bool]:
        """Things at their end that were the actor's to finish, the newest of them at least."""
        if _KEEPER.get(thing) in self.actor.roles:
            return ~is_open(thing)
        if thing is not Thing.DECISION:
            return t.matter_case.c.id.in_(self.changed)
        row = t.decision.c
        decided = select(row.id).where(row.decider_id == self.person_id).correlate(None)
        newest = decided.order_by(row.id.desc()).limit(DONE).subquery()
        in_own = select(row.id).where(row.case_id.in_(self.changed)).correlate(None)
        return row.id.in_(union_all(in_own, select(newest.c.id)))


_KEEPER = {Thing.NOTICE: Role.SECRETARY, Thing.DISPATCH: Role.REGISTRAR}


def _sorted(
    items: Iterable[Item],
    mine: _Mine,
    done: tuple[DoneItem, ...],
    warned: tuple[Alarm, ...],
) -> Inbox:
    ordered = sorted(items, key=in_order)
    ahead = tuple(each for each in ordered if each.begins_on)
    now = [each for each in ordered if not each.begins_on]
    return Inbox(
        waiting=tuple(each for each in now if each.is_for(mine.actor)),
        others=tuple(each for each in now if not each.is_for(mine.actor)),
        ahead=ahead,
        done=done,
        alarms=warned,
    )


def _done(office: Office, found: Iterable[Standing]) -> tuple[DoneItem, ...]:
    items = [_done_item(office, each) for each in found]
    newest = sorted(items, key=lambda each: each.day or date.min, reverse=True)
    return tuple(newest[:DONE])


def _done_item(office: Office, standing: Standing) -> DoneItem:
    day = local_date(standing.since, office.time_zone) if standing.since else None
    return DoneItem(
        standing.thing,
        standing.id,
        standing.state,
        standing.case_id,
        standing.reference,
        standing.title,
        standing.plan_id,
        standing.decision_id,
        day,
    )
