"""Reading people: who a person is on a day, which roles they have, who bears a link."""

from datetime import date

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql import ColumnElement

from workflow.facts import Actor, Party, Person
from workflow.refusals import NotFound
from workflow.states import ActorKind, Role
from workflow.store import tables as t


def in_force(
    valid_from: ColumnElement[date], valid_to: ColumnElement[date | None], on: date
) -> ColumnElement[bool]:
    """Rows whose days cover ``on``, both ends included."""
    return and_(valid_from <= on, or_(valid_to.is_(None), valid_to >= on))


def person(connection: Connection, person_id: int, on: date) -> Person:
    """A person with the title of the post held on that day; ``NotFound`` where there is none."""
    row = connection.execute(select(t.person).where(t.person.c.id == person_id)).one_or_none()
    if row is None:
        raise NotFound(f"person {person_id}")
    return Person(
        row.id, row.name, title_of(connection, person_id, on), row.email, row.phone, row.unit
    )


def title_of(connection: Connection, person_id: int, on: date) -> str:
    """The title of the post that the person holds on that day, or nothing."""
    held = (
        select(t.post.c.title)
        .join(t.holding, t.holding.c.post_id == t.post.c.id)
        .where(t.holding.c.person_id == person_id)
        .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, on))
        .order_by(t.holding.c.id)
    )
    return connection.execute(held).scalars().first() or ""


def roles_of(connection: Connection, person_id: int, on: date) -> frozenset[Role]:
    """The roles granted to a person on that day."""
    granted = (
        select(t.role_grant.c.role)
        .where(t.role_grant.c.person_id == person_id)
        .where(in_force(t.role_grant.c.valid_from, t.role_grant.c.valid_to, on))
    )
    return frozenset(Role(role) for role in connection.execute(granted).scalars())


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


def with_role(connection: Connection, role: Role, on: date) -> Person | None:
    """The first person, by id, who has the role on that day."""
    granted = (
        select(t.role_grant.c.person_id)
        .where(t.role_grant.c.role == role.value)
        .where(in_force(t.role_grant.c.valid_from, t.role_grant.c.valid_to, on))
        .order_by(t.role_grant.c.person_id)
    )
    found = connection.execute(granted).scalars().first()
    return person(connection, found, on) if found is not None else None


def parties(connection: Connection) -> dict[int, Party]:
    """Every organisation, by id."""
    return {
        row.id: Party(row.id, row.key, row.name, row.kind, row.number, row.email, row.contact)
        for row in connection.execute(select(t.party))
    }
