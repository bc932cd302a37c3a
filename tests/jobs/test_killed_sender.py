"""A sender that is killed loses no letter, and sends none twice but in the one unavoidable window.

Each is a real process that is killed with no warning while it speaks with a real mail server.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.forking import KILLED, Fork, forking
from tests.jobs.killing import MOMENTS
from tests.mail import MailServer
from tests.operations import walking as w
from tests.operations.builders import World, a_world, an_office
from tests.operations.reading import rows
from workflow.delivery.files import PaperFolder
from workflow.delivery.journal import FILE, FileJournal
from workflow.delivery.smtp_post import Server, SmtpPost
from workflow.jobs.sender import LEASE_SECONDS, Sender
from workflow.operations.office import Mailing, Office
from workflow.store import outbox
from workflow.store import tables as t

NOW = w.DISPATCHED
LEASE, MINUTE = timedelta(seconds=LEASE_SECONDS), timedelta(minutes=1)
# From the mark to the settling nobody knows; the letter has left in one of these moments.
UNSURE, TWICE = {"marked", "half the letter", "taken"}, {"taken"}
Kill = Callable[[str], int]


@pytest.fixture(scope="module")
def fork() -> Iterator[Fork]:
    with forking("tests.jobs.killing") as forks:
        yield forks


@pytest.fixture
def sending(database: Engine, tmp_path: Path) -> World:
    """Letters that wait, with their papers on disk; those of the utdrag are the newest."""
    world = a_world(an_office(database, PaperFolder(tmp_path / "papers")))
    w.dispatched(world)
    return world


@pytest.fixture
def kill(fork: Fork, mail: MailServer, database_url: str, tmp_path: Path) -> Kill:
    """Start a sender that is killed at the moment; gives its exit code."""

    def at(moment: str) -> int:
        told = {
            "url": database_url,
            "papers": str(tmp_path / "papers"),
            "journal": str(tmp_path / FILE),
            "port": str(mail.ports["good"]),
            "moment": moment,
            "now": NOW.isoformat(),
        }
        (code,) = fork([told])
        return code

    return at


def sender(office: Office, mail: MailServer, tmp_path: Path, now: datetime) -> Sender:
    post = SmtpPost(Server("localhost", mail.ports["good"], "none", per_second=10_000))
    return Sender(office, post, f"next-{id(post)}", lambda: now, FileJournal(tmp_path / FILE))


def send_all(office: Office, mail: MailServer, tmp_path: Path, now: datetime) -> None:
    one = sender(office, mail, tmp_path, now)
    while one.send(20).claimed:
        pass


def arrived(mail: MailServer) -> Counter[str]:
    """How many times each letter has come to the server."""
    return Counter(
        str(message_from_bytes(got.content)["Message-ID"]) for got in mail.received("good")
    )


@pytest.mark.case("R01")
@pytest.mark.parametrize("moment", MOMENTS)
def test_wherever_a_sender_is_killed_nothing_is_lost_and_what_is_doubled_is_known(
    sending: World, database: Engine, kill: Kill, mail: MailServer, tmp_path: Path, moment: str
) -> None:
    ordered = {letter.message_id for letter in rows(database, t.letter)}
    assert kill(moment) == KILLED
    send_all(sending.office, mail, tmp_path, NOW + LEASE)
    assert len(rows(database, t.letter, state="maybe")) == (moment in UNSURE)
    send_all(sending.office, mail, tmp_path, NOW + LEASE + MINUTE)
    came = arrived(mail)
    assert set(came) == ordered
    assert {letter.state for letter in rows(database, t.letter)} == {"sent"}
    assert sum(came.values()) - len(came) == (moment in TWICE)
    doubtful = {each.message_id for each in rows(database, t.letter, problem=outbox.TWICE)}
    assert {name for name, times in came.items() if times > 1} <= doubtful


@pytest.mark.parametrize("moment", sorted(UNSURE))
def test_where_a_person_is_asked_no_kill_makes_a_double(
    sending: World, database: Engine, kill: Kill, mail: MailServer, tmp_path: Path, moment: str
) -> None:
    asking = replace(sending.office, mailing=Mailing(unsure_waits=True))
    assert kill(moment) == KILLED
    for later in (LEASE, LEASE + MINUTE, LEASE + timedelta(days=3)):
        send_all(asking, mail, tmp_path, NOW + later)
    assert len(rows(database, t.letter, state="held")) == 1
    assert max(arrived(mail).values()) == 1


def test_two_senders_and_one_that_was_killed_send_each_letter_once(
    sending: World, database: Engine, kill: Kill, mail: MailServer, tmp_path: Path
) -> None:
    assert kill("claimed") == KILLED
    senders = [sender(sending.office, mail, tmp_path, NOW + LEASE) for _ in range(2)]

    def work(one: Sender) -> int:
        return sum(one.send(2).sent for _ in range(len(ordered)))

    ordered = rows(database, t.letter)
    with ThreadPoolExecutor(2) as pool:
        sent = sum(pool.map(work, senders))
    assert sent == len(ordered)
    assert arrived(mail) == {letter.message_id: 1 for letter in ordered}
