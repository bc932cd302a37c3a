"""Searching and sorting cases in SQL: every writing of a diarienummer, words, Swedish order."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, literal_column, select

from workflow.store import tables as t
from workflow.store.search import Phrase, phrases

_LONGEST = 200
# RUN/536/2021, run 536-2021, RUN536:21, dnr 536/2021: a code, a number and a year, or the last two.
_REFERENCE = re.compile(
    r"(?:dnr\W*)?(?:([a-zåäö]{2,6})[\W_]*)?([1-9][0-9]{0,5})[\W_]+((?:19|20)?[0-9]{2})",
    re.IGNORECASE,
)
# Neither database lowers these by itself; the rest of the alphabet both do.
_CAPITALS = "ÅÄÖÉÜÆØ"
# The signs that follow z in ASCII stand for å, ä and ö, so that they sort last and in order.
_SWEDISH = (("å", "{"), ("ä", "|"), ("ö", "}"), ("æ", "|"), ("ø", "}"), ("é", "e"), ("ü", "y"))


@dataclass(frozen=True)
class Sought:
    """What a text looks for: one reference, or cases that hold all the words of either writing."""

    reference: str = ""
    either: tuple[tuple[Phrase, ...], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Only signs: they stand in no case."""
        return not self.reference and not any(self.either)


def sought(text: str) -> Sought:
    """What a text looks for; the signs that databases search with mean nothing."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())[:_LONGEST]
    written = _REFERENCE.fullmatch(plain)
    if written is None:
        return Sought(either=(phrases(plain),))
    code, number, year = written.groups()
    whole = year if len(year) == 4 else f"20{year}"
    if code:
        return Sought(f"{code.upper()}/{number}/{whole}")
    # 2023–2030 may be a number and a year, and may be the years of a title.
    return Sought(either=(((number, whole),), phrases(plain)))


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
# Written out: an index over an expression is used for the very same expression only.
_YEAR: ColumnElement[str] = literal_column(
    "substr(matter_case.reference, length(matter_case.reference) - 3)", String
)

# What may have nothing to be sorted by; those cases come last in either order.
MAY_LACK = frozenset({Sort.CHANGED, Sort.LAST_DAY})


def keys(sort: Sort, dialect: str) -> list[ColumnElement[Any]]:
    """What the list is ordered by, before the ids of the cases; only the first may be lacking."""
    match sort:
        case Sort.REFERENCE:  # by year, committee and number, as numbers and not as text
            return [_YEAR, t.matter_case.c.committee_id, func.length(_REF), _REF]
        case Sort.TITLE:
            return [_sortable(t.matter_case.c.title).collate(collation(dialect))]
        case Sort.OFFICER:
            return [_sortable(t.person.c.name).collate(collation(dialect))]
        case Sort.LAST_DAY:
            return [_LAST_DAY]
        case Sort.CHANGED:
            return [t.matter_case.c.head_at]


def collation(dialect: str) -> str:
    """The collation by which a database compares text sign by sign."""
    return "C" if dialect == "postgresql" else "BINARY"


def narrowing(
    plan_state: str | None, decision_state: str | None, year: int | None, overdue_on: date | None
) -> list[Select[int]]:
    """Of each filter that may leave few: the cases it could leave, by an index of its own."""
    plan, decision, duty = t.plan.c, t.decision.c, t.duty.c
    found = []
    if plan_state is not None:
        found.append(select(plan.case_id).where(plan.state == plan_state))
    if decision_state is not None:
        found.append(select(decision.case_id).where(decision.state == decision_state))
    if year is not None:
        found.append(select(plan.case_id).where(plan.year == year))
    if overdue_on is not None:
        late = duty.settled_on.is_(None) & (duty.due_on < overdue_on)
        found.append(select(duty.case_id).where(late))
    return found


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
