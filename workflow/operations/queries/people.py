"""People as pages show them: posts and roles with their days, and whether they can sign in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.operations.office import Office
from workflow.operations.queries.posts import Held, Lasting, holdings
from workflow.references import swedish_key
from workflow.refusals import NotFound
from workflow.states import Role
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class Granted(Lasting):
    """A role in the program, from one day to another, both included."""

    id: int
    person_id: int
    role: Role
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class PersonShown:
    """A person with all posts and roles, the newest first."""

    id: int
    name: str
    email: str
    phone: str
    unit: str
    posts: tuple[Held, ...]
    roles: tuple[Granted, ...]
    user_name: str = ""
    disabled_on: date | None = None
    shows_code: bool = False


_PEOPLE = select(
    t.person, t.account.c.user_name, t.account.c.disabled_on, t.account.c.totp_secret
).outerjoin(t.account, t.account.c.person_id == t.person.c.id)


def people(office: Office) -> tuple[PersonShown, ...]:
    """Everybody, by name."""
    with reading(office.engine) as connection:
        rows = connection.execute(_PEOPLE).all()
        posts, roles = holdings(connection), _roles(connection)
    by_post: dict[int, list[Held]] = {}
    for held in posts:
        by_post.setdefault(held.person_id, []).append(held)
    by_role: dict[int, list[Granted]] = {}
    for granted in roles:
        by_role.setdefault(granted.person_id, []).append(granted)
    shown = (
        _shown(row, tuple(by_post.get(row.id, ())), tuple(by_role.get(row.id, ()))) for row in rows
    )
    return tuple(sorted(shown, key=lambda person: (swedish_key(person.name), person.id)))


def person(office: Office, person_id: int) -> PersonShown:
    """One person; ``NotFound`` where there is none."""
    with reading(office.engine) as connection:
        row = connection.execute(_PEOPLE.where(t.person.c.id == person_id)).one_or_none()
        if row is None:
            raise NotFound(f"person {person_id}")
        posts = holdings(connection, person_id=person_id)
        return _shown(row, posts, _roles(connection, person_id))


def _shown(row: Row[Any], posts: tuple[Held, ...], roles: tuple[Granted, ...]) -> PersonShown:
    return PersonShown(
        row.id,
        row.name,
        row.email,
        row.phone,
        row.unit,
        posts,
        roles,
        row.user_name or "",
        row.disabled_on,
        bool(row.totp_secret),
    )


def _roles(connection: Connection, person_id: int | None = None) -> tuple[Granted, ...]:
    query = select(t.role_grant).order_by(t.role_grant.c.valid_from.desc(), t.role_grant.c.id)
    if person_id is not None:
        query = query.where(t.role_grant.c.person_id == person_id)
    return tuple(
        Granted(row.id, row.person_id, Role(row.role), row.valid_from, row.valid_to)
        for row in connection.execute(query)
    )
