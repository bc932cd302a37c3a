"""What a step changes in the facts beside the state: numbers, days, names; pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from workflow import after_dispatch, after_notice
from workflow.delegation import acting_as
from workflow.facts import (
    Ask,
    Given,
    Measure,
    Meeting,
    Opinion,
    Plan,
    Situation,
    Target,
)
from workflow.machine import Outcome
from workflow.references import decision_number, paragraph
from workflow.states import (
    DecisionState,
    DispatchState,
    NoticeState,
    PlanState,
    Thing,
)
from workflow.year import next_meeting, other_meeting

Change = Callable[[Situation, Ask, Given], Situation]


def after(situation: Situation, outcome: Outcome, ask: Ask) -> Situation:
    """The facts as they are when the step has been taken, for its papers and for the store."""
    moved = _moved(situation, outcome)
    change = CHANGES.get(outcome.step.name)
    return change(moved, ask, ask.given or Given()) if change else moved


def _moved(situation: Situation, outcome: Outcome) -> Situation:
    target = outcome.target
    if outcome.step.thing is Thing.PLAN:
        state = PlanState(target)
        return replace(situation, plans=tuple(replace(p, state=state) for p in situation.plans))
    if outcome.step.thing is Thing.DECISION:
        decision = replace(situation.the_decision(), state=DecisionState(target))
        return replace(situation, decision=decision, plans=_plans_moved(situation, outcome))
    if outcome.step.thing is Thing.NOTICE and situation.notice:
        notice = replace(situation.notice, state=NoticeState(target))
        return replace(situation, notice=notice, plans=_plans_moved(situation, outcome))
    if situation.dispatch is None:
        raise LookupError("a step on a dispatch needs one")
    dispatch = replace(situation.dispatch, state=DispatchState(target))
    return replace(situation, dispatch=dispatch)


def _plans_moved(situation: Situation, outcome: Outcome) -> tuple[Plan, ...]:
    if outcome.plans is None:
        return situation.plans
    return tuple(replace(plan, state=outcome.plans) for plan in situation.plans)


def _circulated(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    return replace(situation, plans=(replace(plan, answer_by=given.answer_by),))


def _answered(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    opinion = Opinion(ask.actor.name, given.opinion.strip(), ask.on)
    earlier = tuple(o for o in situation.opinions[plan.id] if o.party_name != ask.actor.name)
    return replace(situation, opinions={**situation.opinions, plan.id: (*earlier, opinion)})


def _answer_noted(situation: Situation, ask: Ask, given: Given) -> Situation:
    """What came another way than by the member's link, and how."""
    (plan,) = situation.plans
    name = next(each.name for each in situation.members if each.id == given.party_id)
    said = Opinion(name, given.opinion.strip(), given.day or ask.on, given.reason.strip())
    earlier = tuple(o for o in situation.opinions[plan.id] if o.party_name != name)
    return replace(situation, opinions={**situation.opinions, plan.id: (*earlier, said)})


def _revised(situation: Situation, ask: Ask, given: Given) -> Situation:
    """Whoever writes in the draft has handled the matter, and can't decide it."""
    decision, draft = situation.the_decision(), given.draft
    if draft is None or ask.actor.person_id is None:
        raise LookupError("a person revises with a draft")
    revised = replace(
        decision,
        title=draft.title,
        text=draft.text,
        delegation_id=draft.delegation_id,
        dispatch_to=draft.dispatch_to,
        new_direction=draft.new_direction,
        handled_by=decision.handled_by | {ask.actor.person_id},
    )
    return replace(situation, decision=revised)


def _basis_revised(situation: Situation, ask: Ask, given: Given) -> Situation:
    """Whoever changes what the matter rests on has handled it too."""
    decision = situation.the_decision()
    person_id = ask.actor.person_id
    handled_by = decision.handled_by | ({person_id} if person_id is not None else set())
    titles = {plan.id: plan.title for plan in situation.plans}
    basis = tuple(
        replace(item, title=titles[item.plan_id]) if item.plan_id is not None else item
        for item in given.basis
    )
    revised = replace(decision, basis=basis, handled_by=handled_by)
    return replace(situation, decision=revised)


def _submitted(situation: Situation, ask: Ask, given: Given) -> Situation:
    decision = situation.the_decision()
    basis = tuple(
        replace(item, dated_on=ask.on) if item.plan_id is not None else item
        for item in decision.basis
    )
    # Whoever hands the matter over has handled it, as its drafter has, and can't decide it.
    person_id = ask.actor.person_id
    handled_by = decision.handled_by | ({person_id} if person_id is not None else set())
    submitted = replace(decision, document_on=ask.on, basis=basis, handled_by=handled_by)
    return replace(situation, decision=submitted)


def _decided(situation: Situation, ask: Ask, given: Given) -> Situation:
    decided = replace(
        situation.the_decision(),
        number=decision_number(situation.next_number, ask.on.year),
        decided_on=ask.on,
        decided_at=ask.at,
        decider=acting_as(situation, ask.actor, ask),
        as_decided=situation.settings(),
    )
    return replace(situation, decision=decided)


def _decided_by_committee(situation: Situation, ask: Ask, given: Given) -> Situation:
    said = str(paragraph(given.paragraph))
    decided = replace(situation.the_decision(), decided_on=given.day, paragraph=said)
    return replace(situation, decision=decided)


def _corrected(situation: Situation, ask: Ask, given: Given) -> Situation:
    decision = situation.the_decision()
    days = (*decision.corrected_on, ask.on)
    return replace(situation, decision=replace(decision, corrected_on=days))


def _followed_up(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    return replace(situation, plans=(replace(plan, followed_up_on=ask.on),))


def _agency_reported(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    told = replace(
        plan,
        reported_on=ask.on,
        receipt=given.receipt.strip(),
        replaces_on=plan.reported_on,
    )
    return replace(situation, plans=(told,))


def _committee_reported(situation: Situation, ask: Ask, given: Given) -> Situation:
    return _reported_at(next_meeting(situation.meetings, ask.on), situation)


def _report_moved(situation: Situation, ask: Ask, given: Given) -> Situation:
    """From the meeting that it was drawn up for to the next other one."""
    (plan,) = situation.plans
    if plan.meeting is None:
        return _committee_reported(situation, ask, given)
    return _reported_at(other_meeting(situation.meetings, plan.meeting, ask.on), situation)


def _reported_at(meeting: Meeting | None, situation: Situation) -> Situation:
    (plan,) = situation.plans
    return replace(situation, plans=(replace(plan, meeting=meeting),))


def _reported_by(found: Sequence[Measure], actor: str, party_id: int | None) -> str:
    """Who said it; where a sheet was sent in, also who entered it."""
    parties = {m.responsible.id: m.responsible.name for m in found if m.responsible}
    return f"{parties[party_id]} genom {actor}" if party_id in parties else actor


def _outcomes_reported(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    by = _reported_by(situation.measures[plan.id], ask.actor.name, given.party_id)
    signed = {
        target_id: replace(outcome, reported_by=by, reported_on=ask.on)
        for target_id, outcome in given.outcomes
    }

    def with_outcome(target: Target) -> Target:
        return replace(target, outcome=signed[target.id]) if target.id in signed else target

    def reported(found: Sequence[Measure]) -> tuple[Measure, ...]:
        return tuple(replace(m, targets=tuple(map(with_outcome, m.targets))) for m in found)

    measures = {**situation.measures, plan.id: reported(situation.measures[plan.id])}
    return replace(situation, measures=measures)


CHANGES: dict[str, Change] = {
    "circulate": _circulated,
    "extend_answer": _circulated,
    "answer": _answered,
    "note_answer": _answer_noted,
    "revise": _revised,
    "revise_basis": _basis_revised,
    "submit": _submitted,
    "decide": _decided,
    "committee_decides": _decided_by_committee,
    "correct": _corrected,
    "acknowledge": after_dispatch.acknowledged,
    "resend": after_dispatch.resent,
    "report_outcome": _outcomes_reported,
    "close_follow_up": _followed_up,
    "report_agency": _agency_reported,
    "report_committee": _committee_reported,
    "move_report": _report_moved,
    **after_notice.CHANGES,
}
