"""Killed at any of its writes a step is not there at all, and taken again it is there once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.house.tree import ROOT
from tests.operations import walking as w
from tests.operations.builders import World, a_world, an_office
from tests.operations.invariants import Invariants
from tests.operations.killing_steps import ENDED
from tests.operations.reading import events, everything, newest_token
from workflow.delivery.fakes import Outbasket
from workflow.delivery.files import PaperFolder
from workflow.states import LetterKind

KILLED = -9
Before = Callable[[World], dict[str, Any]]


@pytest.fixture(scope="module")
def killer() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.operations.killing_steps"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, encoding="utf-8"
    ) as process:  # leaving closes its input, and it ends
        yield process


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


@pytest.mark.parametrize(
    ("act", "before", "fewest"),
    [
        ("decide", submitted, 20),
        ("list", decided, 5),
        ("dispatch", ready, 20),
        ("acknowledge", dispatched, 4),
    ],
)
def test_wherever_a_step_is_killed_nothing_of_it_is_there_and_it_can_be_taken(
    act: str,
    before: Before,
    fewest: int,
    database: Engine,
    database_url: str,
    killer: "subprocess.Popen[str]",
    tmp_path: Path,
) -> None:
    papers = tmp_path / "papers"
    world = a_world(an_office(database, PaperFolder(papers)))
    told = {"act": act, "url": database_url, "papers": str(papers), **before(world)}
    was, had = everything(database), len(events(world.office))
    survived = 0
    while (became := ask(killer, {**told, "point": survived + 1})) == KILLED:
        assert everything(database) == was
        survived += 1
    assert (became, survived >= fewest) == (ENDED, True)
    assert len(events(world.office)) == had + 1
    Invariants(world, Outbasket()).check()


def ask(killer: "subprocess.Popen[str]", told: dict[str, Any]) -> int:
    assert killer.stdin is not None
    assert killer.stdout is not None
    killer.stdin.write(f"{json.dumps(told)}\n")
    killer.stdin.flush()
    return int(killer.stdout.readline())
