"""R04: no room left for the database, the papers or what is kept for a moment; then there is."""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from documents import HouseRenderer
from documents.pdf import compiler
from tests.operations import walking as w
from tests.torture import clients
from tests.torture.bed import Bed, Beds
from tests.torture.clients import Client
from tests.torture.log import Answer
from tests.torture.outcome import Outcome
from tests.torture.postgresql import fallible
from workflow.operations import preparing
from workflow.refusals import PaperStuck

_FULL = 21  # how a client ends that had no room
_LEFT = 24_000  # what is left of a full disk, in bytes
_ACTS = 12


def in_the_database(beds: Beds, rounds: int) -> Outcome:
    outcome = Outcome()
    for number in range(rounds):
        with _disk(64 if beds.server else 8) as disk:
            outcome.note = disk.how
            outcome.add(*_database_of(beds, disk, number))
    return outcome


def _database_of(beds: Beds, disk: "Disk", number: int) -> tuple[list[str], int]:
    if beds.server is None:
        bed = _moved(beds.make("drafted"), disk)
        return _filled_and_emptied(bed, disk, number)
    if not disk.mounted:  # a server's files can't be limited from outside: its papers still can
        return _papers_of(beds, disk, number)
    with fallible(disk.folder / "pg") as server:
        own = Beds(beds.folder / f"own-{number}", server)
        bed = own.make("drafted")

        def again() -> None:
            server.stop()
            server.start()

        return _filled_and_emptied(bed, disk, number, again)


def _moved(bed: Bed, disk: "Disk") -> Bed:
    """The database lies on the small disk."""
    file = disk.folder / "chain.db"
    shutil.move(bed.folder / "chain.db", file)
    return replace(bed, url=f"sqlite:///{file}")


def in_the_papers(beds: Beds, rounds: int) -> Outcome:
    outcome = Outcome()
    for number in range(rounds):
        with _disk(8) as disk:
            outcome.note = disk.how
            outcome.add(*_papers_of(beds, disk, number))
    return outcome


def _papers_of(beds: Beds, disk: "Disk", number: int) -> tuple[list[str], int]:
    bed = beds.make("submitted")
    kept = disk.folder / "papers"
    shutil.move(bed.papers, kept)
    bed.papers.symlink_to(kept)
    return _filled_and_emptied(bed, disk, number)


def _filled_and_emptied(
    bed: Bed, disk: "Disk", number: int, again: Callable[[], None] = lambda: None
) -> tuple[list[str], int]:
    """Act where there is no room, and then where there is again; what does not hold."""
    first = clients.wait(clients.spawn(lambda: _act(bed, number, disk)))
    disk.empty()
    again()
    second = clients.wait(clients.spawn(lambda: Client(bed, 2, number).act(_ACTS)))
    faults = [] if first in (0, _FULL) else [f"klienten slutade med {first}"]
    faults += [f"efteråt slutade klienten med {second}"] * bool(second)
    drafts = [str(path) for path in bed.papers.rglob(".*") if path.is_file()]
    return [*faults, *(f"{each}: en halv handling" for each in drafts), *bed.faults()], int(
        first == _FULL
    )


def _act(bed: Bed, number: int, disk: "Disk") -> None:
    try:
        client = Client(bed, 1, number)
        disk.fill()
        disk.limit()
        answers = [client.one() for _ in range(_ACTS)]
    except (DBAPIError, OSError):
        os._exit(_FULL)
    os._exit(_FULL if Answer.UNKNOWN in answers else 0)


def in_temp(beds: Beds, rounds: int) -> Outcome:
    """What is made for a moment has no room: no paper is made, so nothing is done."""
    outcome = Outcome()
    for _ in range(rounds):
        with _disk(2) as disk:
            outcome.note = f"TMPDIR: {disk.how}"
            bed = beds.make("drafted")
            disk.fill()
            first = clients.wait(clients.spawn(lambda bed=bed, disk=disk: _draw(bed, disk)))  # type: ignore[misc]  # bound now
            disk.empty()
            second = clients.wait(clients.spawn(lambda bed=bed: _draw(bed, None)))  # type: ignore[misc]  # bound now
            told = [f"utan plats: {first}"] * (first != _FULL) + [f"sedan: {second}"] * bool(second)
            outcome.add([*told, *bed.faults()], int(first == _FULL))
            beds.done_with(bed)
    return outcome


def _draw(bed: Bed, disk: "Disk | None") -> None:
    """Submit with real papers, whose fonts go by way of the temporary folder."""
    office = bed.office(HouseRenderer())
    world = bed.world(office)
    tempfile.tempdir = str(disk.folder) if disk else None
    try:
        if disk:
            disk.limit(0)
        officer = world.actor("officer", w.SUBMITTED)
        preparing.submit(office, bed.matter[1], officer, w.SUBMITTED)
    except (DBAPIError, OSError, PaperStuck):
        os._exit(_FULL)
    finally:
        compiler.forget()


class Disk:
    """A small disk that is filled and emptied; where none can be mounted, a limit on files."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder, self.mounted = folder, mounted
        self._filler = folder / "filler"

    @property
    def how(self) -> str:
        if self.mounted:
            return "en egen disk (tmpfs) fylls tills ENOSPC, och töms sedan"
        return "ingen disk kunde monteras: RLIMIT_FSIZE i processen i stället"

    def fill(self) -> None:
        if not self.mounted:
            return
        with self._filler.open("wb", buffering=0) as file:
            left = os.statvfs(self.folder)
            file.write(bytes(max(0, left.f_bavail * left.f_frsize - _LEFT)))

    def empty(self) -> None:
        self._filler.unlink(missing_ok=True)

    def limit(self, size: int | None = None) -> None:
        """Where there is no disk of its own: no file of this process may grow past this."""
        if self.mounted:
            return
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        largest = max((path.stat().st_size for path in files), default=0)
        most = largest + _LEFT if size is None else size
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def _disk(megabytes: int) -> Iterator[Disk]:
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    folder.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    mounted = (
        os.geteuid() == 0 and not subprocess.run(mount, capture_output=True, check=False).returncode
    )
    try:
        if mounted:
            (folder / "pg").mkdir()
        yield Disk(folder, mounted=mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)
