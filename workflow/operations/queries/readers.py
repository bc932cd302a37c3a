"""Who may read which cases: staff all of them, a decider those of the delegating committees."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, false, or_, select, true

from workflow.facts import Actor
from workflow.refusals import NotFound
from workflow.states import Role
from workflow.store import tables as t
from workflow.store.people import in_force

STAFF = frozenset({Role.OFFICER, Role.SECRETARY, Role.REGISTRAR})


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: every case, or those of these committees."""

    every_case: bool
    committee_ids: frozenset[int] = frozenset()

    def of(self, committee_id: ColumnElement[int]) -> ColumnElement[bool]:
        """The rows that the reader may see."""
        return true() if self.every_case else committee_id.in_(sorted(self.committee_ids))


def reader(connection: Connection, actor: Actor, on: date) -> Reader:
    """What the actor may read on that day."""
    if actor.roles & STAFF:
        return Reader(every_case=True)
    given = select(t.delegation.c.committee_id).where(is_mandated(actor.person_id or 0, on))
    return Reader(every_case=False, committee_ids=frozenset(connection.scalars(given)))


def is_mandated(person_id: int, on: date) -> ColumnElement[bool]:
    """Delegations in force that day to a post, or a deputy's post, that the person holds."""
    posts = (
        select(t.holding.c.post_id)
        .where(t.holding.c.person_id == person_id)
        .where(in_force(t.holding.c.valid_from, t.holding.c.valid_to, on))
    )
    holds = or_(t.delegation.c.post_id.in_(posts), t.delegation.c.deputy_post_id.in_(posts))
    lives = or_(t.delegation.c.revoked_on.is_(None), t.delegation.c.revoked_on > on)
    begun = t.delegation.c.ground_decided_on <= on
    return in_force(t.delegation.c.valid_from, t.delegation.c.valid_to, on) & begun & lives & holds


def saves_messages(actor: Actor) -> ColumnElement[bool]:
    """The cases whose messages the actor may save as they came: a reply may quote a live link."""
    if Role.REGISTRAR in actor.roles:
        return true()
    if Role.OFFICER not in actor.roles or actor.person_id is None:
        return false()
    return t.matter_case.c.officer_id == actor.person_id


def require_case(connection: Connection, case_id: int, actor: Actor, on: date) -> None:
    """``NotFound`` unless there is such a case and the actor may know of it."""
    mine = reader(connection, actor, on).of(t.matter_case.c.committee_id)
    found = select(t.matter_case.c.id).where(t.matter_case.c.id == case_id, mine)
    if connection.execute(found).first() is None:
        raise NotFound(f"case {case_id}")
