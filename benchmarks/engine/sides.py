"""Both sides of the race on one database: the engine's steps, and the same by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import Engine

from benchmarks.engine.chain import Chain, NoPapers, Ready
from benchmarks.engine.model import Change, changes, snapshot
from benchmarks.engine.raw import ByHand
from benchmarks.engine.rules import NotingOffice, facts
from benchmarks.engine.script import Script
from tests.operations import builders
from workflow.facts import Ask
from workflow.store.engine import reading


def learnt(chain: Chain, model: Ready, asked: list[Ask]) -> Iterator[tuple[Ask, list[Change]]]:
    """What each step of the model case is asked, and what it changes."""
    with reading(chain.office.engine) as connection:
        before = snapshot(connection)
    for _, take in chain.steps(model):
        take()
        with reading(chain.office.engine) as connection:
            after = snapshot(connection)
        yield asked[-1], changes(before, after)
        before = after


def an_office(engine: Engine) -> NotingOffice:
    """An office that draws nothing up, and remembers what it was asked."""
    plain = builders.an_office(engine, renderer=NoPapers())
    return NotingOffice(**{each.name: getattr(plain, each.name) for each in fields(plain)})


@contextmanager
def bare(engine: Engine) -> Iterator[Any]:
    """The driver alone, as durable as the engine's own connections."""
    driver: Any
    if engine.dialect.name == "sqlite":
        driver = sqlite3.connect(engine.url.database or "", isolation_level=None)
        for pragma in ("busy_timeout = 10000", "synchronous = FULL", "foreign_keys = ON"):
            driver.execute(f"PRAGMA {pragma}")
    else:
        url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        driver = psycopg.connect(url, autocommit=True)  # BEGIN and COMMIT are written out
    with closing(driver):
        yield driver


class Race:
    """Cases that are ready, and the two who walk them in turn."""

    def __init__(self, engine: Engine, driver: Any, cases: int) -> None:  # noqa: ANN401  # either
        office = an_office(engine)
        self.chain = Chain(office)
        model, *self.ready = [self.chain.prepare(number) for number in range(1, cases + 2)]
        script = Script(model, learnt(self.chain, model, office.asked), engine.dialect)
        self.by_hand = ByHand(driver, office, script)

    def ours(self, cases: list[Ready]) -> float:
        """Seconds a step of the engine's."""
        start, steps = perf_counter(), 0
        for case in cases:
            for _, take in self.chain.steps(case):
                take()
                steps += 1
        return (perf_counter() - start) / steps

    def theirs(self, cases: list[Ready]) -> float:
        """Seconds a step by hand; the facts are read while the clock stands."""
        seconds, steps = 0.0, 0
        for case in cases:
            for ask, take in self.by_hand.steps(case):
                situation = facts(self.chain.office, case, ask)
                start = perf_counter()
                take(situation)
                seconds += perf_counter() - start
                steps += 1
        return seconds / steps
