"""The last look before a dispatch: each address, when it last worked, and what is new in the list.

Mail can't be called back. So whatever speaks against an address is shown while it can be stopped.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.facts import Party
from workflow.operations.office import Office
from workflow.operations.queries.earlier_dispatches import (
    DISPATCHES,
    Earlier,
    domain,
    earlier,
    last_dispatch,
    place,
)
from workflow.references import decision_number, swedish_key
from workflow.refusals import NotFound
from workflow.states import Channel
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import reading


class Doubt(StrEnum):
    """What speaks against an address, or is good to know before anything is sent to it."""

    NO_ADDRESS = "no_address"
    CAME_BACK = "came_back"
    SHARED = "shared"
    NEW_DOMAIN = "new_domain"
    CHANGED_SINCE = "changed_since"
    NOT_IN_FORCE = "not_in_force"
    NEVER_VERIFIED = "never_verified"
    VERIFIED_LONG_AGO = "verified_long_ago"


@dataclass(frozen=True)
class Checked:
    """One recipient of the frozen list, and all that is known of its address.

    ``before`` is the address of last time where that was another, ``now`` the register's where it
    has changed since the decision.
    """

    party_id: int
    name: str
    address: str
    by_post: bool
    is_added: bool
    before: str
    now: str
    confirmed_on: date | None
    sent_on: date | None
    verified_on: date | None
    verified_by: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class LastTime:
    """The dispatch that the list is compared with: of the same case, or else of its committee."""

    decision_id: int
    number: str
    decided_on: date


@dataclass(frozen=True)
class LeftOut:
    """A member of a group named in the decision that stands on no line of the list."""

    group: str
    party: Party
    in_force: bool


@dataclass(frozen=True)
class DispatchCheck:
    """The list before it is sent, in Swedish order, beside that of last time."""

    recipients: tuple[Checked, ...]
    last: LastTime | None
    removed: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def by_post(self) -> int:
        return sum(each.by_post for each in self.recipients)

    @property
    def differs(self) -> bool:
        return bool(self.removed) or any(c.is_added or c.before for c in self.recipients)


def dispatch_check(office: Office, decision_id: int, on: date) -> DispatchCheck:
    """The frozen list of a decision with all that is known of each address that day."""
    with reading(office.engine) as connection:
        dispatch = _dispatch(connection, decision_id)
        listed = connection.execute(
            select(t.delivery).where(t.delivery.c.dispatch_id == dispatch.dispatch_id)
        ).all()
        parties, last = people.parties(connection), last_dispatch(connection, dispatch)
        known = earlier(connection, office, dispatch.dispatch_id, last, listed)
        left_out = _left_out(connection, dispatch, parties, {row.party_id for row in listed})
    shared = Counter(row.address.casefold() for row in listed if row.address)
    checked = (
        _checked(row, parties[row.party_id], known, shared[row.address.casefold()] > 1, on)
        for row in listed
    )
    gone = known.last.keys() - {row.party_id for row in listed}
    return DispatchCheck(
        recipients=tuple(sorted(checked, key=lambda each: swedish_key(each.name))),
        last=_last_time(last) if last else None,
        removed=tuple(sorted((known.names[id_] for id_ in gone), key=swedish_key)),
        left_out=left_out,
    )


def _dispatch(connection: Connection, decision_id: int) -> Row[Any]:
    found = connection.execute(
        DISPATCHES.where(t.dispatch.c.decision_id == decision_id)
    ).one_or_none()
    if found is None:
        raise NotFound(f"the dispatch of decision {decision_id}")
    return found


def _last_time(last: Row[Any]) -> LastTime:
    number = decision_number(last.number_serial, last.number_year)
    return LastTime(last.id, number, last.decided_on)


def _checked(row: Row[Any], party: Party, known: Earlier, shared: bool, on: date) -> Checked:  # noqa: FBT001  # said by place, as the rest
    where, before = place(row.party_id, row.address), known.last.get(row.party_id)
    is_registers = (party.address, party.channel.value) == (row.address, row.channel)
    return Checked(
        party_id=row.party_id,
        name=row.party_name,
        address=row.address,
        by_post=row.channel == Channel.POST,
        is_added=bool(known.last) and before is None,
        before=before if before is not None and before != row.address else "",
        now="" if is_registers else party.address,
        confirmed_on=known.confirmed.get(where),
        sent_on=known.sent.get(where),
        # What was verified is the register's address, and not this one where they differ.
        verified_on=party.verified_on if is_registers else None,
        verified_by=party.verified_by if is_registers else "",
        doubts=tuple(_doubts(row, party, known, on, shared=shared, is_registers=is_registers)),
    )


def _doubts(
    row: Row[Any], party: Party, known: Earlier, on: date, *, shared: bool, is_registers: bool
) -> list[Doubt]:
    verified_on = party.verified_on if is_registers else None
    domains = known.domains[row.party_id]
    by_mail = row.channel == Channel.EMAIL
    asked = {
        Doubt.NO_ADDRESS: not row.address,
        Doubt.CAME_BACK: by_mail and place(row.party_id, row.address) in known.lost,
        Doubt.SHARED: shared,
        Doubt.NEW_DOMAIN: by_mail and bool(domains) and domain(row.address) not in domains,
        Doubt.CHANGED_SINCE: not is_registers,
        Doubt.NOT_IN_FORCE: not party.covers(on),
        Doubt.NEVER_VERIFIED: verified_on is None,
        Doubt.VERIFIED_LONG_AGO: verified_on is not None and _a_year_after(verified_on) < on,
    }
    return [doubt for doubt, is_so in asked.items() if is_so]


def _a_year_after(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 2, 28) if is_leap_day else day.replace(year=day.year + 1)


def _left_out(
    connection: Connection, mine: Row[Any], parties: dict[int, Party], listed: set[int]
) -> tuple[LeftOut, ...]:
    """Who is in a group that the decision names, but not on its list: was not in force, or is new.

    Whoever came into a group after the decision is no recipient of it.
    """
    rows = connection.execute(
        select(t.party_group.c.name, t.group_member.c.party_id)
        .join(t.group_member, t.group_member.c.group_id == t.party_group.c.id)
        .where(t.party_group.c.name.in_(mine.dispatch_to))
    )
    found = [
        LeftOut(row.name, parties[row.party_id], parties[row.party_id].covers(mine.decided_on))
        for row in rows
        if row.party_id not in listed
    ]
    return tuple(sorted(found, key=lambda each: (swedish_key(each.party.name), each.group)))
