"""What a handover can be of: a person's cases, and who may take them over."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow.operations.office import Office
from workflow.references import swedish_key
from workflow.states import Role
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class HeldCase:
    """A case that a person is the officer of."""

    id: int
    reference: str
    title: str


@dataclass(frozen=True)
class Receiver:
    """An officer, and the last day of the absence of one who is away."""

    id: int
    name: str
    away_until: date | None = None


def cases_of(office: Office, person_id: int) -> tuple[HeldCase, ...]:
    """The cases that the person is the officer of, by reference."""
    mine = select(t.matter_case).where(t.matter_case.c.officer_id == person_id)
    with reading(office.engine) as connection:
        rows = connection.execute(mine.order_by(t.matter_case.c.reference, t.matter_case.c.id))
        return tuple(HeldCase(row.id, row.reference, row.title) for row in rows)


def receivers(office: Office, but: int, on: date) -> tuple[Receiver, ...]:
    """Every officer of that day except one, by name."""
    with reading(office.engine) as connection:
        held = people.keepers(connection, on)
    found = (person for person in held.roles.get(Role.OFFICER, ()) if person.id != but)
    shown = (
        Receiver(each.id, each.name, held.away[each.id].last_on if each.id in held.away else None)
        for each in found
    )
    return tuple(sorted(shown, key=lambda each: (swedish_key(each.name), each.id)))
