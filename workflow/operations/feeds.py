"""A person's own calendar address: made, exchanged for another, ended; only its hash is kept."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Update, insert, or_, select, update

from workflow.facts import local_date
from workflow.operations.office import Office, token_hash
from workflow.store import tables as t
from workflow.store.engine import reading, writing

_BYTES = 32
LENGTH = 43  # letters and digits that the secret is written with


def make(office: Office, person_id: int, at: datetime) -> str:
    """A new secret for the person, which can't be shown again; the one before it ends."""
    secret = secrets.token_urlsafe(_BYTES)
    row = {"person_id": person_id, "token_hash": token_hash(secret), "made_at": at}
    with writing(office.engine) as connection:
        connection.execute(_end(person_id, at))
        connection.execute(insert(t.feed), row)
    return secret


def end(office: Office, person_id: int, at: datetime) -> None:
    """The person's address answers no more."""
    with writing(office.engine) as connection:
        connection.execute(_end(person_id, at))


def _end(person_id: int, at: datetime) -> Update:
    mine = t.feed.c.person_id == person_id, t.feed.c.ended_at.is_(None)
    return update(t.feed).where(*mine).values(ended_at=at)


def made_at(office: Office, person_id: int) -> datetime | None:
    """When the address that answers now was made; nothing where there is none."""
    live = select(t.feed.c.made_at).where(
        t.feed.c.person_id == person_id, t.feed.c.ended_at.is_(None)
    )
    with reading(office.engine) as connection:
        return connection.execute(live.order_by(t.feed.c.id.desc())).scalars().first()


def bearer(office: Office, secret: str, at: datetime) -> int | None:
    """Whose calendar it is; nobody's where it has ended or the person no longer may sign in."""
    if len(secret) != LENGTH:
        return None
    on = local_date(at, office.time_zone)
    live = (
        select(t.feed.c.person_id)
        .outerjoin(t.account, t.account.c.person_id == t.feed.c.person_id)
        .where(t.feed.c.token_hash == token_hash(secret), t.feed.c.ended_at.is_(None))
        .where(or_(t.account.c.disabled_on.is_(None), t.account.c.disabled_on > on))
    )
    with reading(office.engine) as connection:
        return connection.execute(live).scalar_one_or_none()


def changed_at(office: Office, case_ids: Iterable[int]) -> dict[int, datetime]:
    """When something last happened in each case: what a calendar goes by to see what is new."""
    mine = select(t.matter_case.c.id, t.matter_case.c.head_at).where(
        t.matter_case.c.id.in_(sorted(set(case_ids))), t.matter_case.c.head_at.is_not(None)
    )
    with reading(office.engine) as connection:
        return {row.id: row.head_at for row in connection.execute(mine)}
