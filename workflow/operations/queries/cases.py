"""All cases: searched, filtered, sorted and paged, with what each row of the list shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from workflow.facts import Actor, local_date
from workflow.operations.office import Office
from workflow.operations.queries import case_search as cs
from workflow.operations.queries.case_search import Sort
from workflow.operations.queries.readers import Reader, reader
from workflow.references import swedish_key
from workflow.states import DecisionState, PlanState
from workflow.store import tables as t
from workflow.store.engine import reading

PAGE = 50
_EXPORT_CHUNK = 500


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


@dataclass(frozen=True)
class CaseList:
    """One page of the cases, and how many there are."""

    rows: tuple[CaseRow, ...]
    total: int
    page: int


def cases(office: Office, actor: Actor, at: datetime, asked: CaseFilter, page: int = 1) -> CaseList:
    """One page of the cases that the actor may read; a page past the end is the last."""
    on = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        wanted = _wanted(asked, reader(connection, actor, on), on)
        ids, total, page = _page(connection, asked, wanted, page)
        return CaseList(tuple(_rows(connection, office, ids, on)), total, page)


def exported(office: Office, actor: Actor, at: datetime, asked: CaseFilter) -> Iterator[CaseRow]:
    """Every case of the list, in its order."""
    on = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        wanted = _wanted(asked, reader(connection, actor, on), on)
        ids = connection.execute(_ids(connection, asked, wanted)).scalars().all()
        for start in range(0, len(ids), _EXPORT_CHUNK):
            yield from _rows(connection, office, ids[start : start + _EXPORT_CHUNK], on)


def _wanted(asked: CaseFilter, who: Reader, on: date) -> ColumnElement[bool]:
    """All that is asked for, of what the reader may see."""
    matching = cs.matching(asked.text)
    found = [who.of(t.matter_case.c.committee_id)]
    if matching is not None:
        found.append(matching)
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
    return and_(*found)


def _page(
    connection: Connection, asked: CaseFilter, wanted: ColumnElement[bool], page: int
) -> tuple[Sequence[int], int, int]:
    """The ids on a page, how many there are in all, and the page that it became."""
    ordered = _ids(connection, asked, wanted)
    if asked.text:  # looking through texts is what costs: it is done once
        found = connection.execute(ordered).scalars().all()
        page = max(1, min(page, -(-len(found) // PAGE)))
        return found[(page - 1) * PAGE : page * PAGE], len(found), page
    counted = select(func.count()).select_from(t.matter_case).where(wanted)
    total: int = connection.execute(counted).scalar_one()
    page = max(1, min(page, -(-total // PAGE)))
    here = ordered.limit(PAGE).offset((page - 1) * PAGE)
    return connection.execute(here).scalars().all(), total, page


def _ids(connection: Connection, asked: CaseFilter, wanted: ColumnElement[bool]) -> Select[int]:
    collation = cs.collation(connection.dialect.name)
    order = cs.ordering(asked.sort, collation, descending=asked.descending)
    query = select(t.matter_case.c.id).where(wanted)
    if asked.sort is Sort.OFFICER:
        query = query.join(t.person, t.person.c.id == t.matter_case.c.officer_id)
    return query.order_by(*order)


def _rows(
    connection: Connection, office: Office, ids: Sequence[int], on: date
) -> Iterator[CaseRow]:
    """The rows of these cases, in the order given, by a few reads for all of them."""
    query = (
        select(t.matter_case, t.person.c.name, t.committee.c.code)
        .join(t.person, t.person.c.id == t.matter_case.c.officer_id)
        .join(t.committee, t.committee.c.id == t.matter_case.c.committee_id)
        .where(t.matter_case.c.id.in_(ids))
    )
    found = {row.id: row for row in connection.execute(query)}
    plans, decisions = _newest_plans(connection, ids), _newest_decisions(connection, ids)
    due = _due(connection, ids)
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
            **plans.get(case_id, {}),
            **decisions.get(case_id, {}),
        )


def _newest_plans(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    query = (
        select(t.plan.c.case_id, t.plan.c.title, t.plan.c.state)
        .where(t.plan.c.case_id.in_(ids))
        .order_by(t.plan.c.year, t.plan.c.revision)
    )
    return {
        row.case_id: {"plan_title": row.title, "plan_state": PlanState(row.state)}
        for row in connection.execute(query)
    }


def _newest_decisions(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    columns = ("id", "case_id", "state", "decided_on", "number_serial", "number_year")
    query = (
        select(*(t.decision.c[name] for name in columns))
        .where(t.decision.c.case_id.in_(ids))
        .order_by(t.decision.c.id)
    )
    return {
        row.case_id: {
            "decision_state": DecisionState(row.state),
            "decided_on": row.decided_on,
            "decision_number": f"{row.number_serial}/{row.number_year}"
            if row.number_serial
            else "",
        }
        for row in connection.execute(query)
    }


def _due(connection: Connection, ids: Sequence[int]) -> dict[int, date]:
    """The first day that is due in each case."""
    query = (
        select(t.duty.c.case_id, func.min(t.duty.c.due_on).label("due_on"))
        .where(t.duty.c.case_id.in_(ids), t.duty.c.settled_on.is_(None))
        .group_by(t.duty.c.case_id)
    )
    return {row.case_id: row.due_on for row in connection.execute(query)}


@dataclass(frozen=True)
class Choices:
    """What the list can be filtered by: officers and committees by name, and plan years."""

    officers: tuple[tuple[int, str], ...]
    committees: tuple[tuple[int, str], ...]
    years: tuple[int, ...]


def choices(office: Office) -> Choices:
    """The choices as they stand: officers who have a case, every committee and year."""
    mine = select(t.matter_case.c.id).where(t.matter_case.c.officer_id == t.person.c.id)
    with reading(office.engine) as connection:
        officers = connection.execute(select(t.person.c.id, t.person.c.name).where(mine.exists()))
        committees = connection.execute(select(t.committee.c.id, t.committee.c.name))
        spans = connection.execute(select(t.programme.c.first_year, t.programme.c.last_year))
        years = {y for span in spans for y in range(span.first_year, span.last_year + 1)}
        return Choices(_by_name(officers.all()), _by_name(committees.all()), tuple(sorted(years)))


def _by_name(rows: Sequence[Row[Any, Any]]) -> tuple[tuple[int, str], ...]:
    named = ((row.id, row.name) for row in rows)
    return tuple(sorted(named, key=lambda each: swedish_key(each[1])))
