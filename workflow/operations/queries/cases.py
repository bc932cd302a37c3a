"""All cases: searched, filtered, sorted and paged, with what each row of the list shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    false,
    func,
    select,
    true,
)

from workflow.facts import Actor, local_date
from workflow.operations.office import Office
from workflow.operations.queries import case_search as cs
from workflow.operations.queries.case_order import EVERY, MANY, Beside, Order, among, beside, first
from workflow.operations.queries.case_search import Sort
from workflow.operations.queries.readers import Reader, reader
from workflow.references import decision_number, swedish_key
from workflow.states import DecisionState, PlanState
from workflow.store import tables as t
from workflow.store.engine import asking
from workflow.store.prepared import Found, Prepared
from workflow.store.search import holds, words_of_cases

PAGE = 50
_EXPORT_CHUNK, _EVERY = 500, 2**31 - 1


@dataclass(frozen=True)
class CaseFilter:
    """What somebody looks for; what is left empty is not asked."""

    text: str = ""
    plan_state: PlanState | None = None
    without_plan: bool = False
    decision_state: DecisionState | None = None
    year: int | None = None
    officer_id: int | None = None
    committee_id: int | None = None
    overdue: bool = False
    sort: Sort = Sort.CHANGED
    descending: bool = True


@dataclass(frozen=True)
class CaseRow:
    """A case in a list, with its newest plan, its newest decision and the next day due."""

    id: int
    reference: str
    title: str
    committee: str
    officer: str
    opened_on: date
    changed_on: date | None
    plan_title: str = ""
    plan_state: PlanState | None = None
    decision_number: str = ""
    decision_state: DecisionState | None = None
    decided_on: date | None = None
    last_on: date | None = None
    overdue: bool = False
    head_at: datetime | None = None


@dataclass(frozen=True)
class CaseList:
    """One page of the cases, and how many there are; ``is_more``: at least so many.

    ``ends`` are the first and the last case of the page, for the pages beside it; ``goes_on`` says
    whether there is one after it.
    """

    rows: tuple[CaseRow, ...]
    total: int
    page: int
    is_more: bool = False
    goes_on: bool = False
    ends: tuple[Beside, Beside] | None = None


def cases(
    office: Office,
    actor: Actor,
    at: datetime,
    asked: CaseFilter,
    page: int = 1,
    seen: Beside | None = None,
) -> CaseList:
    """One page of the cases that the actor may read; a page past the end is the last.

    Among very many, the pages far from the first are found beside a case of the page before.
    """
    on = local_date(at, office.time_zone)
    with asking(office.engine) as connection:
        wanted = _wanted(asked, reader(connection, actor, on), on)
        found = _page(connection, asked, wanted, on, page, seen)
        rows = tuple(_rows(connection, office, found.ids, on))
    is_more = found.total > MANY
    total, ends = min(found.total, MANY), _ends(rows) if found.is_walked else None
    return CaseList(rows, total, found.page, is_more, found.goes_on, ends)


def counted(
    office: Office, actor: Actor, at: datetime, asked: CaseFilter, page: int = 1
) -> CaseList:
    """The same list counted to its last case, and paged to it: for programs, which can wait."""
    on = local_date(at, office.time_zone)
    with asking(office.engine) as connection:
        wanted = _wanted(asked, reader(connection, actor, on), on) & _holding(connection, asked)
        every = select(t.matter_case.c.id).where(wanted).subquery()
        total = connection.execute(select(func.count()).select_from(every)).scalar_one()
        order, last = Order(asked.sort, asked.descending), max(1, -(-total // PAGE))
        page = min(page, last)
        ids = first(connection, order, wanted, page * PAGE)[(page - 1) * PAGE :]
        return CaseList(tuple(_rows(connection, office, ids, on)), total, page)


def exported(office: Office, actor: Actor, at: datetime, asked: CaseFilter) -> Iterator[CaseRow]:
    """Every case of the list, in its order."""
    on = local_date(at, office.time_zone)
    with asking(office.engine) as connection:
        wanted = _wanted(asked, reader(connection, actor, on), on)
        holding, order = _holding(connection, asked), Order(asked.sort, asked.descending)
        ids = first(connection, order, wanted & holding, _EVERY)
        for start in range(0, len(ids), _EXPORT_CHUNK):
            yield from _rows(connection, office, ids[start : start + _EXPORT_CHUNK], on)


def _ends(rows: Sequence[CaseRow]) -> tuple[Beside, Beside] | None:
    if not rows:
        return None
    top, end = rows[0], rows[-1]
    return Beside(top.id, top.head_at, before=True), Beside(end.id, end.head_at)


def _wanted(asked: CaseFilter, who: Reader, on: date) -> ColumnElement[bool]:
    """All that is asked for beside the words, of what the reader may see."""
    found = [] if who.every_case else [who.of(t.matter_case.c.committee_id)]
    if asked.plan_state is not None or asked.without_plan:
        found.append(cs.newest_plan_is(asked.plan_state))
    if asked.decision_state is not None:
        found.append(cs.newest_decision_is(asked.decision_state))
    if asked.year is not None:
        found.append(cs.has_plan_of(asked.year))
    if asked.officer_id is not None:
        found.append(t.matter_case.c.officer_id == asked.officer_id)
    if asked.committee_id is not None:
        found.append(t.matter_case.c.committee_id == asked.committee_id)
    if asked.overdue:
        found.append(cs.is_overdue(on))
    return and_(*found) if found else EVERY


def _holding(connection: Connection, asked: CaseFilter) -> ColumnElement[bool]:
    """What the text asks for, as a condition on cases."""
    text, dialect = cs.sought(asked.text), connection.dialect.name
    if not asked.text.strip():
        return true()
    if text.is_nothing:
        return false()
    if text.reference:
        return t.matter_case.c.reference == text.reference
    found, key = words_of_cases(dialect)
    return t.matter_case.c.id.in_(select(key).where(holds(dialect, found, text.either)))


@dataclass(frozen=True)
class _Found:
    """The ids on a page, how many there are as far as it is told, and the page that it became."""

    ids: Sequence[int]
    total: int
    page: int
    goes_on: bool
    is_walked: bool = True


def _page(
    connection: Connection,
    asked: CaseFilter,
    wanted: ColumnElement[bool],
    on: date,
    page: int,
    seen: Beside | None,
) -> _Found:
    order = Order(asked.sort, asked.descending)
    ids = _few(connection, asked, wanted, order, on)
    if ids is not None:
        return replace(_numbered(ids[:MANY], page, len(ids)), is_walked=False)
    if seen is not None:
        near = beside(connection, order, wanted, seen, PAGE + 1)
        if near:
            return _near(near, page, seen)
    most = max(MANY, page * PAGE) + 1
    ids = first(connection, order, wanted, most)
    return _numbered(ids, page, len(ids))


def _near(ids: Sequence[int], page: int, seen: Beside) -> _Found:
    """The page beside a case that was seen; of one more than it holds, the one farthest away."""
    here = ids[-PAGE:] if seen.before else ids[:PAGE]
    return _Found(here, MANY + 1, page, seen.before or len(ids) > PAGE)


def _numbered(ids: Sequence[int], page: int, total: int) -> _Found:
    """A page by its number: what stands before it is passed by."""
    last = max(1, -(-len(ids) // PAGE))
    page = max(1, min(page, last))
    here = ids[(page - 1) * PAGE : page * PAGE]
    return _Found(here, total, page, page * PAGE < len(ids))


def _few(
    connection: Connection,
    asked: CaseFilter,
    wanted: ColumnElement[bool],
    order: Order,
    on: date,
) -> list[int] | None:
    """The ids in order, where words or a filter leave few; nothing where the order is walked."""
    if asked.text.strip():
        text = cs.sought(asked.text)
        if text.is_nothing:
            return []
        if text.reference:
            return among(connection, order, wanted & _holding(connection, asked))
        return among(connection, order, wanted, text)
    filters = (asked.plan_state, asked.decision_state, asked.year, on if asked.overdue else None)
    for could_be in cs.narrowing(*filters):
        ids = connection.execute(could_be.limit(MANY + 1)).scalars().all()
        if len(ids) <= MANY:
            return among(connection, order, wanted & t.matter_case.c.id.in_(set(ids)))
    return None


def _rows(
    connection: Connection, office: Office, ids: Sequence[int], on: date
) -> Iterator[CaseRow]:
    """The rows of these cases, in the order given, by a few reads for all of them."""
    wanted = list(ids)
    found = {row.id: row for row in _CASES.rows(connection, ids=wanted)}
    plans, decisions = _newest_plans(connection, wanted), _newest_decisions(connection, wanted)
    due = {row.case_id: row.due_on for row in _DUE.rows(connection, ids=wanted)}
    for case_id in ids:
        row, last_on = found[case_id], due.get(case_id)
        yield CaseRow(
            id=row.id,
            reference=row.reference,
            title=row.title,
            committee=row.code,
            officer=row.name,
            opened_on=row.opened_on,
            changed_on=local_date(row.head_at, office.time_zone) if row.head_at else None,
            last_on=last_on,
            overdue=last_on is not None and last_on < on,
            head_at=row.head_at,
            **plans.get(case_id, {}),
            **decisions.get(case_id, {}),
        )


_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_CASES = Prepared(
    select(t.matter_case, t.person.c.name, t.committee.c.code)
    .join(t.person, t.person.c.id == t.matter_case.c.officer_id)
    .join(t.committee, t.committee.c.id == t.matter_case.c.committee_id)
    .where(t.matter_case.c.id.in_(_IDS))
)
_PLANS = Prepared(
    select(t.plan.c.case_id, t.plan.c.title, t.plan.c.state)
    .where(t.plan.c.case_id.in_(_IDS))
    .order_by(t.plan.c.year, t.plan.c.revision)
)
_DECIDED = ("case_id", "state", "decided_on", "number_serial", "number_year")
_DECISIONS = Prepared(
    select(*(t.decision.c[name] for name in _DECIDED))
    .where(t.decision.c.case_id.in_(_IDS))
    .order_by(t.decision.c.id)
)
# The first day that is due in each case.
_DUE = Prepared(
    select(t.duty.c.case_id, func.min(t.duty.c.due_on).label("due_on"))
    .where(t.duty.c.case_id.in_(_IDS), t.duty.c.settled_on.is_(None))
    .group_by(t.duty.c.case_id)
)


def _newest_plans(connection: Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    newest = {row.case_id: row for row in _PLANS.rows(connection, ids=ids)}
    return {
        case_id: {"plan_title": row.title, "plan_state": PlanState(row.state)}
        for case_id, row in newest.items()
    }


def _newest_decisions(connection: Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    newest = {row.case_id: row for row in _DECISIONS.rows(connection, ids=ids)}
    return {
        case_id: {
            "decision_state": DecisionState(row.state),
            "decided_on": row.decided_on,
            "decision_number": decision_number(row.number_serial, row.number_year),
        }
        for case_id, row in newest.items()
    }


@dataclass(frozen=True)
class Choices:
    """What the list can be filtered by: officers and committees by name, and plan years."""

    officers: tuple[tuple[int, str], ...]
    committees: tuple[tuple[int, str], ...]
    years: tuple[int, ...]


_MINE = select(t.matter_case.c.id).where(t.matter_case.c.officer_id == t.person.c.id)
_OFFICERS = Prepared(select(t.person.c.id, t.person.c.name).where(_MINE.exists()))
_COMMITTEES = Prepared(select(t.committee.c.id, t.committee.c.name))
_SPANS = Prepared(select(t.programme.c.first_year, t.programme.c.last_year))


def choices(office: Office) -> Choices:
    """The choices as they stand: officers who have a case, every committee and year."""
    with asking(office.engine) as connection:
        officers, committees = _OFFICERS.rows(connection), _COMMITTEES.rows(connection)
        spans = _SPANS.rows(connection)
        years = {y for span in spans for y in range(span.first_year, span.last_year + 1)}
        return Choices(_by_name(officers), _by_name(committees), tuple(sorted(years)))


def _by_name(rows: Iterable[Found]) -> tuple[tuple[int, str], ...]:
    named = ((row.id, row.name) for row in rows)
    return tuple(sorted(named, key=lambda each: swedish_key(each[1])))
