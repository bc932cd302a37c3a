"""Measures, targets, outcomes and opinions of plans: reading and writing their rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from workflow.facts import (
    Choice,
    Funding,
    Measure,
    Opinion,
    Outcome,
    OutcomeStatus,
    Party,
    Target,
)
from workflow.store import tables as t
from workflow.store.moves import Moved
from workflow.store.prepared import Prepared, Source

_PLANS: BindParameter[int] = bindparam("plans", expanding=True)
OF_PLANS = Prepared(
    select(t.measure)
    .where(t.measure.c.plan_id.in_(_PLANS))
    .order_by(t.measure.c.plan_id, t.measure.c.position, t.measure.c.id)
)
# What an outcome has beside what its target has, under names of their own.
_OUTCOME = [each.label(f"outcome_{each.name}") for each in t.outcome.c]
TARGETS = Prepared(
    select(t.target, *_OUTCOME)
    .join(t.measure, t.measure.c.id == t.target.c.measure_id)
    .outerjoin(t.outcome, t.outcome.c.target_id == t.target.c.id)
    .where(t.measure.c.plan_id.in_(_PLANS))
    .order_by(t.target.c.measure_id, t.target.c.position, t.target.c.id)
)
OPINIONS = Prepared(
    select(t.opinion, t.party.c.name)
    .join(t.party, t.party.c.id == t.opinion.c.party_id)
    .where(t.opinion.c.plan_id.in_(_PLANS))
    .order_by(t.opinion.c.id)
)
_FORGET_OUTCOME = Prepared(delete(t.outcome).where(t.outcome.c.target_id == bindparam("of_target")))
_ADD_OUTCOME = Prepared(insert(t.outcome).inline())
_LATER = t.measure.alias("later")
CARRIED_ON = Prepared(
    select(_LATER.c.carried_from)
    .join(t.measure, t.measure.c.id == _LATER.c.carried_from)
    .where(t.measure.c.plan_id.in_(_PLANS))
)


def of_plans(
    connection: Source, plan_ids: Sequence[int], parties: Mapping[int, Party]
) -> dict[int, tuple[Measure, ...]]:
    """The measures of each plan in their order, with targets and outcomes."""
    targets = _targets(connection, plan_ids)
    rows = OF_PLANS.rows(connection, plans=list(plan_ids))
    found: dict[int, list[Measure]] = {plan_id: [] for plan_id in plan_ids}
    for row in rows:
        found[row.plan_id].append(_measure(row, parties, tuple(targets.get(row.id, ()))))
    return {plan_id: tuple(measures) for plan_id, measures in found.items()}


def _measure(row: Row[Any], parties: Mapping[int, Party], targets: tuple[Target, ...]) -> Measure:
    responsible = row.responsible_party_id
    return Measure(
        id=row.id,
        key=row.key,
        position=row.position,
        area=row.area,
        activity=row.activity,
        purpose=row.purpose,
        responsible=parties[responsible] if responsible is not None else None,
        responsible_person=row.responsible_person,
        participants=tuple(row.participants),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        funding=tuple(Funding(amount, source) for amount, source in row.funding),
        sustainability=row.sustainability,
        targets=targets,
        carried_from=row.carried_from,
        choice=Choice(row.choice),
    )


def _targets(connection: Source, plan_ids: Sequence[int]) -> dict[int, list[Target]]:
    found: dict[int, list[Target]] = {}
    for row in TARGETS.rows(connection, plans=list(plan_ids)):
        target = Target(
            id=row.id,
            position=row.position,
            level=row.level,
            text=row.text,
            indicator=row.indicator,
            unit=row.unit,
            baseline=row.baseline,
            goal=row.goal,
            source=row.source,
            outcome=_outcome(row) if row.outcome_id is not None else None,
        )
        found.setdefault(row.measure_id, []).append(target)
    return found


def _outcome(row: Row[Any]) -> Outcome:
    return Outcome(
        value=row.outcome_value,
        status=OutcomeStatus(row.outcome_status),
        comment=row.outcome_comment,
        lesson=row.outcome_lesson,
        missing_reason=row.outcome_missing_reason,
        reported_by=row.outcome_reported_by,
        reported_on=row.outcome_reported_on,
    )


def opinions(connection: Source, plan_ids: Sequence[int]) -> dict[int, tuple[Opinion, ...]]:
    """What the members answered, in the order of their answers."""
    rows = OPINIONS.rows(connection, plans=list(plan_ids))
    found: dict[int, list[Opinion]] = {plan_id: [] for plan_id in plan_ids}
    for row in rows:
        found[row.plan_id].append(Opinion(row.name, row.text, row.answered_on, row.how))
    return {plan_id: tuple(given) for plan_id, given in found.items()}


def add(connection: Connection, plan_id: int, measure: Measure) -> int:
    """Write a new measure with its targets; gives its id.

    ``Moved`` where its key was taken, or what it is carried from removed, since the facts.
    """
    try:
        measure_id: int = connection.execute(
            insert(t.measure).returning(t.measure.c.id), _columns(plan_id, measure)
        ).scalar_one()
    except IntegrityError as error:
        raise Moved(t.measure.name) from error
    _add_targets(connection, measure_id, measure.targets)
    return measure_id


def replace(connection: Connection, plan_id: int, measure: Measure) -> None:
    """Write a measure anew: its columns and, in a draft without outcomes, its targets."""
    connection.execute(
        t.measure.update().where(t.measure.c.id == measure.id), _columns(plan_id, measure)
    )
    connection.execute(delete(t.target).where(t.target.c.measure_id == measure.id))
    _add_targets(connection, measure.id, measure.targets)


def remove(connection: Connection, measure_id: int) -> None:
    """Take a measure with its targets out of a draft; ``Moved`` where a later plan carries it."""
    connection.execute(delete(t.target).where(t.target.c.measure_id == measure_id))
    try:
        connection.execute(delete(t.measure).where(t.measure.c.id == measure_id))
    except IntegrityError as error:
        raise Moved(t.measure.name) from error


def carried_on(connection: Source, plan_ids: Sequence[int]) -> frozenset[int]:
    """Which of the plans' measures a measure of another plan was carried from."""
    return frozenset(CARRIED_ON.column(connection, plans=list(plan_ids)))


def _columns(plan_id: int, measure: Measure) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "key": measure.key,
        "position": measure.position,
        "area": measure.area,
        "activity": measure.activity,
        "purpose": measure.purpose,
        "responsible_party_id": measure.responsible.id if measure.responsible else None,
        "responsible_person": measure.responsible_person,
        "participants": list(measure.participants),
        "starts_on": measure.starts_on,
        "ends_on": measure.ends_on,
        "funding": [[each.amount, each.source] for each in measure.funding],
        "sustainability": measure.sustainability,
        "carried_from": measure.carried_from,
        "choice": measure.choice.value,
    }


def _add_targets(connection: Connection, measure_id: int, targets: Iterable[Target]) -> None:
    for target in targets:
        connection.execute(
            insert(t.target),
            {
                "measure_id": measure_id,
                "position": target.position,
                "level": target.level,
                "text": target.text,
                "indicator": target.indicator,
                "unit": target.unit,
                "baseline": target.baseline,
                "goal": target.goal,
                "source": target.source,
            },
        )


def write_outcome(connection: Connection, target_id: int, outcome: Outcome) -> None:
    """Write a target's outcome; a newer one takes the place of an older."""
    _FORGET_OUTCOME.write(connection, of_target=target_id)
    _ADD_OUTCOME.write(
        connection,
        target_id=target_id,
        value=outcome.value,
        status=outcome.status.value,
        comment=outcome.comment,
        lesson=outcome.lesson,
        missing_reason=outcome.missing_reason,
        reported_by=outcome.reported_by,
        reported_on=outcome.reported_on,
    )


def write_opinion(connection: Connection, plan_id: int, party_id: int, opinion: Opinion) -> None:
    """Write a member's answer; a newer one takes the place of an older."""
    connection.execute(
        delete(t.opinion).where(t.opinion.c.plan_id == plan_id, t.opinion.c.party_id == party_id)
    )
    connection.execute(
        insert(t.opinion),
        {
            "plan_id": plan_id,
            "party_id": party_id,
            "text": opinion.text,
            "answered_on": opinion.answered_on,
            "how": opinion.how,
        },
    )
