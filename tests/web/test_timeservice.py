"""The time-stamp service that the settings name is asked, and no other that it points to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from web.timeservice import asking


class Leading(BaseHTTPRequestHandler):
    """Sends whoever asks on to another page of its own, and notes who comes there."""

    came: list[str]

    def do_POST(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def do_GET(self) -> None:
        self.came.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Nobody reads it."""


@contextmanager
def leading(came: list[str]) -> Iterator[str]:
    handler = type("Here", (Leading,), {"came": came})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
        server.shutdown()


def test_a_service_that_leads_elsewhere_gives_no_answer() -> None:
    came: list[str] = []
    with leading(came) as url, pytest.raises(OSError, match="302"):
        asking(url)(b"question")
    assert came == []
