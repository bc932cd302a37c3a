"""The script of the hand-written side: each step's statements, in the words of one database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Dialect

from benchmarks.engine.chain import Ready
from benchmarks.engine.model import Change, Own, Row
from benchmarks.engine.reads import BY_STEP, in_places
from workflow.facts import Ask

NUMBER = object()  # stands where a decision's number belongs
# Whose new ids are asked for, since other rows point to them.
_POINTED_TO = ("notice", "dispatch", "delivery", "duty")
# How a row that is changed is found, where it is not by its id; and what is compared.
_FOUND_BY = {
    "decision_plan": ("decision_id", "plan_id"),
    "basis": ("decision_id", "position"),
    "reminder": ("duty_id", "level", "addressee"),
}
_OF_THE_ENTRY = ("at", "step", "thing", "actor_kind", "actor_name", "actor_person_id", "refused")
_SERIES = "(SELECT committee_id FROM matter_case WHERE id = ?)"
_WORDS = {
    "series": f"SELECT committee_id, last FROM series WHERE committee_id = {_SERIES}",
    "new_series": f"INSERT INTO series (committee_id, year, last) VALUES ({_SERIES}, 2023, 0)",
    "number": f"UPDATE series SET last = ? WHERE committee_id = {_SERIES} AND last = ?",
    "link_lasts": "UPDATE personal_link SET expires_on = ? WHERE token_hash = ?",
    "new_link": "INSERT INTO personal_link (token_hash, purpose, case_id, plan_id, delivery_id,"
    " party_id, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "head": "SELECT head_seq, head_hash FROM matter_case WHERE id = ?",
    "event": "INSERT INTO event (case_id, seq, thing_id, at, step, thing, actor_kind, actor_name,"
    " actor_person_id, refused, body, previous, hash, mac)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "move_head": "UPDATE matter_case SET head_seq = ?, head_hash = ?, head_at = ? WHERE id = ?",
}


@dataclass(frozen=True)
class Statement:
    """A statement's text, what goes in each place, and the id that it makes, if others need it."""

    sql: str
    places: tuple[object, ...]
    adds: Own | None = None
    is_checked: bool = False


@dataclass
class Scripted:
    """One step: what it reads, what it writes, and what its entry says."""

    ask: Ask
    on: object
    numbers: bool = False
    reads: list[tuple[str, list[str]]] = field(default_factory=list)
    writes: list[Statement] = field(default_factory=list)
    letters: list[tuple[Statement, Row]] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    entry: list[object] = field(default_factory=list)


class Script:
    """The whole chain as it was written for the model case, for one kind of database."""

    def __init__(
        self, model: Ready, walked: Iterable[tuple[Ask, list[Change]]], dialect: Dialect
    ) -> None:
        self._model, self._dialect = model, dialect
        self.words = {name: self._marked(sql) for name, sql in _WORDS.items()}
        if dialect.name == "postgresql":
            self.words["head"] += " FOR NO KEY UPDATE"
        self.steps = [self._step(ask, changes) for ask, changes in walked]

    def ids_of(self, case: Ready) -> dict[Own, int]:
        """The ids of a case where the model case has its own."""
        mine = {
            Own("matter_case", self._model.case_id): case.case_id,
            Own("plan", self._model.plan_id): case.plan_id,
            Own("decision", self._model.decision_id): case.decision_id,
        }
        for party, outcomes in self._model.outcomes.items():
            pairs = zip(outcomes, case.outcomes[party], strict=True)
            mine |= {Own("target", theirs): own for (theirs, _), (own, _) in pairs}
        return mine

    def _marked(self, sql: str) -> str:
        return sql if self._dialect.positional else sql.replace("?", "%s")

    def _step(self, ask: Ask, changes: list[Change]) -> Scripted:
        found = Scripted(ask, ask.on.isoformat() if self._dialect.name == "sqlite" else ask.on)
        asked = BY_STEP[ask.step]
        found.reads = [(self._marked(sql), names) for sql, names in map(in_places, asked)]
        for change in changes:
            self._add(found, change)
        return found

    def _add(self, step: Scripted, change: Change) -> None:
        name, values = change.table.name, self._bound(change, change.values)
        if name == "event":
            step.entry = self._entry(change)
        elif name == "letter":
            step.letters.append((self._insert(change, values), self._letter(change, values)))
        elif name == "personal_link":
            step.links.append(self._bound(change, change.row))
        elif change.is_gone:
            self._remove(step, change)
        elif change.is_new:
            step.writes.append(self._insert(change, values))
        else:
            step.numbers = step.numbers or "number_serial" in values
            step.writes.append(self._update(change, values))

    def _remove(self, step: Scripted, change: Change) -> None:
        """Only reminders that nobody has had are removed: all of a duty's at once."""
        sql = self._marked("DELETE FROM reminder WHERE duty_id = ? AND sent_on IS NULL")
        gone = Statement(sql, (change.row["duty_id"],))
        if gone not in step.writes:
            step.writes.append(gone)

    def _bound(self, change: Change, values: Mapping[str, Any]) -> Row:
        """The values as the driver takes them; what is the case's own stays a mark."""
        return {name: self._value(change, name, value) for name, value in values.items()}

    def _value(self, change: Change, name: str, value: object) -> object:
        if isinstance(value, Own):
            return value
        if name == "number_serial" and value is not None:
            return NUMBER
        type_ = change.table.c[name].type.dialect_impl(self._dialect)
        process = type_.bind_processor(self._dialect)
        return process(value) if process else value

    def _insert(self, change: Change, values: Row) -> Statement:
        name, adds = change.table.name, None
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {name} ({', '.join(values)}) VALUES ({marks})"
        if name in _POINTED_TO:
            adds = Own(name, change.id)
            sql += " RETURNING id" if self._dialect.name == "postgresql" else ""
        return Statement(self._marked(sql), tuple(values.values()), adds)

    def _update(self, change: Change, values: Row) -> Statement:
        name, row = change.table.name, self._bound(change, change.row)
        where = {column: row[column] for column in _FOUND_BY.get(name, ())}
        where = where or {"id": Own(name, change.id)}
        if "version" in values:
            where["version"] = values["version"] - 1
        sets = ", ".join(f"{column} = ?" for column in values)
        found = " AND ".join(f"{column} = ?" for column in where)
        sql = self._marked(f"UPDATE {name} SET {sets} WHERE {found}")
        return Statement(sql, (*values.values(), *where.values()), None, "version" in values)

    def _letter(self, change: Change, values: Row) -> Row:
        """The key says what it is about behind the reference, which has two slashes of its own."""
        _, _, _, about, rest = change.row["key"].split("/", 4)
        thing, _, model_id = about.partition("-")
        return {"columns": values, "about": Own(thing, int(model_id)), "rest": rest}

    def _entry(self, change: Change) -> list[object]:
        row = self._bound(change, change.row)
        return [row[name] for name in _OF_THE_ENTRY]
