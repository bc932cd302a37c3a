"""Questions of follow-up: year ends, outcomes of one's own, nothing left unanswered."""

from collections.abc import Iterator

from workflow import measures
from workflow.duty_rules import day_in_year
from workflow.facts import Ask, Measure, Situation
from workflow.guards.dispatching import address_faults
from workflow.guards.subjects import the_plan
from workflow.refusals import Refusal
from workflow.states import ActorKind, DutyKind
from workflow.year import next_meeting, other_meeting


def the_year_ends(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan = the_plan(situation)
    calendar, rules = situation.region.calendar, situation.programme.rules
    opens = day_in_year(calendar, rules, DutyKind.OPEN_FOLLOW_UP, plan.year)
    if ask.on < opens:
        yield Refusal.of("follow_up_not_open", year=plan.year, opens=opens)


def is_responsible(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """An officer may always answer: some value of the region's, or why somebody's is missing."""
    if ask.actor.kind is not ActorKind.LINK:
        return
    found = situation.measures[the_plan(situation).id]
    if not any(measures.is_answered_by(each, ask.actor, situation.region) for each in found):
        yield Refusal.of("not_responsible", actor=ask.actor.name)


def outcomes_are_own_and_whole(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Values are given by whoever answers for the measure; why one is missing, by an officer too.

    So a follow-up can end though somebody never answers, and the record says who said why. A sheet
    that an organisation has sent in, an officer enters in its name: but never over its own word.
    """
    given = ask.given.outcomes if ask.given else ()
    if not given:
        yield Refusal.of("no_outcome_given")
    found = situation.measures[the_plan(situation).id]
    targets = {target.id: (measure, target) for measure in found for target in measure.targets}
    acting = ask.actor, situation.region
    for target_id, outcome in given:
        measure, target = targets.get(target_id, (None, None))
        own = measure is not None and measures.is_answered_by(measure, *acting)
        if measure and target and not own and _is_entered_for(ask, measure):
            own = not measures.is_its_own_word(measure, target)
        if measure is None or target is None or (ask.actor.kind is ActorKind.LINK and not own):
            yield Refusal.of("target_not_yours", actor=ask.actor.name)
        elif outcome.value is None and not outcome.missing_reason.strip():
            yield Refusal.of("outcome_empty", target=target.text)
        elif not own and (outcome.value is not None or measures.has_value(target)):
            party = measure.responsible.name if measure.responsible else "ingen"
            yield Refusal.of("value_not_yours", actor=ask.actor.name, party=party)


def _is_entered_for(ask: Ask, measure: Measure) -> bool:
    """An officer enters what the measure's organisation has sent in."""
    party_id = ask.given.party_id if ask.given else None
    named = party_id is not None and ask.actor.kind is not ActorKind.LINK
    return named and measure.responsible is not None and measure.responsible.id == party_id


def outcomes_are_those_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who opened the page before somebody else wrote overwrites nothing without knowing it."""
    given = ask.given.outcomes if ask.given else ()
    seen = ask.given.seen if ask.given else frozenset()
    found = situation.measures[the_plan(situation).id]
    targets = {target.id: target for measure in found for target in measure.targets}
    for target in (targets[target_id] for target_id, _ in given if seen and target_id in targets):
        if target.outcome and measures.seen_as(target) not in seen:
            by, on = target.outcome.reported_by, target.outcome.reported_on
            yield Refusal.of("outcome_written_meanwhile", target=target.text, by=by, on=on)


def every_target_is_answered(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    for measure, target in measures.unanswered(situation.measures[the_plan(situation).id]):
        party = measure.responsible.name if measure.responsible else "ingen"
        yield Refusal.of("target_without_outcome", target=target.text, party=party)


def the_plan_year_is_over(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan = the_plan(situation)
    if ask.on.year <= plan.year:
        yield Refusal.of("plan_year_not_over", year=plan.year)


def agency_has_address(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    yield from address_faults(situation, (situation.programme.agency,))


def another_meeting_takes_the_report(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A report is moved from its meeting to the next other one."""
    now = the_plan(situation).meeting
    meetings = situation.meetings
    other = other_meeting(meetings, now, ask.on) if now else next_meeting(meetings, ask.on)
    if other is None:
        yield Refusal.of("no_other_meeting_for_report", committee=situation.case.committee.name)


def report_moved_from_the_meeting_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who moves it a second time, not knowing of the first, does not move it further."""
    now = the_plan(situation).meeting
    if now is not None and (ask.given is None or ask.given.meeting_id != now.id):
        yield Refusal.of("report_is_elsewhere", held_on=now.held_on)


def report_meeting_is_held(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The committee has met before the plan is closed: until then its report may be moved."""
    now = the_plan(situation).meeting
    if now is not None and ask.on < now.held_on:
        yield Refusal.of("report_meeting_not_held", held_on=now.held_on)
