"""How long each step took and how it ended, told to whoever watches the operation."""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sqlalchemy import Connection

from workflow.facts import Ask, Situation
from workflow.operations.office import Office
from workflow.ports import Outcome, Took
from workflow.refusals import Outpaced, PaperIncomplete, ReadOnly, Refused

W = TypeVar("W")
T = TypeVar("T")
Read = Callable[[Connection], Situation]
Run = Callable[[Office, Ask, Read, W], T]

_ENDS: dict[type[BaseException], Outcome] = {
    Refused: Outcome.REFUSED,
    Outpaced: Outcome.OUTPACED,
    PaperIncomplete: Outcome.INCOMPLETE,
    ReadOnly: Outcome.READ_ONLY,
}


def measured(run: Run[W, T]) -> Run[W, T]:
    """The same walk, of which the office's watcher is told when it is over, however it ended."""

    @wraps(run)
    def walk(office: Office, ask: Ask, read: Read, write: W) -> T:
        case_id: int | None = None

        def looked(connection: Connection) -> Situation:
            nonlocal case_id
            found = read(connection)
            case_id = found.case.id
            return found

        began = time.perf_counter()
        end = Outcome.TAKEN
        try:
            return run(office, ask, looked, write)
        except BaseException as error:
            end = _ENDS.get(type(error), Outcome.FAILED)
            raise
        finally:
            took = time.perf_counter() - began
            office.watcher(Took(ask.step, end, took, case_id, ask.actor.person_id))

    return walk
