"""`beslutskedjan serve`: the web, the sender and the tick of one machine, in one command."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from web import environment, meters
from web.readiness import DRAINING
from workflow.environment import Setting
from workflow.settings import Settings

DATABASE = "beslutskedjan.db"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
THREADS = 8
_PATIENCE = 30.0


def in_folder(data: Path) -> dict[Setting, object]:
    """The settings that keep everything of an installation in one folder."""
    return {
        ("database", "url"): f"sqlite:///{data / DATABASE}",
        ("files", "papers"): data / "papers",
        ("record", "key_file"): data / "record.key",
        ("seal", "folder"): data / "seal",
        ("mail", "folder"): data / "mail",
        ("operation", "run_folder"): data / "run",
    }


def on_this_machine(host: str, port: int) -> dict[Setting, object]:
    """The settings of what is reached from this machine alone: links lead to it."""
    return {
        # A passkey belongs to a host name, never to a number.
        ("office", "base_url"): f"http://localhost:{port}",
        ("web", "trusted_hosts"): [host],
    }


def as_demo(host: str, port: int) -> dict[Setting, object]:
    """The settings of a demonstration: on this machine, with the letters in a folder."""
    shown: dict[Setting, object] = {("mail", "mode"): "folder", ("web", "demo"): True}
    return shown | on_this_machine(host, port)


def serve(settings: Settings, config: Path | None, values: Mapping[Setting, object]) -> None:
    """Serve until the process is told to end; the worker beside it ends with it."""
    given = environment.as_variables(values)
    if config is not None:
        given[environment.FILE] = str(config)
    os.environ.update(given)
    folder = settings.operation.run_folder
    meters.share(folder / "metrics")
    (folder / DRAINING).unlink(missing_ok=True)
    with _worker():
        _web(settings)


class _Server(MPServer):
    """A server that says that it is not ready for a while before it stops taking requests."""

    drain: tuple[Path, int]

    def signal_handler_interrupt(self, *args: object, **kwargs: object) -> None:
        mark, seconds = self.drain
        if not seconds or mark.exists():  # told twice: at once
            super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]  # Granian's
            return
        mark.touch()
        stop = super().signal_handler_interrupt
        timer = threading.Timer(seconds, stop, args, kwargs)
        timer.daemon = True
        timer.start()


def _web(settings: Settings) -> None:
    server = _Server(
        "web.wsgi:app",
        address=settings.web.host,
        port=settings.web.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        blocking_threads=THREADS,
        backpressure=64,
        log_access=False,
        log_level=LogLevels.error,
        websockets=False,
        workers_kill_timeout=int(_PATIENCE),
    )
    server.drain = (settings.operation.run_folder / DRAINING, settings.operation.drain_seconds)
    server.serve()


@contextmanager
def _worker() -> Iterator[None]:
    """The sender and the tick as a process of their own, started anew if it should fall."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(ended,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join(_PATIENCE)


def _keep(ended: threading.Event) -> None:
    command = [sys.executable, "-m", "web", "work", "--quiet"]
    while not ended.is_set():
        worker = subprocess.Popen(command)  # noqa: S603  # our own program, without a shell
        while worker.poll() is None and not ended.wait(0.5):
            pass
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
            worker.wait(_PATIENCE)
        ended.wait(1)
