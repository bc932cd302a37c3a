"""What every peer does beside its own state: the same reads, and the same rows written.

Only the standard library and the driver: it is imported in each peer's own environment. A step's
facts are read and its entries, letters, duties and reminders written by hand, statement by
statement, in the transaction of the peer's step.
"""

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

Row = dict[str, str | int | None]
TABLES = ("event", "letter", "duty", "reminder")


class Job:
    """What the peer is asked to do: on which database, how often, with which rows for each step."""

    def __init__(self, path: str) -> None:
        asked = json.loads(Path(path).read_text("utf-8"))
        self.url: str = asked["url"]
        self.rounds: int = asked["rounds"]
        self.cases: list[dict[str, int]] = asked["cases"]
        self.steps: list[str] = [step["name"] for step in asked["steps"]]
        self._days: list[str] = [step["on"] for step in asked["steps"]]
        self._reads: list[list[tuple[str, list[str]]]] = [step["reads"] for step in asked["steps"]]
        self._rows: list[list[tuple[str, Row]]] = [step["rows"] for step in asked["steps"]]
        # How the bare driver writes a place for a value, and begins what is to write.
        self.mark, self.begin_now = ("?", "BEGIN IMMEDIATE") if self.is_sqlite else ("%s", "BEGIN")

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> str:
        return self.url.removeprefix("sqlite:///")

    def connect(self) -> Any:  # noqa: ANN401  # either driver
        """The bare driver, as durable as the program's own connections."""
        if not self.is_sqlite:
            return psycopg.connect(self.url, autocommit=True)
        driver = sqlite3.connect(self.file, isolation_level=None)
        driver.execute("PRAGMA journal_mode = WAL")
        driver.execute("PRAGMA synchronous = FULL")
        return driver

    def make_tables(self, execute: Callable[[str], object]) -> None:
        """Tables of the peer's own, beside those of the program that the facts are read from."""
        number = "INTEGER PRIMARY KEY" if self.is_sqlite else "BIGSERIAL PRIMARY KEY"
        columns = {table: row for step in self._rows for table, row in step}
        for table in TABLES:
            texts = "".join(f", {name} TEXT" for name in columns[table])
            execute(f"CREATE TABLE peer_{table} (id {number}, matter BIGINT{texts})")
            execute(f"CREATE INDEX by_{table} ON peer_{table} (matter)")

    def read(self, cursor: Any, case: int, step: int, mark: str) -> None:  # noqa: ANN401  # a driver's
        """What the step's checks ask for; ``mark`` is how the driver writes a place."""
        subject: dict[str, int | str] = {**self.cases[case], "on": self._days[step]}
        for sql, names in self._reads[step]:
            cursor.execute(sql.replace("?", mark), [subject[name] for name in names])
            cursor.fetchall()

    def write(self, cursor: Any, case: int, step: int, mark: str) -> None:  # noqa: ANN401  # a driver's
        """The rows of one step of one case."""
        for table, row in self._rows[step]:
            marks = ", ".join([mark] * (len(row) + 1))
            sql = f"INSERT INTO peer_{table} (matter, {', '.join(row)}) VALUES ({marks})"
            cursor.execute(sql, [case, *row.values()])

    def finish(self, cursor: Any, case: int, step: int) -> None:  # noqa: ANN401  # a driver's
        """The rest of a step on the bare driver, when the peer's own row has just been moved."""
        if cursor.rowcount != 1:
            raise RuntimeError("somebody else has moved it")
        self.read(cursor, case, step, self.mark)
        self.write(cursor, case, step, self.mark)
        cursor.execute("COMMIT")


def run(job: Job, begin: Callable[[int], object], take: Callable[[int, int], object]) -> None:
    """Let the peer walk its cases, and print how many steps a second it took; the median."""
    rates, each = [], len(job.cases) // (job.rounds + 1)
    for turn in range(job.rounds + 1):
        cases = range(turn * each, (turn + 1) * each)
        for case in cases:
            begin(case)
        start = perf_counter()
        for case in cases:
            for step in range(len(job.steps)):
                take(case, step)
        if turn:  # the first one warms up
            rates.append(each * len(job.steps) / (perf_counter() - start))
    json.dump({"per_second": median(rates)}, sys.stdout)
