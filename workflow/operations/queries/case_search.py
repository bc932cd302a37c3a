"""Searching and sorting cases in SQL: every writing of a diarienummer, words, Swedish order."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, or_, select

from workflow.store import tables as t

_MOST_WORDS, _LONGEST = 8, 200
# RUN/536/2021, run 536-2021, RUN536:21, dnr 536/2021: a code, a number and a year, or the last two.
_REFERENCE = re.compile(
    r"(?:dnr\W*)?(?:([a-zåäö]{2,6})[\W_]*)?([1-9][0-9]{0,5})[\W_]+((?:19|20)?[0-9]{2})",
    re.IGNORECASE,
)
# Neither database lowers these by itself; the rest of the alphabet both do.
_CAPITALS = "ÅÄÖÉÜÆØ"
# The signs that follow z in ASCII stand for å, ä and ö, so that they sort last and in order.
_SWEDISH = (("å", "{"), ("ä", "|"), ("ö", "}"), ("æ", "|"), ("ø", "}"), ("é", "e"), ("ü", "y"))


def matching(text: str) -> ColumnElement[bool] | None:
    """Cases that hold every word of the text, or that have the reference it writes.

    All of it is plain text: the signs that SQL searches with mean themselves.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())[:_LONGEST]
    if not plain:
        return None
    words = and_(*(_holds(word) for word in plain.split()[:_MOST_WORDS]))
    written = _REFERENCE.fullmatch(plain)
    if written is None:
        return words
    code, number, year = written.groups()
    tail = f"/{number}/{year if len(year) == 4 else f'20{year}'}"
    if code:
        return t.matter_case.c.reference == f"{code.upper()}{tail}"
    # 2023–2030 may be a number and a year, and may be the years of a title.
    return or_(t.matter_case.c.reference.endswith(tail, autoescape=True), words)


def _holds(word: str) -> ColumnElement[bool]:
    """The word stands in the case's reference or title, in a plan's or decision's, or in a name."""
    persons = select(t.person.c.id).where(_has(t.person.c.name, word))
    plans = select(t.plan.c.case_id).where(_has(t.plan.c.title, word))
    decisions = select(t.decision.c.case_id).where(
        or_(_has(t.decision.c.title, word), _has(t.decision.c.decider_name, word))
    )
    return or_(
        _has(t.matter_case.c.reference, word),
        _has(t.matter_case.c.title, word),
        t.matter_case.c.officer_id.in_(persons),
        t.matter_case.c.id.in_(plans),
        t.matter_case.c.id.in_(decisions),
    )


def _has(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """The word stands in the column, in capitals or not."""
    if word.isascii():
        return column.icontains(word, autoescape=True)
    # The databases lower ASCII only. What could not be the word is cheaply left out first.
    outline = "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in word)
    return and_(
        column.ilike(f"%{outline}%"), _lowered(column).contains(word.lower(), autoescape=True)
    )


def _lowered(column: ColumnElement[str]) -> ColumnElement[str]:
    lowered: ColumnElement[str] = func.lower(column, type_=String)
    for capital in _CAPITALS:
        lowered = func.replace(lowered, capital, capital.lower(), type_=String)
    return lowered


def _sortable(column: ColumnElement[str]) -> ColumnElement[str]:
    """The text under which å, ä and ö sort last, whatever the database's own order is."""
    key = _lowered(column)
    for letter, sign in _SWEDISH:
        key = func.replace(key, letter, sign, type_=String)
    return key


class Sort(StrEnum):
    """What a list of cases can be sorted by."""

    CHANGED = "andrad"
    REFERENCE = "diarienummer"
    TITLE = "arendemening"
    OFFICER = "handlaggare"
    LAST_DAY = "sista-dag"


_LAST_DAY = (
    select(func.min(t.duty.c.due_on))
    .where(t.duty.c.case_id == t.matter_case.c.id, t.duty.c.settled_on.is_(None))
    .scalar_subquery()
)
_REF = t.matter_case.c.reference
_YEAR = func.substr(_REF, func.length(_REF) - 3)


def ordering(sort: Sort, collation: str, *, descending: bool) -> Sequence[ColumnElement[Any]]:
    """The order of the list; what has no value comes last, and equals by id."""
    keys = _keys(sort, collation)
    last: list[ColumnElement[Any]] = []
    if sort in _MAY_LACK:
        last = [keys[0].is_(None)]
    tail = t.matter_case.c.id
    ordered = [key.desc() if descending else key.asc() for key in (*keys, tail)]
    return [*last, *ordered]


_MAY_LACK = frozenset({Sort.CHANGED, Sort.LAST_DAY})


def _keys(sort: Sort, collation: str) -> list[ColumnElement[Any]]:
    match sort:
        case Sort.REFERENCE:  # by year, committee and number, as numbers and not as text
            return [_YEAR, t.matter_case.c.committee_id, func.length(_REF), _REF]
        case Sort.TITLE:
            return [_sortable(t.matter_case.c.title).collate(collation)]
        case Sort.OFFICER:
            return [_sortable(t.person.c.name).collate(collation)]
        case Sort.LAST_DAY:
            return [_LAST_DAY]
        case Sort.CHANGED:
            return [t.matter_case.c.head_at]


def collation(dialect: str) -> str:
    """The collation by which a database compares text sign by sign."""
    return "C" if dialect == "postgresql" else "BINARY"


def newest_plan_is(state: str | None) -> ColumnElement[bool]:
    """The case's newest plan stands there; ``None`` for cases without any."""
    newest = (
        select(t.plan.c.state)
        .where(t.plan.c.case_id == t.matter_case.c.id)
        .order_by(t.plan.c.year.desc(), t.plan.c.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    return newest.is_(None) if state is None else newest == state


def newest_decision_is(state: str) -> ColumnElement[bool]:
    """The case's newest decision stands there."""
    newest = (
        select(t.decision.c.state)
        .where(t.decision.c.case_id == t.matter_case.c.id)
        .order_by(t.decision.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return newest == state


def has_plan_of(year: int) -> ColumnElement[bool]:
    """A plan of that year belongs to the case."""
    found = select(t.plan.c.id).where(t.plan.c.case_id == t.matter_case.c.id, t.plan.c.year == year)
    return found.exists()


def is_overdue(on: date) -> ColumnElement[bool]:
    """Something in the case should have been done before that day."""
    late = select(t.duty.c.case_id).where(t.duty.c.settled_on.is_(None), t.duty.c.due_on < on)
    return t.matter_case.c.id.in_(late)
