"""A process that has imported everything once, and forks children that may kill themselves."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.house.tree import ROOT

KILLED = -signal.SIGKILL
Told = dict[str, Any]
# What each child is told, and how each of them ended: 0, or its code, or KILLED.
Fork = Callable[[Sequence[Told]], list[int]]


def die() -> None:
    """The process is gone at once, with no warning to anybody."""
    os.kill(os.getpid(), signal.SIGKILL)


def serve(run: Callable[[Told], None]) -> None:
    """The process's own side: for each line fork the children that it names, all at once."""
    for line in sys.stdin:
        children = [_forked(run, told) for told in json.loads(line)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(f"{json.dumps(codes)}\n")
        sys.stdout.flush()


def _forked(run: Callable[[Told], None], told: Told) -> int:
    child = os.fork()
    if child == 0:
        run(told)
        os._exit(0)
    return child


@contextmanager
def forking(module: str) -> Iterator[Fork]:
    """The tests' side: the module runs ``serve`` until the tests are done with it."""
    command, pipe = [sys.executable, "-m", module], subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, encoding="utf-8"
    ) as process:  # leaving closes its input, and it ends

        def fork(told: Sequence[Told]) -> list[int]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{json.dumps(list(told))}\n")
            process.stdin.flush()
            codes: list[int] = json.loads(process.stdout.readline())
            return codes

        yield fork
