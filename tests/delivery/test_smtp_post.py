"""What a mail server says is believed; what it leaves unsaid is not guessed at."""

import socket
import ssl
from collections.abc import Callable, Iterator

import pytest

from tests.mail import MailServer
from tests.mail_server import PASSWORD, USER
from tests.ports import free_port
from workflow.delivery.smtp_post import Server, SmtpPost, as_data
from workflow.outgoing import SETUP, Envelope, Posted, Refused, Sent, TryLater, Unknown

LETTER = b"Subject: Utdrag\r\n\r\nHej!\r\n.\r\n..\r\nSlut\r\n"
Make = Callable[..., SmtpPost]


def envelope(recipient: str = "are@kommun.example") -> Envelope:
    return Envelope("<abc@region.example>", "studsar+abc@region.example", recipient)


@pytest.fixture
def make(mail: MailServer) -> Iterator[Make]:
    """A post to the server in one of its manners; its connection is let go of afterwards."""
    made: list[SmtpPost] = []

    def one(
        manner: str, host: str = "localhost", context: ssl.SSLContext | None = None, **more: object
    ) -> SmtpPost:
        patience = 0.5 if manner.endswith("_slow") else 20
        usual: dict[str, object] = {"security": "none", "timeout": patience, "per_second": 10_000}
        server = Server(host, mail.ports[manner], **{**usual, **more})  # type: ignore[arg-type]  # a table's row
        made.append(SmtpPost(server, context or mail.trusting()))
        return made[-1]

    yield one
    for post in made:
        post.rest()


def test_a_letter_comes_to_its_one_recipient_byte_for_byte(mail: MailServer, make: Make) -> None:
    post = make("good")
    assert post.ready() is None
    assert post.send(envelope(), LETTER) == Sent()
    (got,) = mail.received("good")
    assert (got.sender, got.recipients) == ("studsar+abc@region.example", ("are@kommun.example",))
    assert got.content == LETTER


def test_one_connection_is_kept_for_many_letters(mail: MailServer, make: Make) -> None:
    post = make("good")
    for number in range(5):
        assert post.ready() is None
        assert post.send(envelope(f"nr{number}@kommun.example"), LETTER) == Sent()
    assert len({got.connection for got in mail.received("good")}) == 1


DOWN = {"greeting_421", "greeting_drop", "mail_421", "mail_drop", "mail_slow", "rcpt_drop"}
LATER = {
    *DOWN,
    *("mail_450", "rcpt_450", "data_451", "data_drop", "end_451"),
}


@pytest.mark.parametrize("manner", sorted(LATER))
def test_what_was_surely_not_taken_is_tried_later(
    mail: MailServer, make: Make, manner: str
) -> None:
    became = make(manner).send(envelope(), LETTER)
    assert isinstance(became, TryLater)
    assert became.down == (manner in DOWN or manner.endswith("_drop"))
    assert not became.setup
    assert mail.received(manner) == []


@pytest.mark.parametrize(
    ("manner", "problem", "too_large"),
    [
        ("rcpt_550", "e-postservern svarade 550 5.1.1 Unknown user", False),
        ("rcpt_552", "e-postservern svarade 552 5.2.2 Mailbox full", False),
        ("data_554", "e-postservern svarade 554 5.5.1 No", False),
        ("end_550", "e-postservern svarade 550 5.6.0 Not this", False),
        ("end_552", "e-postservern svarade 552 5.3.4 Too big", True),
        ("mail_552", "e-postservern svarade 552 5.3.4 Too big", True),
    ],
)
def test_a_no_for_good_is_told_in_the_servers_words(
    make: Make, manner: str, problem: str, too_large: bool
) -> None:
    assert make(manner).send(envelope(), LETTER) == Refused(problem, too_large=too_large)


def test_a_letter_over_the_servers_own_limit_is_not_even_offered(
    mail: MailServer, make: Make
) -> None:
    post = make("small")
    became = post.send(envelope(), LETTER * 100)
    assert became == Refused("e-postservern tar högst 2000 byte", too_large=True)
    assert post.send(envelope(), LETTER) == Sent()
    assert len(mail.received("small")) == 1


@pytest.mark.parametrize("manner", ["end_drop", "end_slow"])
def test_silence_after_the_letter_means_that_nobody_knows(
    mail: MailServer, make: Make, manner: str
) -> None:
    became = make(manner).send(envelope(), LETTER)
    assert isinstance(became, Unknown)
    assert len(mail.received(manner)) == 1  # here it had in fact arrived


@pytest.mark.parametrize(
    ("manner", "problem"),
    [
        ("greeting_554", "anslutningen nekades, e-postservern svarade 554 5.3.2 No service here"),
        ("mail_550", "avsändaren nekades, e-postservern svarade 550 5.7.1 Sender not known"),
        ("rcpt_530", "inloggning krävs, e-postservern svarade 530 5.7.0 Log in first"),
    ],
)
def test_a_no_that_is_about_us_fails_no_letter_but_says_that_a_setting_is_wrong(
    make: Make, manner: str, problem: str
) -> None:
    expected = TryLater(f"{SETUP}{problem}", down=True, setup=True)
    assert make(manner).send(envelope(), LETTER) == expected


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_goes_encrypted_after_logging_in(
    mail: MailServer, make: Make, security: str
) -> None:
    post = make(security, security=security, user=USER, password=PASSWORD)
    assert post.send(envelope(), LETTER) == Sent()
    assert mail.received(security)[0].encrypted


@pytest.mark.parametrize(
    ("manner", "more", "problem"),
    [
        ("starttls", {"password": "fel"}, "inloggningen nekades, e-postservern svarade 535 5.7.8"),
        ("starttls", {"host": "127.0.0.1"}, "serverns certifikat godkänns inte (IP address"),
        ("tls", {"host": "127.0.0.1", "security": "tls"}, "serverns certifikat godkänns inte (IP"),
        ("good", {"security": "tls"}, "servern svarar inte med TLS på den porten"),
        ("good", {"user": ""}, "servern erbjuder inte det som smtp_security"),
        ("good", {"security": "none"}, "servern erbjuder inte det som smtp_security"),
        ("good", {"host": "finns.inte.invalid"}, "värdnamnet i smtp_host finns inte"),
    ],
)
def test_a_wrong_setting_is_said_to_be_one(
    make: Make, manner: str, more: dict[str, str], problem: str
) -> None:
    usual = {"security": "starttls", "user": USER, "password": PASSWORD}
    became = make(manner, **{**usual, **more}).ready()
    assert became is not None
    assert became.problem.startswith(f"{SETUP}{problem}")
    assert (became.down, became.setup) == (True, True)


def test_a_certificate_that_the_machine_does_not_trust_is_not_accepted(make: Make) -> None:
    became = make("tls", context=ssl.create_default_context(), security="tls").ready()
    assert became is not None
    assert became.problem.startswith(f"{SETUP}serverns certifikat godkänns inte")


def test_a_server_that_is_not_there_is_tried_later(make: Make, mail: MailServer) -> None:
    mail.ports["gone"] = free_port()
    became = make("gone").ready()
    assert became is not None
    assert became.problem.startswith("e-postservern går inte att nå: ")
    assert (became.down, became.setup) == (True, False)


def test_a_connection_that_the_server_closed_between_letters_is_made_anew(
    mail: MailServer, make: Make
) -> None:
    post = make("two_each")
    outcomes: list[Posted] = []
    for _ in range(5):
        assert post.ready() is None
        outcomes.append(post.send(envelope(), LETTER))
    assert outcomes == [Sent()] * 5
    assert len({got.connection for got in mail.received("two_each")}) == 3


def test_after_a_no_the_next_letter_goes_over_the_same_connection(make: Make) -> None:
    post = make("rcpt_550")
    first = post.send(envelope(), LETTER)
    kept = post._smtp
    assert post.send(envelope(), LETTER) == first
    assert post._smtp is kept is not None


def test_letters_leave_no_closer_together_than_is_set(mail: MailServer) -> None:
    times, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        times.append(times[-1] + seconds)

    server = Server("localhost", mail.ports["good"], "none", per_second=4)
    post = SmtpPost(server, mail.trusting(), lambda: times[-1], sleep)
    for _ in range(3):
        assert post.ready() is None
        assert post.send(envelope(), LETTER) == Sent()
    assert not post.at_once()
    post.rest()
    assert slept == [0.25, 0.25]


def test_a_kept_connection_that_has_been_idle_is_asked_if_it_is_still_there(
    mail: MailServer,
) -> None:
    times = [100.0]
    server = Server("localhost", mail.ports["good"], "none", per_second=10_000)
    post = SmtpPost(server, mail.trusting(), lambda: times[-1])
    assert not post.at_once()
    assert post.ready() is None
    kept = post._smtp
    assert kept is not None
    assert kept.sock is not None
    times.append(300.0)
    assert post.ready() is None
    assert post._smtp is kept
    times.append(500.0)
    kept.sock.shutdown(socket.SHUT_RDWR)
    assert post.ready() is None
    assert post._smtp is not kept
    post.rest()


@pytest.mark.parametrize(
    ("message", "data"),
    [
        (b"a\r\n", b"a\r\n.\r\n"),
        (b"a", b"a\r\n.\r\n"),
        (b".\r\n..\r\na.\r\n", b"..\r\n...\r\na.\r\n.\r\n"),
    ],
)
def test_no_line_of_a_letter_ends_it(message: bytes, data: bytes) -> None:
    assert as_data(message) == data


def test_the_password_is_not_shown() -> None:
    assert PASSWORD not in repr(Server("localhost", 25, password=PASSWORD))
