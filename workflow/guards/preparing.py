"""Questions of a decision on its way: plans, text, basis, direction, recipients, papers seen."""

from collections.abc import Iterator
from datetime import date

from workflow import measures
from workflow.facts import Ask, Party, Situation
from workflow.guards.dispatching import address_faults
from workflow.refusals import Refusal
from workflow.states import DRAFTS


def plans_are_drafts(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if not situation.plans:
        yield Refusal.of("decision_without_plan")
    for plan in situation.plans:
        if plan.state not in DRAFTS:
            yield Refusal.of("plan_is_no_draft", year=plan.year)
        elif plan.id in situation.bound_plans:
            yield Refusal.of("plan_in_other_decision", year=plan.year)


def draft_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or ask.given.draft is None:
        yield Refusal.of("draft_missing")


def basis_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The list of basis whole, in its order: every plan of the decision, and no other, once."""
    basis = ask.given.basis if ask.given else ()
    listed = [item.plan_id for item in basis if item.plan_id is not None]
    for plan in situation.plans:
        if plan.id not in listed:
            yield Refusal.of("plan_not_in_basis", year=plan.year)
    if len(set(listed)) < len(listed) or set(listed) - {plan.id for plan in situation.plans}:
        yield Refusal.of("plan_twice_or_other_in_basis")


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
        found = situation.groups.get(name)
        if found is None:
            yield Refusal.of("recipient_unknown", name=name)
        elif not found:
            yield Refusal.of("group_is_empty", name=name, day=ask.on)
        for party in found or ():
            if not party.covers(ask.on):
                yield _not_in_force(party, ask.on)
        yield from address_faults(situation, found or ())


def _not_in_force(party: Party, on: date) -> Refusal:
    """A group leaves out who is not in force; who is named alone is refused, with its days."""
    if party.valid_from is not None and on < party.valid_from:
        return Refusal.of("recipient_not_yet_valid", party=party.name, begins=party.valid_from)
    return Refusal.of("recipient_no_longer_valid", party=party.name, ended=party.valid_to)


def reason_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.reason.strip():
        yield Refusal.of("reason_missing")


def papers_are_those_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    frozen = {paper.sha256 for paper in situation.the_decision().frozen}
    if ask.given is None or ask.given.seen != frozen:
        yield Refusal.of("papers_not_those_seen")
