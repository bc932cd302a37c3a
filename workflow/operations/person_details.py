"""What is known of a person: changed by the administrator, or what is one's own by oneself."""

from sqlalchemy import Connection, update

from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, note_own
from workflow.refusals import NotFound
from workflow.store import tables as t
from workflow.store.engine import writing


def change(
    office: Office, person_id: int, name: str, email: str, phone: str, unit: str, by: By
) -> None:
    """A person's name, address and unit from now on; papers that are drawn up stay as they are."""
    said = {"name": name, "email": email, "phone": phone, "unit": unit}
    with writing(office.engine) as connection:
        _write(connection, person_id, said)
        note(connection, office, by, Change.CHANGE_PERSON, person_id, said)


def change_own(office: Office, person_id: int, phone: str, unit: str, by: By) -> None:
    """One's own telephone and unit, which stand at the head of papers that one prepares.

    The name and the e-mail address are the administrator's to change: letters with matters in
    them go there. Raises ``Refused`` where it is somebody else's.
    """
    said = {"phone": phone, "unit": unit}
    with writing(office.engine) as connection:
        _write(connection, person_id, said)
        whose = (person_id, person_id)
        note_own(connection, office, by, Change.CHANGE_PERSON, whose, said)


def _write(connection: Connection, person_id: int, said: dict[str, str]) -> None:
    own = update(t.person).where(t.person.c.id == person_id).values(**said)
    if connection.execute(own).rowcount != 1:
        raise NotFound(f"person {person_id}")
