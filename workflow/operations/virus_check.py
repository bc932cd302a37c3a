"""A file from outside is let in only when the virus scanner, where there is one, calls it clean."""

import logging
from datetime import datetime

from workflow.facts import Actor
from workflow.operations import entries
from workflow.operations.office import Office
from workflow.refusals import BadInput
from workflow.scanning import Clean, Infected, Unscanned
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


def require_clean(
    office: Office, name: str, content: bytes, case_id: int, actor: Actor, at: datetime
) -> None:
    """``BadInput`` where the file is infected, which goes on record, or can't be scanned now."""
    if office.scanner is None:
        return
    match office.scanner.scan(content):
        case Clean():
            return
        case Infected(virus):
            _LOG.warning("infected file refused in case %s: %r", case_id, virus)
            _put_on_record(office, f"Filen {name} innehöll {virus}.", case_id, actor, at)
            raise BadInput.about(name, _INFECTED.format(virus=virus))
        case Unscanned(why):
            _LOG.error("no virus scan, file refused in case %s: %r", case_id, why)
            raise BadInput.about(name, _WAITING)


def _put_on_record(office: Office, reason: str, case_id: int, actor: Actor, at: datetime) -> None:
    body = entries.noted(STEP, "case", case_id, {"reason": reason}, actor, at)
    with writing(office.engine) as connection:
        record.append(connection, case_id, body, office.key)
