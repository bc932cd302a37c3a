"""Every act in a case for one person: open, or closed with every reason, and who can take it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from workflow.chain import BY_NAME, STEPS
from workflow.facts import Actor, Ask, Plan, Situation, local_date
from workflow.machine import refusals_of
from workflow.operations.office import Office
from workflow.references import with_title
from workflow.refusals import Refusal
from workflow.states import PlanState, Role, Thing
from workflow.step import Step
from workflow.store import situations
from workflow.store.situations import Subject


@dataclass(frozen=True)
class Act:
    """A step on one thing, as the rules answer the actor now; without refusals it is open.

    ``can`` are those who may take it by role, each with a name where the day knows one.
    """

    step: str
    thing: Thing
    case_id: int
    plan_id: int | None
    decision_id: int | None
    refusals: tuple[Refusal, ...]
    can: tuple[tuple[Role, str], ...]

    @property
    def is_open(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class Situations:
    """The case alone, the plan that is looked at and the decision over it, each read once."""

    case: Situation
    plan: Situation | None
    decision: Situation | None


# What reads all that the questions of a plan's, and of a decision's, steps may ask for.
_OF_PLAN, _OF_DECISION = BY_NAME["write_measure"], BY_NAME["submit"]


def read(
    connection: Connection,
    office: Office,
    case_id: int,
    subjects: tuple[int | None, int | None],
    at: datetime,
) -> Situations:
    """The situations in which every step of the case is asked, for a plan and a decision."""
    on = local_date(at, office.time_zone)
    plan_id, decision_id = subjects
    plan = decision = None
    if plan_id is not None:
        plan = situations.read(connection, Subject(Thing.PLAN, plan_id), _OF_PLAN, on)
    if decision_id is not None:
        subject = Subject(Thing.DECISION, decision_id)
        decision = situations.read(connection, subject, _OF_DECISION, on)
    return Situations(situations.of_case(connection, case_id, on), plan, decision)


def acts(
    office: Office, found: Situations, drafts: tuple[Plan, ...], actor: Actor, at: datetime
) -> tuple[Act, ...]:
    """Every step of the chain as it stands for the actor, by the rules that the step itself asks.

    ``drafts`` are the plans that a new decision could cover.
    """
    return tuple(_acts(office, found, drafts, actor, at))


def _acts(
    office: Office, found: Situations, drafts: tuple[Plan, ...], actor: Actor, at: datetime
) -> Iterator[Act]:
    for step in STEPS:
        situation = _situation(found, drafts, step)
        if situation is None:
            continue
        ask = Ask(step.name, actor, at, None, office.time_zone)
        refusals = tuple(refusals_of(step, situation, ask))
        on_plan = step.thing is Thing.PLAN and bool(step.source)
        on_decision = step.thing is not Thing.PLAN and bool(step.source)
        yield Act(
            step.name,
            step.thing,
            situation.case.id,
            situation.plans[0].id if on_plan else None,
            situation.the_decision().id if on_decision else None,
            refusals,
            _who_can(step, situation),
        )


def _situation(found: Situations, drafts: tuple[Plan, ...], step: Step) -> Situation | None:
    """Where a step would be taken; nothing while the thing does not exist."""
    if step.source:
        return found.plan if step.thing is Thing.PLAN else found.decision
    if step.thing is Thing.PLAN:
        return _next_year(found.case)
    looked_at = found.plan.plans if found.plan else ()
    return replace(found.case, plans=drafts or looked_at)


def _next_year(case: Situation) -> Situation:
    """The case with a plan proposed for the first year that follows those taken."""
    year = max(case.years_taken, default=case.programme.first_year - 1) + 1
    proposed = Plan(0, 0, PlanState.DRAFTING, year, "", 0)
    return replace(case, plans=(proposed,), measures={proposed.id: ()})


def _who_can(step: Step, situation: Situation) -> tuple[tuple[Role, str], ...]:
    return tuple((role, _name(role, situation)) for role in step.by)


def _name(role: Role, situation: Situation) -> str:
    """Who has the role in this case today, as far as it is one person."""
    if role is Role.OFFICER:
        return situation.case.officer.name
    if role is Role.DECIDER:
        return _decider(situation)
    person = situation.staff.get(role)
    return person.name if person else ""


def _decider(situation: Situation) -> str:
    delegation, person = situation.delegation(), situation.staff.get(Role.DECIDER)
    if delegation is None:
        return ""
    acts_instead = person is not None and Role.DECIDER in situation.away
    title = (person.title if acts_instead and person else "") or delegation.post.title
    return with_title(person.name, title) if person else title


# Which open act comes first, when somebody opens the case to do what is to be done in it.
FIRST = (
    *("decide", "refer", "submit", "revise"),
    *("dispatch", "notify", "record", "adjust", "post", "gain_force", "list"),
    *("close", "report_committee", "report_agency"),
    *("close_follow_up", "report_outcome", "open_follow_up", "complete", "acknowledge"),
    *("circulate", "prepare"),
)


def next_act(acts: tuple[Act, ...], *, has_plans: bool) -> Act | None:
    """The one act that the actor is shown first; a new plan only where there is none yet."""
    is_open = {act.step: act for act in acts if act.is_open}
    first = FIRST if has_plans else (*FIRST, "open_plan")
    return next((is_open[step] for step in first if step in is_open), None)
