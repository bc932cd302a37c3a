"""Who, by post and name, has the ball: the deciders of each delegation, and the office's staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from workflow.operations.queries.balls import Ball
from workflow.operations.queries.standings import Standing
from workflow.states import Role, Thing
from workflow.store import tables as t
from workflow.store.people import in_force


@dataclass(frozen=True)
class Who:
    """Who may take the next step: roles, a post's title, names; and organisations waited for.

    ``person_ids`` are those who hold the delegated post or the deputy's, ``kept_out`` those
    who have declared a conflict of interest.
    """

    roles: tuple[Role, ...]
    post: str = ""
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    person_ids: frozenset[int] = frozenset()
    kept_out: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Mandate:
    """A delegated post on a day: its title, its holder, and everybody who may act for it."""

    post: str
    names: tuple[str, ...]
    person_ids: frozenset[int]


@dataclass(frozen=True)
class Keepers:
    """The day's holders by delegation, conflicts by decision, and staff by role."""

    mandates: dict[int, Mandate]
    conflicts: dict[int, frozenset[int]]
    staff: dict[Role, tuple[str, ...]]


def keepers(connection: Connection, found: Iterable[Standing], on: date) -> Keepers:
    """Who keeps what, for all of these things at once."""
    decisions = [each for each in found if each.thing is Thing.DECISION]
    return Keepers(
        _mandates(connection, {each.delegation_id or 0 for each in decisions}, on),
        _conflicts(connection, {each.id for each in decisions}),
        _staff(connection, on),
    )


def who_has(standing: Standing, ball: Ball, held: Keepers) -> Who:
    """The ball's roles as people: by name where the day says who they are."""
    conflicts = held.conflicts.get(standing.id, frozenset())
    kept_out = conflicts if standing.thing is Thing.DECISION else frozenset()
    if Role.DECIDER in ball.roles:
        mandate = held.mandates.get(standing.delegation_id or 0)
        if mandate is None:
            return Who(ball.roles, kept_out=kept_out)
        person_ids = mandate.person_ids
        return Who(ball.roles, mandate.post, mandate.names, (), person_ids, kept_out)
    names = _names(standing, ball, held)
    return Who(ball.roles, names=names, parties=ball.parties, kept_out=kept_out)


def _names(standing: Standing, ball: Ball, held: Keepers) -> tuple[str, ...]:
    if Role.OFFICER in ball.roles:
        return (standing.officer,)
    return tuple(dict.fromkeys(n for role in ball.roles for n in held.staff.get(role, ())))


def _mandates(connection: Connection, delegations: set[int], on: date) -> dict[int, Mandate]:
    if not delegations:
        return {}
    query = (
        select(
            t.delegation.c.id,
            t.delegation.c.post_id,
            t.post.c.title,
            t.holding.c.post_id.label("held"),
            t.person.c.id.label("person_id"),
            t.person.c.name,
        )
        .join(t.post, t.post.c.id == t.delegation.c.post_id)
        .outerjoin(
            t.holding,
            or_(
                t.holding.c.post_id == t.delegation.c.post_id,
                t.holding.c.post_id == t.delegation.c.deputy_post_id,
            )
            & in_force(t.holding.c.valid_from, t.holding.c.valid_to, on),
        )
        .outerjoin(t.person, t.person.c.id == t.holding.c.person_id)
        .where(t.delegation.c.id.in_(delegations))
        .order_by(t.delegation.c.id, t.holding.c.id)
    )
    found: dict[int, Mandate] = {}
    for row in connection.execute(query):
        before = found.get(row.id, Mandate(row.title, (), frozenset()))
        names = (*before.names, row.name) if row.held == row.post_id else before.names
        persons = before.person_ids | ({row.person_id} if row.person_id else set())
        found[row.id] = Mandate(row.title, names, persons)
    return found


def _conflicts(connection: Connection, decisions: set[int]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    if decisions:
        query = select(t.conflict).where(t.conflict.c.decision_id.in_(decisions))
        for row in connection.execute(query):
            before = found.get(row.decision_id, frozenset())
            found[row.decision_id] = before | {row.person_id}
    return found


def _staff(connection: Connection, on: date) -> dict[Role, tuple[str, ...]]:
    """Everybody who is granted a task of the house that day, by role, the first granted first."""
    query = (
        select(t.role_grant.c.role, t.person.c.name)
        .join(t.person, t.person.c.id == t.role_grant.c.person_id)
        .where(t.role_grant.c.role.in_([Role.SECRETARY.value, Role.REGISTRAR.value]))
        .where(in_force(t.role_grant.c.valid_from, t.role_grant.c.valid_to, on))
        .order_by(t.person.c.id)
    )
    found: dict[Role, tuple[str, ...]] = {}
    for row in connection.execute(query):
        role = Role(row.role)
        found[role] = (*found.get(role, ()), row.name)
    return found
