"""Who may sign in, changed by the administrator, with each change on record.

Passwords, and what an account is made of, never stand there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from workflow.operations import accounts, identities, sessions
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.refusals import BadInput, Complaint
from workflow.store.engine import writing


def add_account(office: Office, person_id: int, user_name: str, kept: str, by: By) -> None:
    """An account with a password that must be changed; ``kept`` is what is kept of it."""

    def add() -> None:
        try:
            accounts.add(office, person_id, user_name, by.at, kept, must_change=True)
        except BadInput as error:
            raise BadInput(*(replace(each, key="user_name") for each in error.complaints)) from None

    _recorded(office, by, Change.ADD_ACCOUNT, person_id, {"user_name": user_name}, add)


def new_password(office: Office, person_id: int, kept: str, by: By) -> None:
    """A new password that must be changed; whoever used the old one is signed out."""

    def change() -> None:
        accounts.set_password(office, person_id, kept, must_change=True)
        sessions.end_all(office, person_id, by.at)

    _recorded(office, by, Change.NEW_PASSWORD, person_id, {}, change)


def disable(office: Office, person_id: int, by: By) -> None:
    """Nobody signs in by the account from this moment on; not one's own: somebody must be left."""
    if by.actor.person_id == person_id:
        text = "Du kan inte stänga ditt eget konto. Be en annan administratör."
        raise BadInput(Complaint("kontot", None, "", text))

    def close() -> None:
        accounts.disable(office, person_id, by.on(office), by.at)

    _recorded(office, by, Change.DISABLE_ACCOUNT, person_id, {}, close)


def enable(office: Office, person_id: int, by: By) -> None:
    """The person may sign in again."""

    def open_again() -> None:
        accounts.enable(office, person_id)

    _recorded(office, by, Change.ENABLE_ACCOUNT, person_id, {}, open_again)


def end_sessions(office: Office, person_id: int, by: By) -> None:
    """The person is signed out everywhere."""

    def end() -> None:
        sessions.end_all(office, person_id, by.at)

    _recorded(office, by, Change.END_SESSIONS, person_id, {}, end)


def link_identity(office: Office, person_id: int, issuer: str, subject: str, by: By) -> None:
    """The issuer's subject is this person."""

    def link() -> None:
        identities.link(office, person_id, issuer, subject, by.at)

    given = {"issuer": issuer, "subject": subject}
    _recorded(office, by, Change.LINK_IDENTITY, person_id, given, link)


def unlink_identity(office: Office, person_id: int, identity_id: int, by: By) -> None:
    """The person is no longer known by the identity."""

    def unlink() -> None:
        identities.unlink(office, person_id, identity_id)

    given = {"identity": identity_id}
    _recorded(office, by, Change.UNLINK_IDENTITY, person_id, given, unlink)


def _recorded(
    office: Office,
    by: By,
    change: Change,
    person_id: int,
    given: Mapping[str, object],
    act: Callable[[], None],
) -> None:
    """Do it, and then say so; what was refused or failed is not said to have been done."""
    require(by, change)
    act()
    with writing(office.engine) as connection:
        note(connection, office, by, change, person_id, given)
