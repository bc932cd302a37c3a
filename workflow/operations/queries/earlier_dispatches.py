"""What earlier dispatches tell of addresses: which worked, which came back, what they were."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from workflow.facts import local_date
from workflow.operations.office import Office
from workflow.operations.register_record import Change
from workflow.states import Channel, DispatchState
from workflow.store import tables as t
from workflow.store.tables import LetterState

_LOST = (LetterState.BOUNCED.value, LetterState.FAILED.value)


@dataclass
class Earlier:
    """What earlier dispatches tell of the organisations: by party, or by party and address."""

    last: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    confirmed: dict[tuple[int, str], date] = field(default_factory=dict)
    sent: dict[tuple[int, str], date] = field(default_factory=dict)
    lost: set[tuple[int, str]] = field(default_factory=set)
    domains: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


DISPATCHES: Select[Any] = (
    select(
        t.dispatch.c.id.label("dispatch_id"),
        t.decision.c.id,
        t.decision.c.case_id,
        t.decision.c.number_serial,
        t.decision.c.number_year,
        t.decision.c.decided_on,
        t.decision.c.dispatch_to,
        t.matter_case.c.committee_id,
    )
    .join(t.decision, t.decision.c.id == t.dispatch.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
)


def last_dispatch(connection: Connection, mine: Row[Any]) -> Row[Any] | None:
    """The newest other dispatch that has gone out: of the same case, or else of the committee."""
    same_case = (t.decision.c.case_id == mine.case_id).desc()
    others = DISPATCHES.where(
        t.dispatch.c.id != mine.dispatch_id,
        t.dispatch.c.state != DispatchState.READY.value,
        t.matter_case.c.committee_id == mine.committee_id,
    )
    return connection.execute(others.order_by(same_case, t.decision.c.id.desc())).first()


def earlier(
    connection: Connection,
    office: Office,
    dispatch_id: int,
    last: Row[Any] | None,
    listed: Sequence[Row[Any]],
) -> Earlier:
    """All that the organisations of a list are known by, but from this very dispatch."""
    known, ids = Earlier(), [row.party_id for row in listed]
    if last is not None:
        mine = select(t.delivery).where(t.delivery.c.dispatch_id == last.dispatch_id)
        for row in connection.execute(mine):
            known.last[row.party_id], known.names[row.party_id] = row.address, row.party_name
    _hear_deliveries(connection, known, dispatch_id, ids)
    _hear_letters(connection, office, known, dispatch_id, ids)
    _hear_register(connection, known, ids)
    return known


def _hear_deliveries(
    connection: Connection, known: Earlier, dispatch_id: int, ids: Sequence[int]
) -> None:
    """When each address was last confirmed, and at which domains papers have gone out before."""
    rows = connection.execute(
        select(
            t.delivery.c.party_id,
            t.delivery.c.address,
            t.delivery.c.channel,
            func.max(t.delivery.c.settled_on).label("on"),
        )
        .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.delivery.c.party_id.in_(ids), t.delivery.c.dispatch_id != dispatch_id)
        .where(t.dispatch.c.state != DispatchState.READY.value)
        .group_by(t.delivery.c.party_id, t.delivery.c.address, t.delivery.c.channel)
    )
    for row in rows:
        if row.on is not None:
            known.confirmed[place(row.party_id, row.address)] = row.on
        if row.channel == Channel.EMAIL:
            known.domains[row.party_id].add(domain(row.address))


def _hear_letters(
    connection: Connection, office: Office, known: Earlier, dispatch_id: int, ids: Sequence[int]
) -> None:
    """When a letter last left for each address, and whether the newest one came back."""
    rows = connection.execute(
        select(t.delivery.c.party_id, t.letter)
        .join(t.delivery, t.delivery.c.id == t.letter.c.delivery_id)
        .where(t.delivery.c.party_id.in_(ids), t.delivery.c.dispatch_id != dispatch_id)
        .where(t.letter.c.id.in_(_newest(ids, dispatch_id)))
        .order_by(t.letter.c.id)
    )
    for row in rows:
        where = place(row.party_id, row.to_email)
        if row.state in _LOST or row.bounced_at is not None:
            known.lost.add(where)
        elif row.state == LetterState.SENT and row.sent_at is not None:
            known.sent[where] = local_date(row.sent_at, office.time_zone)


def _newest(ids: Sequence[int], dispatch_id: int) -> Any:  # noqa: ANN401  # a list of ids, as SQL
    """The newest letter to each address of each organisation."""
    return (
        select(func.max(t.letter.c.id))
        .join(t.delivery, t.delivery.c.id == t.letter.c.delivery_id)
        .where(t.delivery.c.party_id.in_(ids), t.delivery.c.dispatch_id != dispatch_id)
        .where(t.letter.c.state.in_((LetterState.SENT.value, *_LOST)))
        .group_by(t.delivery.c.party_id, t.letter.c.to_email)
    )


def _hear_register(connection: Connection, known: Earlier, ids: Sequence[int]) -> None:
    """Of whom nothing has gone out yet, the domains of the addresses that were there before."""
    unheard = [party_id for party_id in ids if not known.domains[party_id]]
    rows = connection.execute(
        select(t.register_event.c.thing_id, t.register_event.c.body)
        .where(t.register_event.c.thing_id.in_(unheard))
        .where(t.register_event.c.step.in_((Change.CHANGE_ADDRESS, Change.CHANGE_PARTY)))
    )
    for row in rows:
        before = json.loads(row.body)["given"].get("email_before", "")
        if before:
            known.domains[row.thing_id].add(domain(before))


def place(party_id: int, address: str) -> tuple[int, str]:
    """An address of an organisation; capitals do not tell addresses apart."""
    return party_id, address.casefold()


def domain(address: str) -> str:
    """What stands after the @ of an address."""
    return address.rpartition("@")[2].casefold()
