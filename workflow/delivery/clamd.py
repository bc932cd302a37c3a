"""Asking ClamAV about a file: clamd over a socket, by its own protocol (INSTREAM)."""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import closing

from workflow.scanning import Clean, Infected, Scanned, Unscanned

_ASK = b"zINSTREAM\0"
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_FOUND = re.compile(r"stream: (\S[^\n\0]{0,200}) FOUND")
_UNIX = "unix:"


class Clamd:
    """A scanner at ``unix:/path`` or ``host:port``; asked anew for each file.

    Only the very words "stream: OK" are clean: whatever else it says, or that it says nothing,
    is no answer.
    """

    def __init__(self, where: str, timeout: float = 30) -> None:
        self.where = where
        self.timeout = timeout

    def scan(self, content: bytes) -> Scanned:
        try:
            with closing(self._connection()) as connection:
                for part in _parts(content):
                    connection.sendall(part)
                return _understood(_answer(connection))
        except OSError as error:  # also a time-out, and a stream that is cut for its size
            return Unscanned(str(error) or type(error).__name__)

    def _connection(self) -> socket.socket:
        if self.where.startswith(_UNIX):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.timeout)
            try:
                connection.connect(self.where.removeprefix(_UNIX))
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), self.timeout)


def _parts(content: bytes) -> Iterator[bytes]:
    """The question as it goes over the socket: parts after their length, an empty one last."""
    yield _ASK
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        yield struct.pack("!L", len(part)) + part
    yield struct.pack("!L", 0)


def _answer(connection: socket.socket) -> bytes:
    """What it says, to its end: a NUL, or that it hangs up."""
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said


def _understood(said: bytes) -> Scanned:
    text = said.partition(b"\0")[0].decode("utf-8", "replace").strip()
    if text == "stream: OK":
        return Clean()
    found = _FOUND.fullmatch(text)
    return Infected(found[1]) if found else Unscanned(text[:200] or "inget svar")
