"""Closing an account from a day that a test chooses; the program does it on the day of the act."""

from datetime import date, datetime

from workflow.facts.situation import local_date
from workflow.operations import accounts
from workflow.operations.office import Office
from workflow.store.engine import writing


def closed(office: Office, person_id: int, first_day: date, at: datetime) -> None:
    """The first day without access; where it has come, sessions and tokens end at once."""
    with writing(office.engine) as connection:
        accounts.change(connection, person_id, disabled_on=first_day)
        if first_day <= local_date(at, office.time_zone):
            accounts.end_access(connection, person_id, at)


def opened_again(office: Office, person_id: int) -> None:
    """The person may sign in again; ended sessions and tokens stay ended."""
    with writing(office.engine) as connection:
        accounts.change(connection, person_id, disabled_on=None)
