"""Skrivskyddat läge: nothing is written until somebody lets it; who and why is on record."""

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.plaintext import hidden_characters
from workflow.refusals import BadInput, Complaint, Conflict
from workflow.store import mode
from workflow.store.engine import asking, upkeep
from workflow.store.mode import Closed

_LONGEST = 200
_STILL_WRITING = (
    "Någon har skrivit i databasen hela tiden i tio sekunder. Ingenting har ändrats. Försök igen."
)


def now(office: Office) -> Closed | None:
    """Why nothing may be written; ``None`` where everything is as usual."""
    with asking(office.engine) as connection:
        return mode.closed(connection)


def begin(office: Office, reason: str, by: By) -> bool:
    """Let nobody write; ``False`` where nobody might already.

    When this has come back nothing more is written, in any process: whoever was in the middle of
    writing is waited for.
    """
    require(by, Change.PAUSE_WRITING)
    said = _readable(reason)
    try:
        with upkeep(office.engine) as connection:
            if not mode.close(connection, Closed(said, by.actor.name, by.at)):
                return False
            note(connection, office, by, Change.PAUSE_WRITING, 0, {"reason": said})
            return True
    except OperationalError as waited:
        raise Conflict(_STILL_WRITING) from waited


def end(office: Office, by: By) -> bool:
    """Let everybody write again; ``False`` where they might already."""
    require(by, Change.RESUME_WRITING)
    with upkeep(office.engine) as connection:
        was = mode.closed(connection)
        return was is not None and _open_again(connection, office, was, by)


def _open_again(connection: Connection, office: Office, was: Closed, by: By) -> bool:
    if not mode.open_again(connection):
        return False
    given = {"reason": was.reason, "since": was.since.isoformat()}
    note(connection, office, by, Change.RESUME_WRITING, 0, given)
    return True


def _readable(reason: str) -> str:
    said = " ".join(reason.split())
    if said and len(said) <= _LONGEST and not any(hidden_characters(said)):
        return said
    text = f"skriv varför, med högst {_LONGEST} tecken. Skälet visas för alla som är inloggade."
    raise BadInput(Complaint("skrivskyddat läge", None, "skäl", text))
