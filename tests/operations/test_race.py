"""Two deciders at once, or fifty, or four processes: one decides, and the others hear who did."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier as ProcessBarrier
from pathlib import Path
from threading import Barrier
from typing import Protocol

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import ZONE, World, a_world, an_office
from tests.operations.reading import events, findings, row, rows
from tests.operations.together import at_once
from workflow.delivery.files import PaperFolder
from workflow.facts import Actor
from workflow.operations import deciding
from workflow.operations.office import Office
from workflow.refusals import Earlier, Outpaced, Refused
from workflow.store import tables as t
from workflow.store.engine import open_database

WON, ROUNDS = "won", 3
LOST = "already_decided by {} at 2023-10-24 kl. 14.30"
SPAWN = multiprocessing.get_context("spawn")


def try_to_decide(office: Office, decision_id: int, seen: frozenset[str], actor: Actor) -> str:
    """What became of a try: won, or who was first and when."""
    try:
        deciding.decide(office, decision_id, seen, actor, w.DECIDED, w.AWAY)
    except Refused as refused:
        first = refused.refusals[0]
        return f"{first.code} by {first.param('by')} at {first.param('at')}"
    except Outpaced as outpaced:
        return _first(outpaced.earlier)
    return WON


def _first(earlier: Earlier | None) -> str:
    if earlier is None:
        return "nobody knows who was first"
    return f"already_decided by {earlier.actor} at {earlier.at.astimezone(ZONE):%Y-%m-%d kl. %H.%M}"


def all_at_once(matter: w.Matter, actors: Sequence[Actor]) -> list[str]:
    office, seen, start = matter.world.office, matter.seen(), Barrier(len(actors))

    def one(actor: Actor) -> str:
        start.wait()
        return try_to_decide(office, matter.decision_id, seen, actor)

    with ThreadPoolExecutor(len(actors)) as pool:
        return list(pool.map(one, actors))


def director_and_deputy(world: World, count: int) -> list[Actor]:
    """Deciders in turn: the holder of the post, and the deputy."""
    return [world.actor(("director", "deputy")[n % 2], w.DECIDED) for n in range(count)]


def decided_once(world: World, decision_id: int) -> None:
    """One decision, one number, one event, one dispatch, one notice, one letter of each."""
    engine = world.office.engine
    decision = row(engine, t.decision, id=decision_id)
    assert (decision.state, decision.version) == ("decided", 3)
    taken = rows(engine, t.event, step="decide", thing_id=decision_id, refused=False)
    assert [entry.actor_person_id for entry in taken] == [decision.decider_id]
    assert len(rows(engine, t.notice, decision_id=decision_id)) == 1
    dispatch = row(engine, t.dispatch, decision_id=decision_id)
    assert len(rows(engine, t.delivery, dispatch_id=dispatch.id)) == 3
    assert len(rows(engine, t.paper_use, kind="delegationsbeslut", decision_id=decision_id)) == 1
    for kind in ("decided", "notice_pending", "dispatch_ready"):
        assert len(rows(engine, t.letter, kind=kind, case_id=decision.case_id)) == 1
    for kind in ("dispatch", "notify"):
        assert len(rows(engine, t.duty, kind=kind, decision_id=decision_id)) == 1


def the_winner(outcomes: Sequence[str], actors: Sequence[Actor]) -> Actor:
    """The one who won; everybody else was told the winner's name and time."""
    (winner,) = [a for a, became in zip(actors, outcomes, strict=True) if became == WON]
    assert set(outcomes) - {WON} == {LOST.format(winner.name)}
    return winner


@pytest.mark.case("A11")
@pytest.mark.parametrize("threads", [2, 8, 50])
def test_of_deciders_at_once_exactly_one_decides_and_the_rest_hear_who_and_when(
    world: World, database: Engine, threads: int
) -> None:
    matter, actors = w.submitted(world), director_and_deputy(world, threads)
    winner = the_winner(all_at_once(matter, actors), actors)
    assert row(database, t.decision).decider_name == winner.name
    decided_once(world, matter.decision_id)
    assert row(database, t.series).last == 1
    refused = [entry for entry in events(world.office, step="decide") if entry["refused"]]
    assert len(refused) == threads - 1
    assert findings(world.office) == []


@pytest.mark.parametrize("threads", [2, 8])
def test_of_many_tries_by_the_same_director_one_counts(
    world: World, database: Engine, threads: int
) -> None:
    matter, actors = w.submitted(world), [world.actor("director", w.DECIDED)] * threads
    outcomes = all_at_once(matter, actors)
    assert sorted(outcomes) == [*[LOST.format("Magnus Aspegren")] * (threads - 1), WON]
    decided_once(world, matter.decision_id)
    assert row(database, t.series).last == 1


def test_a_decision_and_a_referral_at_once_never_both_happen(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    director, deputy = director_and_deputy(world, 2)
    seen, decision_id = matter.seen(), matter.decision_id
    became = at_once(
        lambda: deciding.decide(world.office, decision_id, seen, director, w.DECIDED),
        lambda: deciding.refer(world.office, decision_id, "Ny fråga.", deputy, w.DECIDED),
    )
    assert became.count("done") == 1
    (refused,) = [each for each in became if each != "done"]
    won = "decided" if became[0] == "done" else "referred"
    assert row(database, t.decision).state == won
    assert {plan.state for plan in rows(database, t.plan)} == {
        "adopted" if won == "decided" else "referred"
    }
    assert refused.startswith("already_decided" if won == "decided" else "wrong_state")


class Outcomes(Protocol):
    """Where the processes put what became of their tries."""

    def put(self, item: tuple[int, str]) -> None: ...


def decide_in_a_process(
    url: str,
    papers: Path,
    tries: list[tuple[int, frozenset[str], Actor]],
    start: ProcessBarrier,
    outcomes: Outcomes,
) -> None:
    """One process with an office of its own: it waits for the others before each try."""
    office = an_office(open_database(url), PaperFolder(papers))
    for decision_id, seen, actor in tries:
        start.wait(60)
        outcomes.put((decision_id, try_to_decide(office, decision_id, seen, actor)))
    office.engine.dispose()


@pytest.mark.case("A11")
def test_of_four_processes_exactly_one_decides_each_time(
    database_url: str, database: Engine, tmp_path: Path
) -> None:
    world = a_world(an_office(database, PaperFolder(tmp_path / "papers")))
    matters = [
        w.submitted(world, (2023,), world.another_case(f"RUN/{600 + n}/2021"))
        for n in range(ROUNDS)
    ]
    actors, start, outcomes = director_and_deputy(world, 4), SPAWN.Barrier(4), SPAWN.SimpleQueue()
    processes = []
    for actor in actors:
        tries = [(matter.decision_id, matter.seen(), actor) for matter in matters]
        arguments = (database_url, tmp_path / "papers", tries, start, outcomes)
        processes.append(SPAWN.Process(target=decide_in_a_process, args=arguments))
    for process in processes:
        process.start()
    for process in processes:
        process.join(90)
    assert [process.exitcode for process in processes] == [0] * 4
    became = [outcomes.get() for _ in range(4 * ROUNDS)]
    for matter in matters:
        decided_once(world, matter.decision_id)
        tries_of = [outcome for decision, outcome in became if decision == matter.decision_id]
        decider = row(database, t.decision, id=matter.decision_id).decider_name
        assert sorted(tries_of) == [*[LOST.format(decider)] * 3, WON]
    assert sorted(each.number_serial for each in rows(database, t.decision)) == [1, 2, 3]
    assert findings(world.office) == []
