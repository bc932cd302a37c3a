"""What holds for the request at hand: the office, the instant, and who is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app, g
from flask import session as cookie

from web import bootstrap
from web.rights import Right, rights_of
from workflow.facts import Actor, local_date
from workflow.operations import looking, sessions
from workflow.operations import read_only as modes
from workflow.operations.office import Office
from workflow.operations.queries.mandates import may_decide_something
from workflow.operations.register_record import By
from workflow.operations.sessions import Session
from workflow.refusals import BeslutskedjanError
from workflow.settings import Settings
from workflow.store.mode import Closed

EXTENSION = "beslutskedjan"
SID = "sid"


class NotSignedIn(BeslutskedjanError):
    """The page is for somebody who is signed in."""


@dataclass
class Rooms:
    """What the web application is handed once: settings, office, clock.

    ``seals`` says that the organisation's seal is opened as soon as there is an organisation.
    """

    settings: Settings
    office: Office
    clock: Callable[[], datetime]
    seals: bool = False


def rooms() -> Rooms:
    found: Rooms = current_app.extensions[EXTENSION]
    return found


def settings() -> Settings:
    return rooms().settings


def office() -> Office:
    """The office; with its seal from when the organisation has been entered."""
    held = rooms()
    if held.seals and held.office.sealer is None:
        held.office = bootstrap.sealed(held.office, held.settings, at())
    return held.office


def organisation() -> str:
    """The name of the organisation whose office it is; empty until it has been entered."""
    if "organisation" not in g:
        g.organisation = (looking.owner(rooms().office) or ("", ""))[0]
    name: str = g.organisation
    return name


def read_only() -> Closed | None:
    """Why nothing may be written, said to those who are signed in; where it may, nothing."""
    return modes.now(rooms().office) if session() is not None else None


def at() -> datetime:
    """The instant of the request (UTC), read from the clock once."""
    if "at" not in g:
        g.at = rooms().clock()
    instant: datetime = g.at
    return instant


def on() -> date:
    """The office's local day."""
    return local_date(at(), rooms().settings.office.time_zone)


def clock_shows(instant: datetime) -> str:
    """``2024-05-08 14:10``, as the office's own clock showed it."""
    zone = ZoneInfo(rooms().settings.office.time_zone)
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"


def session() -> Session | None:
    """The session of the signed-in person; ``None`` where nobody is, or it has run out."""
    if "session" not in g:
        g.session = _find(cookie.get(SID, ""))
    found: Session | None = g.session
    return found


def _find(sid: str) -> Session | None:
    if not sid:
        return None
    limits = rooms().settings.sign_in
    idle, longest = timedelta(minutes=limits.idle_minutes), timedelta(hours=limits.hours)
    return sessions.find(rooms().office, sid, at(), idle, longest)


def is_fresh() -> bool:
    """Whether the person proved who they are within the last minutes."""
    held = session()
    limit = timedelta(minutes=rooms().settings.sign_in.fresh_minutes)
    return held is not None and at() - held.fresh_at <= limit


def person_id() -> int:
    """The signed-in person's id; raises ``NotSignedIn``."""
    held = session()
    if held is None:
        raise NotSignedIn
    return held.person_id


def actor() -> Actor:
    """The signed-in person as somebody who acts, with the roles of this day."""
    if "actor" not in g:
        g.actor = looking.actor(rooms().office, person_id(), at())
    acting: Actor = g.actor
    return acting


def by() -> By:
    """Who changes a register, and when: the signed-in person, now."""
    return By(actor(), at())


def rights() -> frozenset[Right]:
    """What the request may meet: everybody's rights, and those of the person signed in."""
    if "rights" not in g:
        g.rights = _rights()
    held: frozenset[Right] = g.rights
    return held


def _rights() -> frozenset[Right]:
    if session() is None:
        return rights_of(None, decides=False)
    decides = may_decide_something(rooms().office, person_id(), on())
    return rights_of(actor(), decides=decides)
