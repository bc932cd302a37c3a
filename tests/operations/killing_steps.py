"""A step whose process kills itself at one of its writes: a process of its own for each."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tests.forking import Told, die, serve
from tests.operations import walking as w
from tests.operations.builders import an_office
from workflow.delivery.files import PaperFolder
from workflow.operations import deciding, dispatching, looking, notifying
from workflow.operations.office import Office
from workflow.refusals import Refused
from workflow.states import AppealOutcome
from workflow.store.engine import open_database

REFUSED = 3
_WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")


def decide(office: Office, told: Told) -> object:
    director = looking.actor(office, told["person"], w.DECIDED)
    seen = frozenset(told["seen"])
    return deciding.decide(office, told["decision"], seen, director, w.DECIDED)


def list_(office: Office, told: Told) -> object:
    secretary = looking.actor(office, told["person"], w.LISTED)
    return notifying.list_notice(office, told["decision"], secretary, w.LISTED)


def dispatch(office: Office, told: Told) -> object:
    registrar = looking.actor(office, told["person"], w.DISPATCHED)
    return dispatching.dispatch(office, told["decision"], registrar, w.DISPATCHED)


def acknowledge(office: Office, told: Told) -> object:
    bearer = looking.bearer(office, told["token"], w.ACKNOWLEDGED).actor
    return dispatching.acknowledge(office, told["decision"], bearer, w.ACKNOWLEDGED)


def correct(office: Office, told: Told) -> object:
    director = looking.actor(office, told["person"], w.ACKNOWLEDGED)
    return deciding.correct(office, told["decision"], "Fel.", director, w.ACKNOWLEDGED)


def repeal(office: Office, told: Told) -> object:
    secretary = looking.actor(office, told["person"], w.ACKNOWLEDGED)
    ended = notifying.Ended(w.ACKNOWLEDGED.date(), AppealOutcome.REPEALED)
    return notifying.repeal(office, told["decision"], ended, "Fel.", secretary, w.ACKNOWLEDGED)


ACTS: dict[str, Callable[[Office, Told], object]] = {
    "decide": decide,
    "list": list_,
    "dispatch": dispatch,
    "acknowledge": acknowledge,
    "correct": correct,
    "repeal": repeal,
}


def dies_at(engine: Engine, point: int) -> None:
    """The process dies at its so-manieth write: after a statement, or just before the commit."""
    points = count(1)

    def maybe() -> None:
        if next(points) == point:
            die()

    @event.listens_for(engine, "after_cursor_execute")
    def written(_conn: Any, _cursor: Any, statement: str, *_rest: object) -> None:  # noqa: ANN401
        if statement.lstrip().startswith(_WRITES):
            maybe()

    @event.listens_for(engine, "commit")
    def committing(_conn: Any) -> None:  # noqa: ANN401
        maybe()


def run(told: Told) -> None:
    engine = open_database(told["url"])
    office = an_office(engine, PaperFolder(Path(told["papers"])))
    dies_at(engine, told["point"])
    try:
        ACTS[told["act"]](office, told)
    except Refused:
        os._exit(REFUSED)


if __name__ == "__main__":
    serve(run)
