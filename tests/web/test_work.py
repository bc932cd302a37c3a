"""`work` and `migrate`: the database is made ready, and the worker ends when it is told to."""

import signal
from pathlib import Path
from typing import Literal

import pytest

from tests.mail import MailServer
from tests.operations.builders import KEY, a_world, an_office
from tests.operations.walking import drafted, submitted
from tests.ports import until
from tests.web.command import beslutskedjan, process
from web import working
from workflow.delivery.files import PaperFolder
from workflow.delivery.folder_post import FolderPost
from workflow.delivery.journal import FILE, FileJournal, NoJournal
from workflow.delivery.log_post import LogPost
from workflow.delivery.smtp_post import Server, SmtpPost
from workflow.operations import looking
from workflow.settings import Mail, Record, Settings
from workflow.store.engine import open_database
from workflow.store.migrate import upgrade


def test_migrate_makes_a_database_that_verify_accepts(tmp_path: Path) -> None:
    assert beslutskedjan("migrate", cwd=tmp_path).out == "Databasen är redo.\n"
    told = beslutskedjan("verify", "sqlite:///var/beslutskedjan.db", cwd=tmp_path)
    assert told.code == 0


@pytest.mark.case("M12", "R15")
def test_the_worker_says_that_nothing_is_sent_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    with process("work", "--seconds", "1", cwd=tmp_path) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    assert "inget skickas till någon" in first


@pytest.mark.case("R17")
def test_a_lost_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    assert beslutskedjan("migrate", cwd=tmp_path).code == 0
    engine = open_database(f"sqlite:///{tmp_path}/var/beslutskedjan.db")
    drafted(a_world(an_office(engine)))
    engine.dispose()
    (tmp_path / "var" / "record.key").unlink()
    told = beslutskedjan("migrate", cwd=tmp_path)
    assert told.code == 2
    assert "nyckelfilen saknas, men databasen har händelser" in told.err
    assert not (tmp_path / "var" / "record.key").exists()


def test_a_worker_that_really_sends_says_so_and_hands_letters_to_the_server(
    tmp_path: Path, mail: MailServer
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "record.key").write_bytes(KEY)
    (tmp_path / "var" / "record.key").chmod(0o600)
    engine = open_database(f"sqlite:///{tmp_path}/var/beslutskedjan.db")
    upgrade(engine)
    office = an_office(engine, PaperFolder(tmp_path / "var" / "papers"))
    submitted(a_world(office))
    (ordered,) = looking.letters_ordered(office)
    engine.dispose()
    with process("work", "--seconds", "1", cwd=tmp_path, **really(mail)) as worker:
        assert worker.stdout is not None
        assert "Breven skickas PÅ RIKTIGT genom localhost." in worker.stdout.readline()
        until(lambda: bool(mail.received("good")))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    # In the office's own hour the overdue matter is reminded of too.
    assert {got.recipients for got in mail.received("good")} == {("director@region.example",)}
    assert ordered.message_id in (tmp_path / "var" / FILE).read_text()


def really(mail: MailServer) -> dict[str, str]:
    """The settings that send to the test's own server."""
    said = {
        "MAIL__MODE": "smtp",
        "MAIL__REALLY_SEND": "true",
        "MAIL__SMTP_HOST": "localhost",
        "MAIL__SMTP_PORT": str(mail.ports["good"]),
        "MAIL__SMTP_SECURITY": "none",
        "OFFICE__HOUR": "23",
    }
    return {f"BESLUTSKEDJAN_{name}": value for name, value in said.items()}


def test_a_server_with_encryption_is_asked_for_it(tmp_path: Path) -> None:
    mail = Mail(mode="smtp", really_send=True, smtp_host="relay.region.example", per_second=3)
    settings = Settings(mail=mail, record=Record(key_file=tmp_path / "record.key"))
    post = working.post_of(settings)
    assert isinstance(post, SmtpPost)
    assert post.server == Server("relay.region.example", 587, "starttls", per_second=3)
    journal = working.journal_of(settings)
    assert isinstance(journal, FileJournal)
    assert journal.path == tmp_path / FILE
    journal.close()


@pytest.mark.parametrize(("mode", "kind"), [("folder", FolderPost), ("log", LogPost)])
def test_nothing_is_sent_otherwise(
    mode: Literal["folder", "log"], kind: type[FolderPost | LogPost]
) -> None:
    settings = Settings(mail=Mail(mode=mode))
    assert isinstance(working.post_of(settings), kind)
    assert isinstance(working.journal_of(settings), NoJournal)
    assert "inget skickas till någon" in working.where_letters_go(settings)
