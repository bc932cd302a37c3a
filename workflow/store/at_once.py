"""Several questions asked at once, where the way to the database is long.

What a step is read from are some twenty questions that do not need each other's answers. SQLite
answers them one by one, within the process. PostgreSQL gets them as one statement: each question
is a named part of it, and gives its rows as JSON. They are the same values, by the same types and
in the same order as when the question is asked by itself.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator, TypeEngine

from workflow.store.plainly import numbered, plainly
from workflow.store.prepared import Asked, Found, Made, Prepared, Source, Values

_NAMED = re.compile(r"%\((\w+)\)s")
# How values are read that JSON has no type for.
_READ: dict[type, Callable[[str], object]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def together(connection: Connection, asked: Iterable[Asked]) -> list[list[Found]]:
    """The rows of several questions, none of which needs another's; one answer for each."""
    each = [(question.made(connection.dialect, values), values) for question, values in asked]
    if connection.dialect.name == "sqlite" or len(each) < 2:
        return [_alone(connection, *one) for one in each]
    whole = _whole(tuple(made for made, _ in each))
    (told,) = numbered(connection, whole.sql, whole.given(each)).fetchone()
    return [read(rows) for read, rows in zip(whole.reads, json.loads(told), strict=True)]


class Ahead:
    """Answers that were fetched before they are needed; what was not asked is asked when it is."""

    def __init__(self, connection: Connection, asked: Iterable[Asked]) -> None:
        self._connection, each = connection, list(asked)
        self._known: dict[Prepared, list[tuple[Values, list[Found]]]] = {}
        for (question, values), rows in zip(each, together(connection, each), strict=True):
            self._known.setdefault(question, []).append((values, rows))

    def rows(self, question: Prepared, values: Values) -> list[Found]:
        """Every row that the question gives."""
        for asked, rows in self._known.get(question, ()):
            if asked == values:
                return rows
        return question.rows(self._connection, **values)


def ahead(connection: Connection, asked: Iterable[Asked]) -> Source:
    """All that is asked for at once, if it is far away; else each is asked when it is needed."""
    return connection if connection.dialect.name == "sqlite" else Ahead(connection, asked)


def _alone(connection: Connection, made: Made, values: Values) -> list[Found]:
    return made.read(plainly(connection, made.sql, made.bound(values)).fetchall())


class _Whole:
    """The one statement, which values stand where in it, and how each answer is read."""

    def __init__(self, parts: Sequence[Made]) -> None:
        places = iter(range(1, 10_000))
        self.sql = _NAMED.sub(lambda _: f"${next(places)}", _as_one(parts))
        self.reads = [_reader(part) for part in parts]
        self._places = [_NAMED.findall(part.sql) for part in parts]

    def given(self, each: Iterable[tuple[Made, Values]]) -> list[Found]:
        bound = (made.bound(values) for made, values in each)
        pairs = zip(bound, self._places, strict=True)
        return [values[name] for values, places in pairs for name in places]


_WHOLE: dict[tuple[Made, ...], _Whole] = {}


def _whole(parts: tuple[Made, ...]) -> _Whole:
    found = _WHOLE.get(parts)
    if found is None:
        found = _WHOLE[parts] = _Whole(parts)
    return found


def _as_one(parts: Iterable[Made]) -> str:
    """Each question under a name, its columns by number, and then all its rows as one list.

    The list is in the question's own order: it is filled as the rows come.
    """
    named, told = [], []
    for number, part in enumerate(parts):
        columns = ", ".join(f"c{place}" for place in range(len(part.types)))
        named.append(f"q{number} ({columns}) AS ({part.sql})")
        told.append(f"(SELECT json_agg(json_build_array({columns})) FROM q{number})")  # noqa: S608  # ours
    return f"WITH {', '.join(named)} SELECT json_build_array({', '.join(told)})::text"


def _reader(part: Made) -> Callable[[list[list[Any]] | None], list[Found]]:
    ways = enumerate(map(_way, part.types))
    places = [(place, way) for place, way in ways if way]

    def read(told: list[list[Any]] | None) -> list[Found]:
        rows = told or []
        for row in rows:
            for place, way in places:
                if row[place] is not None:
                    row[place] = way(row[place])
        return part.read(rows)

    return read


def _way(type_: TypeEngine[Any]) -> Callable[[str], object] | None:
    kept = type_.impl_instance if isinstance(type_, TypeDecorator) else type_
    return _READ.get(kept.python_type)
