"""A file from outside is let in only when the virus scanner, where there is one, calls it clean."""

import logging
from datetime import datetime

from sqlalchemy import Connection

from workflow.facts import Actor
from workflow.operations import entries
from workflow.operations.office import Office
from workflow.refusals import BadInput
from workflow.scanning import Clean, Infected, Scanned, Unscanned
from workflow.store import record
from workflow.store.engine import writing

STEP = "refuse_file"
_LOG = logging.getLogger("beslutskedjan.virus")
_INFECTED = (
    "filen innehåller skadlig kod ({virus}) och är inte sparad. Öppna den inte, och kontakta "
    "it-avdelningen."
)
_WAITING = (
    "filen väntar på viruskontroll: kontrollen svarar inte just nu, och filen är inte sparad. "
    "Ladda upp den igen om en stund. Kontakta administratören om det inte hjälper."
)
_HARMLESS = b"Beslutskedjan"


def scanned(office: Office, content: bytes) -> Scanned:
    """What the scanner says of the bytes; where there is none, all is let in."""
    return Clean() if office.scanner is None else office.scanner.scan(content)


def answers(office: Office) -> bool:
    """Whether the scanner can tell anything: where it can, what it could not tell is to blame."""
    return not isinstance(scanned(office, _HARMLESS), Unscanned)


def require_clean(
    office: Office, name: str, content: bytes, case_id: int | None, actor: Actor, at: datetime
) -> None:
    """``BadInput`` where the file is infected, which goes on record, or can't be scanned now.

    A file that is brought to no case, as a list of organisations, is of the registers.
    """
    match scanned(office, content):
        case Clean():
            return
        case Infected(virus):
            _LOG.warning("infected file refused in case %s: %r", case_id, virus)
            with writing(office.engine) as connection:
                said = f"Filen {name} innehöll {virus}."
                put_on_record(connection, office, said, case_id, actor, at)
            raise BadInput.about(name, _INFECTED.format(virus=virus))
        case Unscanned(why):
            _LOG.error("no virus scan, file refused in case %s: %r", case_id, why)
            raise BadInput.about(name, _WAITING)


def put_on_record(
    connection: Connection,
    office: Office,
    reason: str,
    case_id: int | None,
    actor: Actor,
    at: datetime,
) -> None:
    """What was refused, in the record of its case, else in that of the registers."""
    given = {"reason": reason}
    if case_id is None:
        body = entries.noted(STEP, "file", None, given, actor, at)
        record.append_to_registers(connection, body, office.key)
        return
    body = entries.noted(STEP, "case", case_id, given, actor, at)
    record.append(connection, case_id, body, office.key)
