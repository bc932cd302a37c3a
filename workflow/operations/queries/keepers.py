"""Who, by post and name, has the ball: the deciders of each delegation, and the office's staff."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, or_, select

from workflow.facts import Absence
from workflow.operations.queries.balls import Ball
from workflow.operations.queries.standings import Standing
from workflow.states import Role, Thing
from workflow.store import absences, people
from workflow.store import tables as t
from workflow.store.people import in_force


@dataclass(frozen=True)
class Who:
    """Who may take the next step: roles, a post's title, names; and organisations waited for.

    ``person_ids`` are those who hold the delegated post or the deputy's, ``kept_out`` those
    who have declared a conflict of interest. ``instead_of`` is the post or the name of those who
    are away (``away_ids``), where a deputy acts for them.
    """

    roles: tuple[Role, ...]
    post: str = ""
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    person_ids: frozenset[int] = frozenset()
    kept_out: frozenset[int] = frozenset()
    instead_of: str = ""
    away_ids: frozenset[int] = frozenset()


Named = dict[int, str]


@dataclass(frozen=True)
class Mandate:
    """A delegated post on a day: its title, who holds it, and who the deputy's, by their ids."""

    post: str
    holders: Named = field(default_factory=dict)
    deputies: Named = field(default_factory=dict)


@dataclass(frozen=True)
class Keepers:
    """The day's holders by delegation, conflicts by decision, and staff by role."""

    mandates: dict[int, Mandate]
    conflicts: dict[int, frozenset[int]]
    staff: dict[Role, tuple[str, ...]]
    away: dict[int, Absence]
    titles: dict[int, str]


def keepers(connection: Connection, found: Iterable[Standing], on: date) -> Keepers:
    """Who keeps what, for all of these things at once."""
    decisions = [each for each in found if each.thing is Thing.DECISION]
    away = absences.away(connection, on)
    return Keepers(
        _mandates(connection, {each.delegation_id or 0 for each in decisions}, on),
        _conflicts(connection, {each.id for each in decisions}),
        _staff(connection, away, on),
        away,
        people.titles(connection, away, on),
    )


def who_has(standing: Standing, ball: Ball, held: Keepers) -> Who:
    """The ball's roles as people: by name where the day says who they are."""
    conflicts = held.conflicts.get(standing.id, frozenset())
    kept_out = conflicts if standing.thing is Thing.DECISION else frozenset()
    if Role.DECIDER in ball.roles:
        mandate = held.mandates.get(standing.delegation_id or 0)
        if mandate is None:
            return Who(ball.roles, kept_out=kept_out)
        return _by_mandate(mandate, ball, held, kept_out)
    if Role.OFFICER in ball.roles:
        return _officer(standing, ball, held, kept_out)
    names = tuple(dict.fromkeys(n for role in ball.roles for n in held.staff.get(role, ())))
    return Who(ball.roles, names=names, parties=ball.parties, kept_out=kept_out)


def _by_mandate(mandate: Mandate, ball: Ball, held: Keepers, kept_out: frozenset[int]) -> Who:
    """The post's holder; where that one can't act, who holds the deputy's post and can."""
    may = frozenset({*mandate.holders, *mandate.deputies})
    names = tuple(name for id_, name in mandate.holders.items() if id_ not in kept_out)
    who = Who(ball.roles, mandate.post, names, (), may, kept_out)
    unable = held.away.keys() | kept_out
    there = tuple(name for id_, name in mandate.deputies.items() if id_ not in unable)
    if not mandate.holders or not there or not unable >= mandate.holders.keys():
        return who
    gone = frozenset(mandate.holders)
    return replace(who, names=there, instead_of=mandate.post, away_ids=gone)


def _officer(standing: Standing, ball: Ball, held: Keepers, kept_out: frozenset[int]) -> Who:
    """The case's officer, or the deputy of one who is away."""
    who = Who(ball.roles, names=(standing.officer,), parties=ball.parties, kept_out=kept_out)
    absence = held.away.get(standing.officer_id)
    if absence is None or absence.deputy is None:
        return who
    post = held.titles.get(standing.officer_id, absence.person)
    gone = frozenset({standing.officer_id})
    return replace(who, names=(absence.deputy.name,), instead_of=post, away_ids=gone)


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
        mandate = found.setdefault(row.id, Mandate(row.title))
        if row.person_id is not None:
            of_post = row.held == row.post_id
            (mandate.holders if of_post else mandate.deputies)[row.person_id] = row.name
    return found


def _conflicts(connection: Connection, decisions: set[int]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    if decisions:
        query = select(t.conflict).where(t.conflict.c.decision_id.in_(decisions))
        for row in connection.execute(query):
            before = found.get(row.decision_id, frozenset())
            found[row.decision_id] = before | {row.person_id}
    return found


def _staff(connection: Connection, away: Container[int], on: date) -> dict[Role, tuple[str, ...]]:
    """Who has a task of the house and is there that day, by role; all of them where none is."""
    query = (
        select(t.role_grant.c.role, t.person.c.id, t.person.c.name)
        .join(t.person, t.person.c.id == t.role_grant.c.person_id)
        .where(t.role_grant.c.role.in_([Role.SECRETARY.value, Role.REGISTRAR.value]))
        .where(in_force(t.role_grant.c.valid_from, t.role_grant.c.valid_to, on))
        .order_by(t.person.c.id)
    )
    granted: dict[Role, Named] = {}
    for row in connection.execute(query):
        granted.setdefault(Role(row.role), {})[row.id] = row.name
    found: dict[Role, tuple[str, ...]] = {}
    for role, named in granted.items():
        there = tuple(name for id_, name in named.items() if id_ not in away)
        found[role] = there or tuple(named.values())
    return found
