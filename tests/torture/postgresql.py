"""A PostgreSQL server that can be stopped as a fallen one is, and started again on its data."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.databases import Server, _as, _ordinary_user, _programs

# Durable: what it has acknowledged is on the disk, however it is stopped.
_SETTINGS = ("listen_addresses=", "max_connections=100", "shared_buffers=16MB", "max_wal_size=64MB")


class Fallible(Server):
    """A server of its own; ``fall`` is a crash, ``stop`` is orderly, ``start`` begins anew."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._user = _ordinary_user()
        if self._user:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        self._programs = _programs(folder, self._user)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def begin(self) -> None:
        command = [str(self._programs / "bin/initdb"), "--pgdata", str(self.data)]
        command += ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        command += ["--no-sync", "--wal-segsize=1"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as(self._user))
        self.start()

    def start(self) -> None:
        settings = (*_SETTINGS, f"unix_socket_directories={self.folder}")
        command = [str(self._programs / "bin/postgres"), "-D", str(self.data)]
        command += [word for setting in settings for word in ("-c", setting)]
        log = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd="/", start_new_session=True, **_as(self._user)
        )
        self.wait()

    def fall(self) -> None:
        """Every process of it is gone at once, in the middle of whatever it did."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        """Whoever is at work is cut off, and what is done is put in order."""
        self._end(signal.SIGINT)

    def _end(self, sign: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(sign)
            self._process.wait(60)
            self._process = None


@contextmanager
def fallible(folder: Path | None = None) -> Iterator[Fallible]:
    """A server until the block ends; in a folder of its own, or in one that is given."""
    place = folder or Path(tempfile.mkdtemp(prefix="pg-"))
    server = Fallible(place)
    try:
        server.begin()
        yield server
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)
