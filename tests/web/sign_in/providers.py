"""Providers of sign-in for the tests: a real one as a process, and one that is told what to say."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import requests
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.ports import free_port

CLIENT_ID, CLIENT_SECRET = "beslutskedjan", "a secret of both"


@contextmanager
def real_provider() -> Iterator[str]:
    """The address of a provider that is a program of its own, as long as the test lasts."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--require-nonce", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, program)
            yield address
        finally:
            program.terminate()


def _wait(address: str, program: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + 30
    while time.monotonic() < last and program.poll() is None:
        try:
            requests.get(address, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the provider did not start")


@dataclass
class Told:
    """A provider whose every word a test decides."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    published: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    status: int = 200
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str) -> object:
        if path.endswith("/openid-configuration"):
            return self.metadata()
        if path == "/keys":
            return KeySet([self.key]).as_dict(private=False)
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token}

    def metadata(self) -> dict[str, Any]:
        usual = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }
        return {**usual, **self.published}

    def claims(self, said_nonce: str, at: datetime, /, **changed: object) -> dict[str, Any]:
        now = int(at.timestamp())
        usual = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "sub": "subject-1",
            "exp": now + 300,
            "iat": now,
            "auth_time": now,
            "nonce": said_nonce,
            "email": "officer@region.example",
        }
        return {k: v for k, v in {**usual, **changed}.items() if v is not None}

    def signed(self, claims: dict[str, Any], key: RSAKey | None = None, kid: str = "1") -> str:
        return jwt.encode({"alg": "RS256", "kid": kid}, claims, key or self.key)

    def times_asked(self, path: str) -> int:
        return sum(asked == path for asked, _form in self.asked)


@contextmanager
def told_provider() -> Iterator[Told]:
    """The provider that says what it is told, on this machine."""
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(sent).items()})

        def _answer(self, form: dict[str, str]) -> None:
            told.asked.append((self.path, form))
            body = json.dumps(told.says(self.path)).encode()
            self.send_response(told.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
