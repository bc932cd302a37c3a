"""Verifying a record of a million events: seconds, and what it takes of memory, on both databases.

``python -m benchmarks.verify URL`` verifies a store that is there, in a process of its own.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from benchmarks.figures import Figure, progress, report, seconds
from benchmarks.mail import databases, resident
from tests.store.samples import DAY, KEY, NOON, a_case, an_entry
from workflow.chaining import GENESIS, canonical, event_hash, mac
from workflow.delivery.fakes import PapersInMemory
from workflow.store import migrate, record
from workflow.store import tables as t
from workflow.store.bulk import insert_many
from workflow.store.engine import open_database, reading, writing
from workflow.store.verify import verify_record

CASES, EVENTS_EACH, DAYS, ROUNDS = 10_000, 100, 10, 2
EVENTS = CASES * EVENTS_EACH
MOST_SECONDS = 10.0
PAPER = b"Delegationsbeslut"
Head = tuple[str, str]  # a case's reference, and the hash of its last event


def main() -> int:
    if len(sys.argv) > 1:
        return _verify(sys.argv[1])
    return report(measure())


def measure() -> list[Figure]:
    """Seconds for a million events: the slower database's, then each one's by itself."""
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
        found = {}
        for url in urls:
            engine = open_database(url)
            progress(f"a record of {EVENTS:,d} events on {engine.dialect.name}")
            migrate.upgrade(engine)
            fill(engine)
            engine.dispose()
            found[engine.dialect.name] = _best(url)
    figures = [
        Figure(f"verify.{kind}.{key}", value, unit)
        for kind, measured in found.items()
        for (key, unit), value in zip(_TOLD, measured, strict=True)
    ]
    worst = max(taken for taken, *_ in found.values())
    return [Figure("verify.seconds_per_million", worst, "s", MOST_SECONDS, "less"), *figures]


# The processor's own seconds tell on a machine that has other things to do at the same time.
_TOLD = (("seconds_per_million", "s"), ("cpu_seconds_per_million", "s"), ("memory_growth_mb", "MB"))


def _best(url: str) -> tuple[float, float, float]:
    """What the best of some rounds took, each by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.verify", url]
    told = [subprocess.check_output(command, text=True).split() for _ in range(ROUNDS)]  # noqa: S603  # our own
    taken, busy, memory = min(tuple(map(float, words)) for words in told)
    return taken * 1_000_000 / EVENTS, busy * 1_000_000 / EVENTS, memory


def _verify(url: str) -> int:
    """What the command does with a database, and how long it takes."""
    engine, papers = open_database(url), PapersInMemory()
    papers.put(PAPER)
    with reading(engine) as connection:
        before, begun = resident(), process_time()
        taken = seconds(lambda: _must_hold(connection, papers))
    busy = process_time() - begun
    sys.stdout.write(f"{taken} {busy} {(_peak() - before) / 1024}\n")
    return 0


def _peak() -> int:
    """The most that the process has had in memory, in kB; ru_maxrss tells of its parent too."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def _must_hold(connection: Connection, papers: PapersInMemory) -> None:
    if found := verify_record(connection, papers, KEY):
        raise RuntimeError(found[0].text)


def fill(engine: Engine, cases: int = CASES) -> None:
    """Many cases side by side, some events of each on each day, every day sealed."""
    with writing(engine) as connection:
        heads = _cases(connection, cases)
        for seq in range(1, EVENTS_EACH + 1):
            heads = _events(connection, heads, seq)
        moved = update(t.matter_case).where(t.matter_case.c.id == bindparam("case"))
        values = {"head_seq": EVENTS_EACH, "head_hash": bindparam("hash")}
        rows = [{"case": case_id, "hash": last} for case_id, (_, last) in heads.items()]
        connection.execute(moved.values(**values), rows)
        connection.exec_driver_sql("ANALYZE")
    with writing(engine) as connection:
        record.seal_day(connection, DAY + timedelta(DAYS), KEY, NOON + timedelta(DAYS + 1))


def _cases(connection: Connection, count: int) -> dict[int, Head]:
    mine = t.matter_case.c.id == a_case(connection)
    first = connection.execute(select(t.matter_case).where(mine)).mappings().one()
    connection.execute(insert(t.matter_case), list(_like(first, count)))
    others = select(t.matter_case.c.id, t.matter_case.c.reference).where(~mine)
    return {id_: (reference, GENESIS) for id_, reference in connection.execute(others)}


def _like(first: Mapping[Any, object], count: int) -> Iterator[dict[str, object]]:
    usual = {name: value for name, value in first.items() if name != "id"}
    for number in range(count):
        yield {**usual, "reference": f"RUN/{number + 1_000}/2021"}


def _events(connection: Connection, heads: dict[int, Head], seq: int) -> dict[int, Head]:
    """The next event of every case; gives where the chains then end."""
    at = NOON + timedelta(days=seq * DAYS // EVENTS_EACH, seconds=seq)
    papers = [] if seq % 10 else [["delegationsbeslut", "beslut.docx", PapersInMemory().put(PAPER)]]
    entry = an_entry("submit", at, papers=papers)
    written = [canonical({**entry, "case": case, "seq": seq}) for case, _ in heads.values()]
    before = [last for _, last in heads.values()]
    hashes = [event_hash(*each) for each in zip(before, written, strict=True)]
    columns = {name: [value] * len(heads) for name, value in record.columns_of(entry).items()}
    columns |= {"case_id": list(heads), "seq": [seq] * len(heads), "body": written}
    columns |= {"previous": before, "hash": hashes, "mac": [mac(KEY, each) for each in hashes]}
    insert_many(connection, insert(t.event).inline(), columns)
    cases = (case for case, _ in heads.values())
    return dict(zip(heads, zip(cases, hashes, strict=True), strict=True))


if __name__ == "__main__":
    sys.exit(main())
