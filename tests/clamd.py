"""A virus scanner for tests: speaks clamd's own protocol on a real socket, and knows one virus."""

import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from workflow.delivery.clamd import Clamd
from workflow.operations.office import Office

# The test file of all virus scanners, in two parts so that no scanner stops at this module.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST_BYTES = 1_000_000
NOWHERE = "unix:/nowhere/clamd.ctl"

Answer = Callable[[bytes], bytes]
Started = Callable[[Answer], AbstractContextManager[str]]


def as_clamd(content: bytes) -> bytes:
    """What clamd answers of a stream."""
    if len(content) > MOST_BYTES:
        return b"INSTREAM size limit exceeded. ERROR\0"
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


class _Daemon(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, where: str, answer: Answer) -> None:
        self.answer = answer
        super().__init__(where, _Talk)


class _Talk(socketserver.StreamRequestHandler):
    server: _Daemon

    def handle(self) -> None:
        if self.rfile.read(10) == b"zINSTREAM\0":
            self.wfile.write(self.server.answer(self._stream()))

    def _stream(self) -> bytes:
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        return content


@contextmanager
def _serving(folder: Path, answer: Answer) -> Iterator[str]:
    where = str(folder / "clamd.ctl")
    with _Daemon(where, answer) as daemon:
        threading.Thread(target=daemon.serve_forever, args=(0.01,), daemon=True).start()
        yield f"unix:{where}"
        daemon.shutdown()


@pytest.fixture
def scanner(tmp_path: Path) -> Started:
    """Starts a scanner that answers so, and gives its address."""
    return lambda answer: _serving(tmp_path, answer)


def guarded(office: Office, where: str) -> Office:
    """The office with a scanner at this address."""
    return replace(office, scanner=Clamd(where, timeout=1))
