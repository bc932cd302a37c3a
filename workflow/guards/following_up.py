"""Questions of follow-up: year ends, outcomes of one's own, nothing left unanswered."""

from collections.abc import Iterator

from workflow import measures, year
from workflow.facts import Ask, Measure, Situation
from workflow.guards.subjects import the_plan
from workflow.refusals import Refusal
from workflow.states import ActorKind


def the_year_ends(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan = the_plan(situation)
    opens = year.day_of(plan.year, situation.region.calendar.follow_up_opens)
    if ask.on < opens:
        yield Refusal.of("follow_up_not_open", year=plan.year, opens=opens)


def _own_measures(situation: Situation, ask: Ask) -> list[Measure]:
    """By link: the party's own. An officer answers for the region's own measures only."""
    found = situation.measures[the_plan(situation).id]
    if ask.actor.kind is ActorKind.LINK:
        return [m for m in found if m.responsible and m.responsible.id == ask.actor.party_id]
    number = situation.region.number
    return [m for m in found if m.responsible and m.responsible.number == number]


def is_responsible(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if not _own_measures(situation, ask):
        yield Refusal.of("not_responsible", actor=ask.actor.name)


def outcomes_are_own_and_whole(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    given = ask.given.outcomes if ask.given else ()
    if not given:
        yield Refusal.of("no_outcome_given")
    own = {t.id: t for measure in _own_measures(situation, ask) for t in measure.targets}
    for target_id, outcome in given:
        if target_id not in own:
            yield Refusal.of("target_not_yours", actor=ask.actor.name)
        elif outcome.value is None and not outcome.missing_reason.strip():
            yield Refusal.of("outcome_empty", target=own[target_id].text)


def every_target_is_answered(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    for measure, target in measures.unanswered(situation.measures[the_plan(situation).id]):
        party = measure.responsible.name if measure.responsible else "ingen"
        yield Refusal.of("target_without_outcome", target=target.text, party=party)


def the_plan_year_is_over(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan = the_plan(situation)
    if ask.on.year <= plan.year:
        yield Refusal.of("plan_year_not_over", year=plan.year)
