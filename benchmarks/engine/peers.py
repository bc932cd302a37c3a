"""The same chain by other engines: what they are asked to do, and how fast they are at it.

Each walks as many steps, in as many transactions, as durable. Beside its own state it reads by
hand-written SQL what the step's checks need, from the program's own tables, and writes the entries,
letters, duties and reminders that the engine wrote for a model case. It asks no rules and works
nothing out: what is compared is kind to the others.
"""

from collections.abc import Iterable

from benchmarks.engine.chain import Chain
from benchmarks.engine.model import Change, Own
from benchmarks.engine.reads import BY_STEP, in_places
from benchmarks.engine.sides import an_office, learnt
from benchmarks.figures import progress
from benchmarks.peers.environment import steps_a_second
from benchmarks.peers.rows import TABLES
from workflow.facts import Ask
from workflow.store import migrate
from workflow.store.engine import open_database

CASES, ROUNDS = 5, 3
Step = dict[str, object]


def rate(peer: str, url: str) -> float:
    """Steps a second of one peer, on a fresh database with the program's registers and cases."""
    progress(f"engine: {peer}")
    engine = open_database(url)
    migrate.upgrade(engine)
    try:
        office = an_office(engine)
        chain = Chain(office)
        model, *ready = [chain.prepare(number) for number in range(CASES * (ROUNDS + 1) + 1)]
        steps = [_step(*each) for each in learnt(chain, model, office.asked)]
    finally:
        engine.dispose()
    ids = [{"c": each.case_id, "d": each.decision_id, "p": each.plan_id} for each in ready]
    return steps_a_second(peer, {"url": url, "rounds": ROUNDS, "cases": ids, "steps": steps})


def _step(ask: Ask, changes: Iterable[Change]) -> Step:
    reads = [in_places(sql) for sql in BY_STEP[ask.step]]
    rows = list(_rows(changes))
    return {"name": ask.step, "on": ask.on.isoformat(), "reads": reads, "rows": rows}


def _rows(changes: Iterable[Change]) -> Iterable[tuple[str, dict[str, str | None]]]:
    for change in changes:
        if change.is_new and change.table.name in TABLES:
            yield change.table.name, {name: _text(v) for name, v in change.row.items()}


def _text(value: object) -> str | None:
    if value is None:
        return None
    return str(value.id if isinstance(value, Own) else value)
