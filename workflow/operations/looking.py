"""Looking, without touching: who acts, who bears a link, which papers a decider is shown."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workflow.facts import Actor, PaperRef, local_date
from workflow.operations.office import Office, token_hash
from workflow.states import DutyKind, Role
from workflow.store import paper_register, people
from workflow.store import tables as t
from workflow.store.engine import asking, reading
from workflow.store.prepared import Prepared


def actor(office: Office, person_id: int, at: datetime) -> Actor:
    """A person as somebody who acts at that time, with the roles of that day."""
    with asking(office.engine) as connection:
        return people.actor(connection, person_id, local_date(at, office.time_zone))


@dataclass(frozen=True)
class Bearer:
    """Who bears a personal link, and what it is for."""

    actor: Actor
    plan_id: int | None
    decision_id: int | None


def bearer(office: Office, token: str, at: datetime) -> Bearer:
    """The bearer of a personal link; ``NotFound`` for an unknown or outdated one."""
    with reading(office.engine) as connection:
        on = local_date(at, office.time_zone)
        who = people.link_bearer(connection, token_hash(token), on)
    return Bearer(who, who.plan_id, who.decision_id)


@dataclass(frozen=True)
class Outdated:
    """A personal link whose last day has passed; a recipient's can be sent anew."""

    party_name: str
    expires_on: date
    may_be_sent_anew: bool


def outdated(office: Office, token: str, at: datetime) -> Outdated | None:
    """What a link was, if its day has passed; ``None`` for one that is good or never was."""
    query = (
        select(t.party.c.name, t.personal_link.c.expires_on, t.personal_link.c.purpose)
        .join(t.party, t.party.c.id == t.personal_link.c.party_id)
        .where(t.personal_link.c.token_hash == token_hash(token))
        .where(t.personal_link.c.expires_on < local_date(at, office.time_zone))
    )
    with reading(office.engine) as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Outdated(row.name, row.expires_on, row.purpose == Role.RECIPIENT)


_LINK = re.compile(r"/lank/([A-Za-z0-9_-]{43})")


def tokens_in_letters(
    office: Office, email: str, kinds: tuple[str, ...], newest: int | None = None
) -> tuple[str, ...]:
    """The personal links in the letters of these kinds to an address, the newest first.

    With ``newest`` only in so many letters: among years of them that is much quicker.
    """
    letters = (
        select(t.letter.c.body)
        .where(t.letter.c.to_email == email, t.letter.c.kind.in_(kinds))
        .order_by(t.letter.c.id.desc())
        .limit(newest)
    )
    with reading(office.engine) as connection:
        bodies = connection.execute(letters).scalars().all()
    found = (_LINK.search(body) for body in bodies)
    return tuple(dict.fromkeys(link[1] for link in found if link))


def papers_shown(office: Office, decision_id: int) -> tuple[PaperRef, ...]:
    """The papers that stand frozen with a submitted decision, as a decider is shown them."""
    with reading(office.engine) as connection:
        return paper_register.papers_of(connection, decision_id)


def measure_ids(office: Office, plan_id: int) -> dict[str, int]:
    """The measures of a plan: their ids by key."""
    with reading(office.engine) as connection:
        rows = connection.execute(
            select(t.measure.c.key, t.measure.c.id).where(t.measure.c.plan_id == plan_id)
        )
        return {row.key: row.id for row in rows}


def target_ids(office: Office, plan_id: int) -> dict[tuple[str, int], int]:
    """The targets of a plan: their ids by the measure's key and their position."""
    with reading(office.engine) as connection:
        rows = connection.execute(
            select(t.measure.c.key, t.target.c.position, t.target.c.id)
            .join(t.measure, t.measure.c.id == t.target.c.measure_id)
            .where(t.measure.c.plan_id == plan_id)
        )
        return {(row.key, row.position): row.id for row in rows}


@dataclass(frozen=True)
class PaperUse:
    """A kept paper and the step that made it."""

    name: str
    sha256: str
    made_on: date


def papers_made(office: Office) -> tuple[PaperUse, ...]:
    """Every paper of every case, in the order in which it was made."""
    with reading(office.engine) as connection:
        rows = connection.execute(select(t.paper_use).order_by(t.paper_use.c.id))
        return tuple(PaperUse(row.name, row.sha256, row.made_on) for row in rows)


@dataclass(frozen=True)
class LetterSent:
    """A letter that has left: when, to whom, about what."""

    message_id: str
    kind: str
    to_name: str
    created_at: datetime
    sent: bool


def letters_ordered(office: Office) -> tuple[LetterSent, ...]:
    """Every letter, in the order in which it was ordered."""
    with reading(office.engine) as connection:
        rows = connection.execute(select(t.letter).order_by(t.letter.c.id))
        return tuple(
            LetterSent(
                row.message_id, row.kind, row.to_name, row.created_at, row.sent_at is not None
            )
            for row in rows
        )


@dataclass(frozen=True)
class Watched:
    """A duty as the calendar shows it, with its reminders as (level, day, day sent)."""

    kind: DutyKind
    year: int | None
    whom: str
    due_on: date
    why: str
    settled_on: date | None
    settled_by: str
    reminders: tuple[tuple[int, date, date | None], ...]


def calendar(office: Office) -> tuple[Watched, ...]:
    """Every duty by the day it is due, with its reminders."""
    with reading(office.engine) as connection:
        reminders: dict[int, list[tuple[int, date, date | None]]] = {}
        for row in connection.execute(
            select(t.reminder).order_by(t.reminder.c.remind_on, t.reminder.c.id)
        ):
            each = (row.level, row.remind_on, row.sent_on)
            reminders.setdefault(row.duty_id, []).append(each)
        rows = connection.execute(
            select(t.duty, t.plan.c.year, t.party.c.name)
            .outerjoin(t.plan, t.plan.c.id == t.duty.c.plan_id)
            .outerjoin(t.party, t.party.c.id == t.duty.c.party_id)
            .order_by(t.duty.c.due_on, t.duty.c.id)
        )
        return tuple(
            Watched(
                DutyKind(row.kind),
                row.year,
                row.name or row.role_to,
                row.due_on,
                row.why,
                row.settled_on,
                row.settled_by,
                tuple(reminders.get(row.id, ())),
            )
            for row in rows
        )


_OWNER = Prepared(select(t.region.c.name, t.region.c.number).order_by(t.region.c.id).limit(1))


def owner(office: Office) -> tuple[str, str] | None:
    """The organisation's name and number; ``None`` in an installation without a region yet."""
    with asking(office.engine) as connection:
        row = _OWNER.row(connection)
        return (row.name, row.number) if row else None
