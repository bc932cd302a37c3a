"""Sessions as rows: begun at sign-in, found by a secret of which only the hash is kept, ended.

Whatever ends access counts at the next look: the end of the session, its age, the time since it
was last used, and an account that was disabled.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from workflow.facts import local_date
from workflow.operations.office import Office
from workflow.refusals import NotFound
from workflow.store import tables as t
from workflow.store.engine import asking, reading, upkeep
from workflow.store.prepared import Prepared

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
_TOUCHED_EVERY = timedelta(minutes=1)
_LONGEST_AGENT = 300
# Where and when people worked is kept no longer than somebody may need to look into it.
_KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Session:
    """A session that lives: whose it is, how it began, and when it was last made sure of."""

    id: int
    person_id: int
    method: str
    user_agent: str
    created_at: datetime
    seen_at: datetime
    fresh_at: datetime


def begin(office: Office, person_id: int, method: str, user_agent: str, at: datetime) -> str:
    """A new session for a person who has just signed in; the answer is its secret."""
    sid = _secret()
    row = {
        "sid_hash": _hashed(sid),
        "person_id": person_id,
        "method": method,
        "user_agent": user_agent[:_LONGEST_AGENT],
        "created_at": at,
        "seen_at": at,
        "fresh_at": at,
    }
    with upkeep(office.engine) as connection:
        connection.execute(delete(t.web_session).where(t.web_session.c.created_at < at - _KEPT))
        connection.execute(insert(t.web_session), row)
    return sid


def _open(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(which, t.web_session.c.ended_at.is_(None))


_ROW = t.web_session.c
_LIVING = (
    select(
        _ROW.id,
        _ROW.person_id,
        _ROW.method,
        _ROW.user_agent,
        _ROW.created_at,
        _ROW.seen_at,
        _ROW.fresh_at,
    )
    .outerjoin(t.account, t.account.c.person_id == _ROW.person_id)
    .where(_open(_ROW.seen_at > bindparam("used")), _ROW.created_at > bindparam("begun"))
    .where(or_(t.account.c.disabled_on.is_(None), t.account.c.disabled_on > bindparam("on")))
)
_FOUND = Prepared(_LIVING.where(_ROW.sid_hash == bindparam("sid")))


def find(
    office: Office, sid: str, at: datetime, idle: timedelta, longest: timedelta
) -> Session | None:
    """The session of this secret while it lives; notes at most once a minute that it was used."""
    on = local_date(at, office.time_zone)
    limits = {"used": at - idle, "begun": at - longest, "on": on}
    with asking(office.engine) as connection:
        row = _FOUND.row(connection, sid=_hashed(sid), **limits)
    if row is None:
        return None
    if at - row.seen_at >= _TOUCHED_EVERY:
        _touch(office, row.id, at)
    return Session(*row)


def _touch(office: Office, session_id: int, at: datetime) -> None:
    mine = (t.web_session.c.id == session_id, t.web_session.c.seen_at < at)
    with upkeep(office.engine) as connection:
        connection.execute(update(t.web_session).where(*mine).values(seen_at=at))


def was_whose(office: Office, sid: str) -> int | None:
    """Whose session the secret is or was, also after it has ended."""
    mine = select(t.web_session.c.person_id).where(t.web_session.c.sid_hash == _hashed(sid))
    with reading(office.engine) as connection:
        return connection.execute(mine).scalar_one_or_none()


def renew(office: Office, session_id: int, at: datetime) -> str:
    """A new secret for a session whose person has signed in afresh; the old one is dead."""
    sid = _secret()
    mine = update(t.web_session).where(_open(t.web_session.c.id == session_id))
    with upkeep(office.engine) as connection:
        changed = connection.execute(mine.values(sid_hash=_hashed(sid), seen_at=at, fresh_at=at))
        if changed.rowcount != 1:
            raise NotFound(f"session {session_id}")
    return sid


def end(office: Office, session_id: int, at: datetime) -> None:
    """End one session; to end it twice changes nothing."""
    _end(office, t.web_session.c.id == session_id, at)


def end_of(office: Office, person_id: int, session_id: int, at: datetime) -> None:
    """End one of a person's own sessions; another person's is left alone."""
    mine = and_(t.web_session.c.id == session_id, t.web_session.c.person_id == person_id)
    _end(office, mine, at)


def end_all(office: Office, person_id: int, at: datetime, but: int | None = None) -> None:
    """End every session of a person, or every one but this."""
    with upkeep(office.engine) as connection:
        end_every(connection, person_id, at, but)


def end_every(connection: Connection, person_id: int, at: datetime, but: int | None = None) -> None:
    """End every session of a person, or every one but this, within the caller's transaction."""
    others = t.web_session.c.id != (but or 0)
    _end_rows(connection, and_(t.web_session.c.person_id == person_id, others), at)


def _end(office: Office, which: ColumnElement[bool], at: datetime) -> None:
    with upkeep(office.engine) as connection:
        _end_rows(connection, which, at)


def _end_rows(connection: Connection, which: ColumnElement[bool], at: datetime) -> None:
    connection.execute(update(t.web_session).where(_open(which)).values(ended_at=at))


def of_person(
    office: Office,
    person_id: int,
    at: datetime,
    idle: timedelta = IDLE,
    longest: timedelta = LONGEST,
) -> tuple[Session, ...]:
    """A person's living sessions, the last used first."""
    live = _living(at, idle, longest, local_date(at, office.time_zone))
    mine = live.where(t.web_session.c.person_id == person_id)
    newest = mine.order_by(t.web_session.c.seen_at.desc(), t.web_session.c.id.desc())
    with reading(office.engine) as connection:
        return tuple(Session(*row) for row in connection.execute(newest))


def _living(
    at: datetime, idle: timedelta, longest: timedelta, on: date
) -> Select[int, int, str, str, datetime, datetime, datetime]:
    return _LIVING.params(used=at - idle, begun=at - longest, on=on)


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _hashed(sid: str) -> str:
    return hashlib.sha256(sid.encode()).hexdigest()
