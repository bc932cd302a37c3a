"""What has happened in a case, out of its record: who did what, when, with which papers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from workflow.facts import Actor, local_date
from workflow.operations.office import Office
from workflow.operations.queries.readers import require_case
from workflow.refusals import Refusal
from workflow.states import ActorKind
from workflow.store import tables as t
from workflow.store.engine import reading

PAGE = 50


@dataclass(frozen=True)
class PaperMade:
    """A paper that a step drew up or that somebody attached."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Entry:
    """One entry of a case's record; ``refused`` is a try that the rules said no to.

    ``given`` is what the person wrote, ``about`` the plan or decision by its title or number.
    """

    seq: int
    at: datetime
    step: str
    thing: str
    thing_id: int | None
    actor_kind: ActorKind
    actor_name: str
    actor_title: str
    refused: bool
    refusals: tuple[Refusal, ...]
    papers: tuple[PaperMade, ...]
    letters: int
    given: Mapping[str, Any]
    about: str


@dataclass(frozen=True)
class History:
    """One page of a case's record, the newest first."""

    case_id: int
    reference: str
    title: str
    entries: tuple[Entry, ...]
    total: int
    page: int


def history(office: Office, case_id: int, actor: Actor, at: datetime, page: int = 1) -> History:
    """The record of a case that the actor may read; ``NotFound`` otherwise."""
    with reading(office.engine) as connection:
        require_case(connection, case_id, actor, local_date(at, office.time_zone))
        mine = t.matter_case.c.id == case_id
        case = connection.execute(select(t.matter_case).where(mine)).one()
        counted = select(func.count()).where(t.event.c.case_id == case_id)
        total: int = connection.execute(counted).scalar_one()
        page = max(1, min(page, -(-total // PAGE)))
        entries = newest(connection, case_id, PAGE, (page - 1) * PAGE)
    return History(case_id, case.reference, case.title, entries, total, page)


def newest(connection: Connection, case_id: int, count: int, offset: int = 0) -> tuple[Entry, ...]:
    """The newest entries of a case, the newest first."""
    rows = connection.execute(
        select(t.event)
        .where(t.event.c.case_id == case_id)
        .order_by(t.event.c.seq.desc())
        .limit(count)
        .offset(offset)
    ).all()
    about = _titles(connection, case_id)
    return tuple(_entry(row, about) for row in rows)


Titles = Mapping[tuple[str, int], str]


def _entry(row: Row[Any], about: Titles) -> Entry:
    body = json.loads(row.body)
    return Entry(
        seq=row.seq,
        at=row.at,
        step=row.step,
        thing=row.thing,
        thing_id=row.thing_id,
        actor_kind=ActorKind(row.actor_kind),
        actor_name=row.actor_name,
        actor_title=body["actor"].get("title") or "",
        refused=row.refused,
        refusals=tuple(_refusals(body["reasons"])),
        papers=tuple(PaperMade(*paper) for paper in body["papers"]),
        letters=len(body["letters"]),
        given=body["given"],
        about=about.get((row.thing, row.thing_id), ""),
    )


def _refusals(reasons: Iterable[Any]) -> Iterable[Refusal]:
    for code, params in reasons:
        yield Refusal(code, tuple((key, value) for key, value in params))


def _titles(connection: Connection, case_id: int) -> Titles:
    """What the case's things are called: a plan by its title, the rest by their decision's."""
    plans = select(t.plan.c.id, t.plan.c.title).where(t.plan.c.case_id == case_id)
    found = {("plan", row.id): row.title for row in connection.execute(plans)}
    decisions = (
        select(t.decision.c.id, t.decision.c.title, t.notice.c.id, t.dispatch.c.id)
        .outerjoin(t.notice, t.notice.c.decision_id == t.decision.c.id)
        .outerjoin(t.dispatch, t.dispatch.c.decision_id == t.decision.c.id)
        .where(t.decision.c.case_id == case_id)
    )
    for decision_id, title, notice_id, dispatch_id in connection.execute(decisions):
        found["decision", decision_id] = title
        found["notice", notice_id] = title
        found["dispatch", dispatch_id] = title
    return found


def days_of_steps(
    connection: Connection, office: Office, case_id: int, subjects: Iterable[tuple[str, int]]
) -> dict[str, date]:
    """The newest day of each step taken on these things."""
    wanted = set(subjects)
    rows = connection.execute(
        select(t.event.c.step, t.event.c.thing, t.event.c.thing_id)
        .add_columns(func.max(t.event.c.at).label("at"))
        .where(t.event.c.case_id == case_id, t.event.c.refused.is_(False))
        .group_by(t.event.c.step, t.event.c.thing, t.event.c.thing_id)
    )
    return {
        row.step: local_date(row.at, office.time_zone)
        for row in rows
        if (row.thing, row.thing_id) in wanted
    }
