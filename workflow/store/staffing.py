"""Who has each task of a case on a day: by role, by delegated post, and by deputy where away."""

from dataclasses import dataclass, field, replace
from datetime import date

from workflow.facts import Absence, Delegation, Keepers, Person, Register
from workflow.states import Role
from workflow.store import people
from workflow.store.prepared import Source


@dataclass
class Staffing:
    """Who acts by role that day; ``away`` whose place they take, or who is away and has nobody."""

    staff: dict[Role, Person] = field(default_factory=dict)
    away: dict[Role, Absence] = field(default_factory=dict)

    def enter(self, role: Role, person: Person, absence: Absence | None) -> None:
        self.staff[role] = person
        if absence is not None:
            self.away[role] = absence


def staffing(connection: Source, officer_id: int, entries: Register, on: date) -> Staffing:
    """The secretary and registrar by role, the decider by post, and the officer where away.

    Who has a conflict of interest in the matter is asked nothing: the deputy is, or else nobody.
    """
    held, found = people.keepers(connection, on), Staffing()
    for role in (Role.SECRETARY, Role.REGISTRAR):
        _by_role(held, found, role)
    if entries.delegations:
        barred = frozenset(each.person_id for each in entries.conflicts)
        _by_post(held, found, entries.delegations[0], barred, on)
    if (absence := held.away.get(officer_id)) is not None:
        able = absence.deputy and held.has(Role.OFFICER, absence.deputy.id)
        found.away[Role.OFFICER] = absence if able else replace(absence, deputy=None)
    return found


def _by_role(held: Keepers, found: Staffing, role: Role) -> None:
    """The first who is there; where all are away the first of them, with nobody in the place."""
    reached = held.reached(role)
    granted = held.roles.get(role, ())
    if reached:
        first = reached[0]
        found.enter(role, held.entitled(first.person), first.instead)
    elif granted:
        absence = replace(held.away[granted[0].id], deputy=None)
        found.enter(role, held.entitled(granted[0]), absence)


def _by_post(
    held: Keepers, found: Staffing, mandate: Delegation, barred: frozenset[int], on: date
) -> None:
    """The post's holder; for one who can't act the holder of the deputy's post, and nobody else."""
    ordinary = held.posts.get(mandate.post.id)
    if ordinary is None:
        return
    is_barred = ordinary.id in barred
    absence = Absence(ordinary.name, on, on) if is_barred else held.away.get(ordinary.id)
    deputy = held.posts.get(mandate.deputy.id) if mandate.deputy else None
    if absence is None:
        found.enter(Role.DECIDER, held.entitled(ordinary), None)
    elif deputy is not None and deputy.id not in held.away and deputy.id not in barred:
        acting = held.entitled(deputy)
        found.enter(Role.DECIDER, acting, replace(absence, deputy=acting))
    elif not is_barred:
        found.enter(Role.DECIDER, held.entitled(ordinary), replace(absence, deputy=None))
