"""What each process takes: memory, seconds until it answers, and what importing it takes."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import Figure, progress
from benchmarks.pages import servers
from benchmarks.pages.load import Ask, in_turn
from benchmarks.pages.store import Store
from web.environment import as_variables

_AT_WORK = 8.0  # seconds in which the sender and the tick have begun
_CUMULATIVE = re.compile(r"import time:\s+\d+ \|\s+(\d+) \|\s*(\S+)$", re.MULTILINE)
_TELLING = """
import atexit, pathlib, sys
atexit.register(lambda: sys.stderr.write(pathlib.Path("/proc/self/status").read_text("ascii")))
from web.cli import main
main()
"""
_COMMANDS = {"help": ["--help"], "chain": ["chain", "--only", "table"]}


def measure_processes(folder: Path, store: Store) -> list[Figure]:
    """The web after some work, the sender with the tick, and two commands."""
    progress("memory, start and import")
    return [*_web(folder, store), *_worker(folder, store), *_commands(), *_imports()]


def _web(folder: Path, store: Store) -> list[Figure]:
    with servers.ours(store.url, folder / "web") as running:
        ask = Ask(running.port, "/arenden", servers.signed_in(store.officer))
        in_turn([ask], 200)
        workers = [_resident(pid) for pid in _children(running.pid)]
        return [
            Figure("process.web.start_seconds", running.seconds, "s"),
            Figure("process.web.memory_mb", max(workers), "MB"),
            Figure("process.server.memory_mb", _resident(running.pid), "MB"),
        ]


def _worker(folder: Path, store: Store) -> list[Figure]:
    given = servers.environment_of(as_variables(servers.settings(store.url, folder / "work")))
    command = [sys.executable, "-m", "web", "work", "--quiet"]
    quiet = subprocess.DEVNULL  # a store of copies has no record that holds, and it says so
    with subprocess.Popen(command, cwd=servers.ROOT, env=given, stderr=quiet) as process:  # noqa: S603  # our own
        time.sleep(_AT_WORK)
        memory = _resident(process.pid)
        process.terminate()
    return [Figure("process.worker.memory_mb", memory, "MB")]


def _commands() -> list[Figure]:
    """Two commands as the shell starts them; each tells what it had in memory at the most."""
    figures = []
    for name, words in _COMMANDS.items():
        started = time.perf_counter()
        command = [sys.executable, "-c", _TELLING, *words]
        said = subprocess.run(command, cwd=servers.ROOT, check=True, capture_output=True, text=True)  # noqa: S603  # our own
        took = time.perf_counter() - started
        memory = int(said.stderr.partition("VmHWM:")[2].split()[0]) / 1024
        figures.append(Figure(f"process.command_{name}.seconds", took, "s"))
        figures.append(Figure(f"process.command_{name}.memory_mb", memory, "MB"))
    return figures


def _imports() -> list[Figure]:
    """What `python -X importtime` says of the whole program, and of its dearest parts."""
    command = [sys.executable, "-X", "importtime", "-c", "import web.app"]
    said = subprocess.run(command, cwd=servers.ROOT, check=True, capture_output=True, text=True)  # noqa: S603  # our own
    taken = {name: int(micro) / 1_000_000 for micro, name in _CUMULATIVE.findall(said.stderr)}
    parts = ("sqlmodel", "sqlalchemy", "flask", "apiflask", "docx", "web.app")
    names = {"web.app": "everything"}
    return [
        Figure(f"process.import_seconds.{names.get(part, part)}", taken[part], "s")
        for part in parts
        if part in taken
    ]


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(child) for child in listed]


def _resident(pid: int) -> float:
    """What the process has in memory now, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576
