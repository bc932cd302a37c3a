"""Who may sign in, changed by the administrator: each change and its entry are one transaction.

Passwords, and what an account is made of, never stand in the record.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection

from workflow.operations import accounts, identities, sessions
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.refusals import BadInput
from workflow.store.engine import writing

NOTHING: Mapping[str, object] = {}


def add_account(office: Office, person_id: int, user_name: str, kept: str, by: By) -> None:
    """An account with a password that must be changed; ``kept`` is what is kept of it."""
    given = {"user_name": user_name}
    with _noted(office, by, Change.ADD_ACCOUNT, person_id, given) as connection:
        try:
            accounts.enter(connection, person_id, user_name, by.at, kept, must_change=True)
        except BadInput as error:
            raise BadInput(*(replace(each, key="user_name") for each in error.complaints)) from None


def new_password(office: Office, person_id: int, kept: str, by: By) -> None:
    """A new password that must be changed; whoever used the old one is signed out."""
    with _noted(office, by, Change.NEW_PASSWORD, person_id) as connection:
        accounts.change(connection, person_id, password_hash=kept, must_change=True)
        sessions.end_every(connection, person_id, by.at)


def disable(office: Office, person_id: int, by: By) -> None:
    """Nobody signs in by the account from this moment on; not one's own: somebody must be left."""
    if by.actor.person_id == person_id:
        text = "Du kan inte stänga ditt eget konto. Be en annan administratör."
        raise BadInput.about("kontot", text)
    with _noted(office, by, Change.DISABLE_ACCOUNT, person_id) as connection:
        accounts.change(connection, person_id, disabled_on=by.on(office))
        accounts.end_access(connection, person_id, by.at)


def enable(office: Office, person_id: int, by: By) -> None:
    """The person may sign in again."""
    with _noted(office, by, Change.ENABLE_ACCOUNT, person_id) as connection:
        accounts.change(connection, person_id, disabled_on=None)


def end_sessions(office: Office, person_id: int, by: By) -> None:
    """The person is signed out everywhere."""
    with _noted(office, by, Change.END_SESSIONS, person_id) as connection:
        sessions.end_every(connection, person_id, by.at)


def turn_code_off(office: Office, person_id: int, by: By) -> None:
    """No code is asked of somebody who has lost the app, who is signed out everywhere."""
    with _noted(office, by, Change.TURN_CODE_OFF, person_id) as connection:
        accounts.change(connection, person_id, totp_secret="", totp_last_step=0)
        sessions.end_every(connection, person_id, by.at)


def link_identity(office: Office, person_id: int, issuer: str, subject: str, by: By) -> None:
    """The issuer's subject is this person."""
    given = {"issuer": issuer, "subject": subject}
    with _noted(office, by, Change.LINK_IDENTITY, person_id, given) as connection:
        identities.tie(connection, person_id, issuer, subject, by.at)


def unlink_identity(office: Office, person_id: int, identity_id: int, by: By) -> None:
    """The person is no longer known by the identity."""
    given = {"identity": identity_id}
    with _noted(office, by, Change.UNLINK_IDENTITY, person_id, given) as connection:
        identities.untie(connection, person_id, identity_id)


@contextmanager
def _noted(
    office: Office, by: By, change: Change, person_id: int, given: Mapping[str, object] = NOTHING
) -> Iterator[Connection]:
    """A transaction that ends with the change on record: both are there afterwards, or neither."""
    require(by, change)
    with writing(office.engine) as connection:
        yield connection
        note(connection, office, by, change, person_id, given)
