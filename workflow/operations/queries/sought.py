"""The case and the person that somebody names on the command line; ``BadInput`` where none is."""

from sqlalchemy import func, select

from workflow.operations.office import Office
from workflow.refusals import BadInput, Complaint
from workflow.store import tables as t
from workflow.store.engine import reading


def case_id(office: Office, reference: str) -> int:
    """The case with that diarienummer."""
    query = select(t.matter_case.c.id).where(t.matter_case.c.reference == reference.strip())
    with reading(office.engine) as connection:
        found = connection.execute(query).scalars().first()
    if found is None:
        text = f"«{reference}» finns inte. Skriv diarienumret som i programmet, RUN/536/2021."
        raise BadInput(Complaint("forecast", None, "--case", text))
    return int(found)


def person_id(office: Office, email: str) -> int:
    """The person with that address."""
    wanted = email.strip().lower()
    query = select(t.person.c.id).where(func.lower(t.person.c.email) == wanted)
    with reading(office.engine) as connection:
        found = connection.execute(query.order_by(t.person.c.id)).scalars().first()
    if found is None:
        text = f"ingen person har adressen «{email}». Kontrollera den i registret över personer."
        raise BadInput(Complaint("forecast", None, "--person", text))
    return int(found)
