"""Accounts: who may sign in, by which name and password, and with which code."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, exists, insert, select, text, update

from workflow.facts import local_date
from workflow.operations import sessions, singles
from workflow.operations.office import Office
from workflow.refusals import BadInput, Complaint, NotFound
from workflow.states import Role
from workflow.store import tables as t
from workflow.store.engine import reading, upkeep, writing

# SQLite has one writer at a time anyway.
_ONE_FOUNDER = text("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE")


@dataclass(frozen=True)
class Account:
    """A person's account with what it takes to sign in by it; the hashes leave no page."""

    id: int
    person_id: int
    person_name: str
    person_email: str
    user_name: str
    password_hash: str
    totp_secret: str
    totp_last_step: int
    must_change: bool
    disabled_on: date | None
    created_at: datetime

    def is_open(self, on: date) -> bool:
        return self.disabled_on is None or on < self.disabled_on


def same_name(user_name: str) -> str:
    """A user name as it is kept and looked up: small letters, composed, without outer spaces."""
    return unicodedata.normalize("NFKC", user_name).strip().lower()


def by_name(office: Office, user_name: str) -> Account | None:
    """The account of this user name."""
    return _one(office, t.account.c.user_name == same_name(user_name))


def of_person(office: Office, person_id: int) -> Account | None:
    """The account of this person."""
    return _one(office, t.account.c.person_id == person_id)


def every(office: Office) -> tuple[Account, ...]:
    """Every account, by its number."""
    with reading(office.engine) as connection:
        rows = connection.execute(_ACCOUNTS.order_by(t.account.c.id))
        return tuple(Account(*row) for row in rows)


def _one(office: Office, which: ColumnElement[bool]) -> Account | None:
    with reading(office.engine) as connection:
        row = connection.execute(_ACCOUNTS.where(which)).one_or_none()
        return Account(*row) if row else None


_ACCOUNTS = select(
    t.account.c.id,
    t.account.c.person_id,
    t.person.c.name,
    t.person.c.email,
    t.account.c.user_name,
    t.account.c.password_hash,
    t.account.c.totp_secret,
    t.account.c.totp_last_step,
    t.account.c.must_change,
    t.account.c.disabled_on,
    t.account.c.created_at,
).join(t.person, t.person.c.id == t.account.c.person_id)


def add(
    office: Office,
    person_id: int,
    user_name: str,
    at: datetime,
    password_hash: str = "",
    *,
    must_change: bool = False,
) -> int:
    """An account for a person; without a hash the person signs in by passkey or elsewhere."""
    with writing(office.engine) as connection:
        return enter(connection, person_id, user_name, at, password_hash, must_change=must_change)


def enter(
    connection: Connection,
    person_id: int,
    user_name: str,
    at: datetime,
    password_hash: str,
    *,
    must_change: bool,
) -> int:
    """The row of an account, within the caller's transaction."""
    row = {
        "person_id": person_id,
        "user_name": same_name(user_name),
        "password_hash": password_hash,
        "totp_secret": "",
        "totp_last_step": 0,
        "must_change": must_change,
        "created_at": at,
    }
    account_id = singles.add(connection, t.account, row)
    if account_id is None:
        raise _taken(user_name)
    return account_id


def _taken(user_name: str) -> BadInput:
    text = f"«{user_name}» finns redan, eller så har personen redan ett konto. Välj ett annat namn."
    return BadInput(Complaint("kontot", None, "användarnamn", text))


def set_password(
    office: Office, person_id: int, password_hash: str, *, must_change: bool = False
) -> None:
    """The person's password from now on; whoever calls ends the sessions that it bears on."""
    _change(office, person_id, password_hash=password_hash, must_change=must_change)


def turn_totp_on(office: Office, person_id: int, secret: str, step: int) -> None:
    """From now on a code is asked for too; the code of ``step`` was shown and is used up."""
    _change(office, person_id, totp_secret=secret, totp_last_step=step)


def turn_totp_off(office: Office, person_id: int) -> None:
    """No code is asked for any more."""
    _change(office, person_id, totp_secret="", totp_last_step=0)


def use_totp_step(office: Office, person_id: int, step: int) -> bool:
    """Use up the code of a time step; False where it, or a later one, was used before."""
    unused = (t.account.c.person_id == person_id, t.account.c.totp_last_step < step)
    with upkeep(office.engine) as connection:
        used = connection.execute(update(t.account).where(*unused).values(totp_last_step=step))
        return used.rowcount == 1


def end_access(connection: Connection, person_id: int, at: datetime) -> None:
    """No session, token or calendar of the person lives on, within the caller's transaction."""
    sessions.end_every(connection, person_id, at)
    tokens = (t.api_token.c.person_id == person_id, t.api_token.c.revoked_at.is_(None))
    connection.execute(update(t.api_token).where(*tokens).values(revoked_at=at))
    feeds = (t.feed.c.person_id == person_id, t.feed.c.ended_at.is_(None))
    connection.execute(update(t.feed).where(*feeds).values(ended_at=at))


def _change(office: Office, person_id: int, **columns: object) -> None:
    with writing(office.engine) as connection:
        change(connection, person_id, **columns)


def change(connection: Connection, person_id: int, **columns: object) -> None:
    """Change the person's account, within the caller's transaction."""
    mine = update(t.account).where(t.account.c.person_id == person_id)
    if connection.execute(mine.values(columns)).rowcount != 1:
        raise NotFound(f"account of person {person_id}")


def has_administrator(office: Office) -> bool:
    """Whether an administrator has ever had an account; after that nobody founds another."""
    with reading(office.engine) as connection:
        return _has_administrator(connection)


def _has_administrator(connection: Connection) -> bool:
    granted = select(t.role_grant.c.id).where(
        t.role_grant.c.person_id == t.account.c.person_id,
        t.role_grant.c.role == Role.ADMINISTRATOR.value,
    )
    first = select(t.account.c.id).where(exists(granted))
    return connection.execute(first).first() is not None


def found_administrator(
    office: Office, name: str, email: str, password_hash: str, at: datetime
) -> int:
    """The installation's first administrator: a person with the role and an account.

    ``NotFound`` once there is one: of two who found at once, one does.
    """
    with writing(office.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_FOUNDER)
        if _has_administrator(connection):
            raise NotFound("first start")
        person = {"name": name, "email": email, "phone": "", "unit": ""}
        made = insert(t.person).returning(t.person.c.id)
        person_id: int = connection.execute(made, person).scalar_one()
        role = {
            "person_id": person_id,
            "role": Role.ADMINISTRATOR.value,
            "valid_from": local_date(at, office.time_zone),
        }
        connection.execute(insert(t.role_grant), role)
        enter(connection, person_id, email, at, password_hash, must_change=False)
        return person_id
