"""The chain by hand: SQL written out, statement by statement, on the bare driver.

Each step is one transaction with the same durability as the engine's. It reads what the step's
checks ask for, compares versions where the engine does, and writes the same rows; the entry of the
record is chained and signed. It asks the same rules and works out the same orders, from facts that
are handed to it; the values that it writes stand ready too. So this is the limit, not a program:
what is compared is what the engine's reading, writing and transactions add.
"""

import hashlib
import hmac
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import psycopg

from benchmarks.engine.chain import Ready
from benchmarks.engine.model import Own, Row
from benchmarks.engine.rules import of_case, worked_out
from benchmarks.engine.script import NUMBER, Script, Scripted, Statement
from workflow.facts import Ask, Situation
from workflow.operations.office import Office, token_hash

Ids = dict[Own, int]
Take = Callable[[Situation], None]


class Outrun(Exception):
    """A version was no longer what it was read at."""


class ByHand:
    """The script on one kept connection of the bare driver."""

    def __init__(self, driver: Any, office: Office, script: Script) -> None:  # noqa: ANN401  # either
        self._driver, self._office, self._script = driver, office, script
        self._cursor = driver.cursor()
        self._begin = "BEGIN IMMEDIATE" if isinstance(driver, sqlite3.Connection) else "BEGIN"

    def steps(self, case: Ready) -> Iterator[tuple[Ask, Take]]:
        """Every step in turn: what is asked, and what takes it when it is given the facts."""
        ids = self._script.ids_of(case)
        for step in self._script.steps:
            ask = of_case(step.ask, case)
            yield ask, partial(self._whole, step, case, ids, ask)

    def _whole(self, step: Scripted, case: Ready, ids: Ids, ask: Ask, situation: Situation) -> None:
        self._cursor.execute(self._begin)
        try:
            self._take(step, case, ids, partial(worked_out, self._office, situation, ask))
        except BaseException:
            self._cursor.execute("ROLLBACK")
            raise
        self._cursor.execute("COMMIT")

    def _take(
        self, step: Scripted, case: Ready, ids: Ids, work_out: Callable[[], dict[str, Any]]
    ) -> None:
        subject = {"c": case.case_id, "d": case.decision_id, "p": case.plan_id, "on": step.on}
        for sql, names in step.reads:
            self._cursor.execute(sql, [subject[name] for name in names])
            self._cursor.fetchall()
        body = work_out()
        number = self._number(case) if step.numbers else 0
        for statement in step.writes:
            self._write(statement, ids, number)
        keys = [self._letter(statement, row, case, ids) for statement, row in step.letters]
        for row in step.links:
            self._link(row, case, ids)
        self._append(step, case, body | {"letters": keys})

    def _write(self, statement: Statement, ids: Ids, number: int = 0) -> None:
        self._cursor.execute(
            statement.sql, [_value(each, ids, number) for each in statement.places]
        )
        if statement.is_checked and self._cursor.rowcount != 1:
            raise Outrun(statement.sql)
        if statement.adds is not None:
            ids[statement.adds] = self._new_id()

    def _new_id(self) -> int:
        if isinstance(self._driver, psycopg.Connection):
            return int(self._cursor.fetchone()[0])
        return int(self._cursor.lastrowid)

    def _number(self, case: Ready) -> int:
        words = self._script.words
        self._cursor.execute(words["series"], [case.case_id])
        committee, last = self._cursor.fetchone() or (None, 0)
        if committee is None:
            self._cursor.execute(words["new_series"], [case.case_id])
        self._cursor.execute(words["number"], [last + 1, case.case_id, last])
        if self._cursor.rowcount != 1:
            raise Outrun("series")
        return int(last) + 1

    def _letter(self, statement: Statement, row: Row, case: Ready, ids: Ids) -> str:
        """The row's key names the case and the thing; the Message-ID is made of the key."""
        key = self._key(row, case, ids)
        given = {"key": key, "message_id": self._office.message_id(key)}
        values = [_value(given.get(name, each), ids) for name, each in row["columns"].items()]
        self._cursor.execute(statement.sql, values)
        return key

    def _key(self, row: Row, case: Ready, ids: Ids) -> str:
        thing, rest = row["about"], row["rest"]
        return f"{case.reference}/{thing.table}-{ids[thing]}/{rest}"

    def _link(self, row: Row, case: Ready, ids: Ids) -> None:
        plan, delivery = _value(row["plan_id"], ids), _value(row["delivery_id"], ids)
        whose = (row["purpose"], case.reference, plan, delivery, row["party_id"])
        hashed, words = token_hash(self._office.token(*whose)), self._script.words
        self._cursor.execute(words["link_lasts"], [row["expires_on"], hashed])
        if self._cursor.rowcount == 0:
            values = [hashed, row["purpose"], case.case_id, plan, delivery, row["party_id"]]
            self._cursor.execute(words["new_link"], [*values, row["expires_on"]])

    def _append(self, step: Scripted, case: Ready, body: dict[str, Any]) -> None:
        """The entry of the record, chained to the one before and signed."""
        words = self._script.words
        self._cursor.execute(words["head"], [case.case_id])
        seq, previous = self._cursor.fetchone()
        body |= {"case": case.reference, "seq": seq + 1}
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
        mac = hmac.digest(self._office.key, digest.encode(), "sha256").hex()
        at, *said = step.entry
        values = [case.case_id, seq + 1, body["thing_id"], at, *said, text, previous, digest, mac]
        self._cursor.execute(words["event"], values)
        self._cursor.execute(words["move_head"], [seq + 1, digest, at, case.case_id])


def _value(place: object, ids: Mapping[Own, int], number: int = 0) -> object:
    if isinstance(place, Own):
        return ids[place]
    return number if place is NUMBER else place
