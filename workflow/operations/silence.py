"""A periodic job that has fallen silent: those who run the program get a letter, once a day."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from workflow.facts import local_date
from workflow.operations.heartbeats import Heard, Job
from workflow.operations.office import Office
from workflow.outgoing import Outgoing
from workflow.states import HouseLetter, Role
from workflow.store import outbox, people
from workflow.store.engine import reading, writing

_TOLD = (Role.ADMINISTRATOR, Role.REGISTRAR)
# What is done again and again, as the subject of a sentence.
CALLED = {
    Job.TICK: "Bevakningen",
    Job.SENDER: "Sändaren",
    Job.MAILBOX: "Läsningen av brevlådan",
    Job.DAY: "Dygnets arbete",
    Job.VERIFY: "Kontrollen av händelseloggen",
    Job.BACKUP: "Säkerhetskopieringen",
}
SUBJECT = "Beslutskedjan: något i driften behöver ses över"


def tell(office: Office, heard: Iterable[Heard], at: datetime) -> int:
    """Order a letter to each who is to know, if anything is wrong; how many were ordered."""
    lines = [sentence(each, office.time_zone) for each in heard if not each.is_well]
    if not lines:
        return 0
    with reading(office.engine) as connection:
        letters = _letters(connection, office, lines, at)
        new = [each for each in letters if not outbox.is_ordered(connection, each.key)]
    if new:
        with writing(office.engine) as connection:
            outbox.add_all(connection, new)
    return len(new)


def sentence(heard: Heard, time_zone: str) -> str:
    """What is wrong with a job, in one sentence."""
    name, beat = CALLED[heard.job], heard.beat
    if beat is None:
        return f"{name} har aldrig hörts av."
    if heard.is_silent:
        return f"{name} har inte hörts av sedan {_local(beat.beat_at, time_zone)}."
    if beat.problem:
        return f"{name} gick fel {_local(beat.beat_at, time_zone)}: {beat.problem.rstrip('.')}."
    return f"{name} gick som den skulle {_local(beat.beat_at, time_zone)}."


def _letters(
    connection: Connection, office: Office, lines: list[str], at: datetime
) -> Iterator[Outgoing]:
    """One to each person: the key is of the day, so that the next can't come before tomorrow."""
    on = local_date(at, office.time_zone)
    keepers = people.keepers(connection, on)
    told = {each.id: each for role in _TOLD for each in keepers.roles.get(role, ()) if each.email}
    for person_id, person in sorted(told.items()):
        key = f"operation/{on.isoformat()}/p{person_id}"
        yield Outgoing(
            key=key,
            case_id=None,
            kind=HouseLetter.SILENCE,
            to_name=person.name,
            to_email=person.email,
            subject=SUBJECT,
            body=_body(office, lines),
            message_id=office.message_id(key),
            created_at=at,
            reply_to=office.mailing.reply_address,
        )


def _body(office: Office, lines: list[str]) -> str:
    listed = "\n".join(f"- {line}" for line in lines)
    return (
        f"Hej!\n\nNågot som programmet gör av sig självt fungerar inte:\n{listed}\n\n"
        f"Vad du kan göra åt det står på sidan Drift:\n{office.page('/drift')}\n\n"
        "Brevet kommer högst en gång om dagen, så länge felet finns kvar.\n\n"
        f"{office.sender_name}\n"
    )


def _local(at: datetime, time_zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(time_zone)):%Y-%m-%d kl. %H.%M}"
