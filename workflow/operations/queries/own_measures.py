"""What one organisation answers for in a plan's follow-up: exactly its own measures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.facts import Actor, Given, Measure, Plan, Situation, local_date
from workflow.machine import available
from workflow.measures import count_answered, count_targets, has_value, is_answered_by
from workflow.operations.office import Office
from workflow.refusals import NotFound, Refusal
from workflow.states import ActorKind, DutyKind, Thing
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


@dataclass(frozen=True)
class OwnPart:
    """The measures that somebody answers for, by when, and why they can't be answered now.

    ``others`` are the unanswered measures of other organisations: an officer may say why an
    outcome is missing there, a bearer of a link never sees them.
    """

    situation: Situation
    plan: Plan
    measures: tuple[Measure, ...]
    others: tuple[Measure, ...]
    due_on: date | None
    closed: tuple[Refusal, ...]

    @property
    def total(self) -> int:
        return count_targets(self.measures)

    @property
    def answered(self) -> int:
        return count_answered(self.measures)


def own_part(office: Office, plan_id: int, actor: Actor, at: datetime) -> OwnPart:
    """The actor's part of a plan; ``NotFound`` where a link is for another plan or for nothing."""
    on = local_date(at, office.time_zone)
    subject, step = Subject(Thing.PLAN, plan_id), BY_NAME["report_outcome"]
    with reading(office.engine) as connection:
        situation = situations.read(connection, subject, step, on)
        due_on = _due_on(connection, plan_id, actor.party_id)
    (plan,) = situation.plans
    measures = situation.measures[plan_id]
    mine = tuple(
        measure for measure in measures if is_answered_by(measure, actor, situation.region)
    )
    if actor.kind is ActorKind.LINK and (actor.plan_id != plan_id or not mine):
        raise NotFound(f"measures of {actor.name} in plan {plan_id}")
    ask = office.ask("report_outcome", actor, at, Given())
    return OwnPart(
        situation=situation,
        plan=plan,
        measures=mine,
        others=() if actor.kind is ActorKind.LINK else tuple(_others(measures, mine)),
        due_on=due_on,
        closed=available(situation, ask)["report_outcome"],
    )


def part_of(office: Office, plan_id: int, party_id: int, actor: Actor, at: datetime) -> OwnPart:
    """One organisation's part as an officer sees it, who may enter the sheet that it has sent."""
    part = own_part(office, plan_id, actor, at)
    found = part.situation.measures[plan_id]
    mine = tuple(m for m in found if m.responsible is not None and m.responsible.id == party_id)
    if not mine or actor.kind is ActorKind.LINK:
        raise NotFound(f"measures of party {party_id} in plan {plan_id}")
    with reading(office.engine) as connection:
        due_on = _due_on(connection, plan_id, party_id) or part.due_on
    return replace(part, measures=mine, others=(), due_on=due_on)


def _others(measures: tuple[Measure, ...], mine: tuple[Measure, ...]) -> Iterator[Measure]:
    """The rest, as far as no value is given: a value is its giver's to change."""
    for measure in measures:
        if measure in mine:
            continue
        if not all(map(has_value, measure.targets)):
            yield measure


def _due_on(connection: Connection, plan_id: int, party_id: int | None) -> date | None:
    """The day of the duty to report, the party's own or else that of the house."""
    due: date | None = connection.execute(
        select(t.duty.c.due_on)
        .where(t.duty.c.plan_id == plan_id, t.duty.c.kind == DutyKind.OUTCOME.value)
        .where(t.duty.c.party_id.is_not_distinct_from(party_id))
        .order_by(t.duty.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return due
