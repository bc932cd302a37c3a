"""Each periodic job is heard of; one that falls silent is told of, once a day and no more."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.operations.builders import World, when
from tests.operations.reading import rows
from tests.operations.walking import decided
from tests.store.samples import unguard
from workflow.delivery.fakes import Outbasket
from workflow.inbound.maildir import MaildirBox
from workflow.jobs import ticker
from workflow.jobs.sender import Sender
from workflow.jobs.verifying import verify_when_due
from workflow.operations import heartbeats, registers, silence
from workflow.operations.heartbeats import SILENCE, Heard, Job, Watched
from workflow.operations.queries import operation
from workflow.outgoing import Envelope, Posted, Refused
from workflow.states import HouseLetter, Role
from workflow.store import tables as t
from workflow.store.engine import writing

NOW = when("2023-10-25")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BACKUP = (Watched(Job.BACKUP, DAY),)


def sender(world: World, at: datetime = NOW) -> Sender:
    return Sender(world.office, Outbasket(), "test", lambda: at)


def heard(world: World, job: Job, at: datetime) -> Heard:
    (found,) = operation.jobs(world.office, (Watched(job, SILENCE[job]),), at)
    return found


@pytest.mark.parametrize("job", [Job.TICK, Job.SENDER, Job.DAY])
def test_a_beat_is_heard_of_and_missed_when_its_time_is_over(world: World, job: Job) -> None:
    ticker.beat(world.office, sender(world), 8)
    assert not heard(world, job, NOW + SILENCE[job]).is_silent
    assert heard(world, job, NOW + SILENCE[job] + timedelta(seconds=1)).is_silent


@pytest.mark.parametrize(
    ("job", "missed"), [(Job.TICK, True), (Job.BACKUP, True), (Job.DAY, False)]
)
def test_what_was_never_heard_of(world: World, job: Job, missed: bool) -> None:
    (found,) = operation.jobs(world.office, (Watched(job, DAY),), NOW)
    assert (found.beat, found.is_silent) == (None, missed)


def test_a_beat_that_fails_says_so_and_when_it_last_went_well(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticker.beat(world.office, sender(world), 8)
    monkeypatch.setattr(ticker, "tick", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ticker.beat(world.office, sender(world, NOW + HOUR), 8)
    found = heard(world, Job.TICK, NOW + HOUR)
    assert found.beat is not None
    assert (found.beat.problem, found.beat.ok_at) == ("ZeroDivisionError", NOW)
    assert (found.is_well, heard(world, Job.SENDER, NOW + HOUR).is_well) == (False, True)


def test_a_mailbox_that_is_down_is_heard_of_as_such(world: World, tmp_path: Path) -> None:
    box = MaildirBox(tmp_path / "missing")
    with pytest.raises(OSError, match="missing"):
        ticker._collect(world.office, box, lambda: NOW)
    found = heard(world, Job.MAILBOX, NOW).beat
    assert found is not None
    assert found.problem


def administrator(world: World) -> int:
    made = registers.add_person(world.office, "Administratören", "admin@region.example")
    registers.grant_role(world.office, made, Role.ADMINISTRATOR, NOW.date())
    return made


def letters(database: Engine) -> list[tuple[str, str]]:
    found = rows(database, t.letter, kind=HouseLetter.SILENCE.value)
    return [(row.to_email, row.key.split("/")[1]) for row in found]


def test_administrator_and_registrar_get_one_letter_a_day(world: World, database: Engine) -> None:
    administrator(world)
    for hours in (0, 1, 5, 24, 30):
        at = NOW + hours * HOUR
        silence.tell(world.office, operation.jobs(world.office, BACKUP, at), at)
    mails = ("registrar@region.example", "admin@region.example")
    days = ("2023-10-25", "2023-10-26")
    assert letters(database) == [(mail, day) for day in days for mail in mails]


def test_the_letter_leaves_and_says_what_is_silent_and_where_to_look(world: World) -> None:
    silence.tell(world.office, operation.jobs(world.office, BACKUP, NOW), NOW)
    post = Outbasket()
    Sender(world.office, post, "test", lambda: NOW).send(5)
    (message,) = post.sent.values()
    said = message.decode()
    assert "=C3=A4kerhetskopieringen har aldrig h=C3=B6rts av" in said
    assert "https://beslut.region.example/drift" in said


def test_nobody_is_told_while_all_is_well(world: World, database: Engine) -> None:
    heartbeats.note(world.office.engine, NOW, Job.BACKUP)
    assert silence.tell(world.office, operation.jobs(world.office, BACKUP, NOW), NOW) == 0
    assert letters(database) == []


def test_a_letter_about_the_operation_that_fails_makes_no_other(
    world: World, database: Engine
) -> None:
    silence.tell(world.office, operation.jobs(world.office, BACKUP, NOW), NOW)
    Sender(world.office, Refusing(), "test", lambda: NOW).send(5)
    assert [row.state for row in rows(database, t.letter)] == ["failed"]


class Refusing(Outbasket):
    def send(self, envelope: Envelope, message: bytes) -> Posted:  # noqa: ARG002
        return Refused("550 no such user")


def test_the_record_is_checked_when_it_is_due(world: World, database: Engine) -> None:
    decided(world)
    assert verify_when_due(world.office, DAY, NOW)
    assert not verify_when_due(world.office, DAY, NOW + HOUR)
    found = heartbeats.last(world.office, Job.VERIFY)
    assert found is not None
    assert (found.ok_at, found.problem) == (NOW, "")
    assert found.detail.endswith("handlingar")


@pytest.mark.case("L02")
def test_a_record_that_does_not_hold_is_told_of(world: World, database: Engine) -> None:
    decided(world)
    unguard(database)
    with writing(database) as connection:
        connection.execute(text("UPDATE event SET actor_name = 'Någon' WHERE seq = 2"))
    verify_when_due(world.office, DAY, NOW)
    watched = (Watched(Job.VERIFY, DAY),)
    silence.tell(world.office, operation.jobs(world.office, watched, NOW), NOW)
    (row,) = rows(database, t.letter, kind=HouseLetter.SILENCE.value)
    assert "Kontrollen av händelseloggen gick fel" in row.body
    assert "RUN/536/2021" in row.body


def test_the_figures_of_the_operation(world: World) -> None:
    matter = decided(world)
    found = operation.standing(matter.world.office, (), when("2023-12-01"))
    waiting = found.letters["waiting"]
    assert waiting == found.unsent > 0
    assert found.oldest_unsent_at == min(
        row.created_at for row in rows(world.office.engine, t.letter)
    )
    assert found.open_duties >= found.overdue_duties > 0
    Sender(world.office, Outbasket(), "test", lambda: NOW).send(50)
    after = operation.standing(matter.world.office, (), NOW)
    assert (after.unsent, after.letters["sent"], after.oldest_unsent_at) == (0, waiting, None)
