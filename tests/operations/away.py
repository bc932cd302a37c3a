"""Absences and their people, for the tests of what they change."""

from datetime import date

from tests.operations.builders import BEGAN, World, when
from workflow.facts import Actor
from workflow.operations import absences, registers
from workflow.operations.absences import NewAbsence
from workflow.operations.register_record import By
from workflow.states import ActorKind, Role

AT = when("2023-09-20")
ADMIN = Actor(ActorKind.PERSON, "Administratören", frozenset({Role.ADMINISTRATOR}))
BY = By(ADMIN, AT)
FIRST, LAST = date(2023, 10, 1), date(2023, 11, 30)


def a_colleague(world: World, role: Role = Role.OFFICER, key: str = "colleague") -> int:
    """Somebody more with a role, with the name of it."""
    names = {"colleague": "Planeraren", "spare": "Vikarien"}
    email = f"{key}@region.example"
    person_id = registers.add_person(world.office, names[key], email)
    registers.grant_role(world.office, person_id, role, BEGAN)
    world.people[key] = person_id
    return person_id


def away(
    world: World, who: str, deputy: str | None = None, days: tuple[date, date] = (FIRST, LAST)
) -> int:
    """Somebody is recorded as away, by the administrator."""
    deputy_id = world.people[deputy] if deputy else None
    new = NewAbsence(world.people[who], *days, deputy_id)
    return absences.enter(world.office, new, BY)
