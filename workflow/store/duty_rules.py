"""Reading and writing the programmes' own rules about duties."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from workflow.facts import OwnRule
from workflow.states import DutyKind, To
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source

OF_PROGRAMME = Prepared(
    select(t.duty_rule)
    .where(t.duty_rule.c.programme_id == bindparam("programme"))
    .order_by(t.duty_rule.c.kind, t.duty_rule.c.year)
)


def of_programme(connection: Source, programme_id: int) -> tuple[OwnRule, ...]:
    """All that a programme has settled for itself."""
    return tuple(rule_from(row) for row in OF_PROGRAMME.rows(connection, programme=programme_id))


def rule_from(row: Row[Any]) -> OwnRule:
    """A rule as its row has it."""
    month, _, day = row.due.partition("-")
    return OwnRule(
        kind=DutyKind(row.kind),
        year=row.year,
        due=(int(month), int(day)) if row.due else None,
        working_days=row.working_days,
        levels=tuple(row.levels) if row.levels is not None else None,
        to=To(row.role_to) if row.role_to else None,
        escalate_to=row.escalate_to,
        escalate_days=row.escalate_days,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
    )


def columns(rule: OwnRule) -> dict[str, object]:
    """A rule as its row is to have it, without the programme."""
    return {
        "year": rule.year,
        "kind": rule.kind.value,
        "due": "{:02}-{:02}".format(*rule.due) if rule.due else "",
        "working_days": rule.working_days,
        "levels": list(rule.levels) if rule.levels is not None else None,
        "role_to": rule.to.value if rule.to else "",
        "escalate_to": rule.escalate_to,
        "escalate_days": rule.escalate_days,
        "verified_on": rule.verified_on,
        "verified_by": rule.verified_by,
    }


def write(connection: Connection, programme_id: int, rule: OwnRule) -> int:
    """Put the rule in the place of the one that there was for its kind and year; its row id."""
    mine = t.duty_rule.c.programme_id == programme_id
    same = (mine, t.duty_rule.c.year == rule.year, t.duty_rule.c.kind == rule.kind.value)
    known = connection.execute(select(t.duty_rule.c.id).where(*same)).scalar()
    if known is not None:
        connection.execute(update(t.duty_rule).where(*same).values(**columns(rule)))
        return int(known)
    row = {"programme_id": programme_id, **columns(rule)}
    return int(
        connection.execute(insert(t.duty_rule).returning(t.duty_rule.c.id), row).scalar_one()
    )


def remove(connection: Connection, programme_id: int, kind: DutyKind, year: int) -> int | None:
    """Take the rule of a kind and a year away; its row id, or nothing where there was none."""
    gone = (
        delete(t.duty_rule)
        .where(t.duty_rule.c.programme_id == programme_id)
        .where(t.duty_rule.c.kind == kind.value, t.duty_rule.c.year == year)
    )
    found = connection.execute(gone.returning(t.duty_rule.c.id)).scalar()
    return int(found) if found is not None else None
