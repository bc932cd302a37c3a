"""Reading people: who a person is on a day, which roles they have, who bears a link."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, or_, select
from sqlalchemy.sql import ColumnElement

from workflow.facts import Actor, Keepers, Party, Person
from workflow.refusals import NotFound
from workflow.states import ActorKind, Channel, Role
from workflow.store import absences
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source

_ON: BindParameter[date] = bindparam("on")


def in_force(
    valid_from: ColumnElement[date],
    valid_to: ColumnElement[date | None],
    on: date | BindParameter[date],
) -> ColumnElement[bool]:
    """Rows whose days cover ``on``, both ends included."""
    return and_(valid_from <= on, or_(valid_to.is_(None), valid_to >= on))


_TITLE = (
    select(t.post.c.title)
    .join(t.holding, t.holding.c.post_id == t.post.c.id)
    .where(t.holding.c.person_id == t.person.c.id)
    .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, _ON))
    .order_by(t.holding.c.id)
    .limit(1)
)
PERSON = Prepared(
    select(t.person, _TITLE.scalar_subquery().label("title")).where(
        t.person.c.id == bindparam("person")
    )
)
ROLES = Prepared(
    select(t.role_grant.c.role)
    .where(t.role_grant.c.person_id == bindparam("person"))
    .where(in_force(t.role_grant.c.valid_from, t.role_grant.c.valid_to, _ON))
)
GRANTED = Prepared(
    select(t.role_grant.c.role, t.person)
    .join(t.person, t.person.c.id == t.role_grant.c.person_id)
    .where(in_force(t.role_grant.c.valid_from, t.role_grant.c.valid_to, _ON))
    .order_by(t.role_grant.c.role, t.person.c.id)
)
HELD = Prepared(
    select(t.holding.c.post_id, t.post.c.title, t.person)
    .join(t.person, t.person.c.id == t.holding.c.person_id)
    .join(t.post, t.post.c.id == t.holding.c.post_id)
    .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, _ON))
    .order_by(t.holding.c.id)
)
PARTIES = Prepared(select(t.party))
GROUPS = Prepared(
    select(t.party_group.c.name, t.group_member.c.party_id)
    .outerjoin(t.group_member, t.group_member.c.group_id == t.party_group.c.id)
    .order_by(t.party_group.c.id, t.group_member.c.party_id)
)


def person(connection: Source, person_id: int, on: date) -> Person:
    """A person with the title of the post held on that day; ``NotFound`` where there is none."""
    row = PERSON.row(connection, person=person_id, on=on)
    if row is None:
        raise NotFound(f"person {person_id}")
    return _named(row, row.title or "")


def titles(connection: Connection, person_ids: Iterable[int], on: date) -> dict[int, str]:
    """The title of the post that each of these people holds on that day, of those who do."""
    held = (
        select(t.holding.c.person_id, t.post.c.title)
        .join(t.post, t.post.c.id == t.holding.c.post_id)
        .where(t.holding.c.person_id.in_(sorted(person_ids)))
        .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, on))
        .order_by(t.holding.c.id.desc())
    )
    return {row.person_id: row.title for row in connection.execute(held)}


def roles_of(connection: Connection, person_id: int, on: date) -> frozenset[Role]:
    """The roles granted to a person on that day."""
    return frozenset(map(Role, ROLES.column(connection, person=person_id, on=on)))


def actor(connection: Connection, person_id: int, on: date) -> Actor:
    """The person as somebody who acts on that day."""
    who = person(connection, person_id, on)
    roles = roles_of(connection, person_id, on)
    return Actor(ActorKind.PERSON, who.name, roles, person_id=who.id, title=who.title)


def link_bearer(connection: Connection, token_hash: str, on: date) -> Actor:
    """Who bears the personal link, and the plan or decision that it is for.

    ``NotFound`` where there is no such link or its last day has passed.
    """
    found = (
        select(t.personal_link, t.party.c.name, t.dispatch.c.decision_id)
        .join(t.party, t.party.c.id == t.personal_link.c.party_id)
        .outerjoin(t.delivery, t.delivery.c.id == t.personal_link.c.delivery_id)
        .outerjoin(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.personal_link.c.token_hash == token_hash)
        .where(t.personal_link.c.expires_on >= on)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise NotFound("link")
    return Actor(
        ActorKind.LINK,
        row.name,
        frozenset({Role(row.purpose)}),
        party_id=row.party_id,
        plan_id=row.plan_id,
        decision_id=row.decision_id,
    )


def keepers(connection: Source, on: date) -> Keepers:
    """Who has which role, who holds which post and who is away that day, in order of their ids."""
    roles: dict[Role, dict[int, Person]] = {}
    for row in GRANTED.rows(connection, on=on):
        roles.setdefault(Role(row.role), {})[row.id] = _named(row)
    held = HELD.rows(connection, on=on)
    posts = {row.post_id: _named(row, row.title) for row in held}
    titles = {row.id: row.title for row in reversed(held)}
    everybody = {role: tuple(found.values()) for role, found in roles.items()}
    return Keepers(everybody, posts, absences.away(connection, on), titles)


def _named(row: Row[Any], title: str = "") -> Person:
    return Person(row.id, row.name, title, row.email, row.phone, row.unit)


def parties(connection: Source) -> dict[int, Party]:
    """Every organisation, by id."""
    return {row.id: party_of(row) for row in PARTIES.rows(connection)}


def party_of(row: Row[Any]) -> Party:
    """The organisation of a row of the register."""
    return Party(
        id=row.id,
        key=row.key,
        name=row.name,
        kind=row.kind,
        number=row.number,
        email=row.email,
        contact=row.contact,
        channel=Channel(row.channel),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
    )


Named = dict[str, tuple[Party, ...]]


def recipients(connection: Source, parties: dict[int, Party], on: date) -> tuple[Named, Named]:
    """Every name that a paper can be sent to, and whom a group leaves out that day.

    A group stands for those of its members that are in force, and may be empty; an organisation
    stands for itself, also out of force: who names it alone is told.
    """
    named: Named = {party.name: (party,) for party in parties.values()}
    left_out: Named = {}
    for name, members in groupby(GROUPS.rows(connection), lambda row: row.name):
        held = [parties[row.party_id] for row in members if row.party_id is not None]
        named[name] = tuple(party for party in held if party.covers(on))
        left_out[name] = tuple(party for party in held if not party.covers(on))
    return named, {name: who for name, who in left_out.items() if who}
