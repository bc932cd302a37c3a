"""The delegation register as pages show it: each mandate, whom it is given to, what rests on it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from workflow.facts import Ground
from workflow.operations import resting
from workflow.operations.office import Office
from workflow.operations.resting import Taken
from workflow.references import swedish_key
from workflow.refusals import NotFound
from workflow.states import UNDECIDED, DecisionState
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.register import ground


class Standing(StrEnum):
    """Whether a mandate counts on a day."""

    IN_FORCE = "in_force"
    COMING = "coming"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Mandated:
    """A post that may decide, and who holds it on the day."""

    post_id: int
    title: str
    holder: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of the register, as it stands on a day."""

    id: int
    committee_id: int
    committee_code: str
    committee: str
    genitive: str
    ground: Ground
    post: Mandated
    deputy: Mandated | None
    valid_from: date
    valid_to: date | None
    revoked_on: date | None
    matter: str
    case_reference: str
    conditions: str
    parent_id: int | None
    may_sub_delegate: bool
    standing: Standing


@dataclass(frozen=True)
class Resting:
    """A decision that rests on a mandate."""

    case_id: int
    reference: str
    decision_id: int
    title: str
    state: DecisionState


@dataclass(frozen=True)
class Chain:
    """A mandate with what it comes from (first the committee's own) and what comes from it."""

    entry: Entry
    above: tuple[Entry, ...]
    below: tuple[Entry, ...]
    open: tuple[Resting, ...]
    decided: int


_DEPUTY = t.post.alias("deputy_post")


def delegations(office: Office, on: date) -> tuple[Entry, ...]:
    """Every entry of every committee, those in force first."""
    with reading(office.engine) as connection:
        entries = _entries(connection, _all(), on)
    order = list(Standing)
    return tuple(
        sorted(
            entries,
            key=lambda e: (order.index(e.standing), e.committee_code, swedish_key(e.ground.label)),
        )
    )


def delegation(office: Office, delegation_id: int, on: date) -> Chain:
    """One entry and its chain; ``NotFound`` where there is none."""
    with reading(office.engine) as connection:
        entries = {each.id: each for each in _entries(connection, _all(), on)}
        if delegation_id not in entries:
            raise NotFound(f"delegation {delegation_id}")
        below = tuple(e for e in entries.values() if e.parent_id == delegation_id)
        resting = _resting(connection, [delegation_id, *(each.id for each in below)])
    entry = entries[delegation_id]
    still = tuple(each for each in resting if each.state in UNDECIDED)
    decided = sum(each.state is DecisionState.DECIDED for each in resting)
    return Chain(entry, _above(entry, entries), below, still, decided)


def taken_since(office: Office, delegation_id: int, day: date) -> tuple[Taken, ...]:
    """The decisions under a mandate that were taken on the day or later."""
    with reading(office.engine) as connection:
        return resting.taken_since(connection, delegation_id, day)


def _above(entry: Entry, entries: dict[int, Entry]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    while entry.parent_id in entries and entry.parent_id not in {each.id for each in found}:
        entry = entries[entry.parent_id]
        found.insert(0, entry)
    return tuple(found)


def _all() -> Select[Any]:
    return (
        select(
            t.delegation,
            t.committee.c.code,
            t.committee.c.name.label("committee_name"),
            t.committee.c.genitive,
            t.post.c.title.label("post_title"),
            _DEPUTY.c.title.label("deputy_title"),
        )
        .join(t.committee, t.committee.c.id == t.delegation.c.committee_id)
        .join(t.post, t.post.c.id == t.delegation.c.post_id)
        .outerjoin(_DEPUTY, _DEPUTY.c.id == t.delegation.c.deputy_post_id)
        .order_by(t.delegation.c.id)
    )


def _entries(connection: Connection, query: Select[Any], on: date) -> tuple[Entry, ...]:
    holders = _holders(connection, on)
    entries = [_entry(row, holders, on) for row in connection.execute(query)]
    standing = {each.id: each.standing for each in entries}
    return tuple(_with_parent(each, standing) for each in entries)


def _with_parent(entry: Entry, standing: dict[int, Standing]) -> Entry:
    """What was passed on counts only while what it comes from counts."""
    above = standing.get(entry.parent_id or 0, Standing.IN_FORCE)
    if entry.standing is Standing.IN_FORCE and above is not Standing.IN_FORCE:
        return replace(entry, standing=above)
    return entry


def _holders(connection: Connection, on: date) -> dict[int, str]:
    """Who holds each post on the day; of two, the one that the rules would find first."""
    held = (
        select(t.holding.c.post_id, t.person.c.name, t.holding.c.valid_to)
        .join(t.person, t.person.c.id == t.holding.c.person_id)
        .where(t.holding.c.valid_from <= on)
        .order_by(t.holding.c.valid_from.desc(), t.holding.c.id.desc())
    )
    return {
        row.post_id: row.name
        for row in connection.execute(held)
        if row.valid_to is None or row.valid_to >= on
    }


def _entry(row: Row[Any], holders: dict[int, str], on: date) -> Entry:
    deputy = (
        Mandated(row.deputy_post_id, row.deputy_title, holders.get(row.deputy_post_id, ""))
        if row.deputy_post_id
        else None
    )
    return Entry(
        id=row.id,
        committee_id=row.committee_id,
        committee_code=row.code,
        committee=row.committee_name,
        genitive=row.genitive,
        ground=ground(row),
        post=Mandated(row.post_id, row.post_title, holders.get(row.post_id, "")),
        deputy=deputy,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        revoked_on=row.revoked_on,
        matter=row.matter or "",
        case_reference=row.case_reference or "",
        conditions=row.conditions,
        parent_id=row.parent_id,
        may_sub_delegate=row.may_sub_delegate,
        standing=_standing(row, on),
    )


def _standing(row: Row[Any], on: date) -> Standing:
    if row.revoked_on is not None and row.revoked_on <= on:
        return Standing.REVOKED
    if row.valid_to is not None and row.valid_to < on:
        return Standing.ENDED
    begins = max(row.valid_from, row.ground_decided_on)
    return Standing.COMING if begins > on else Standing.IN_FORCE


def _resting(connection: Connection, delegation_ids: list[int]) -> tuple[Resting, ...]:
    rows = connection.execute(
        select(t.decision.c.id, t.decision.c.case_id, t.decision.c.title, t.decision.c.state)
        .add_columns(t.matter_case.c.reference)
        .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
        .where(t.decision.c.delegation_id.in_(delegation_ids))
        .order_by(t.decision.c.id)
    )
    return tuple(
        Resting(row.case_id, row.reference, row.id, row.title, DecisionState(row.state))
        for row in rows
    )


@dataclass(frozen=True)
class Choices:
    """What a new entry may name: committees, posts, kinds of matter, what may be passed on."""

    committees: tuple[tuple[int, str], ...]
    posts: tuple[tuple[int, str], ...]
    matters: tuple[str, ...]
    parents: tuple[Entry, ...]


PLANS = "handlingsplan"  # the kind of matter that every installation has


def choices(office: Office, on: date) -> Choices:
    """What the form for a new mandate offers."""
    with reading(office.engine) as connection:
        committees = connection.execute(
            select(t.committee.c.id, t.committee.c.name).order_by(t.committee.c.code)
        ).all()
        posts = connection.execute(select(t.post.c.id, t.post.c.title)).all()
        used = connection.execute(select(t.delegation.c.matter).distinct()).scalars()
        entries = _entries(connection, _all(), on)
        return Choices(
            committees=tuple((row.id, row.name) for row in committees),
            posts=tuple(sorted(((p.id, p.title) for p in posts), key=lambda p: swedish_key(p[1]))),
            matters=tuple(sorted({PLANS, *(matter for matter in used if matter)})),
            parents=tuple(
                e
                for e in entries
                if e.may_sub_delegate
                and e.parent_id is None
                and e.standing in {Standing.IN_FORCE, Standing.COMING}
            ),
        )
