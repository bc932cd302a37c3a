"""Entering the organisation itself, once: as whose matters these are, and as one that has tasks."""

from sqlalchemy import Connection, select

from workflow.operations import registers
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.operations.registers import NewRegion
from workflow.refusals import BadInput, Complaint
from workflow.store import tables as t
from workflow.store.engine import writing

# Its key and its kind among the organisations.
_OWN = "region"


def found_organisation(office: Office, region: NewRegion, by: By) -> int:
    """The organisation; it can answer for measures from then on, like the others."""
    with writing(office.engine) as connection:
        if connection.execute(select(t.region.c.id)).first() is not None:
            text = "Organisationen är redan inlagd. Öppna sidan Nämnder."
            raise BadInput(Complaint("", None, "name", text))
        _enter_among_others(connection, office, region, by)
        return registers.found(connection, office, region, by)


def _enter_among_others(connection: Connection, office: Office, region: NewRegion, by: By) -> None:
    """By its number it may stand there already."""
    same = select(t.party.c.id).where(t.party.c.number == region.number)
    if connection.execute(same).first() is not None:
        return
    row = {"key": _OWN, "name": region.name, "kind": _OWN, "number": region.number, "email": ""}
    party_id = registers.insert_row(connection, t.party, row)
    note(connection, office, by, Change.ADD_PARTY, party_id, row)
