"""A post that really sends: by SMTP, one message to one recipient, over one kept connection."""

import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from workflow.delivery.smtp_replies import (
    CLOSING,
    Reply,
    of_connection,
    of_letter,
    of_sender,
    why,
)
from workflow.outgoing import Envelope, Posted, Refused, Sent, TryLater, Unknown

_IDLE_SECONDS = 5.0  # after so long we ask whether a kept connection is still there
_GO_AHEAD = 354


@dataclass(frozen=True)
class Server:
    """Where letters are handed over, and how; ``per_second`` is the most that we hand over."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30
    per_second: int = 10


class SmtpPost:
    """Hands letters to a mail server and reads its answers.

    An answer is believed; silence after the message itself has begun is ``Unknown``, since the
    server may have taken it. A connection that the server closed between two letters is made
    anew, once. ``context`` says which certificates are trusted: those of the machine.
    """

    def __init__(
        self,
        server: Server,
        context: ssl.SSLContext | None = None,
        ticks: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.server = server
        self._context = context or ssl.create_default_context()
        self._ticks = ticks
        self._sleep = sleep
        self._smtp: smtplib.SMTP | None = None
        self._used = 0.0
        self._turn = 0.0

    def at_once(self) -> bool:
        now = self._ticks()
        return self._smtp is not None and now >= self._turn and now - self._used < _IDLE_SECONDS

    def ready(self) -> TryLater | None:
        self._wait()
        if self._smtp is not None and self._is_alive(self._smtp):
            return None
        return self._connect()

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        kept = self._smtp is not None
        problem = self._offered(envelope, len(message))
        if kept and self._smtp is None and isinstance(problem, TryLater):
            problem = self._offered(envelope, len(message))
        return problem or self._hand_over(message)

    def rest(self) -> None:
        if self._smtp is None:
            return
        with suppress(OSError):  # where it is gone already, that is what was wanted
            self._smtp.quit()
        self._drop()

    def _wait(self) -> None:
        """Letters leave no closer together than the server is to be asked for."""
        now = self._ticks()
        if now < self._turn:
            self._sleep(self._turn - now)
        self._turn = max(now, self._turn) + 1 / self.server.per_second

    def _is_alive(self, smtp: smtplib.SMTP) -> bool:
        if self._ticks() - self._used < _IDLE_SECONDS:
            return True
        with suppress(OSError):  # it is made anew
            if Reply.of(smtp.noop()).is_good:
                return True
        self._drop()
        return False

    def _connect(self) -> TryLater | None:
        try:
            self._smtp = _open(self.server, self._context)
        except OSError as error:
            return of_connection(error)
        self._used = self._ticks()
        return None

    def _offered(self, envelope: Envelope, size: int) -> TryLater | Refused | None:
        """Sender, recipient and DATA; ``None`` where the server awaits the message."""
        problem = self._connect() if self._smtp is None else None
        if problem is not None or self._smtp is None:
            return problem
        try:
            return self._said(self._smtp, envelope, size)
        except OSError as error:
            self._drop()
            return TryLater(f"innan brevet lämnades: {why(error)}", down=True)

    def _said(self, smtp: smtplib.SMTP, envelope: Envelope, size: int) -> TryLater | Refused | None:
        if limit := _size_limit(smtp, size):
            return Refused(f"e-postservern tar högst {limit} byte", too_large=True)
        telling = f" SIZE={size}" if smtp.has_extn("size") else ""
        reply = Reply.of(smtp.docmd("MAIL", f"FROM:<{envelope.sender}>{telling}"))
        if not reply.is_good:
            return self._not_now(smtp, reply, of_sender(reply))
        reply = Reply.of(smtp.docmd("RCPT", f"TO:<{envelope.recipient}>"))
        if not reply.is_good:
            return self._not_now(smtp, reply, of_letter(reply))
        reply = Reply.of(smtp.docmd("DATA"))
        if reply.code != _GO_AHEAD:
            return self._not_now(smtp, reply, of_letter(reply))
        return None

    def _hand_over(self, message: bytes) -> Posted:
        """The message itself: from here on only the server knows, until it answers."""
        smtp = self._smtp
        if smtp is None:
            raise LookupError("nothing is handed over without a connection")
        try:
            smtp.send(as_data(message))
            reply = Reply.of(smtp.getreply())
        except OSError as error:
            self._drop()
            return Unknown(f"medan brevet lämnades: {why(error)}")
        self._used = self._ticks()
        if reply.is_good:
            return Sent()
        if reply.code < 400:
            self._drop()
            return Unknown(f"medan brevet lämnades: {reply}")
        return self._not_now(smtp, reply, of_letter(reply))

    def _not_now(
        self, smtp: smtplib.SMTP, reply: Reply, answer: TryLater | Refused
    ) -> TryLater | Refused:
        """The answer, with the connection made clean for the next letter."""
        try:
            if reply.code == CLOSING or not Reply.of(smtp.rset()).is_good:
                self._drop()
        except OSError:
            self._drop()
        return answer

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def as_data(message: bytes) -> bytes:
    """The message with its end, and with no line in it that looks like the end (RFC 5321 4.5.2)."""
    ended = message if message.endswith(b"\r\n") else message + b"\r\n"
    stuffed = ended.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed + b".\r\n" if stuffed.startswith(b".") else stuffed + b".\r\n"


def _size_limit(smtp: smtplib.SMTP, size: int) -> int:
    """What the server takes, where the message is larger than that; otherwise 0."""
    told = smtp.esmtp_features.get("size", "")
    limit = int(told) if told.isdecimal() else 0
    return limit if 0 < limit < size else 0


def _open(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """A connection that is ready for a letter: greeted, encrypted and logged in as set."""
    where = (server.host, server.port)
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=server.timeout, context=context)
    else:
        smtp = smtplib.SMTP(*where, timeout=server.timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except OSError:
        smtp.close()
        raise
    return smtp
