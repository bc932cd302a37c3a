"""Questions of drafting: years, members, answers, measures that are one's own."""

from collections.abc import Iterator

from workflow.facts import Ask, Measure, Party, Situation
from workflow.guards.subjects import the_plan
from workflow.measures import measure_fingerprint
from workflow.refusals import Refusal
from workflow.states import UNDECIDED, ActorKind


def year_within_programme(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan, programme = the_plan(situation), situation.programme
    if not programme.first_year <= plan.year <= programme.last_year:
        span = f"{programme.first_year}–{programme.last_year}"
        yield Refusal.of("year_outside_programme", year=plan.year, span=span)


def one_plan_per_year(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    year_ = the_plan(situation).year
    if year_ in situation.years_taken:
        yield Refusal.of("plan_exists", year=year_)


def stands_in_no_decision(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A plan that a draft of a decision covers goes nowhere by itself."""
    decision = situation.decision
    if decision is not None and decision.state in UNDECIDED:
        year_ = the_plan(situation).year
        yield Refusal.of("plan_stands_in_decision", year=year_, title=decision.title)


def there_are_members(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if not situation.members:
        yield Refusal.of("no_members", network=situation.region.network)
    for member in situation.members:
        if not member.email:
            yield Refusal.of("member_without_address", party=member.name)


def answer_day_ahead(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    answer_by = ask.given.answer_by if ask.given else None
    if answer_by is None or answer_by <= ask.on:
        yield Refusal.of("answer_day_not_ahead", today=ask.on)


def is_a_member(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.actor.party_id not in {member.id for member in situation.members}:
        yield Refusal.of("not_a_member", actor=ask.actor.name, network=situation.region.network)


def answers_still_open(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    answer_by = the_plan(situation).answer_by
    if answer_by is not None and ask.on > answer_by:
        yield Refusal.of("answer_time_over", answer_by=answer_by)


def opinion_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.opinion.strip():
        yield Refusal.of("opinion_missing")


def a_member_is_named(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Whose answer it is that an officer notes."""
    if _named_member(situation, ask) is None:
        yield Refusal.of("answering_member_missing", network=situation.region.network)


def _named_member(situation: Situation, ask: Ask) -> Party | None:
    party_id = ask.given.party_id if ask.given else None
    return next((each for each in situation.members if each.id == party_id), None)


def member_has_not_answered(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """What a member has answered by its own link is its own word: nobody writes over that."""
    member = _named_member(situation, ask)
    for opinion in situation.opinions[the_plan(situation).id]:
        if member is not None and opinion.party_name == member.name and not opinion.how:
            answered_on = opinion.answered_on
            yield Refusal.of("member_has_answered", party=member.name, day=answered_on)


def says_how_it_came(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.reason.strip():
        yield Refusal.of("answer_without_how")


def came_during_the_round(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The day on which it came has been; that it came late is noted with it, and no hindrance."""
    day = ask.given.day if ask.given else None
    if day is not None and day > ask.on:
        yield Refusal.of("answer_came_ahead", today=ask.on)


def answer_day_is_later(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Nobody gets less time than was said."""
    now, answer_by = the_plan(situation).answer_by, ask.given.answer_by if ask.given else None
    if now is not None and answer_by is not None and answer_by <= now:
        yield Refusal.of("answer_day_not_later", answer_by=now)


def measures_are_ones_own(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A member writes only what its own organisation answers for; an officer writes any."""
    given = ask.given.measures if ask.given else ()
    if not given:
        yield Refusal.of("no_measure_given")
    if ask.actor.kind is not ActorKind.LINK:
        return
    before = {measure.id: measure for measure in situation.measures[the_plan(situation).id]}
    for measure in given:
        if not all(_answers_for(ask, each) for each in (measure, before.get(measure.id, measure))):
            yield Refusal.of("measure_not_yours", actor=ask.actor.name, measure=measure.activity)


def _answers_for(ask: Ask, measure: Measure) -> bool:
    return measure.responsible is not None and measure.responsible.id == ask.actor.party_id


def members_write_in_time(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A member's link writes as long as it answers; an officer writes until the submission."""
    if ask.actor.kind is ActorKind.LINK:
        yield from answers_still_open(situation, ask)


def measure_keys_are_free(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    taken = {m.key: m.id for m in situation.measures[the_plan(situation).id]}
    written: set[str] = set()
    for measure in ask.given.measures if ask.given else ():
        if not measure.key:  # it gets the next one, when it is written down
            continue
        if taken.get(measure.key, measure.id) != measure.id or measure.key in written:
            yield Refusal.of("measure_key_taken", key=measure.key)
        written.add(measure.key)


def measures_are_in_the_plan(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """What is to be changed or removed must still be there."""
    there = {measure.id for measure in situation.measures[the_plan(situation).id]}
    for measure in ask.given.measures if ask.given else ():
        if measure.id and measure.id not in there:
            yield Refusal.of("measure_unknown", measure=measure.activity)


def measures_are_those_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who opened the page before somebody else wrote overwrites nothing without knowing it."""
    if ask.given is None or not ask.given.seen:
        return
    now = {measure.id: measure for measure in situation.measures[the_plan(situation).id]}
    for measure in (now[given.id] for given in ask.given.measures if given.id in now):
        if measure_fingerprint(measure) not in ask.given.seen:
            yield Refusal.of("measure_changed", measure=measure.activity)


def measures_end_here(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A measure that a later plan carries on is where that one came from."""
    for measure in ask.given.measures if ask.given else ():
        if measure.id in situation.carried_on:
            yield Refusal.of("measure_is_carried_on", measure=measure.activity)
