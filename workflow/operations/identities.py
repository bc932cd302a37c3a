"""Who a person is at an issuer of identities (OpenID Connect): known by issuer and subject."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select

from workflow.operations import singles
from workflow.operations.office import Office
from workflow.refusals import BadInput
from workflow.store import tables as t
from workflow.store.engine import reading, writing


@dataclass(frozen=True)
class Identity:
    """One link between a person and an issuer's subject."""

    id: int
    person_id: int
    issuer: str
    subject: str
    created_at: datetime


def link(office: Office, person_id: int, issuer: str, subject: str, at: datetime) -> None:
    """From now on this subject of this issuer is this person, and nobody else."""
    with writing(office.engine) as connection:
        tie(connection, person_id, issuer, subject, at)


def tie(connection: Connection, person_id: int, issuer: str, subject: str, at: datetime) -> None:
    """The row of an identity, within the caller's transaction."""
    row = {"person_id": person_id, "issuer": issuer, "subject": subject, "created_at": at}
    if singles.add(connection, t.identity, row):
        return
    known = select(t.identity.c.person_id).where(*_is(issuer, subject))
    if connection.execute(known).scalar_one() != person_id:
        text = "hör redan till en annan person. Ta bort kopplingen där först."
        raise BadInput.about("identiteten", text)


def person_of(office: Office, issuer: str, subject: str) -> int | None:
    """Whose identity this is; an unknown one is nobody's."""
    known = select(t.identity.c.person_id).where(*_is(issuer, subject))
    with reading(office.engine) as connection:
        return connection.execute(known).scalar_one_or_none()


def of_person(office: Office, person_id: int) -> tuple[Identity, ...]:
    """A person's identities, in the order in which they were linked."""
    mine = select(t.identity).where(t.identity.c.person_id == person_id).order_by(t.identity.c.id)
    with reading(office.engine) as connection:
        return tuple(Identity(*row) for row in connection.execute(mine))


def unlink(office: Office, person_id: int, identity_id: int) -> None:
    """The person is no longer known by this identity; another person's is left alone."""
    with writing(office.engine) as connection:
        untie(connection, person_id, identity_id)


def untie(connection: Connection, person_id: int, identity_id: int) -> None:
    """Take the row of an identity away, within the caller's transaction."""
    mine = (t.identity.c.id == identity_id, t.identity.c.person_id == person_id)
    connection.execute(delete(t.identity).where(*mine))


def _is(issuer: str, subject: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.identity.c.issuer == issuer, t.identity.c.subject == subject
