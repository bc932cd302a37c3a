"""Clients and a worker as processes of their own: random acts by random people, and their post."""

import os
import traceback
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tests.operations.acts import ACTS, EVERYBODY, ONWARD, STAFF, actor
from tests.operations.builders import when
from tests.operations.reading import rows
from tests.operations.walking import Matter
from tests.torture.bed import Bed
from tests.torture.log import Answer, Log
from workflow.chain import BY_NAME
from workflow.jobs.tick import tick
from workflow.refusals import BeslutskedjanError, Refused
from workflow.store import tables as t

DAYS_ON = (0, 0, 0, 0, 1, 3, 14)
FIRST_DAY = date(2023, 10, 12)
# The step that an act takes, where its name is another.
STEP = {"decide_unseen": "decide", "acknowledge_otherwise": "acknowledge"}
CRASHED = 70
Meanwhile = Callable[[], None]


def spawn(run: Callable[[], object]) -> int:
    """A process that does this and ends; gives its number."""
    child = os.fork()
    if child:
        return child
    code = CRASHED
    try:
        run()
        code = 0
    except BaseException:  # noqa: BLE001  # told on the way out: nothing may climb into the parent
        traceback.print_exc()
    os._exit(code)


def wait(child: int) -> int:
    """How the process ended: its code, or the signal with a minus."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Client:
    """Somebody who acts again and again, and remembers what was answered."""

    def __init__(self, bed: Bed, number: int, seed: int) -> None:
        self._number = number
        self._dice = Random(f"{seed}/{number}")
        self._day = FIRST_DAY
        self._acts = 0
        self._log = Log(bed.logs / f"client-{number}.jsonl")
        self._office = bed.office()
        self._matter = bed.matter_in(bed.world(self._office))

    @property
    def engine(self) -> Engine:
        return self._office.engine

    def act(self, acts: int) -> None:
        """Take so many acts, or try to."""
        for _ in range(acts):
            self.one()

    def one(self) -> Answer:
        self._day += timedelta(days=self._dice.choice(DAYS_ON))
        at = self._now()
        try:
            name, who = self._choice()
        except DBAPIError:
            return Answer.UNKNOWN
        answer = taken(self._matter, name, who, at)
        self._log.note(STEP.get(name, name), at, answer)
        return answer

    def _now(self) -> datetime:
        """An instant that nobody else has."""
        self._acts += 1
        own = self._number * 10_000 + self._acts
        return when(str(self._day)) + timedelta(microseconds=own)

    def _choice(self) -> tuple[str, str]:
        if self._dice.random() < 0.25:
            return self._dice.choice(sorted(ACTS)), self._dice.choice(EVERYBODY)
        name, who = self._dice.choice(onward(self._matter))
        return name, who if self._dice.random() < 0.8 else self._dice.choice(STAFF)


def onward(matter: Matter) -> list[tuple[str, str]]:
    """What moves the case on from where it stands, and by whom."""
    return [
        each
        for table in (t.decision, t.plan, t.notice, t.dispatch)
        for found in rows(matter.world.office.engine, table)
        for each in ONWARD.get((table.name, found.state), ())
    ] or [("correct", "director")]


def taken(matter: Matter, name: str, who: str, at: datetime) -> Answer:
    """Try an act; what its actor is told."""
    try:
        ACTS[name](matter, actor(matter.world, who, at), at)
    except Refused as refused:
        return Answer.REFUSED if refused.step in BY_NAME else Answer.NOT
    except BeslutskedjanError:
        return Answer.NOT
    except (DBAPIError, OSError):
        return Answer.UNKNOWN
    return Answer.DONE


def work(bed: Bed, seed: int, rounds: int) -> None:
    """The worker: the calendar's steps and reminders, then the letters."""
    dice, office = Random(f"{seed}/worker"), bed.office()
    day = FIRST_DAY
    for number in range(rounds):
        day += timedelta(days=dice.choice((1, 7, 40)))
        try:
            tick(office, when(str(day), 8))
            bed.sender(office, f"worker-{os.getpid()}-{number}", when("2025-06-02")).send(20)
        except (DBAPIError, OSError):  # as the ticker does: tried again at the next beat
            continue
