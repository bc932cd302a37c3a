"""Writing a step: compare-and-set on every version that was read, then the changed rows.

A row that has moved since it was read raises ``Moved``; the caller's transaction then writes
nothing, and the step starts over from the facts.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, Table, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from workflow.facts import AsDecided, Delivery, Dispatch, Meeting, Notice, Plan, Situation
from workflow.states import (
    DecisionState,
    DeliveryState,
    DispatchState,
    NoticeState,
    Thing,
)
from workflow.store import tables as t
from workflow.store.bulk import insert_many
from workflow.store.prepared import Asked, Prepared, write_together


class Moved(Exception):
    """A version that the facts were read at is no longer the row's version."""


_ID: BindParameter[int] = bindparam("row_id")
_SEEN: BindParameter[int] = bindparam("seen")
_DECISION: BindParameter[int] = bindparam("of_decision")
_MOVE = {
    table.name: Prepared(update(table).where(table.c.id == _ID, table.c.version == _SEEN))
    for table in (t.plan, t.decision, t.notice, t.dispatch)
}
# What is only held: as it was read, and kept from moving until the commit.
_HOLD_REGISTER = Prepared(
    select(t.committee.c.id)
    .where(t.committee.c.id == _ID, t.committee.c.register_version == _SEEN)
    .with_for_update(key_share=True)
)
_HOLD_NOTICE = Prepared(
    select(t.notice.c.id)
    .where(t.notice.c.id == _ID, t.notice.c.version == _SEEN)
    .with_for_update(key_share=True)
)
_HOLD_DECISION, _HOLD_DISPATCH = (
    Prepared(
        select(table.c.id)
        .where(table.c.id == _ID, table.c.version == _SEEN)
        .with_for_update(key_share=True)
    )
    for table in (t.decision, t.dispatch)
)
_ABOUT = {statement: name for name, statement in _MOVE.items()} | {
    _HOLD_REGISTER: "register",
    _HOLD_NOTICE: "notice",
    _HOLD_DECISION: "decision",
    _HOLD_DISPATCH: "dispatch",
}
_START_SERIES = Prepared(
    sqlite.insert(t.series).on_conflict_do_nothing(),
    postgresql=postgresql.insert(t.series).on_conflict_do_nothing(),
)
_TAKE_NUMBER = Prepared(
    update(t.series).where(
        t.series.c.committee_id == bindparam("of_committee"),
        t.series.c.year == bindparam("in_year"),
        t.series.c.last == bindparam("seen"),
    )
)
_ADOPT = Prepared(update(t.decision_plan).where(t.decision_plan.c.decision_id == _DECISION))
_DATE_BASIS = Prepared(
    update(t.basis).where(
        t.basis.c.decision_id == _DECISION, t.basis.c.position == bindparam("place")
    )
)
_OPEN_NOTICE = Prepared(insert(t.notice).inline())
_OPEN_DISPATCH = Prepared(insert(t.dispatch).returning(t.dispatch.c.id))
_ADD_DELIVERY = insert(t.delivery)
_WRITE_DELIVERY = Prepared(update(t.delivery).where(t.delivery.c.id == _ID))


def write(connection: Connection, before: Situation, after: Situation, thing: Thing) -> None:
    """Move everything that the step moves; ``Moved`` where anything is not as it was read."""
    if thing is Thing.DECISION:
        _move_decision(connection, before, after)
    if thing is Thing.PLAN:
        _hold_reports_meeting(connection, before, after)
        move_plans(connection, before, after)
    if thing is Thing.NOTICE and before.notice and after.notice:
        if after.notice.meeting != before.notice.meeting:
            _hold_place(connection, after.notice)
        moved = [_to(t.notice, before.notice, _notice(after.notice))]
        if after.plans != before.plans:  # a decision that is repealed takes its plans along
            moved += [*_held(_HOLD_DISPATCH, before.dispatch), *_plans(before, after)]
        _must_meet(connection, moved)
    if thing is Thing.DISPATCH and before.dispatch and after.dispatch:
        # Nothing is sent of a decision that is repealed, or put right, meanwhile.
        held = [*_held(_HOLD_DECISION, before.decision), *_held(_HOLD_NOTICE, before.notice)]
        _must_meet(connection, [*held, *_dispatch(before.dispatch, after.dispatch)])


class _Versioned(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def version(self) -> int: ...


def _to(table: Table, was: _Versioned, columns: Mapping[str, Any]) -> Asked:
    """The row moved on from the version it was read at."""
    now = {**columns, "row_id": was.id, "seen": was.version, "version": was.version + 1}
    return _MOVE[table.name], now


def _must_meet(connection: Connection, moved: Sequence[Asked]) -> None:
    """Write in this order, all in one journey; every statement meets a row, or ``Moved``."""
    counts = write_together(connection, moved)
    if not all(counts):
        statement, _ = moved[counts.index(0)]
        raise Moved(_ABOUT.get(statement, "row"))


def _move_decision(connection: Connection, before: Situation, after: Situation) -> None:
    was, becomes = before.the_decision(), after.the_decision()
    columns: dict[str, Any] = {
        "state": becomes.state.value,
        "document_on": becomes.document_on,
        "handled_by": sorted(becomes.handled_by),
    }
    by_committee = becomes.is_by_committee
    if by_committee:
        columns |= {"decided_on": becomes.decided_on, "paragraph": becomes.paragraph}
    decided = was.state is DecisionState.SUBMITTED and becomes.state is DecisionState.DECIDED
    if decided:
        # Before the row that is to carry it: so nobody meets a number that somebody else has.
        _take_number(connection, before, after)
        columns |= _decided(after)
    moved = [_to(t.decision, was, columns), _held_register(before)]
    # A correction is of what stands, and goes to whom the decision has been sent.
    moved += [*_held(_HOLD_NOTICE, before.notice), *_held(_HOLD_DISPATCH, before.dispatch)]
    if decided or by_committee:
        moved.append((_ADOPT, {"of_decision": was.id, "adopted": True}))
    for item in becomes.basis:
        if item.plan_id is not None:
            place = {"of_decision": was.id, "place": item.position}
            moved.append((_DATE_BASIS, {**place, "dated_on": item.dated_on}))
    _must_meet(connection, [*moved, *_plans(before, after)])


def _decided(after: Situation) -> dict[str, Any]:
    decision = after.the_decision()
    decider = decision.decider
    if decider is None or decision.decided_on is None:
        raise LookupError("a decision is taken by somebody, on a day")
    return {
        "number_year": decision.decided_on.year,
        "number_serial": after.next_number,
        "decided_on": decision.decided_on,
        "decided_at": decision.decided_at,
        "decider_id": decider.person_id,
        "decider_name": decider.name,
        "decider_title": decider.title,
        "deputy_for": decider.deputy_for,
        "deputy_reason": decider.deputy_reason,
        **_as_decided(decision.as_decided),
    }


def _as_decided(kept: AsDecided | None) -> dict[str, Any]:
    if kept is None:
        raise LookupError("a decision keeps what it reads from settings")
    words = {"committee": kept.committee, "genitive": kept.genitive}
    house = {"clause_style": kept.clause_style, "headings": [list(each) for each in kept.headings]}
    return {"notified": kept.notified, "as_decided": {**words, **house}}


def _held_register(before: Situation) -> Asked:
    """The register's version, kept from moving until the commit: the mandate is only as good.

    On PostgreSQL by the lock that moving it takes too: two shared ones that both go on to move
    it, as where conflicts of interest are declared in two matters, would wait for each other.
    """
    seen = before.register.version
    return _HOLD_REGISTER, {"row_id": before.case.committee.id, "seen": seen}


class NumberTaken(Moved):
    """Another case's decision took the number first: this one takes the next."""


def _take_number(connection: Connection, before: Situation, after: Situation) -> None:
    decided_on = after.the_decision().decided_on
    if decided_on is None:
        raise LookupError("a number belongs to a year")
    committee_id, number = before.case.committee.id, before.next_number
    series = {"committee_id": committee_id, "year": decided_on.year, "last": 0}
    mine = {"of_committee": committee_id, "in_year": decided_on.year, "seen": number - 1}
    taken = (_START_SERIES, series), (_TAKE_NUMBER, {**mine, "last": number})
    if write_together(connection, taken)[-1] != 1:
        raise NumberTaken("series")


def move_plans(connection: Connection, before: Situation, after: Situation) -> None:
    """Move every plan from the version it was read at; one that has moved raises ``Moved``."""
    _must_meet(connection, _plans(before, after))


def _plans(before: Situation, after: Situation) -> list[Asked]:
    """Always in the same order, so that two who move the same plans never wait for each other."""
    pairs = zip(before.plans, after.plans, strict=True)
    return [_to(t.plan, was, _plan(becomes)) for was, becomes in sorted(pairs, key=_plan_id)]


def _plan_id(pair: tuple[Plan, Plan]) -> int:
    return pair[0].id


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "state": plan.state.value,
        "answer_by": plan.answer_by,
        "followed_up_on": plan.followed_up_on,
        "reported_on": plan.reported_on,
        "receipt": plan.receipt,
        "replaces_on": plan.replaces_on,
        "meeting_id": plan.meeting.id if plan.meeting else None,
    }


def _hold_place(connection: Connection, notice: Notice) -> None:
    """One decision in each place of a meeting's list: the meeting's row makes them take turns.

    Before the notice names the meeting: so one that was moved, cancelled or summoned meanwhile is
    noticed.
    """
    meeting = notice.meeting
    if meeting is None:
        return
    _hold_meeting(connection, meeting)
    others = select(func.max(t.notice.c.position)).where(
        t.notice.c.meeting_id == meeting.id, t.notice.c.id != notice.id
    )
    if (connection.execute(others).scalar() or 0) >= (notice.position or 0):
        raise NumberTaken("listing")


def _hold_meeting(connection: Connection, meeting: Meeting) -> None:
    """The meeting's row, kept from moving until the commit; ``Moved`` where it is another now."""
    days = (t.meeting.c.held_on, t.meeting.c.stop_on, t.meeting.c.summoned_at)
    turn = select(*days).where(t.meeting.c.id == meeting.id)
    held = connection.execute(turn.with_for_update(key_share=True)).one_or_none()
    seen = (meeting.held_on, meeting.stop_on, meeting.summoned_at)
    if held is None or tuple(held) != seen:
        raise Moved("meeting")


def _hold_reports_meeting(connection: Connection, before: Situation, after: Situation) -> None:
    """A report comes to the meeting that its paper names: which is there, as it was read."""
    for was, becomes in zip(before.plans, after.plans, strict=True):
        if becomes.meeting is not None and becomes.meeting != was.meeting:
            _hold_meeting(connection, becomes.meeting)


def _held(hold: Prepared, seen: _Versioned | None) -> list[Asked]:
    """A row as it was read, kept from moving until the commit.

    Always the decision before the notice, the notice before the dispatch, and the plans last, so
    that nobody waits in a ring.
    """
    return [(hold, {"row_id": seen.id, "seen": seen.version})] if seen is not None else []


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "state": notice.state.value,
        "meeting_id": notice.meeting.id if notice.meeting else None,
        "position": notice.position,
        "paragraph": notice.paragraph,
        "adjusted_on": notice.adjusted_on,
        "posted_on": notice.posted_on,
        "posted_place": notice.posted_place,
        "last_appeal_on": notice.last_appeal_on,
        "in_force_on": notice.in_force_on,
        "appealed_on": notice.appealed_on,
        "appeal_reference": notice.appeal_reference,
        "appeal_closed_on": notice.appeal_closed_on,
        "appeal_outcome": notice.appeal_outcome,
        "appeal_is_late": notice.appeal_is_late,
        "repealed_on": notice.repealed_on,
    }


def _dispatch(was: Dispatch, becomes: Dispatch) -> list[Asked]:
    pairs = zip(was.deliveries, becomes.deliveries, strict=True)
    changed = [_delivery(new) for old, new in pairs if old != new]
    return [_to(t.dispatch, was, {"state": becomes.state.value}), *changed]


def write_delivery(connection: Connection, delivery: Delivery) -> None:
    """Write how one recipient's copy stands."""
    _must_meet(connection, [_delivery(delivery)])


def _delivery(delivery: Delivery) -> Asked:
    columns = {
        "state": delivery.state.value,
        "address": delivery.party.address,
        "paper_sha256": delivery.sha256,
        "paper_name": delivery.paper_name,
        "settled_on": delivery.settled_on,
        "settled_how": delivery.settled_how,
        "settled_by": delivery.settled_by,
    }
    return _WRITE_DELIVERY, {"row_id": delivery.id, **columns}


def open_notice(connection: Connection, decision_id: int) -> None:
    """The notice begins to wait for a meeting."""
    state = NoticeState.PENDING.value
    _OPEN_NOTICE.write(connection, decision_id=decision_id, version=1, state=state)


def open_dispatch(connection: Connection, decision_id: int, after: Situation) -> None:
    """Expand the named groups and freeze every recipient by name and address of this day."""
    state = DispatchState.READY.value
    dispatch_id = _OPEN_DISPATCH.value(connection, decision_id=decision_id, version=1, state=state)
    names = after.the_decision().dispatch_to
    recipients = list({party.id: party for name in names for party in after.groups[name]}.values())
    columns: dict[str, list[Any]] = {
        "dispatch_id": [dispatch_id] * len(recipients),
        "party_id": [party.id for party in recipients],
        "party_name": [party.name for party in recipients],
        "address": [party.address for party in recipients],
        "channel": [party.channel.value for party in recipients],
        "state": [DeliveryState.WAITING.value] * len(recipients),
    }
    insert_many(connection, _ADD_DELIVERY, columns)
