"""Duties in their millions: a tick with nothing to do, and reminders that become letters."""

import gc
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Engine, insert, select, update

from benchmarks import bare_rows
from benchmarks.figures import Figure, report, seconds
from tests.databases import running_server
from tests.operations.builders import World, a_world, an_office
from workflow.jobs.tick import tick
from workflow.outgoing import Outgoing
from workflow.states import DutyKind, LetterKind
from workflow.store import migrate, outbox, reminders
from workflow.store import tables as t
from workflow.store.engine import open_database, writing

DUTIES, CASES, TICKS = 1_000_000, 7_000, 200
BATCH, ROUND, ROUNDS = 5_000, 30_000, 3  # reminders in a transaction, in a round; and the rounds
AT_A_TIME = 20_000  # rows in one statement while the store is filled
MOST_MS = {"sqlite": 1.0, "postgresql": 3.0}
LEAST_A_SECOND = {"sqlite": 50_000, "postgresql": 20_000}
NOW = datetime(2024, 1, 10, 8, tzinfo=UTC)
TODAY, LATER, DONE = date(2024, 1, 10), date(2024, 6, 3), date(2023, 12, 1)


def main() -> int:
    return report(measure())


def measure() -> list[Figure]:
    """The figures of both databases, each beside what the machine does with bare rows just then."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures(_opened(f"sqlite:///{Path(folder) / 'duties.db'}"))
    with running_server() as server:
        return figures + _figures(_opened(server.make()))


def _opened(url: str) -> Engine:
    engine = open_database(url)
    migrate.upgrade(engine)
    return engine


def _figures(engine: Engine) -> list[Figure]:
    name, world = engine.dialect.name, a_world(an_office(engine))
    fill(engine, world)
    idle = _idle(world)
    # Bare rows first and last: the machine has other things to do too.
    bare = [bare_rows.a_second(engine, ROUND)]
    rate = _rate(world)
    bare.append(bare_rows.a_second(engine, ROUND))
    engine.dispose()
    return [
        Figure(f"duties.{name}.idle_tick_ms", idle, "ms", MOST_MS[name], "less"),
        Figure(f"duties.{name}.reminders_per_second", rate, "/s", LEAST_A_SECOND[name]),
        Figure(f"duties.{name}.bare_rows_per_second", max(bare), "/s"),
        Figure(f"duties.{name}.ratio_to_bare_rows", rate / max(bare)),
    ]


def fill(engine: Engine, world: World, duties: int = DUTIES, cases: int = CASES) -> None:
    """Every case has one open duty of each kind, with a reminder ahead; the rest are done."""
    with writing(engine) as connection:
        ids = _cases(connection, world, cases)
        opened = [_duty(case_id, kind) for case_id in ids for kind in DutyKind]
        done = {"settled_on": DONE, "settled_by": "report_outcome"}
        settled = [_duty(world.case_id, DutyKind.OUTCOME) | done] * (duties - len(opened))
        for rows in (opened, settled):
            for start in range(0, len(rows), AT_A_TIME):
                connection.execute(insert(t.duty), rows[start : start + AT_A_TIME])
        ahead = {"level": 0, "remind_on": LATER, "addressee": "role:officer"}
        waiting = connection.execute(OPEN).scalars()
        connection.execute(insert(t.reminder), [{**ahead, "duty_id": id_} for id_ in waiting])
        connection.exec_driver_sql("ANALYZE")


OPEN = select(t.duty.c.id).where(t.duty.c.settled_on.is_(None))


def _cases(connection: Connection, world: World, count: int) -> list[int]:
    case: dict[str, object] = {"programme_id": world.programme_id}
    case |= {"committee_id": world.committee_id}
    case |= {"title": "Ärende", "opened_on": DONE, "officer_id": world.people["officer"]}
    rows = [{**case, "reference": f"RUN/{number}/2023"} for number in range(1, count + 1)]
    connection.execute(insert(t.matter_case), rows)
    mine = select(t.matter_case.c.id).where(t.matter_case.c.id != world.case_id)
    return list(connection.execute(mine).scalars())


def _duty(case_id: int, kind: DutyKind) -> dict[str, object]:
    return {"case_id": case_id, "kind": kind.value, "role_to": "officer", "due_on": LATER}


def _idle(world: World) -> float:
    """Milliseconds of a whole tick that finds nothing to do, the median of many."""
    tick(world.office, NOW)  # the day's own work
    return 1_000 * median(seconds(lambda: tick(world.office, NOW)) for _ in range(TICKS))


def _rate(world: World) -> float:
    """Reminders a second: claimed, marked, and written as letters whose text is there already.

    The best of some rounds, each on rows of its own. What the benchmark holds ready is kept from
    the collector of garbage, since the program holds no such thing.
    """
    engine = world.office.engine
    with writing(engine) as connection:
        connection.execute(update(t.reminder).values(remind_on=TODAY))
        letters = {id_: letter(world, id_) for id_ in connection.execute(OPEN).scalars()}
    gc.collect()
    gc.freeze()
    best = min(seconds(lambda: _round(engine, letters)) for _ in range(ROUNDS))
    gc.unfreeze()
    return ROUND / best


def _round(engine: Engine, letters: dict[int, Outgoing]) -> None:
    for _ in range(ROUND // BATCH):
        with writing(engine) as connection:
            due = reminders.claim(connection, TODAY, BATCH)
            outbox.add_all(connection, [letters[each.id] for each in due])
        if len(due) != BATCH:
            raise RuntimeError(f"{len(due)} duties instead of {BATCH}")


def letter(world: World, duty_id: int) -> Outgoing:
    key = f"RUN/1/2023/duty-{duty_id}/0/p1"
    return Outgoing(
        key=key,
        case_id=world.case_id,
        kind=LetterKind.REMINDER,
        to_name="Handläggaren",
        to_email="officer@region.example",
        subject="Påminnelse",
        body="En bevakning är inte gjord.\n",
        message_id=world.office.message_id(key),
        created_at=NOW,
    )


if __name__ == "__main__":
    sys.exit(main())
