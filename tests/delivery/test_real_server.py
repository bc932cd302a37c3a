"""The post speaks with servers that nobody wrote for it: aiosmtpd, and Exim where there is one.

Exim is Debian's; it is run with a configuration of its own, and only root may start it.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.delivery.test_message import PAPER, a_letter, posted
from tests.mail import MailServer
from tests.ports import free_port, until
from workflow.delivery.smtp_post import Server, SmtpPost
from workflow.outgoing import Envelope, Refused, Sent, TryLater

EXIM = "/usr/sbin/exim4"
SERVERS = ["aiosmtpd", *(["exim"] if Path(EXIM).exists() and os.geteuid() == 0 else [])]
CONFIGURATION = """
primary_hostname = localhost
spool_directory = {folder}/spool
log_file_path = {folder}/spool/log-%s
keep_environment =
tls_advertise_hosts =
acl_smtp_rcpt = take
begin acl
take:
  deny local_parts = refused
       message = Unknown user
  defer local_parts = later
  accept
begin routers
all:
  driver = accept
  transport = keep
begin transports
keep:
  driver = appendfile
  directory = {folder}/got
  user = Debian-exim
  group = Debian-exim
"""


@dataclass(frozen=True)
class Real:
    """A server, and the letters that it has delivered."""

    port: int
    delivered: Callable[[], list[bytes]]


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[Real]:
    mail: MailServer = request.getfixturevalue("mail")
    yield from exim() if request.param == "exim" else aiosmtpd(mail)


def aiosmtpd(mail: MailServer) -> Iterator[Real]:
    yield Real(mail.ports["good"], lambda: [got.content for got in mail.received("good")])


def exim() -> Iterator[Real]:
    folder = Path(tempfile.mkdtemp(prefix="exim-"))
    folder.chmod(0o755)
    for name in ("spool", "got"):
        (folder / name).mkdir()
        (folder / name).chmod(0o777)
    (folder / "exim.conf").write_text(CONFIGURATION.format(folder=folder))
    port = free_port()
    command = [EXIM, "-C", str(folder / "exim.conf"), "-bdf", "-oX", f"127.0.0.1.{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until(lambda: answers(port) or process.poll() is not None)
        yield Real(port, lambda: [file.read_bytes() for file in (folder / "got").glob("q*")])
        process.terminate()
    shutil.rmtree(folder)


def answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_letter_with_its_paper_is_delivered_as_it_was_written(server: Real) -> None:
    letter = a_letter(subject="RUN/536/2021: Utdrag för Åre – åäö")
    post = SmtpPost(Server("localhost", server.port, "none", per_second=1_000))
    envelope = Envelope(letter.message_id, "beslut@region.example", letter.to_email)
    assert post.send(envelope, posted(letter)) == Sent()
    post.rest()
    until(lambda: len(server.delivered()) == 1)
    message = message_from_bytes(server.delivered()[0], policy=default)
    assert message["Subject"] == letter.subject
    assert message["Message-ID"] == letter.message_id
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PAPER


def test_many_letters_go_over_one_connection(server: Real) -> None:
    post = SmtpPost(Server("localhost", server.port, "none", per_second=1_000))
    for number in range(5):
        letter = replace(a_letter(), message_id=f"<{number}@region.example>")
        envelope = Envelope(letter.message_id, "beslut@region.example", letter.to_email)
        assert post.send(envelope, posted(letter)) == Sent()
    post.rest()
    until(lambda: len(server.delivered()) == 5)


@pytest.mark.parametrize("kind", ["exim"] * ("exim" in SERVERS) + ["aiosmtpd"])
def test_a_no_is_understood(mail: MailServer, kind: str) -> None:
    """Exim says it by who the letter is for, aiosmtpd by where it is asked."""
    started = exim() if kind == "exim" else iter(())
    real = next(started, None)
    for local, manner, answer in (
        ("refused", "rcpt_550", Refused),
        ("later", "rcpt_450", TryLater),
    ):
        port = real.port if real else mail.ports[manner]
        post = SmtpPost(Server("localhost", port, "none", per_second=1_000))
        envelope = Envelope(
            "<a@region.example>", "beslut@region.example", f"{local}@kommun.example"
        )
        assert isinstance(post.send(envelope, posted(a_letter())), answer)
        post.rest()
    assert next(started, None) is None
