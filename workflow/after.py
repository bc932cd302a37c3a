"""What a step changes in the facts beside the state: numbers, days, names; pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from workflow.delegation import acting_as
from workflow.facts import (
    Ask,
    Delivery,
    Given,
    Measure,
    Meeting,
    Notice,
    Opinion,
    Plan,
    Situation,
    Target,
)
from workflow.guards import acknowledging_party
from workflow.machine import Outcome
from workflow.references import decision_number, paragraph
from workflow.states import (
    ActorKind,
    AppealOutcome,
    DecisionState,
    DeliveryState,
    DispatchState,
    NoticeState,
    PlanState,
    Thing,
)
from workflow.year import last_appeal_day, next_meeting, other_meeting

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
    )
    return replace(situation, decision=decided)


def _the_notice(situation: Situation) -> Notice:
    if situation.notice is None:
        raise LookupError("a step on a notice needs one")
    return situation.notice


def _listed(situation: Situation, ask: Ask, given: Given) -> Situation:
    """The decision takes the place after those that already stand on the meeting's list."""
    return _on_the_list_of(next_meeting(situation.meetings, ask.on), situation)


def _notice_moved(situation: Situation, ask: Ask, given: Given) -> Situation:
    """From the meeting that it stands at to the next other one, last on its list."""
    meeting = _the_notice(situation).meeting
    if meeting is None:
        raise LookupError("a listed notice has a meeting")
    return _on_the_list_of(other_meeting(situation.meetings, meeting, ask.on), situation)


def _on_the_list_of(meeting: Meeting | None, situation: Situation) -> Situation:
    before = situation.listings.get(meeting.id, ()) if meeting else ()
    place = max((line.position for line in before), default=0) + 1
    notice = replace(_the_notice(situation), meeting=meeting, position=place)
    return replace(situation, notice=notice)


def _notified(situation: Situation, ask: Ask, given: Given) -> Situation:
    notice = replace(_the_notice(situation), paragraph=str(paragraph(given.paragraph)))
    return replace(situation, notice=notice)


def _adjusted(situation: Situation, ask: Ask, given: Given) -> Situation:
    return replace(situation, notice=replace(_the_notice(situation), adjusted_on=given.day))


def _posted(situation: Situation, ask: Ask, given: Given) -> Situation:
    notice = replace(
        _the_notice(situation),
        posted_on=given.day,
        posted_place=given.place.strip(),
        last_appeal_on=last_appeal_day(given.day or ask.on),
    )
    return replace(situation, notice=notice)


def _in_force(situation: Situation, ask: Ask, given: Given) -> Situation:
    """Legal force came the day after the last day of appeal; the person confirms it later.

    Where there was an appeal it did not come before that was settled.
    """
    notice = _the_notice(situation)
    came = _day_after(notice.last_appeal_on or ask.on)
    settled = max(came, notice.appeal_closed_on or came)
    return replace(situation, notice=replace(notice, in_force_on=settled))


def _appealed(situation: Situation, ask: Ask, given: Given) -> Situation:
    """A new appeal takes the place of one that is settled; the record has them all.

    What was in force is so no longer, until the appeal is settled and force confirmed anew.
    """
    notice = replace(
        _the_notice(situation),
        appealed_on=given.day,
        appeal_reference=given.reference.strip(),
        appeal_closed_on=None,
        appeal_outcome="",
        in_force_on=None,
    )
    return replace(situation, notice=notice)


def _appeal_closed(situation: Situation, ask: Ask, given: Given) -> Situation:
    notice = _the_notice(situation)
    closed = replace(
        notice,
        appeal_reference=given.reference.strip() or notice.appeal_reference,
        appeal_closed_on=given.day,
        appeal_outcome=given.outcome,
    )
    return replace(situation, notice=closed)


def _repealed(situation: Situation, ask: Ask, given: Given) -> Situation:
    outcome = replace(given, outcome=AppealOutcome.REPEALED)
    closed = _appeal_closed(situation, ask, outcome)
    return replace(closed, notice=replace(_the_notice(closed), repealed_on=given.day))


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _acknowledged(situation: Situation, ask: Ask, given: Given) -> Situation:
    if situation.dispatch is None:
        raise LookupError("a step on a dispatch needs one")
    party_id = acknowledging_party(ask)
    deliveries = tuple(
        _settled(each, ask, given) if each.party.id == party_id else each
        for each in situation.dispatch.deliveries
    )
    return replace(situation, dispatch=replace(situation.dispatch, deliveries=deliveries))


def _resent(situation: Situation, ask: Ask, given: Given) -> Situation:
    """One copy goes out anew, to a new address where one is given; the name stays as frozen."""
    if situation.dispatch is None:
        raise LookupError("a step on a dispatch needs one")
    address = given.address.strip()
    deliveries = tuple(
        replace(
            each,
            party=each.party.at(address) if address else each.party,
            state=DeliveryState.WAITING,
        )
        if each.party.id == given.party_id
        else each
        for each in situation.dispatch.deliveries
    )
    return replace(situation, dispatch=replace(situation.dispatch, deliveries=deliveries))


def _settled(delivery: Delivery, ask: Ask, given: Given) -> Delivery:
    by_link = ask.actor.kind is ActorKind.LINK
    return replace(
        delivery,
        state=DeliveryState.ACKNOWLEDGED if by_link else DeliveryState.ACKNOWLEDGED_OTHERWISE,
        settled_on=ask.on,
        settled_by=ask.actor.name,
        settled_how=_by_link(given) if by_link else given.reason.strip(),
    )


def _by_link(given: Given) -> str:
    """How a recipient confirmed: by its link, and what it wanted to say of itself."""
    by, reference = given.confirmed_by.strip(), given.own_reference.strip()
    said = ("personlig länk", f"av {by}" if by else "", reference and f"dnr {reference}")
    return ", ".join(part for part in said if part)


def _followed_up(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    return replace(situation, plans=(replace(plan, followed_up_on=ask.on),))


def _agency_reported(situation: Situation, ask: Ask, given: Given) -> Situation:
    (plan,) = situation.plans
    told = replace(plan, reported_on=ask.on, receipt=given.receipt.strip())
    return replace(situation, plans=(told,))


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
    "answer": _answered,
    "revise": _revised,
    "revise_basis": _basis_revised,
    "submit": _submitted,
    "decide": _decided,
    "list": _listed,
    "move_notice": _notice_moved,
    "notify": _notified,
    "adjust": _adjusted,
    "post": _posted,
    "gain_force": _in_force,
    "appeal": _appealed,
    "close_appeal": _appeal_closed,
    "repeal": _repealed,
    "acknowledge": _acknowledged,
    "resend": _resent,
    "report_outcome": _outcomes_reported,
    "close_follow_up": _followed_up,
    "report_agency": _agency_reported,
}
