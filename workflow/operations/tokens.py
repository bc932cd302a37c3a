"""Tokens of the API: given out once, kept as a hash, with a scope and a last day."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, or_, select, update

from workflow.facts import local_date
from workflow.operations.office import Office, token_hash
from workflow.refusals import BadInput, Complaint
from workflow.store import tables as t
from workflow.store.engine import reading, upkeep, writing
from workflow.store.tables import Scope

LONGEST = timedelta(days=366)
_PREFIX = "bk_"
_TOUCHED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Token:
    """A token as its owner sees it afterwards: everything but the token itself."""

    id: int
    person_id: int
    label: str
    scope: Scope
    created_at: datetime
    expires_on: date
    revoked_at: datetime | None
    used_at: datetime | None


def issue(
    office: Office, person_id: int, label: str, scope: Scope, expires_on: date, at: datetime
) -> str:
    """A new token that lasts through ``expires_on``; it can't be shown again."""
    _require_in_time(expires_on, local_date(at, office.time_zone))
    token = _PREFIX + secrets.token_urlsafe(32)
    row = {
        "person_id": person_id,
        "token_hash": token_hash(token),
        "label": label,
        "scope": scope.value,
        "created_at": at,
        "expires_on": expires_on,
    }
    with writing(office.engine) as connection:
        connection.execute(insert(t.api_token), row)
    return token


def _require_in_time(expires_on: date, on: date) -> None:
    if not on <= expires_on <= on + LONGEST:
        text = f"ska vara tidigast {on} och senast {on + LONGEST}. Ange en dag däremellan."
        raise BadInput(Complaint("åtkomstnyckeln", None, "sista dagen", text))


def bearer(office: Office, token: str, at: datetime) -> Token | None:
    """The token as long as it holds; notes at most once a minute that it was used."""
    on = local_date(at, office.time_zone)
    live = (
        _TOKENS.outerjoin(t.account, t.account.c.person_id == t.api_token.c.person_id)
        .where(t.api_token.c.token_hash == token_hash(token))
        .where(t.api_token.c.revoked_at.is_(None), t.api_token.c.expires_on >= on)
        .where(or_(t.account.c.disabled_on.is_(None), t.account.c.disabled_on > on))
    )
    with reading(office.engine) as connection:
        row = connection.execute(live).one_or_none()
    if row is None:
        return None
    if row.used_at is None or at - row.used_at >= _TOUCHED_EVERY:
        _touch(office, row.id, at)
    return Token(*row[:3], Scope(row.scope), *row[4:])


def _touch(office: Office, token_id: int, at: datetime) -> None:
    mine = update(t.api_token).where(t.api_token.c.id == token_id)
    with upkeep(office.engine) as connection:
        connection.execute(mine.values(used_at=at))


def of_person(office: Office, person_id: int) -> tuple[Token, ...]:
    """A person's tokens, the newest first, those too that no longer hold."""
    mine = _TOKENS.where(t.api_token.c.person_id == person_id).order_by(t.api_token.c.id.desc())
    with reading(office.engine) as connection:
        rows = connection.execute(mine).all()
    return tuple(Token(*row[:3], Scope(row.scope), *row[4:]) for row in rows)


def revoke(office: Office, person_id: int, token_id: int, at: datetime) -> None:
    """The token holds no more; another person's is left alone."""
    mine = (t.api_token.c.id == token_id, t.api_token.c.person_id == person_id)
    still = t.api_token.c.revoked_at.is_(None)
    with writing(office.engine) as connection:
        connection.execute(update(t.api_token).where(*mine, still).values(revoked_at=at))


_TOKENS = select(
    t.api_token.c.id,
    t.api_token.c.person_id,
    t.api_token.c.label,
    t.api_token.c.scope,
    t.api_token.c.created_at,
    t.api_token.c.expires_on,
    t.api_token.c.revoked_at,
    t.api_token.c.used_at,
)
