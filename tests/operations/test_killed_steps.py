"""Killed at any of its writes a step is not there at all, and taken again it is there once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.forking import KILLED, Fork, forking
from tests.operations import walking as w
from tests.operations.builders import World, a_world, an_office
from tests.operations.invariants import Invariants
from tests.operations.reading import events, everything, newest_token
from workflow.delivery.fakes import Outbasket
from workflow.delivery.files import PaperFolder
from workflow.states import LetterKind

Before = Callable[[World], dict[str, Any]]


@pytest.fixture(scope="module")
def fork() -> Iterator[Fork]:
    with forking("tests.operations.killing_steps") as forks:
        yield forks


def submitted(world: World) -> dict[str, Any]:
    matter = w.submitted(world)
    seen = sorted(matter.seen())
    return {"decision": matter.decision_id, "person": world.people["director"], "seen": seen}


def decided(world: World) -> dict[str, Any]:
    matter = w.decided(world)
    return {"decision": matter.decision_id, "person": world.people["secretary"]}


def ready(world: World) -> dict[str, Any]:
    matter = w.decided(world)
    return {"decision": matter.decision_id, "person": world.people["registrar"]}


def dispatched(world: World) -> dict[str, Any]:
    matter = w.dispatched(world)
    token = newest_token(world.office, world.parties["are"].email, LetterKind.UTDRAG)
    return {"decision": matter.decision_id, "token": token}


def sent(world: World, who: str) -> dict[str, Any]:
    """A decision whose copies are on their way, so that its recipients are told of the step."""
    return {"decision": w.dispatched(world).decision_id, "person": world.people[who]}


@pytest.mark.case("R01")
@pytest.mark.parametrize(
    ("act", "before", "fewest"),
    [
        ("decide", submitted, 20),
        ("list", decided, 5),
        ("dispatch", ready, 20),
        ("acknowledge", dispatched, 4),
        ("correct", lambda world: sent(world, "director"), 10),
        ("repeal", lambda world: sent(world, "secretary"), 8),
    ],
)
def test_wherever_a_step_is_killed_nothing_of_it_is_there_and_it_can_be_taken(
    act: str,
    before: Before,
    fewest: int,
    database: Engine,
    database_url: str,
    fork: Fork,
    tmp_path: Path,
) -> None:
    papers = tmp_path / "papers"
    world = a_world(an_office(database, PaperFolder(papers)))
    told = {"act": act, "url": database_url, "papers": str(papers), **before(world)}
    was, had = everything(database), len(events(world.office))
    survived = 0
    while (became := fork([{**told, "point": survived + 1}])) == [KILLED]:
        assert everything(database) == was
        survived += 1
    assert (became, survived >= fewest) == ([0], True)
    assert len(events(world.office)) == had + 1
    Invariants(world, Outbasket()).check()
