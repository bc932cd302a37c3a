"""Passkeys: the public halves that are kept of the keys in people's own devices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from workflow.operations import singles
from workflow.operations.office import Office
from workflow.refusals import BadInput
from workflow.store import tables as t
from workflow.store.engine import reading, upkeep, writing


@dataclass(frozen=True)
class Passkey:
    """A registered key; both byte strings as base64url."""

    id: int
    person_id: int
    credential_id: str
    public_key: str
    sign_count: int
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class NewPasskey:
    """What a device gives when it makes a key."""

    credential_id: str
    public_key: str
    sign_count: int
    name: str


def add(office: Office, person_id: int, new: NewPasskey, at: datetime) -> None:
    """Keep a person's new key; one key is one person's."""
    row = {
        "person_id": person_id,
        "credential_id": new.credential_id,
        "public_key": new.public_key,
        "sign_count": new.sign_count,
        "name": new.name,
        "created_at": at,
    }
    with writing(office.engine) as connection:
        if not singles.add(connection, t.passkey, row):
            text = "är redan registrerad. Välj en annan nyckel."
            raise BadInput.about("nyckeln", text)


def by_credential(office: Office, credential_id: str) -> Passkey | None:
    """The key of this credential."""
    known = select(t.passkey).where(t.passkey.c.credential_id == credential_id)
    with reading(office.engine) as connection:
        row = connection.execute(known).one_or_none()
        return Passkey(*row) if row else None


def of_person(office: Office, person_id: int) -> tuple[Passkey, ...]:
    """A person's keys, in the order in which they were added."""
    mine = select(t.passkey).where(t.passkey.c.person_id == person_id).order_by(t.passkey.c.id)
    with reading(office.engine) as connection:
        return tuple(Passkey(*row) for row in connection.execute(mine))


def use(office: Office, passkey_id: int, sign_count: int, at: datetime) -> bool:
    """Note that a key was used; False where its counter does not grow, as with a copied key."""
    mine = t.passkey.c.id == passkey_id
    grows = or_(t.passkey.c.sign_count < sign_count, t.passkey.c.sign_count == 0)
    used = update(t.passkey).where(mine, grows).values(sign_count=sign_count, used_at=at)
    with upkeep(office.engine) as connection:
        return connection.execute(used).rowcount == 1


def remove(office: Office, person_id: int, passkey_id: int) -> None:
    """Forget one of the person's keys; another person's is left alone."""
    mine = (t.passkey.c.id == passkey_id, t.passkey.c.person_id == person_id)
    with writing(office.engine) as connection:
        connection.execute(delete(t.passkey).where(*mine))
