"""The servers that are measured: ours on a seeded store, a bare page, and Django's same list."""

import hashlib
import hmac
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from benchmarks.pages.load import HOST, Ask
from benchmarks.peers.environment import python_of
from tests.operations.builders import KEY
from tests.ports import free_port
from web.environment import as_variables
from workflow.environment import Setting

ROOT = Path(__file__).parents[2]
NAME = "beslutskedjan.region.example"
_PATIENCE = 120.0


@dataclass(frozen=True)
class Running:
    """A server that answers: its process, its port, and how long it took to its first answer."""

    pid: int
    port: int
    seconds: float


def settings(url: str, folder: Path) -> dict[Setting, object]:
    """The settings of an installation on this database, with everything else in a folder."""
    folder.mkdir(exist_ok=True)
    key = folder / "record.key"
    if not key.exists():
        key.write_bytes(KEY)
        key.chmod(0o600)
    return {
        ("database", "url"): url,
        ("files", "papers"): folder / "papers",
        ("record", "key_file"): key,
        ("seal", "folder"): folder / "seal",
        ("mail", "folder"): folder / "mail",
        ("office", "base_url"): f"https://{NAME}",
        ("sign_in", "idle_minutes"): 240,
    }


def environment_of(given: Mapping[str, str]) -> dict[str, str]:
    """This process's environment, with these settings and no others."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BESLUTSKEDJAN", "BK_"))}
    return clean | dict(given)


@contextmanager
def ours(url: str, folder: Path) -> Iterator[Running]:
    """The web as `beslutskedjan serve` starts it, on this database."""
    given = as_variables(settings(url, folder))
    with started("web.wsgi:app", given, "/logga-in") as running:
        yield running


@contextmanager
def hello() -> Iterator[Running]:
    """A page of Flask's that says hello, and nothing else."""
    with started("benchmarks.pages.hello:app", {}, "/") as running:
        yield running


@contextmanager
def started(
    app: str, environment: Mapping[str, str], path: str, python: str = sys.executable
) -> Iterator[Running]:
    """The application behind the same server as ours, until the block ends."""
    port = free_port()
    program = [python, str(ROOT / "benchmarks/pages/behind_granian.py"), app, str(port)]
    begun = time.perf_counter()
    with subprocess.Popen(program, cwd=ROOT, env=environment_of(environment)) as process:  # noqa: S603  # our own
        try:
            ask = Ask(port, path, (("Host", NAME),))
            yield Running(process.pid, port, _first_answer(ask, process, begun))
        finally:
            process.terminate()


def _first_answer(ask: Ask, process: subprocess.Popen[bytes], begun: float) -> float:
    while time.perf_counter() - begun < _PATIENCE:
        if process.poll() is not None:
            break
        try:
            with socket.create_connection((HOST, ask.port), timeout=_PATIENCE) as connection:
                connection.sendall(ask.written())
                if connection.recv(12).startswith(b"HTTP/1.1 200"):
                    return time.perf_counter() - begun
        except OSError:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"{ask.path} was never answered")


def signed_in(sid: str) -> tuple[tuple[str, str], ...]:
    """What the browser of somebody who is signed in sends."""
    app = Flask("benchmark")
    app.config["SECRET_KEY"] = hmac.new(KEY, b"web cookies", hashlib.sha256).digest()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise RuntimeError("the cookie can't be signed")
    cookie = signer.dumps({"sid": sid})
    return (("Host", NAME), ("Cookie", f"__Host-beslutskedjan={cookie}"))


@contextmanager
def django_list(database: Path) -> Iterator[Running]:
    """Django's list of the same rows, out of the same file."""
    environment = {"BENCH_DATABASE": str(database)}
    python = str(python_of("django_list"))
    app, path = "benchmarks.peers.django_list.site:app", "/arenden/1"
    with started(app, environment, path, python) as running:
        yield running
