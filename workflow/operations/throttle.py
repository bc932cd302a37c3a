"""Slowing down those who guess: each try to sign in is a row, and too many make the next wait.

Every try is written as failed before anything is compared, and marked when it was right, so that
many tries at once, in several processes, can't slip past the count. Three counts, over an hour:

* one name from one place: five tries are free, then each waits twice as long as the one before,
  up to a quarter of an hour; counted from the last time it was right;
* one place whatever the name: fifty are free (many sit behind one address), then up to a minute;
* one name from anywhere: fifty are free, then up to a minute.

Nobody can lock a person out. A browser in which the person has signed in before is a place of
its own (the page writers' ``device``), and is not touched by what others do to the name or from
the same address. Signing in by passkey or through the organisation's identity provider is never
throttled by name. From a new browser while somebody hammers on the name, the right password is
refused like a wrong one, without being looked at: a person waits, a guesser learns nothing.
Names that don't exist are counted in the same way.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, text, update

from workflow.operations.office import Office
from workflow.store import tables as t
from workflow.store.engine import upkeep

_WINDOW = timedelta(hours=1)
_KEPT = timedelta(days=1)
_DEVICE = "device:"

# SQLite has one writer at a time anyway.
_ONE_COUNTER = text("LOCK TABLE sign_in_try IN SHARE ROW EXCLUSIVE MODE")


@dataclass(frozen=True)
class Rule:
    """How many failures are free, and how long the wait can become after that."""

    free: int
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long after the last of so many failures nobody may try."""
        if failures < self.free:
            return timedelta(0)
        doubled = min(failures - self.free, 20)
        return min(timedelta(seconds=2**doubled), self.longest)


PAIR = Rule(5, timedelta(minutes=15))
PLACE = Rule(50, timedelta(minutes=1))
NAME = Rule(50, timedelta(minutes=1))


@dataclass(frozen=True)
class Try:
    """A try that may be made (``id``), or the whole seconds until one may."""

    id: int | None
    seconds: int = 0


def device(secret: str) -> str:
    """The place that a browser is in which somebody has signed in before."""
    return _DEVICE + hashlib.sha256(secret.encode()).hexdigest()


def attempt(office: Office, name: str, place: str, at: datetime) -> Try:
    """Count a try from an address or a ``device``; refused with the seconds to wait."""
    hashed = _hashed(office, name)
    with upkeep(office.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_COUNTER)
        connection.execute(delete(t.sign_in_try).where(t.sign_in_try.c.at < at - _KEPT))
        wait = _wait(connection, hashed, place, at)
        if wait > timedelta(0):
            return Try(None, ceil(wait.total_seconds()))
        row = {"name_hash": hashed, "address": place, "at": at, "succeeded": False}
        made = insert(t.sign_in_try).returning(t.sign_in_try.c.id)
        return Try(connection.execute(made, row).scalar_one())


def succeeded(office: Office, try_id: int) -> None:
    """The try was right after all."""
    mine = update(t.sign_in_try).where(t.sign_in_try.c.id == try_id)
    with upkeep(office.engine) as connection:
        connection.execute(mine.values(succeeded=True))


def _wait(connection: Connection, hashed: str, place: str, at: datetime) -> timedelta:
    tries = t.sign_in_try.c
    name, here = tries.name_hash == hashed, tries.address == place
    waits = [_left(connection, PAIR, at, name, here, _after_last_right(hashed, place))]
    if not place.startswith(_DEVICE):
        elsewhere = ~tries.address.startswith(_DEVICE)
        waits.append(_left(connection, PLACE, at, here))
        waits.append(_left(connection, NAME, at, name, elsewhere))
    return max(waits)


def _after_last_right(hashed: str, place: str) -> ColumnElement[bool]:
    right = t.sign_in_try.alias()
    last = select(func.coalesce(func.max(right.c.id), 0)).where(
        right.c.name_hash == hashed, right.c.address == place, right.c.succeeded
    )
    return t.sign_in_try.c.id > last.scalar_subquery()


def _left(
    connection: Connection, rule: Rule, at: datetime, *which: ColumnElement[bool]
) -> timedelta:
    """How much of the wait is left."""
    tries = t.sign_in_try.c
    recent = (tries.at > at - _WINDOW, ~tries.succeeded)
    counted = select(func.count(), func.max(tries.at)).where(*which, *recent)
    failures, last = connection.execute(counted).one()
    return rule.wait(failures) - (at - last) if failures else timedelta(0)


def _hashed(office: Office, name: str) -> str:
    """The name under a key: people type passwords in the wrong field."""
    said = name.strip().casefold()
    return hmac.new(office.key, f"try\x1f{said}".encode(), hashlib.sha256).hexdigest()
