"""The demonstration's sign-ins: one for each role, with passwords that are no secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from web.sign_in.passwords import hashed
from workflow.operations import accounts
from workflow.operations.office import Office


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the case file who can be signed in as, by post."""

    key: str
    post: str
    user_name: str
    password: str


PEOPLE = (
    DemoPerson("malin-nyqvist-ljungberg", "Handläggare", "handlaggare", "demo-handläggarens-ord"),
    DemoPerson(
        "magnus-aspegren", "Regional utvecklingsdirektör", "direktor", "demo-direktörens-ord"
    ),
    DemoPerson("stallforetradaren", "Ställföreträdare", "ersattare", "demo-ersättarens-ord"),
    DemoPerson("namndsekreteraren", "Nämndsekreterare", "sekreterare", "demo-sekreterarens-ord"),
    DemoPerson("registratorn", "Registrator", "registrator", "demo-registratorns-ord"),
    DemoPerson("administratoren", "Administratör", "administrator", "demo-administratörens-ord"),
)


def add_accounts(office: Office, persons: Mapping[str, int], at: datetime) -> None:
    """An account with its password for each of them, by the case file's keys."""
    for each in PEOPLE:
        hash_ = hashed(each.password)
        accounts.add(office, persons[each.key], each.user_name, at, hash_)
