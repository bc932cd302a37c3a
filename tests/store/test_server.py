"""The tests' own PostgreSQL server is reached by nobody else and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.databases import Server

ROOT = Path(__file__).parents[2]
HOLD = """
from tests.databases import running_server
with running_server() as server:
    print(server.folder, flush=True)
    input()
"""


def test_the_server_listens_on_no_network(postgresql: Server) -> None:
    with psycopg.connect(postgresql.url("postgres")) as connection:
        row = connection.execute("SHOW listen_addresses").fetchone()
    assert row == ("",)


def test_a_killed_test_run_leaves_no_server_and_no_files() -> None:
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        run.send_signal(signal.SIGKILL)
    wait_until_gone(server, folder)
    assert not is_running(server)
    assert not folder.exists()


def wait_until_gone(process: int, folder: Path) -> None:
    for _ in range(1000):
        if not folder.exists() and not is_running(process):
            return
        time.sleep(0.02)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
