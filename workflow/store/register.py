"""The delegation register: what it says of one decision's ground, and when it has changed."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

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


def register(
    connection: Connection, committee_id: int, delegation_id: int | None, decision_id: int | None
) -> Register:
    """The entry a decision names, the one it was sub-delegated from, their holders, and jäv."""
    version = connection.execute(
        select(t.committee.c.register_version).where(t.committee.c.id == committee_id)
    ).scalar_one()
    delegations = _with_parent(connection, delegation_id)
    return Register(
        version,
        delegations,
        _holdings(connection, _posts(delegations)),
        _conflicts(connection, decision_id),
    )


def whole(connection: Connection, committee_id: int) -> Register:
    """All that the register says of a committee's mandates, and every holder of their posts.

    Jäv belongs to one decision and is not read.
    """
    version = connection.execute(
        select(t.committee.c.register_version).where(t.committee.c.id == committee_id)
    ).scalar_one()
    rows = connection.execute(
        _DELEGATIONS.where(t.delegation.c.committee_id == committee_id).order_by(t.delegation.c.id)
    )
    delegations = tuple(_delegation(row) for row in rows)
    return Register(version, delegations, _holdings(connection, _posts(delegations)))


def _posts(delegations: tuple[Delegation, ...]) -> set[int]:
    return {d.post.id for d in delegations} | {d.deputy.id for d in delegations if d.deputy}


def _with_parent(connection: Connection, delegation_id: int | None) -> tuple[Delegation, ...]:
    found: list[Delegation] = []
    while delegation_id is not None and delegation_id not in {d.id for d in found}:
        row = connection.execute(_DELEGATIONS.where(t.delegation.c.id == delegation_id)).one()
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
    held = (
        select(t.holding, t.person.c.name)
        .join(t.person, t.person.c.id == t.holding.c.person_id)
        .where(t.holding.c.post_id.in_(sorted(posts)))
        .order_by(t.holding.c.valid_from, t.holding.c.id)
    )
    return tuple(
        Holding(row.post_id, row.person_id, row.name, row.valid_from, row.valid_to)
        for row in connection.execute(held)
    )


def _conflicts(connection: Connection, decision_id: int | None) -> tuple[ConflictOfInterest, ...]:
    declared = select(t.conflict).where(t.conflict.c.decision_id == decision_id)
    return tuple(
        ConflictOfInterest(row.person_id, row.decision_id, row.ground, row.declared_at)
        for row in connection.execute(declared.order_by(t.conflict.c.id))
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
