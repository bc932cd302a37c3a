"""The mailbox with a virus scanner: infected letters stop no others, and none is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.clamd import EICAR, MOST_BYTES, NOWHERE, Started, as_clamd, guarded
from tests.inbound.messages import written
from tests.operations.builders import World, when
from tests.operations.reading import rows
from workflow.inbound.maildir import MaildirBox
from workflow.jobs import ticker
from workflow.jobs.collecting import collect
from workflow.operations import silence
from workflow.operations.heartbeats import Job, Watched
from workflow.operations.queries import operation
from workflow.refusals import NotScanned
from workflow.states import HouseLetter
from workflow.store import tables as t

AT = when("2023-10-26")
WATCHED = (Watched(Job.MAILBOX, timedelta(minutes=30)),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mailbox with three letters: the first is infected, the second too large to be scanned."""
    found = tmp_path / "post"
    for name in ("new", "cur", "tmp"):
        (found / name).mkdir(parents=True)
    for name, more in (("1", EICAR), ("2", b"x\n" * MOST_BYTES), ("3", b"Hej")):
        letter = written(Message_ID=f"<{name}@are.example>").as_bytes()
        (found / "new" / name).write_bytes(letter + more)
    return found


def waiting(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "new").iterdir())


def came(world: World) -> list[str]:
    return [row.message_id.partition(":")[0] for row in rows(world.office.engine, t.incoming)]


def heard(world: World) -> str:
    (found,) = operation.jobs(world.office, WATCHED, AT)
    return found.beat.problem if found.beat else ""


@pytest.mark.case("F08")
def test_an_infected_letter_is_left_among_the_filed_and_the_others_are_read(
    world: World, folder: Path, scanner: Started
) -> None:
    with scanner(as_clamd) as where, pytest.raises(NotScanned):
        collect(guarded(world.office, where), MaildirBox(folder), AT)
    assert came(world) == ["virus", "<3@are.example>"]
    assert EICAR in (folder / ".Beslutskedjan" / "cur" / "1:2,S").read_bytes()


def test_a_letter_that_cant_be_scanned_stays_and_is_filed_when_it_can(
    world: World, folder: Path, scanner: Started
) -> None:
    with scanner(as_clamd) as where, pytest.raises(NotScanned, match="size limit exceeded"):
        collect(guarded(world.office, where), MaildirBox(folder), AT)
    assert waiting(folder) == ["2"]
    assert collect(world.office, MaildirBox(folder), AT) == 1
    assert (waiting(folder), len(came(world))) == ([], 3)


def test_a_scanner_that_tells_nothing_is_not_asked_about_every_letter(
    world: World, folder: Path, scanner: Started
) -> None:
    asked: list[bytes] = []

    def silent(content: bytes) -> bytes:
        asked.append(content)
        return b""

    with scanner(silent) as where, pytest.raises(NotScanned):
        collect(guarded(world.office, where), MaildirBox(folder), AT)
    assert len(asked) == 2
    assert (waiting(folder), came(world)) == (["1", "2", "3"], [])


@pytest.mark.case("F08")
def test_letters_that_wait_for_a_scanner_are_told_of_until_they_are_read(
    world: World, folder: Path, scanner: Started
) -> None:
    with pytest.raises(NotScanned):
        ticker._collect(guarded(world.office, NOWHERE), MaildirBox(folder), lambda: AT)
    assert heard(world).startswith("det som ligger i brevlådan kan inte viruskontrolleras (")
    silence.tell(world.office, operation.jobs(world.office, WATCHED, AT), AT)
    (letter,) = rows(world.office.engine, t.letter, kind=HouseLetter.SILENCE.value)
    assert "Läsningen av brevlådan gick fel" in letter.body
    (folder / "new" / "2").unlink()
    with scanner(as_clamd) as where:
        ticker._collect(guarded(world.office, where), MaildirBox(folder), lambda: AT)
    assert (heard(world), waiting(folder)) == ("", [])
