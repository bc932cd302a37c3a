"""Forms that were sent: each is acted on once, and a repeated one is led where the first was."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from workflow.operations import singles
from workflow.operations.office import Office
from workflow.store import tables as t
from workflow.store.engine import upkeep

_KEPT = timedelta(days=7)
# Longer than any request lasts: whoever held the form is gone, and left no answer.
_ABANDONED = timedelta(minutes=2)


@dataclass(frozen=True)
class Claim:
    """Whether this is the first time, and if not, where the first led (empty while under way)."""

    new: bool
    location: str


def claim(office: Office, nonce: str, owner: str, at: datetime) -> Claim:
    """Take a sent form in hand; only one of those who ask at once is told that it is new.

    A form in whose first handling the program was killed may be taken again after a while: what
    it asks for is then refused by the rules, if it was done after all.
    """
    row = {"nonce": nonce, "owner": owner, "at": at, "location": ""}
    mine = t.form_use.c.nonce == nonce
    stuck = (t.form_use.c.owner == owner, t.form_use.c.location == "")
    with upkeep(office.engine) as connection:
        connection.execute(delete(t.form_use).where(t.form_use.c.at < at - _KEPT))
        if singles.add(connection, t.form_use, row):
            return Claim(new=True, location="")
        retaken = update(t.form_use).where(mine, *stuck, t.form_use.c.at < at - _ABANDONED)
        if connection.execute(retaken.values(at=at)).rowcount:
            return Claim(new=True, location="")
        found = select(t.form_use.c.location).where(mine, t.form_use.c.owner == owner)
        return Claim(new=False, location=connection.execute(found).scalar() or "")


def settle(office: Office, nonce: str, location: str) -> None:
    """The form was acted on, and its sender led here."""
    mine = update(t.form_use).where(t.form_use.c.nonce == nonce)
    with upkeep(office.engine) as connection:
        connection.execute(mine.values(location=location))


def release(office: Office, nonce: str) -> None:
    """Nothing came of the form: it may be sent again."""
    unsettled = (t.form_use.c.nonce == nonce, t.form_use.c.location == "")
    with upkeep(office.engine) as connection:
        connection.execute(delete(t.form_use).where(*unsettled))
