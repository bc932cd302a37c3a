"""What listens for the server: a page that is fetched by the program itself would be heard here."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OF_THE_TOOL = ("/get_ssrf.php", "/get_xxe.php", "/get_dns.php")


@dataclass
class Listener:
    """An address of this machine, and what was asked of it by others than the tool."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on a free port of this machine until the block ends."""
    heard = Listener()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(heard))
    heard.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(heard: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            if not self.path.startswith(_OF_THE_TOOL):
                heard.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's
            """What was asked is kept, not printed."""

    return Handler
