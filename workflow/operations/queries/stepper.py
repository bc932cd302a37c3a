"""The six steps of the chain with their days, for one plan and the decision over it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflow.facts import Plan, Situation
from workflow.states import DRAFTS, DecisionState, DispatchState, NoticeState, PlanState


class Stage(StrEnum):
    """The chain in six steps, as the page shows the way."""

    DRAFTING = "beredning"
    CONSULTATION = "samrad"
    DECISION = "beslut"
    NOTICE = "anmalan"
    DISPATCH = "expediering"
    FOLLOW_UP = "uppfoljning"


class Place(StrEnum):
    """How far a stage has come; one that was left out has been passed by.

    One that is ``ELSEWHERE`` is the committee's own to see to, with its minutes.
    """

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    LEFT_OUT = "left_out"
    REFERRED = "referred"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class StageStanding:
    """One stage: how far it has come, and the day on which it came there."""

    stage: Stage
    place: Place
    day: date | None = None


# The day of a stage is that of the newest step of these.
_STEPS = {
    Stage.DRAFTING: ("circulate", "prepare"),
    Stage.CONSULTATION: ("prepare",),
    Stage.DECISION: ("decide", "refer", "leave_to_committee", "committee_decides"),
    Stage.NOTICE: ("gain_force", "repeal"),
    Stage.DISPATCH: ("complete",),
    Stage.FOLLOW_UP: ("report_committee",),
}
_BEGUN = {
    Stage.DRAFTING: ("open_plan",),
    Stage.CONSULTATION: ("circulate",),
    Stage.DECISION: ("submit", "prepare"),
    Stage.NOTICE: ("decide",),
    Stage.DISPATCH: ("dispatch", "decide"),
    Stage.FOLLOW_UP: ("open_follow_up",),
}
_REPORTED = (PlanState.REPORTED_BACK, PlanState.CLOSED)


def stages(
    plan: Plan, decision: Situation | None, days: Mapping[str, date]
) -> tuple[StageStanding, ...]:
    """The stages of a plan; ``days`` are the newest day of each step taken on the plan's way.

    A plan that was discarded has none: it goes nowhere.
    """
    if plan.state is PlanState.DISCARDED:
        return ()
    places = {
        Stage.DRAFTING: _drafting(plan, decision),
        Stage.CONSULTATION: _consultation(plan, decision, days),
        Stage.DECISION: _decision(decision),
        Stage.NOTICE: _notice(decision),
        Stage.DISPATCH: _dispatch(decision),
        Stage.FOLLOW_UP: _follow_up(plan),
    }
    return tuple(
        StageStanding(stage, place, _day(stage, place, days)) for stage, place in places.items()
    )


def _day(stage: Stage, place: Place, days: Mapping[str, date]) -> date | None:
    if place in (Place.AHEAD, Place.LEFT_OUT):
        return None
    steps = _BEGUN[stage] if place is Place.NOW else _STEPS[stage]
    return next((days[step] for step in steps if step in days), None)


def _drafting(plan: Plan, decision: Situation | None) -> Place:
    begun = plan.state is PlanState.DRAFTING and decision is None
    return Place.NOW if begun else Place.DONE


def _consultation(plan: Plan, decision: Situation | None, days: Mapping[str, date]) -> Place:
    if decision is None and plan.state in DRAFTS:
        return Place.NOW if plan.state is PlanState.CIRCULATED else Place.AHEAD
    return Place.DONE if "circulate" in days else Place.LEFT_OUT


def _decision(decision: Situation | None) -> Place:
    if decision is None:
        return Place.AHEAD
    decided = (DecisionState.DECIDED, DecisionState.BY_COMMITTEE)
    states = {**dict.fromkeys(decided, Place.DONE), DecisionState.REFERRED: Place.REFERRED}
    return states.get(decision.the_decision().state, Place.NOW)


def _notice(decision: Situation | None) -> Place:
    if decision is not None and decision.the_decision().is_by_committee:
        return Place.ELSEWHERE
    if decision is None or decision.notice is None:
        return Place.AHEAD
    ended = (NoticeState.IN_FORCE, NoticeState.REPEALED)
    return Place.DONE if decision.notice.state in ended else Place.NOW


def _dispatch(decision: Situation | None) -> Place:
    if decision is not None and decision.the_decision().is_by_committee:
        return Place.ELSEWHERE
    if decision is None or decision.dispatch is None:
        return Place.AHEAD
    done = decision.dispatch.state is DispatchState.ACKNOWLEDGED
    return Place.DONE if done else Place.NOW


def _follow_up(plan: Plan) -> Place:
    if plan.state in _REPORTED:
        return Place.DONE
    begun = (PlanState.FOLLOWING_UP, PlanState.FOLLOWED_UP, PlanState.REPORTED)
    return Place.NOW if plan.state in begun else Place.AHEAD
