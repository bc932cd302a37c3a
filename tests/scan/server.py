"""The demonstration as a server of its own: made once, copied and started anew for each scan."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.ports import free_port
from tests.scan.findings import Finding, shape

ROOT = Path(__file__).parents[2]
_PATIENCE = 180.0
_FAULT = re.compile(r"^(?:.*\s)?fault \w+ at (\w+) (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Server:
    """A running server: its address, its folder, and what it has written."""

    address: str
    folder: Path
    log: Path

    def faults(self, role: str) -> list[Finding]:
        """The server's own faults (status 500), as its log has them."""
        text = self.log.read_text("utf-8", errors="replace")
        places = {(method, shape(path)) for method, path in _FAULT.findall(text)}
        return [
            Finding("log", role, "fault", f"{method} {path}", "the log has the traceback")
            for method, path in sorted(places)
        ]


def make_demonstration(folder: Path) -> None:
    """The demonstration's data in a new folder; every step of its past is taken."""
    with serving(folder):
        pass


@contextmanager
def copied(demonstration: Path, folder: Path) -> Iterator[Server]:
    """A server on a copy of the demonstration, so that one scan leaves nothing for the next."""
    shutil.copytree(demonstration, folder)
    with serving(folder) as server:
        yield server


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """`beslutskedjan serve --demo` on a free port of this machine, until the block ends."""
    port = free_port()
    server = Server(f"http://localhost:{port}", folder, folder.with_suffix(".log"))
    command = [sys.executable, "-m", "web", "serve", "--demo"]
    command += ["--data", str(folder), "--port", str(port)]
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _environment() -> dict[str, str]:
    """This process's, without settings of an installation of one's own."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("BESLUTSKEDJAN")
    }


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last and process.poll() is None:
        try:
            requests.get(f"{server.address}/logga-in", timeout=5).raise_for_status()
        except requests.RequestException:
            time.sleep(0.3)
        else:
            return
    sys.exit(f"The server did not start:\n{server.log.read_text('utf-8', errors='replace')}")
