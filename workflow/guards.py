"""Questions that a step asks; each answers with every reason it has to say no."""

from collections.abc import Iterator

from workflow import delegation, measures, references, year
from workflow.facts import Ask, Measure, Meeting, Notice, Party, Plan, Situation
from workflow.refusals import Refusal
from workflow.states import ActorKind, DeliveryState, NoticeState, PlanState

# Whoever acts on a submitted decision must hold the mandate, and be free to use it.
MANDATE = (
    delegation.a_person_acts,
    delegation.delegation_covers,
    delegation.holds_the_post,
    delegation.not_own_draft,
    delegation.no_conflict_of_interest,
)
a_person_acts = delegation.a_person_acts
deputy_gives_reason = delegation.deputy_gives_reason
no_conflict_of_interest = delegation.no_conflict_of_interest


def _plan(situation: Situation) -> Plan:
    """The one plan of a step on a plan."""
    (plan,) = situation.plans
    return plan


def _notice(situation: Situation) -> Notice:
    if situation.notice is None:
        raise LookupError("this situation was read without a notice")
    return situation.notice


# Drafting


def year_within_programme(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan, programme = _plan(situation), situation.programme
    if not programme.first_year <= plan.year <= programme.last_year:
        span = f"{programme.first_year}–{programme.last_year}"
        yield Refusal.of("year_outside_programme", year=plan.year, span=span)


def one_plan_per_year(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    year_ = _plan(situation).year
    if year_ in situation.years_taken:
        yield Refusal.of("plan_exists", year=year_)


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
    answer_by = _plan(situation).answer_by
    if answer_by is not None and ask.on > answer_by:
        yield Refusal.of("answer_time_over", answer_by=answer_by)


def opinion_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.opinion.strip():
        yield Refusal.of("opinion_missing")


def measures_are_ones_own(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A member writes only what its own organisation answers for; an officer writes any."""
    given = ask.given.measures if ask.given else ()
    if not given:
        yield Refusal.of("no_measure_given")
    if ask.actor.kind is not ActorKind.LINK:
        return
    before = {measure.id: measure for measure in situation.measures[_plan(situation).id]}
    for measure in given:
        if not all(_answers_for(ask, each) for each in (measure, before.get(measure.id, measure))):
            yield Refusal.of("measure_not_yours", actor=ask.actor.name, measure=measure.activity)


def _answers_for(ask: Ask, measure: Measure) -> bool:
    return measure.responsible is not None and measure.responsible.id == ask.actor.party_id


def measure_keys_are_free(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    taken = {m.key: m.id for m in situation.measures[_plan(situation).id]}
    for measure in ask.given.measures if ask.given else ():
        if taken.get(measure.key, measure.id) != measure.id:
            yield Refusal.of("measure_key_taken", key=measure.key)
        if measure.id and measure.id not in taken.values():
            yield Refusal.of("measure_unknown", measure=measure.activity)


# Preparing and submitting a decision


def plans_are_drafts(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if not situation.plans:
        yield Refusal.of("decision_without_plan")
    for plan in situation.plans:
        if plan.state not in (PlanState.DRAFTING, PlanState.CIRCULATED):
            yield Refusal.of("plan_is_no_draft", year=plan.year)
        elif plan.id in situation.bound_plans:
            yield Refusal.of("plan_in_other_decision", year=plan.year)


def draft_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or ask.given.draft is None:
        yield Refusal.of("draft_missing")


def measures_can_be_followed_up(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    for plan in situation.plans:
        found = situation.measures[plan.id]
        if not found:
            yield Refusal.of("plan_without_measures", year=plan.year)
        yield from measures.draft_faults(found)


def text_is_complete(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    decision = situation.the_decision()
    if not decision.title.strip():
        yield Refusal.of("title_missing")
    if not any(paragraph.strip() for paragraph in decision.text):
        yield Refusal.of("text_missing")


def basis_is_attached(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    decision = situation.the_decision()
    for item in decision.basis:
        if item.plan_id is None and (item.sha256 is None or item.dated_on is None):
            yield Refusal.of("basis_not_attached", title=item.title)
    listed = {item.plan_id for item in decision.basis}
    for plan in situation.plans:
        if plan.id not in listed:
            yield Refusal.of("plan_not_in_basis", year=plan.year)


def direction_is_answered(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if situation.the_decision().new_direction is None:
        yield Refusal.of("direction_not_answered")


def direction_is_the_programmes(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Matters of aim and direction can't be delegated: 6 kap. 38 § första stycket."""
    if situation.the_decision().new_direction is not False:
        yield Refusal.of("new_direction_must_be_referred")


def recipients_are_known(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    names = situation.the_decision().dispatch_to
    if not names:
        yield Refusal.of("no_recipients")
    for name in names:
        if not situation.groups.get(name):
            yield Refusal.of("recipient_unknown", name=name)
        yield from _address_faults(situation, situation.groups.get(name, ()))


def ground_is_registered(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if situation.delegation() is None:
        yield Refusal.of("delegation_missing", committee=situation.case.committee.name)


def reason_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.reason.strip():
        yield Refusal.of("reason_missing")


def papers_are_those_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    frozen = {paper.sha256 for paper in situation.the_decision().frozen}
    if ask.given is None or ask.given.seen != frozen:
        yield Refusal.of("papers_not_those_seen")


# The committee


def a_meeting_takes_papers(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if year.next_meeting(situation.meetings, ask.on) is None:
        yield Refusal.of("no_meeting", committee=situation.case.committee.name)


def _meeting(situation: Situation) -> Meeting:
    meeting = _notice(situation).meeting
    if meeting is None:
        raise LookupError("a listed notice has a meeting")
    return meeting


def the_meeting_is_held(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    held_on = _meeting(situation).held_on
    if ask.on < held_on:
        yield Refusal.of("meeting_not_held", held_on=held_on)


def paragraph_of_the_meetings_year(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    text = ask.given.paragraph if ask.given else ""
    held_on = _meeting(situation).held_on
    try:
        right_year = references.paragraph(text).year == held_on.year
    except ValueError:
        right_year = False
    if not right_year:
        yield Refusal.of("paragraph_wrong", paragraph=text, year=held_on.year)


def adjusted_after_the_meeting(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    day = ask.given.day if ask.given else None
    held_on = _meeting(situation).held_on
    if day is None or not held_on <= day <= ask.on:
        yield Refusal.of("adjustment_day_wrong", held_on=held_on, today=ask.on)


def posted_after_adjustment(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    day, adjusted_on = (ask.given.day if ask.given else None), _notice(situation).adjusted_on
    if day is None or adjusted_on is None or not adjusted_on <= day <= ask.on:
        yield Refusal.of("posting_day_wrong", adjusted_on=adjusted_on, today=ask.on)


def place_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.place.strip():
        yield Refusal.of("place_missing")


def appeal_time_is_over(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    last = _notice(situation).last_appeal_on
    if last is None or ask.on <= last:
        yield Refusal.of("appeal_time_runs", last=last)


def notice_is_in_force(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if situation.notice is None or situation.notice.state is not NoticeState.IN_FORCE:
        yield Refusal.of("not_in_force")


# Dispatch


def _address_faults(situation: Situation, parties: tuple[Party, ...]) -> Iterator[Refusal]:
    for party in parties:
        if party.number == situation.region.number:
            yield Refusal.of("recipient_is_the_region", party=party.name)
        elif not party.email:
            yield Refusal.of("recipient_without_address", party=party.name)


def recipients_have_addresses(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    if not deliveries:
        yield Refusal.of("no_recipients")
    yield from _address_faults(situation, tuple(delivery.party for delivery in deliveries))


_SETTLED = (DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE)


def acknowledging_party(ask: Ask) -> int | None:
    """Whose copy is confirmed: the link's own party, or the one that the registrar names."""
    if ask.actor.kind is ActorKind.LINK:
        return ask.actor.party_id
    return ask.given.party_id if ask.given else None


def is_a_recipient(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    party_id = acknowledging_party(ask)
    if party_id is None:  # the registrar, who has not yet named anybody
        return
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    mine = [delivery for delivery in deliveries if delivery.party.id == party_id]
    if not mine:
        yield Refusal.of("not_a_recipient", actor=ask.actor.name)
    for delivery in mine:
        if delivery.state in _SETTLED:
            by, day = delivery.settled_by, delivery.settled_on
            yield Refusal.of("already_acknowledged", party=delivery.party.name, by=by, day=day)


def manual_acknowledgement_says_how(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.actor.kind is ActorKind.LINK or ask.given is None:
        return
    if ask.given.party_id is None or not ask.given.reason.strip():
        yield Refusal.of("acknowledgement_without_how")


def deliveries_are_settled(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    waiting = [d.party.name for d in deliveries if d.state not in _SETTLED]
    if waiting or not deliveries:
        yield Refusal.of("deliveries_outstanding", parties=", ".join(waiting) or "alla")


# Follow-up and reports


def the_year_ends(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan = _plan(situation)
    opens = year.day_of(plan.year, situation.region.calendar.follow_up_opens)
    if ask.on < opens:
        yield Refusal.of("follow_up_not_open", year=plan.year, opens=opens)


def _own_measures(situation: Situation, ask: Ask) -> list[Measure]:
    """By link: the party's own. An officer answers for the region's own measures only."""
    found = situation.measures[_plan(situation).id]
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
    for measure, target in measures.unanswered(situation.measures[_plan(situation).id]):
        party = measure.responsible.name if measure.responsible else "ingen"
        yield Refusal.of("target_without_outcome", target=target.text, party=party)


def the_plan_year_is_over(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    plan = _plan(situation)
    if ask.on.year <= plan.year:
        yield Refusal.of("plan_year_not_over", year=plan.year)
