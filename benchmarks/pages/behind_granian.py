"""An application behind granian, set as `serve` sets it: `behind_granian.py app port`.

It needs nothing of ours, so that Django's page is served by the same server, set in the same way.
"""

import sys
from pathlib import Path

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

WORKERS, THREADS = 1, 8


def main(app: str, port: int) -> None:
    """Serve until the process is told to end."""
    server = MPServer(
        app,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=WORKERS,
        blocking_threads=THREADS,
        backpressure=64,
        log_access=False,
        log_level=LogLevels.error,
        websockets=False,
    )
    server.serve()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(sys.argv[1], int(sys.argv[2]))
