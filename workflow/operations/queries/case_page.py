"""The case page: who has the ball, the next act, the way, the plans, decisions, papers, events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from workflow.facts import Actor, Case, Programme, local_date
from workflow.operations.office import Office
from workflow.operations.queries import acts as a
from workflow.operations.queries import case_lines, history, incoming, standings
from workflow.operations.queries.acts import Act
from workflow.operations.queries.case_lines import (
    DecisionLine,
    MeasureLine,
    PlanLine,
    RecipientLine,
)
from workflow.operations.queries.case_papers import CasePaper, papers_of
from workflow.operations.queries.history import Entry
from workflow.operations.queries.incoming import Came
from workflow.operations.queries.items import Item, in_order, item_of
from workflow.operations.queries.keepers import keepers
from workflow.operations.queries.readers import require_case
from workflow.operations.queries.standings import is_open
from workflow.operations.queries.stepper import StageStanding, stages
from workflow.states import GONE, Thing
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading

EVENTS = 8


@dataclass(frozen=True)
class CasePage:
    """A case as one person sees it on a day, from the plan of one year.

    ``decision`` is the newest over ``plan``; ``measures``, ``papers``, ``recipients`` are theirs.
    """

    case: Case
    programme: Programme
    balls: tuple[Item, ...]
    plan: PlanLine | None
    decision: DecisionLine | None
    stages: tuple[StageStanding, ...]
    acts: tuple[Act, ...]
    next_act: Act | None
    plans: tuple[PlanLine, ...]
    decisions: tuple[DecisionLine, ...]
    measures: tuple[MeasureLine, ...]
    papers: tuple[CasePaper, ...]
    recipients: tuple[RecipientLine, ...]
    events: tuple[Entry, ...]
    came: tuple[Came, ...] = ()

    def may(self, step: str) -> bool:
        """Whether the step is open to the actor now."""
        return any(act.step == step and act.is_open for act in self.acts)


def case_page(
    office: Office, case_id: int, actor: Actor, at: datetime, year: int | None = None
) -> CasePage:
    """The page of a case that the actor may read; ``NotFound`` otherwise.

    Without a year it is seen from the plan whose next step is the actor's, or the newest one.
    """
    on = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        require_case(connection, case_id, actor, on)
        balls = _balls(connection, office, case_id, on)
        plans = case_lines.plans(connection, case_id)
        decisions = case_lines.decisions(connection, case_id)
        plan = _looked_at(plans, decisions, [each for each in balls if each.is_for(actor)], year)
        decision = case_lines.decision_over(plan, decisions)
        plan_id, decision_id = plan.id if plan else None, decision.id if decision else None
        found = a.read(connection, office, case_id, (plan_id, decision_id), at)
        free = situations.plans(connection, case_id, case_lines.drafts(plans, decisions))
        acts = a.acts(office, found, free, actor, at)
        return CasePage(
            case=found.case.case,
            programme=found.case.programme,
            balls=balls,
            plan=plan,
            decision=decision,
            stages=_stages(connection, office, found, decision),
            acts=acts,
            next_act=a.next_act(acts, has_plans=any(each.state not in GONE for each in plans)),
            plans=plans,
            decisions=decisions,
            measures=case_lines.measures(found.plan.measures[plan.id])
            if found.plan and plan
            else (),
            papers=papers_of(connection, actor, case_id, plan_id, decision_id) if plan else (),
            recipients=case_lines.recipients(connection, decision),
            events=history.newest(connection, case_id, EVENTS),
            came=incoming.of_case(connection, case_id),
        )


def _balls(connection: Connection, office: Office, case_id: int, on: date) -> tuple[Item, ...]:
    """Everything in the case that is on its way, with who has the ball; what is due first first."""
    mine = t.matter_case.c.id == case_id
    found = [
        each for thing in Thing for each in standings.read(connection, thing, is_open(thing) & mine)
    ]
    held = keepers(connection, found, on)
    items = (item_of(office, each, held, on) for each in found)
    return tuple(sorted((item for item in items if item), key=in_order))


def _looked_at(
    plans: Sequence[PlanLine],
    decisions: Sequence[DecisionLine],
    own: Iterable[Item],
    year: int | None,
) -> PlanLine | None:
    """The plan of the year asked for; else one that waits for the actor; else the newest."""
    asked = next((plan for plan in plans if plan.year == year), None)
    if asked is not None:
        return asked
    of_decision = {each.id: each.plan_ids for each in decisions}
    waiting = [
        plan_id
        for item in own
        if not item.begins_on
        for plan_id in ((item.plan_id,) if item.plan_id else of_decision[item.decision_id or 0])
    ]
    return next(
        (plan for plan_id in waiting for plan in plans if plan.id == plan_id),
        plans[0] if plans else None,
    )


def _stages(
    connection: Connection,
    office: Office,
    found: a.Situations,
    decision: DecisionLine | None,
) -> tuple[StageStanding, ...]:
    if found.plan is None:
        return ()
    plan = found.plan.plans[0]
    subjects = [(Thing.PLAN.value, plan.id)]
    if decision is not None:
        subjects += [
            (Thing.DECISION.value, decision.id),
            (Thing.NOTICE.value, decision.notice_id or 0),
            (Thing.DISPATCH.value, decision.dispatch_id or 0),
        ]
    days = history.days_of_steps(connection, office, found.plan.case.id, subjects)
    return stages(plan, found.decision, days)
