"""Another process beside the tests: the port that it is to have, and waiting for what it does."""

import socket
import time
from collections.abc import Callable

PATIENCE = 60.0


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(done: Callable[[], bool]) -> None:
    """Wait for another process to have done something."""
    last = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < last
        time.sleep(0.05)
