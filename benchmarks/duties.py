"""Duties in their millions: a tick with nothing to do, and reminders that become letters."""

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Connection, Engine, insert, select, update

from tests.databases import running_server
from tests.operations.builders import World, a_world, an_office
from workflow.jobs.tick import tick
from workflow.outgoing import Outgoing
from workflow.states import DutyKind, LetterKind
from workflow.store import migrate, outbox, reminders
from workflow.store import tables as t
from workflow.store.engine import open_database, writing

DUTIES, CASES, BATCH, TICKS = 1_000_000, 7_000, 1_000, 200
AT_A_TIME = 20_000  # rows in one statement while the store is filled
MOST_MS = {"sqlite": 1.0, "postgresql": 3.0}
LEAST_A_SECOND = {"sqlite": 50_000, "postgresql": 20_000}
NOW = datetime(2024, 1, 10, 8, tzinfo=UTC)
TODAY, LATER, DONE = date(2024, 1, 10), date(2024, 6, 3), date(2023, 12, 1)


def main() -> int:
    """Print the figures of both databases; 0 when every goal is reached."""
    with tempfile.TemporaryDirectory() as folder:
        missed = _measure(_opened(f"sqlite:///{Path(folder) / 'duties.db'}"))
    with running_server() as server:
        return max(missed, _measure(_opened(server.make())))


def _opened(url: str) -> Engine:
    engine = open_database(url)
    migrate.upgrade(engine)
    return engine


def _measure(engine: Engine) -> int:
    name, world = engine.dialect.name, a_world(an_office(engine))
    _fill(engine, world)
    idle, rate = _idle(world), _rate(engine, world.case_id)
    sys.stdout.write(
        f"{name}, duties in the store    {DUTIES:12,d}\n"
        f"{name}, idle tick              {idle:12.2f} ms (goal under {MOST_MS[name]:.0f})\n"
        f"{name}, reminders a second     {rate:12,.0f}    (goal {LEAST_A_SECOND[name]:,d})\n"
    )
    engine.dispose()
    return 0 if idle < MOST_MS[name] and rate >= LEAST_A_SECOND[name] else 1


def _fill(engine: Engine, world: World) -> None:
    """Every case has one open duty of each kind, with a reminder ahead; the rest are done."""
    with writing(engine) as connection:
        cases = _cases(connection, world)
        opened = [_duty(case_id, kind) for case_id in cases for kind in DutyKind]
        done = {"settled_on": DONE, "settled_by": "report_outcome"}
        settled = [_duty(world.case_id, DutyKind.OUTCOME) | done] * (DUTIES - len(opened))
        for rows in (opened, settled):
            for start in range(0, len(rows), AT_A_TIME):
                connection.execute(insert(t.duty), rows[start : start + AT_A_TIME])
        waiting = select(t.duty.c.id).where(t.duty.c.settled_on.is_(None))
        ahead = {"level": 0, "remind_on": LATER, "addressee": "role:officer"}
        ids = connection.execute(waiting).scalars()
        connection.execute(insert(t.reminder), [{**ahead, "duty_id": id_} for id_ in ids])
        connection.exec_driver_sql("ANALYZE")


def _cases(connection: Connection, world: World) -> list[int]:
    case: dict[str, object] = {"programme_id": world.programme_id}
    case |= {"committee_id": world.committee_id}
    case |= {"title": "Ärende", "opened_on": DONE, "officer_id": world.people["officer"]}
    rows = [{**case, "reference": f"RUN/{number}/2023"} for number in range(1, CASES + 1)]
    connection.execute(insert(t.matter_case), rows)
    mine = select(t.matter_case.c.id).where(t.matter_case.c.id != world.case_id)
    return list(connection.execute(mine).scalars())


def _duty(case_id: int, kind: DutyKind) -> dict[str, object]:
    return {"case_id": case_id, "kind": kind.value, "role_to": "officer", "due_on": LATER}


def _idle(world: World) -> float:
    """Milliseconds of a whole tick that finds nothing to do, the median of many."""
    tick(world.office, NOW)  # the day's own work
    return median(_ms(world) for _ in range(TICKS))


def _ms(world: World) -> float:
    start = perf_counter()
    tick(world.office, NOW)
    return (perf_counter() - start) * 1_000


def _rate(engine: Engine, case_id: int) -> float:
    """Reminders a second: claimed, marked, and written as letters whose text is there already."""
    with writing(engine) as connection:
        made = connection.execute(update(t.reminder).values(remind_on=TODAY)).rowcount
    start = perf_counter()
    while _batch(engine, case_id):
        pass
    return made / (perf_counter() - start)


def _batch(engine: Engine, case_id: int) -> int:
    with writing(engine) as connection:
        due = reminders.claim(connection, TODAY, BATCH)
        outbox.add_all(connection, (_letter(each.id, case_id) for each in due))
        return len(due)


def _letter(duty_id: int, case_id: int) -> Outgoing:
    return Outgoing(
        key=f"RUN/1/2023/duty-{duty_id}/0/p1",
        case_id=case_id,
        kind=LetterKind.REMINDER,
        to_name="Handläggaren",
        to_email="officer@region.example",
        subject="Påminnelse",
        body="En bevakning är inte gjord.\n",
        message_id=f"<duty-{duty_id}@region.example>",
        created_at=NOW,
    )


if __name__ == "__main__":
    sys.exit(main())
