"""The public register of decisions: what was decided, when, and by which post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from workflow.operations.office import Office
from workflow.states import DecisionState, PaperKind
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class Number:
    """What names a decision for good: committee, number of the year, year."""

    committee: str
    serial: int
    year: int

    def __str__(self) -> str:
        return f"{self.serial}/{self.year}"


@dataclass(frozen=True)
class Decided:
    """A decision in the public register. ``decider`` is the person, where that may be shown."""

    id: int
    number: Number
    decided_on: date
    decided_at: datetime
    title: str
    reference: str
    committee: str
    post: str
    decider: str
    plans: tuple[str, ...]
    corrected_on: date | None = None
    repealed_on: date | None = None


@dataclass(frozen=True)
class Sought:
    """What a visitor looks for in the public register."""

    text: str = ""
    year: int | None = None
    committee: str = ""


def decided(
    office: Office, sought: Sought, limit: int, offset: int = 0, *, with_names: bool
) -> tuple[tuple[Decided, ...], int]:
    """A page of decisions, the newest first, and how many there are in all."""
    wanted = _wanted(sought)
    newest = (
        decisions(wanted)
        .order_by(t.decision.c.decided_at.desc(), t.decision.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    counted = decisions(wanted).with_only_columns(func.count(t.decision.c.id))
    with reading(office.engine) as connection:
        rows = connection.execute(newest).all()
        total: int = connection.execute(counted).scalar_one()
        found = shown(connection, rows, with_names=with_names)
    return found, total


def years(office: Office) -> tuple[int, ...]:
    """The years in which something was decided, the newest first."""
    query = (
        select(t.decision.c.number_year)
        .where(t.decision.c.state == DecisionState.DECIDED.value)
        .distinct()
    )
    with reading(office.engine) as connection:
        return tuple(sorted(connection.execute(query).scalars(), reverse=True))


def _wanted(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [t.decision.c.state == DecisionState.DECIDED.value]
    if sought.year is not None:
        found.append(t.decision.c.number_year == sought.year)
    if sought.committee:
        found.append(t.committee.c.code == sought.committee)
    return [*found, *(_has(word) for word in sought.text.split()[:10])]


def _has(word: str) -> ColumnElement[bool]:
    """The word stands in the title, the case's reference or the decision's number."""
    serial, _, year = word.partition("/")
    if serial.isdigit() and year.isdigit() and len(word) < 12:
        return (t.decision.c.number_serial == int(serial)) & (t.decision.c.number_year == int(year))
    return or_(
        *(
            column.icontains(form, autoescape=True)
            for column in (t.decision.c.title, t.matter_case.c.reference)
            for form in dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
        )
    )


def decisions(wanted: list[ColumnElement[bool]]) -> Select[Any]:
    """Decisions with what names them; ``wanted`` says which."""
    return (
        select(
            t.decision,
            t.committee.c.code,
            t.committee.c.name.label("committee_name"),
            t.matter_case.c.reference,
        )
        .join(t.committee, t.committee.c.id == t.decision.c.committee_id)
        .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
        .where(*wanted)
    )


def shown(
    connection: Connection, rows: Sequence[Row[Any]], *, with_names: bool
) -> tuple[Decided, ...]:
    """The rows as the public register shows them; without names the deciders are left out."""
    ids = [row.id for row in rows]
    plans, corrected = _plan_titles(connection, ids), _corrected(connection, ids)
    ended = repealed(connection, ids)
    return tuple(
        Decided(
            id=row.id,
            number=Number(row.code, row.number_serial, row.number_year),
            decided_on=row.decided_on,
            decided_at=row.decided_at,
            title=row.title,
            reference=row.reference,
            committee=row.committee_name,
            post=row.decider_title,
            decider=row.decider_name if with_names else "",
            plans=tuple(plans.get(row.id, ())),
            corrected_on=corrected.get(row.id),
            repealed_on=ended.get(row.id),
        )
        for row in rows
    )


def _plan_titles(connection: Connection, decision_ids: list[int]) -> dict[int, list[str]]:
    query = (
        select(t.decision_plan.c.decision_id, t.plan.c.title)
        .join(t.plan, t.plan.c.id == t.decision_plan.c.plan_id)
        .where(t.decision_plan.c.decision_id.in_(decision_ids))
        .order_by(t.decision_plan.c.decision_id, t.decision_plan.c.position)
    )
    found: dict[int, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.decision_id, []).append(row.title)
    return found


def _corrected(connection: Connection, decision_ids: list[int]) -> dict[int, date]:
    query = (
        select(t.paper_use.c.decision_id, func.max(t.paper_use.c.made_on))
        .where(t.paper_use.c.decision_id.in_(decision_ids))
        .where(t.paper_use.c.kind == PaperKind.RATTELSE.value)
        .group_by(t.paper_use.c.decision_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def repealed(connection: Connection, decision_ids: list[int]) -> dict[int, date]:
    """The day of the repeal of each of the decisions that a court has repealed."""
    query = select(t.notice.c.decision_id, t.notice.c.repealed_on).where(
        t.notice.c.decision_id.in_(decision_ids), t.notice.c.repealed_on.is_not(None)
    )
    return {row.decision_id: row.repealed_on for row in connection.execute(query)}
