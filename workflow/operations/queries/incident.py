"""What happened in a span of time: the record, signing in, letters; with no secret and no link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, Table, literal, or_, select

from workflow.chaining import REGISTERS
from workflow.store import tables as t


@dataclass(frozen=True)
class Span:
    """From an instant, which belongs to it, to another, which does not."""

    first: datetime
    end: datetime

    def holds(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return (column >= self.first) & (column < self.end)


Line = dict[str, object]
# The columns of an entry of the record: what was hashed, and with what.
_ENTRY = ("seq", "at", "step", "thing", "thing_id", "actor_kind", "actor_name", "actor_person_id")
_CHAINED = ("refused", "previous", "body", "hash", "mac")


def _record(span: Span) -> Select[Any]:
    columns = [t.event.c[name] for name in (*_ENTRY, *_CHAINED)]
    joined = select(t.matter_case.c.reference.label("chain"), *columns).join(
        t.matter_case, t.matter_case.c.id == t.event.c.case_id
    )
    return joined.where(span.holds(t.event.c.at)).order_by(t.event.c.at, t.event.c.id)


def _registers(span: Span) -> Select[Any]:
    columns = [t.register_event.c[name] for name in (*_ENTRY, *_CHAINED)]
    of_registers = select(literal(REGISTERS).label("chain"), *columns)
    return of_registers.where(span.holds(t.register_event.c.at)).order_by(t.register_event.c.seq)


def _refused(span: Span) -> Select[Any]:
    return _record(span).where(t.event.c.refused)


def _sessions(span: Span) -> Select[Any]:
    """Whoever was signed in for any part of it; the secret's hash is left out."""
    mine = t.web_session.c
    until = or_(mine.ended_at.is_(None), mine.ended_at >= span.first)
    alive = (mine.created_at < span.end) & (mine.seen_at >= span.first) & until
    return select(*_but(t.web_session, "sid_hash")).where(alive).order_by(mine.id)


def _tries(span: Span) -> Select[Any]:
    return select(t.sign_in_try).where(span.holds(t.sign_in_try.c.at)).order_by(t.sign_in_try.c.id)


def _letters(span: Span) -> Select[Any]:
    """Without their bodies, which hold personal links."""
    mine = t.letter.c
    then = or_(span.holds(mine.created_at), span.holds(mine.sent_at), span.holds(mine.handing_at))
    return select(*_but(t.letter, "body")).where(then).order_by(mine.id)


def _incoming(span: Span) -> Select[Any]:
    mine = t.incoming.c.received_at
    return select(t.incoming).where(span.holds(mine)).order_by(t.incoming.c.id)


def _jobs(_span: Span) -> Select[Any]:
    return select(t.heartbeat).order_by(t.heartbeat.c.name)


def _but(table: Table, secret: str) -> list[ColumnElement[Any]]:
    return [column for column in table.columns if column.name != secret]


# Each file's name and what it is, in the order in which they are read.
FILES: tuple[tuple[str, str, Callable[[Span], Select[Any]]], ...] = (
    ("arenden.jsonl", "ärendenas händelselogg: vem, vad, när", _record),
    ("register.jsonl", "registrens händelselogg", _registers),
    ("nekade-steg.jsonl", "försök att ta steg som nekades", _refused),
    ("inloggningar.jsonl", "inloggningar som gällde någon gång under tiden", _sessions),
    ("inloggningsforsok.jsonl", "försök att logga in; de sparas bara ett dygn", _tries),
    ("brev.jsonl", "brev som beställdes eller skickades, utan brevtexten", _letters),
    ("inkommet.jsonl", "meddelanden som kom in", _incoming),
    ("jobb.jsonl", "när varje återkommande jobb senast gick, nu", _jobs),
)


def lines(
    connection: Connection, ask: Callable[[Span], Select[Any]], span: Span, zone: ZoneInfo
) -> Iterator[Line]:
    """Each row; every instant in UTC, and beside it as the clock on the wall showed it."""
    for row in connection.execute(ask(span).execution_options(yield_per=1000)).mappings():
        line: Line = {}
        for name, value in row.items():
            line[name] = value
            if isinstance(value, datetime):
                line[name] = value.astimezone(UTC).isoformat()
                line[f"{name}_local"] = value.astimezone(zone).isoformat()
        yield line
