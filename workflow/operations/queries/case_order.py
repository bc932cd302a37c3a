"""The order of a list of cases: its first thousand, or the page beside a case that one has seen.

However many cases there are, no more than a thousand are counted, sorted or passed by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
    true,
    tuple_,
)

from workflow.operations.queries import case_search as cs
from workflow.operations.queries.case_search import Sort, Sought
from workflow.store import tables as t
from workflow.store.prepared import Prepared
from workflow.store.search import holds, words_of_cases

MANY = 1_000
EVERY: ColumnElement[bool] = true()  # nothing is asked for
_ID: ColumnElement[int] = t.matter_case.c.id


@dataclass(frozen=True)
class Order:
    """What a list is sorted by, and which way."""

    sort: Sort
    descending: bool

    def reversed(self) -> "Order":
        return Order(self.sort, not self.descending)


@dataclass(frozen=True)
class Beside:
    """The case that a page begins after, or ends before; as changed as it was when it was seen."""

    case_id: int
    changed_at: datetime | None
    before: bool = False


def first(
    connection: Connection, order: Order, wanted: ColumnElement[bool], most: int = MANY + 1
) -> list[int]:
    """The ids of the first cases in the order, as the database walks it."""
    if wanted is EVERY:
        ids: list[int] = []
        for walk in whole(order, connection.dialect.name):
            ids += walk.column(connection, most=most - len(ids))
        return ids
    ids = []
    for part in _parts(connection.dialect.name, order, wanted):
        ids += connection.execute(part.limit(most - len(ids))).scalars()
    return ids


@cache
def whole(order: Order, dialect: str) -> tuple[Prepared, ...]:
    """The walk through every case there is, which is what most ask for."""
    parts = _parts(dialect, order, EVERY)
    return tuple(Prepared(part.limit(bindparam("most", type_=Integer))) for part in parts)


def beside(
    connection: Connection, order: Order, wanted: ColumnElement[bool], seen: Beside, count: int
) -> list[int]:
    """The ids of the cases nearest to one that was seen, in the order of the list."""
    way = order.reversed() if seen.before else order
    values = _values(connection, order.sort, seen)
    parts = _parts(connection.dialect.name, way, wanted)
    if seen.before:
        parts.reverse()
    is_passed = len(parts) > 1 and (values[0] is None) != seen.before
    here, *further = parts[int(is_passed) :]
    ids: list[int] = []
    for part in (here.where(_past(connection, way, values, seen.case_id)), *further):
        ids += connection.execute(part.limit(count - len(ids))).scalars()
    return ids[::-1] if seen.before else ids


def among(
    connection: Connection, order: Order, wanted: ColumnElement[bool], text: Sought | None = None
) -> list[int]:
    """The ids of the cases that are wanted, in order; of more than a thousand, of the newest.

    For what an index leads to: words that are looked for, or few ids.
    """
    dialect = connection.dialect.name
    if text is not None and text.either:
        wanted = _ID.in_(_newest(dialect, wanted, text))
    keys = cs.keys(order.sort, dialect)
    # What nothing is indexed by comes first in the order, so that no index of all cases is walked.
    lacking, directed = keys[0].is_(None), _directed((*keys, _ID), order)
    found = _joined(select(_ID).where(wanted), order.sort).order_by(lacking, *directed)
    return list(connection.execute(found.limit(MANY + 1)).scalars())


def _newest(dialect: str, wanted: ColumnElement[bool], text: Sought) -> CompoundSelect[int]:
    """The newest cases that hold the words; where those are too few, that hold words begun so."""
    whole = _holding(dialect, wanted, text, is_whole=True).limit(MANY + 1).cte("whole")
    found = select(func.count()).select_from(whole).scalar_subquery()
    # Of none at all the database does not even begin to look.
    most = case((found > MANY, 0), else_=MANY + 1)
    begun = _holding(dialect, wanted, text, is_whole=False).limit(most).subquery("begun")
    return select(whole).union_all(select(begun))


def _holding(
    dialect: str, wanted: ColumnElement[bool], text: Sought, *, is_whole: bool
) -> Select[int]:
    found, key = words_of_cases(dialect)
    held = select(key).where(holds(dialect, found, text.either, is_whole=is_whole))
    if wanted is not EVERY:
        held = held.join(t.matter_case, key == _ID).where(wanted)
    return held.correlate(None).order_by(key.desc())


def _parts(dialect: str, order: Order, wanted: ColumnElement[bool]) -> list[Select[int]]:
    """The list in order; where cases may lack what it is sorted by, those apart, at the end."""
    keys = cs.keys(order.sort, dialect)
    found = _joined(select(_ID).where(wanted), order.sort)
    sorted_ = found.order_by(*_directed((*keys, _ID), order))
    if order.sort not in cs.MAY_LACK:
        return [sorted_]
    lacking = found.where(keys[0].is_(None)).order_by(*_directed((_ID,), order))
    return [sorted_.where(keys[0].is_not(None)), lacking]


def _joined(query: Select[Any], sort: Sort) -> Select[Any]:
    if sort is not Sort.OFFICER:
        return query
    return query.join(t.person, t.person.c.id == t.matter_case.c.officer_id)


def _directed(keys: Sequence[ColumnElement[Any]], order: Order) -> tuple[ColumnElement[Any], ...]:
    return tuple(key.desc() if order.descending else key.asc() for key in keys)


def _values(connection: Connection, sort: Sort, seen: Beside) -> Sequence[Any]:
    """What the case that was seen is sorted by."""
    if sort is Sort.CHANGED:
        return (seen.changed_at,)
    keys = cs.keys(sort, connection.dialect.name)
    found = connection.execute(_joined(select(*keys).where(_ID.in_([seen.case_id])), sort)).first()
    return tuple(found) if found else (None,) * len(keys)


def _past(
    connection: Connection, way: Order, values: Sequence[Any], case_id: int
) -> ColumnElement[bool]:
    """What comes after the case that was seen, the way that is gone."""
    keys: Sequence[ColumnElement[Any]] = cs.keys(way.sort, connection.dialect.name)
    if values[0] is None:
        keys, values = (), ()
    bound = (literal(value, key.type) for key, value in zip(keys, values, strict=True))
    here, there = tuple_(*keys, _ID), tuple_(*bound, literal(case_id))
    return here < there if way.descending else here > there
