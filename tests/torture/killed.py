"""R01 and R02: killed with no warning at every write of a step, and at random among many."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from tests.forking import KILLED, die
from tests.operations.acts import ACTS, actor
from tests.operations.builders import when
from tests.operations.reading import everything
from tests.torture import clients, log
from tests.torture.bed import Bed, Beds
from tests.torture.outcome import Outcome
from workflow.delivery.files import PaperFolder
from workflow.jobs.tick import tick
from workflow.operations.office import Office

# Each act, from where it is taken, by whom, and when.
STEPS: dict[str, tuple[str, str, str]] = {
    "submit": ("drafted", "officer", "2023-10-12"),
    "take_back": ("submitted", "officer", "2023-10-20"),
    "leave_to_committee": ("submitted", "officer", "2023-10-20"),
    "discard": ("drafted", "officer", "2023-10-12"),
    "send_back": ("submitted", "director", "2023-10-20"),
    "decide": ("submitted", "director", "2023-10-24"),
    "correct": ("dispatched", "director", "2023-10-27"),
    "repeal": ("dispatched", "secretary", "2023-11-15"),
    "list": ("decided", "secretary", "2023-10-27"),
    "dispatch": ("decided", "registrar", "2023-10-25"),
    "acknowledge": ("dispatched", "recipient:are", "2023-10-26"),
    "resend": ("dispatched", "registrar", "2023-10-27"),
    "complete": ("acknowledged", "registrar", "2023-10-30"),
    "open_follow_up": ("decided", "officer", "2024-01-02"),
    "report_outcome": ("asked_for_outcomes", "officer", "2024-01-16"),
    "tick": ("asked_for_outcomes", "", "2024-01-31"),
}
SHORT = ("decide", "dispatch")


def at_every_write(beds: Beds, rounds: int) -> Outcome:
    """``rounds`` steps of the table, each killed at each of its writes, and then taken."""
    outcome = Outcome(note="dödad vid varje skrivning, före och efter commit, vid varje papper")
    names = list(STEPS)[:rounds] if rounds >= len(STEPS) else SHORT[:rounds]
    for name in names:
        bed = beds.make(STEPS[name][0])
        struck = list(_killed_on_and_on(bed, name))
        faults = [fault for found in struck for fault in found]
        if len(struck) < 3:
            faults.append(f"{name}: dödades bara {len(struck)} gånger")
        outcome.add([f"{name}: {each}" for each in [*faults, *bed.faults()]], len(struck))
        beds.done_with(bed)
    return outcome


def _killed_on_and_on(bed: Bed, name: str) -> Iterator[list[str]]:
    """Kill it at its first write, its second …, until it lives; what is wrong each time."""
    before = _rows(bed)
    for point in count(1):
        code = clients.wait(clients.spawn(lambda point=point: _take(bed, name, point)))  # type: ignore[misc]  # bound now
        if code != KILLED:
            return
        after = _rows(bed)
        if after != before:
            # Killed after the commit: all of it is there, which the invariants see to.
            yield []
            if name != "tick":
                return
            before = after
        else:
            yield []


def _rows(bed: Bed) -> object:
    office = bed.office()
    found = everything(office.engine)
    office.engine.dispose()
    return found


def _take(bed: Bed, name: str, point: int) -> None:
    office = bed.office()
    matter = bed.matter_in(bed.world(office))
    _beginning, who, day = STEPS[name]
    at = when(day)
    person = actor(matter.world, who, at) if who else None
    with dying_at(office, point):
        if person is None:
            tick(office, at)
        else:
            ACTS[name](matter, person, at)


@contextmanager
def dying_at(office: Office, point: int) -> Iterator[None]:
    """The process dies at the point: before a write, around a commit, around a paper's file."""
    points = count(1)

    def maybe() -> None:
        if next(points) == point:
            die()

    watch_writes(office.engine, maybe)
    put = PaperFolder.put

    def kept(self: PaperFolder, content: bytes) -> str:
        maybe()
        sha256 = put(self, content)
        maybe()
        return sha256

    PaperFolder.put = kept  # type: ignore[method-assign]  # until the process ends
    yield


def watch_writes(engine: Engine, see: Callable[[], None]) -> None:
    """Call ``see`` before each statement that writes, and on both sides of each commit.

    By the drivers themselves, so that no way of writing goes past it.
    """
    commit = engine.dialect.do_commit

    def committed(connection: Any) -> None:  # noqa: ANN401
        see()
        commit(connection)
        see()

    engine.dialect.do_commit = committed  # type: ignore[assignment,method-assign]  # to its end
    engine.dispose()
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda c, _: c.set_trace_callback(_writes(see)))
        return
    execute = psycopg.Cursor.execute

    def executed(self: Any, query: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        _writes(see)(query if isinstance(query, str) else "")
        return execute(self, query, *rest, **named)

    psycopg.Cursor.execute = executed  # type: ignore[method-assign]  # until the process ends


def _writes(see: Callable[[], None]) -> Callable[[str], None]:
    def told(statement: str) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "WITH")):
            see()

    return told


def at_random(beds: Beds, rounds: int, acts: int = 12) -> Outcome:
    """Four clients and a worker; one of the five is killed at a random moment of each round."""
    outcome = Outcome(note="fyra klienter och arbetaren, en av fem dödad mitt i")
    starts = ("drafted", "submitted", "submitted", "decided", "dispatched", "asked_for_outcomes")
    for number in range(rounds):
        dice = Random(number)
        bed = beds.make(starts[number % len(starts)])
        children = _five(bed, number, acts)
        log.until(bed.logs, dice.randint(0, 3 * acts))
        time.sleep(dice.uniform(0.0, 0.03))
        killed = dice.choice(children)
        os.kill(killed, signal.SIGKILL)
        codes = {child: clients.wait(child) for child in children}
        crashed = [f"en klient slutade med {c}" for c in codes.values() if c not in (0, KILLED)]
        outcome.add([*crashed, *bed.faults()], int(codes[killed] == KILLED))
        beds.done_with(bed)
    return outcome


def _five(bed: Bed, seed: int, acts: int) -> list[int]:
    def client(number: int) -> Callable[[], None]:
        return lambda: clients.Client(bed, number, seed).act(acts)

    four = [clients.spawn(client(number)) for number in range(1, 5)]
    return [*four, clients.spawn(lambda: clients.work(bed, seed, 4))]
