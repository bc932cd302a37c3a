"""R06: the database is gone in the middle of a transaction, or its answer never comes."""

import sqlite3
import time
from collections.abc import Callable
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Engine

from tests.torture import clients, log
from tests.torture.bed import Bed, Beds
from tests.torture.clients import Client
from tests.torture.log import Answer
from tests.torture.outcome import Outcome
from tests.torture.postgresql import fallible

_LOST = {"sqlite": sqlite3.OperationalError, "postgresql": psycopg.OperationalError}
STARTS = ("drafted", "submitted", "decided", "dispatched", "asked_for_outcomes")


def restarted(beds: Beds, rounds: int, acts: int = 25) -> Outcome:
    """The server falls, or is stopped, under four clients; they go on when it is back."""
    outcome = Outcome(note="servern faller (SIGQUIT) eller stoppas (SIGINT) under fyra klienter")
    with fallible() as server:
        own = Beds(beds.folder, server)
        for number in range(rounds):
            dice, bed = Random(number), own.make(STARTS[number % len(STARTS)])
            children = [clients.spawn(_patient(bed, each, number, acts)) for each in range(1, 5)]
            log.until(bed.logs, dice.randint(1, 3 * acts))
            (server.fall if number % 2 else server.stop)()
            time.sleep(dice.uniform(0.0, 0.3))
            server.start()
            codes = [clients.wait(child) for child in children]
            crashed = [f"en klient slutade med {code}" for code in codes if code]
            outcome.add([*crashed, *bed.faults()], int(b"unknown" in _said(bed)))
            own.done_with(bed)
    return outcome


def _patient(bed: Bed, number: int, seed: int, acts: int) -> Callable[[], None]:
    def run() -> None:
        client = Client(bed, number, seed)
        for _ in range(acts):
            if client.one() is Answer.UNKNOWN:
                time.sleep(0.1)

    return run


def _said(bed: Bed) -> bytes:
    return b"".join(path.read_bytes() for path in bed.logs.glob("*.jsonl"))


def unanswered(beds: Beds, rounds: int, acts: int = 15) -> Outcome:
    """Every fifth commit is done, but whoever made it is told that the connection was lost."""
    outcome = Outcome(note="commit är gjord, men svaret på den når aldrig klienten")
    for number in range(rounds):
        bed = beds.make(STARTS[number % len(STARTS)])
        children = [clients.spawn(_deaf(bed, each, number, acts)) for each in (1, 2)]
        codes = [clients.wait(child) for child in children]
        crashed = [f"en klient slutade med {code}" for code in codes if code]
        outcome.add([*crashed, *bed.faults()], _said(bed).count(b"unknown"))
        beds.done_with(bed)
    return outcome


def _deaf(bed: Bed, number: int, seed: int, acts: int) -> Callable[[], None]:
    def run() -> None:
        client = Client(bed, number, seed)
        lose_answers(client.engine, Random(f"{seed}/{number}"))
        client.act(acts)

    return run


def lose_answers(engine: Engine, dice: Random) -> None:
    """From now on some commits are done without anybody being told."""
    commit, lost = engine.dialect.do_commit, _LOST[engine.dialect.name]

    def committed(connection: Any) -> None:  # noqa: ANN401
        commit(connection)
        if dice.random() < 0.2:
            raise lost("the answer was lost")

    engine.dialect.do_commit = committed  # type: ignore[assignment,method-assign]  # to its end
