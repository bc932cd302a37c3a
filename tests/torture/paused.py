"""R09: a sender is stopped past its lease, another takes its letters, and then it wakes."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from tests.torture import clients
from tests.torture.bed import Bed, Beds
from tests.torture.outcome import Outcome
from workflow.delivery.folder_post import FolderPost
from workflow.delivery.journal import FILE, FileJournal
from workflow.jobs import sender
from workflow.jobs.sender import Sender
from workflow.outgoing import Envelope, Posted, TryLater
from workflow.store.clock import DatabaseClock

LEASE = 1
# When it is stopped: with letters claimed, before they are noted, and just after one is marked.
MOMENTS = ("claimed", "noted", "marked")


def past_the_lease(beds: Beds, rounds: int) -> Outcome:
    outcome = Outcome(note=f"SIGSTOP, lånetiden ({LEASE} s) går ut, en annan skickar, SIGCONT")
    for number in range(rounds):
        moment = MOMENTS[number % len(MOMENTS)]
        bed = beds.make("dispatched")
        faults = _one(bed, moment)
        outcome.add([f"{moment}: {each}" for each in [*faults, *bed.faults()]])
        beds.done_with(bed)
    return outcome


def _one(bed: Bed, moment: str) -> list[str]:
    sleeper = clients.spawn(lambda: _send(bed, "sleeper", moment))
    _, status = os.waitpid(sleeper, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        return ["stannade aldrig"]
    time.sleep(LEASE + 0.2)
    other = clients.wait(clients.spawn(lambda: _send(bed, "other", "")))
    os.kill(sleeper, signal.SIGCONT)
    woken = clients.wait(sleeper)
    codes = [f"en sändare slutade med {code}" for code in (other, woken) if code]
    lines = [line for path in bed.folder.glob("handed-*.txt") for line in _lines(path)]
    twice = [each for each, times in Counter(lines).items() if times > 1]
    return [*codes, *(f"{each} lämnades två gånger" for each in twice)]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split()


def _send(bed: Bed, name: str, moment: str) -> None:
    sender.LEASE_SECONDS = LEASE  # in this process only
    office, handed = bed.office(), bed.folder / f"handed-{name}.txt"
    handed.touch()
    stop = _stopping(moment)
    clock = _Clock(DatabaseClock(office.engine), stop)
    journal = _Journal(bed.folder / FILE, stop)
    one = Sender(office, _Post(bed.mail, handed, stop), name, clock, journal)
    while one.send(20).claimed:
        pass


def _stopping(moment: str) -> Callable[[str], None]:
    """Stops the process at the moment, the first time that it comes."""
    left = [moment]

    def at(where: str) -> None:
        if left == [where]:
            left.clear()
            os.kill(os.getpid(), signal.SIGSTOP)

    return at


class _Post(FolderPost):
    def __init__(self, folder: Path, handed: Path, stop: Callable[[str], None]) -> None:
        super().__init__(folder)
        self._handed, self._stop = handed, stop

    def ready(self) -> TryLater | None:
        self._stop("claimed")
        return super().ready()

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        with self._handed.open("a", encoding="utf-8") as file:
            file.write(f"{envelope.message_id}\n")
        return super().send(envelope, message)


class _Journal(FileJournal):
    def __init__(self, path: Path, stop: Callable[[str], None]) -> None:
        super().__init__(path)
        self._stop = stop

    def note(self, attempts: Mapping[str, int], at: datetime) -> None:
        self._stop("noted")
        super().note(attempts, at)


class _Clock:
    """The database's clock, where the process may be stopped when it is asked after the mark."""

    def __init__(self, clock: DatabaseClock, stop: Callable[[str], None]) -> None:
        self._clock, self._stop, self._asked = clock, stop, 0

    def __call__(self) -> datetime:
        self._asked += 1
        if self._asked > 2:  # the claim, the mark, and then the look whether it is late
            self._stop("marked")
        return self._clock()
