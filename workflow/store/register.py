"""The delegation register: what it says of one decision's ground, and when it has changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from workflow.facts import (
    ConflictOfInterest,
    Delegation,
    Ground,
    GroundKind,
    Holding,
    Post,
    Register,
)
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source

_DEPUTY = t.post.alias("deputy_post")
_DELEGATIONS = (
    select(
        t.delegation,
        t.committee.c.code,
        t.post.c.title.label("post_title"),
        _DEPUTY.c.title.label("deputy_title"),
    )
    .join(t.committee, t.committee.c.id == t.delegation.c.committee_id)
    .join(t.post, t.post.c.id == t.delegation.c.post_id)
    .outerjoin(_DEPUTY, _DEPUTY.c.id == t.delegation.c.deputy_post_id)
)
DELEGATION = Prepared(_DELEGATIONS.where(t.delegation.c.id == bindparam("delegation")))
VERSION = Prepared(
    select(t.committee.c.register_version).where(t.committee.c.id == bindparam("committee"))
)
_HOLDINGS = (
    select(t.holding, t.person.c.name)
    .join(t.person, t.person.c.id == t.holding.c.person_id)
    .order_by(t.holding.c.valid_from, t.holding.c.id)
)
OF_POSTS = Prepared(_HOLDINGS.where(t.holding.c.post_id.in_(bindparam("posts", expanding=True))))
_OF_THE_ENTRY = t.delegation.c.id == bindparam("delegation")
HOLDINGS = Prepared(
    _HOLDINGS.where(
        t.holding.c.post_id.in_(
            select(t.delegation.c.post_id)
            .where(_OF_THE_ENTRY)
            .union_all(select(t.delegation.c.deputy_post_id).where(_OF_THE_ENTRY))
        )
    )
)
CONFLICTS = Prepared(
    select(t.conflict)
    .where(t.conflict.c.decision_id == bindparam("decision"))
    .order_by(t.conflict.c.id)
)


def register(
    connection: Connection, committee_id: int, delegation_id: int | None, decision_id: int | None
) -> Register:
    """The entry a decision names, the one it was sub-delegated from, their holders, and jäv."""
    version = VERSION.value(connection, committee=committee_id)
    return entries(connection, version, delegation_id, decision_id)


def entries(
    connection: Source, version: int, delegation_id: int | None, decision_id: int | None
) -> Register:
    """The same, of a register that was read at this version."""
    delegations = _with_parent(connection, delegation_id)
    holdings: list[Row[Any]] = []
    for each in delegations:
        holdings += HOLDINGS.rows(connection, delegation=each.id)
    conflicts = _conflicts(connection, decision_id) if decision_id is not None else ()
    return Register(version, delegations, _in_order(holdings), conflicts)


def whole(connection: Connection, committee_id: int) -> Register:
    """All that the register says of a committee's mandates, and every holder of their posts.

    Jäv belongs to one decision and is not read.
    """
    version = VERSION.value(connection, committee=committee_id)
    rows = connection.execute(
        _DELEGATIONS.where(t.delegation.c.committee_id == committee_id).order_by(t.delegation.c.id)
    )
    delegations = tuple(_delegation(row) for row in rows)
    return Register(version, delegations, _holdings(connection, _posts(delegations)))


def _in_order(rows: Iterable[Row[Any]]) -> tuple[Holding, ...]:
    """Each holding once, by its first day, also where several entries name its post."""
    found = {row.id: row for row in rows}
    ordered = sorted(found.values(), key=lambda row: (row.valid_from, row.id))
    return tuple(map(_holding, ordered))


def _holding(row: Row[Any]) -> Holding:
    return Holding(row.post_id, row.person_id, row.name, row.valid_from, row.valid_to)


def _posts(delegations: tuple[Delegation, ...]) -> set[int]:
    return {d.post.id for d in delegations} | {d.deputy.id for d in delegations if d.deputy}


def _with_parent(connection: Source, delegation_id: int | None) -> tuple[Delegation, ...]:
    found: list[Delegation] = []
    while delegation_id is not None and delegation_id not in {d.id for d in found}:
        row = DELEGATION.row(connection, delegation=delegation_id)
        found.append(_delegation(row))
        delegation_id = row.parent_id
    return tuple(found)


def _delegation(row: Row[Any]) -> Delegation:
    deputy = Post(row.deputy_post_id, row.deputy_title) if row.deputy_post_id else None
    return Delegation(
        id=row.id,
        committee_code=row.code,
        ground=ground(row),
        post=Post(row.post_id, row.post_title),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        revoked_on=row.revoked_on,
        matter=row.matter,
        case_reference=row.case_reference,
        deputy=deputy,
        conditions=row.conditions,
        parent_id=row.parent_id,
        may_sub_delegate=row.may_sub_delegate,
    )


def ground(row: Row[Any]) -> Ground:
    """The ground that a row carries in its ``ground_…`` columns."""
    decided_on: date = row.ground_decided_on
    return Ground(GroundKind(row.ground_kind), row.ground_label, decided_on, row.ground_reference)


def _holdings(connection: Connection, posts: set[int]) -> tuple[Holding, ...]:
    return tuple(map(_holding, OF_POSTS.rows(connection, posts=sorted(posts))))


def _conflicts(connection: Source, decision_id: int) -> tuple[ConflictOfInterest, ...]:
    return tuple(
        ConflictOfInterest(row.person_id, row.decision_id, row.ground, row.declared_at)
        for row in CONFLICTS.rows(connection, decision=decision_id)
    )


def add_conflict(connection: Connection, committee_id: int, conflict: ConflictOfInterest) -> None:
    """Write a declared conflict of interest, once for each person, and move the register."""
    move(connection, committee_id)
    known = select(t.conflict.c.id).where(
        t.conflict.c.decision_id == conflict.decision_id,
        t.conflict.c.person_id == conflict.person_id,
    )
    if connection.execute(known).first() is None:
        row = {
            "decision_id": conflict.decision_id,
            "person_id": conflict.person_id,
            "ground": conflict.ground,
            "declared_at": conflict.declared_at,
        }
        connection.execute(insert(t.conflict), row)


def move(connection: Connection, committee_id: int) -> None:
    """The register has changed: whatever was read from it before is out of date."""
    connection.execute(
        update(t.committee)
        .where(t.committee.c.id == committee_id)
        .values(register_version=t.committee.c.register_version + 1)
    )
