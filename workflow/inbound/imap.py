"""A mailbox on a server (IMAP): what is not filed is read, and moved or marked once it is."""

import imaplib
import re
import ssl
from binascii import b2a_base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from workflow.inbound.reading import MOST_BYTES
from workflow.inbound.waiting import Waiting

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
# Our own mark on what is filed: a person who opens the mailbox marks messages as seen.
_MARK = "Beslutskedjan"
_HEAD_BYTES = 200_000  # of a message that is too big to be read


class MailboxDown(OSError):
    """The mailbox can't be reached, or won't let us in."""


@dataclass(frozen=True)
class ImapAccount:
    """Where the mailbox is and who reads it; ``done_folder`` empty leaves what is filed there."""

    host: str
    port: int
    user: str
    password: str
    security: str = "tls"
    folder: str = "INBOX"
    done_folder: str = ""
    timeout: float = 30


class ImapBox:
    """Reads one folder; each message is moved or marked only when it is filed."""

    def __init__(self, account: ImapAccount, tls: ssl.SSLContext | None = None) -> None:
        self._account = account
        self._tls = tls or ssl.create_default_context()
        self._keeps_marks = False

    def messages(self, limit: int) -> Iterator[Waiting]:
        """The oldest that are not filed, no more than ``limit``; ``MailboxDown``."""
        try:
            server = self._connect()
            try:
                yield from self._unfiled(server, limit)
            finally:
                server.logout()
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxDown(f"{self._account.host}: {error}") from error

    def _connect(self) -> imaplib.IMAP4:
        account = self._account
        if account.security == "tls":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                account.host, account.port, ssl_context=self._tls, timeout=account.timeout
            )
        else:
            server = imaplib.IMAP4(account.host, account.port, timeout=account.timeout)
        try:
            if account.security == "starttls":
                server.starttls(self._tls)
            server.login(account.user, account.password)
            self._open(server)
        except (imaplib.IMAP4.error, OSError):
            server.shutdown()
            raise
        return server

    def _open(self, server: imaplib.IMAP4) -> None:
        if self._account.done_folder:
            server.create(_quoted(self._account.done_folder))  # a no: it is there already
        _ok(server.select(_quoted(self._account.folder)))
        flags = server.response("PERMANENTFLAGS")[1]
        self._keeps_marks = any(b"\\*" in each for each in flags if isinstance(each, bytes))

    def _wanted(self) -> tuple[str, ...]:
        """What is not filed: all that lies there, or what does not bear our mark."""
        if self._account.done_folder:
            return ("UNDELETED",)  # filed, where a server can't remove one alone
        return ("UNKEYWORD", _MARK) if self._keeps_marks else ("UNSEEN",)

    def _unfiled(self, server: imaplib.IMAP4, limit: int) -> Iterator[Waiting]:
        (found,) = _ok(server.uid("SEARCH", *self._wanted()))
        for uid in (found or b"").split()[:limit]:
            raw = _fetch(server, uid.decode())
            if raw is not None:
                yield Waiting(uid.decode(), raw, partial(self._filed, server, uid.decode()))

    def _filed(self, server: imaplib.IMAP4, uid: str) -> None:
        folder = self._account.done_folder
        marks = rf"(\Seen {_MARK})" if self._keeps_marks and not folder else r"(\Seen)"
        _ok(server.uid("STORE", uid, "+FLAGS.SILENT", marks))
        if not folder:
            return
        if "MOVE" in server.capabilities:
            _ok(server.uid("MOVE", uid, _quoted(folder)))
            return
        _ok(server.uid("COPY", uid, _quoted(folder)))
        _ok(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in server.capabilities:  # else others' deleted ones would go too
            _ok(server.uid("EXPUNGE", uid))


def _fetch(server: imaplib.IMAP4, uid: str) -> bytes | None:
    """The message without marking it as seen; of one that is too big only its beginning."""
    said = _ok(server.uid("FETCH", uid, "(RFC822.SIZE)"))
    size = _SIZE.search(b" ".join(part for part in said if isinstance(part, bytes)))
    too_big = size is None or int(size[1]) > MOST_BYTES
    part = f"BODY.PEEK[]<0.{_HEAD_BYTES}>" if too_big else "BODY.PEEK[]"
    parts = _ok(server.uid("FETCH", uid, f"({part})"))
    found = next((each[1] for each in parts if isinstance(each, tuple)), None)
    return found if isinstance(found, bytes) else None


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{status} {data!r}"[:300])
    return data


def _quoted(folder: str) -> str:
    """The folder's name as the protocol wants it: quoted, in its own way of writing å, ä and ö."""
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_utf7(escaped)}"'


def _utf7(name: str) -> str:
    """Modified UTF-7 (RFC 3501, 5.1.3)."""
    return re.sub(r"&|[^\x20-\x7e]+", lambda found: _shifted(found[0]), name)


def _shifted(letters: str) -> str:
    if letters == "&":
        return "&-"
    coded = b2a_base64(letters.encode("utf-16-be"), newline=False).rstrip(b"=").decode()
    return f"&{coded.replace('/', ',')}-"
