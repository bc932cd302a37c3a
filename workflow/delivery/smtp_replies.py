"""What a mail server's answers and failures mean for a letter: sent, later, never, or unknown."""

import smtplib
import socket
import ssl
from dataclasses import dataclass

from workflow.delivery.message import one_line
from workflow.outgoing import SETUP, Refused, TryLater

_LONGEST = 200
# The server wants us to log in, or in another way: no letter would be taken (RFC 4954).
_LOGIN = frozenset({530, 534, 535, 538})
# The message is too large, as opposed to a mailbox that is full, 5.2.2 (RFC 3463).
_TOO_LARGE, _FULL = ("5.3.4", "5.2.3"), "5.2.2"
CLOSING = 421  # the server ends the connection after this answer


@dataclass(frozen=True)
class Reply:
    """A server's answer: its code, and its words on one line."""

    code: int
    text: str

    @staticmethod
    def of(answer: tuple[int, bytes]) -> "Reply":
        code, words = answer
        return Reply(code, one_line(words.decode("ascii", "backslashreplace"))[:_LONGEST])

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_for_good(self) -> bool:
        """Whether asking again would get the same answer."""
        return 500 <= self.code < 600

    @property
    def is_too_large(self) -> bool:
        if self.text.startswith(_TOO_LARGE):
            return True
        return self.code == 552 and not self.text.startswith(_FULL)

    def __str__(self) -> str:
        return f"e-postservern svarade {self.code} {self.text}".rstrip()


def of_sender(reply: Reply) -> TryLater | Refused:
    """The server does not take our own address: that is nothing about this one letter."""
    if reply.is_for_good and reply.is_too_large:
        return Refused(str(reply), too_large=True)
    if reply.is_for_good:
        return setup(f"avsändaren nekades, {reply}")
    return later(reply)


def of_letter(reply: Reply) -> TryLater | Refused:
    """The server does not take this recipient, or this message."""
    if reply.code in _LOGIN:
        return setup(f"inloggning krävs, {reply}")
    if reply.is_for_good:
        return Refused(str(reply), too_large=reply.is_too_large)
    return later(reply)


def later(reply: Reply) -> TryLater:
    return TryLater(str(reply), down=reply.code == CLOSING)


def setup(problem: str) -> TryLater:
    """No letter will leave until somebody has changed a setting."""
    return TryLater(f"{SETUP}{problem}", down=True, setup=True)


def of_connection(error: OSError) -> TryLater:
    """Why there is no connection to the server; every error of ``smtplib`` is an ``OSError``."""
    match error:
        case smtplib.SMTPResponseException():
            return _of_greeting(error)
        case smtplib.SMTPNotSupportedError():
            return setup("servern erbjuder inte det som smtp_security eller smtp_user kräver")
        case ssl.SSLCertVerificationError():
            return setup(f"serverns certifikat godkänns inte ({error.verify_message})")
        case ssl.SSLError():
            return setup("servern svarar inte med TLS på den porten")
        case socket.gaierror() if error.errno != socket.EAI_AGAIN:
            return setup("värdnamnet i smtp_host finns inte")
        case smtplib.SMTPException() if type(error) is smtplib.SMTPException:
            return setup("servern godtar inget av våra sätt att logga in")
        case _:
            return TryLater(f"e-postservern går inte att nå: {why(error)}", down=True)


def _of_greeting(error: smtplib.SMTPResponseException) -> TryLater:
    words = error.smtp_error
    reply = Reply.of((error.smtp_code, words if isinstance(words, bytes) else words.encode()))
    if not reply.is_for_good:
        return TryLater(str(reply), down=True)
    login = isinstance(error, smtplib.SMTPAuthenticationError)
    return setup(f"{'inloggningen' if login else 'anslutningen'} nekades, {reply}")


def why(error: OSError) -> str:
    """What happened to a connection; a time-out lies behind what ``smtplib`` tells."""
    cause = error.__context__ or error
    if isinstance(error, TimeoutError) or isinstance(cause, TimeoutError):
        return "servern svarade inte i tid"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "servern bröt förbindelsen"
    return one_line(error.strerror or str(error))[:_LONGEST]
