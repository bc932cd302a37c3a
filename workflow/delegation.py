"""The mandate: whether this person may decide this matter, on this day, and by what ground."""

from collections.abc import Iterator
from datetime import date

from workflow.facts import Actor, Ask, Decider, Delegation, Holding, Situation
from workflow.refusals import Refusal
from workflow.states import ActorKind, Role


def a_person_acts(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Never a timer, a key or a batch: 6 kap. 38 § andra stycket kommunallagen."""
    if ask.actor.kind is not ActorKind.PERSON or ask.actor.person_id is None:
        yield Refusal.of("not_a_person", actor=ask.actor.name)


def delegation_covers(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The ground named in the decision covers committee, matter and the *local* day."""
    delegation = situation.delegation()
    if delegation is None:
        yield Refusal.of("delegation_missing", committee=situation.case.committee.name)
        return
    yield from _scope(delegation, situation)
    yield from _time(delegation, ask)
    if delegation.parent_id is not None:
        yield from _sub_delegation(delegation, situation, ask)


def ground_can_carry_it(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """What is handed over to be decided names a ground by which it can be decided some day.

    One that begins later will do: the decision may be taken when it has.
    """
    delegation = situation.delegation()
    if delegation is None:
        yield Refusal.of("delegation_missing", committee=situation.case.committee.name)
        return
    yield from _scope(delegation, situation)
    yield from _over(delegation, ask)


def _scope(delegation: Delegation, situation: Situation) -> Iterator[Refusal]:
    ground, committee = delegation.ground.label, situation.case.committee
    if delegation.committee_code != committee.code:
        yield Refusal.of("delegation_wrong_committee", ground=ground, committee=committee.name)
    matter = situation.the_decision().matter
    other_kind = delegation.matter not in (None, matter)
    other_case = delegation.case_reference not in (None, situation.case.reference)
    # An entry that names neither a kind of matter nor a case covers nothing (7 kap. 5 §).
    names_nothing = delegation.matter is None and delegation.case_reference is None
    if other_kind or other_case or names_nothing:
        yield Refusal.of("delegation_wrong_matter", ground=ground, matter=matter)


def _time(delegation: Delegation, ask: Ask) -> Iterator[Refusal]:
    ground, on = delegation.ground.label, ask.on
    begins = max(delegation.valid_from, delegation.ground.decided_on)
    if on < begins:
        yield Refusal.of("delegation_not_yet_valid", ground=ground, begins=begins)
    yield from _over(delegation, ask)


def _over(delegation: Delegation, ask: Ask) -> Iterator[Refusal]:
    ground, on = delegation.ground.label, ask.on
    if delegation.valid_to is not None and on > delegation.valid_to:
        yield Refusal.of("delegation_expired", ground=ground, ended=delegation.valid_to)
    if delegation.revoked_on is not None and on >= delegation.revoked_on:
        yield Refusal.of("delegation_revoked", ground=ground, revoked=delegation.revoked_on)


def _sub_delegation(delegation: Delegation, situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Vidaredelegering: one step only, and only if the committee allowed it (7 kap. 6 §)."""
    register = situation.register.delegations
    parent = next((d for d in register if d.id == delegation.parent_id), None)
    if parent is None or parent.parent_id is not None or not parent.may_sub_delegate:
        yield Refusal.of("sub_delegation_not_allowed", ground=delegation.ground.label)
        return
    yield from _scope(parent, situation)
    yield from _time(parent, ask)


def holds_the_post(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The actor holds the delegated post, or the deputy's, on the local day."""
    delegation = situation.delegation()
    if delegation is None or acting_as(situation, ask.actor, ask) is not None:
        return
    holder = situation.register.holder(delegation.post.id, ask.on)
    yield Refusal.of(
        "not_the_holder",
        actor=ask.actor.name,
        post=delegation.post.title,
        holder=holder.person_name if holder else "ingen",
        ground=delegation.ground.label,
    )


def not_own_draft(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who drafted the matter does not decide it."""
    decision = situation.the_decision()
    of_the_plans = {plan.opened_by for plan in situation.plans}
    if ask.actor.person_id in decision.handled_by | {decision.drafted_by.id} | of_the_plans:
        yield Refusal.of("drafted_by_decider", actor=ask.actor.name)


def no_conflict_of_interest(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Jäv: who has one takes no part in the handling (7 kap. 4 §, 6 kap. 28–32 §§)."""
    decision_id = situation.decision.id if situation.decision else None
    for conflict in situation.register.conflicts:
        if conflict.decision_id == decision_id and conflict.person_id == ask.actor.person_id:
            yield Refusal.of("conflict_of_interest", actor=ask.actor.name, ground=conflict.ground)


def deputy_gives_reason(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A deputy decides where the ordinary holder is recorded as away, or writes why else."""
    decider = acting_as(situation, ask.actor, ask)
    if decider and decider.deputy_for and not decider.deputy_reason:
        yield Refusal.of("deputy_without_reason", post=decider.deputy_for)


def acting_as(situation: Situation, actor: Actor, ask: Ask) -> Decider | None:
    """In which capacity the actor would decide: the post's holder, its deputy, or ``None``."""
    delegation = situation.delegation()
    if delegation is None or actor.person_id is None:
        return None
    if _holding(situation, delegation.post.id, ask, actor.person_id):
        return Decider(actor.person_id, actor.name, delegation.post.title)
    deputy = delegation.deputy
    if deputy is None or not _holding(situation, deputy.id, ask, actor.person_id):
        return None
    written = ask.given.deputy_reason.strip() if ask.given else ""
    reason = written or _absence(situation, delegation.post.id, ask.on)
    return Decider(actor.person_id, actor.name, deputy.title, delegation.post.title, reason)


RECORDED_AWAY = "Ordinarie beslutsfattare är anmäld som frånvarande"
DECLARED_CONFLICT = "Ordinarie beslutsfattare har anmält jäv"


def _absence(situation: Situation, post_id: int, on: date) -> str:
    """That the ordinary holder is recorded as away, or as having a conflict, is reason enough."""
    if Role.DECIDER not in situation.away:
        return ""
    ordinary = situation.register.holder(post_id, on)
    barred = {each.person_id for each in situation.register.conflicts}
    is_barred = ordinary is not None and ordinary.person_id in barred
    return DECLARED_CONFLICT if is_barred else RECORDED_AWAY


def handles_the_matter(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who has a task in the house, or may decide this; nobody else has a part in it to leave."""
    if ask.actor.roles or acting_as(situation, ask.actor, ask) is not None:
        return
    yield Refusal.of("wrong_role", actor=ask.actor.name, step="anmäla jäv")


def _holding(situation: Situation, post_id: int, ask: Ask, person_id: int) -> Holding | None:
    holdings = situation.register.holdings
    mine = (h for h in holdings if h.post_id == post_id and h.person_id == person_id)
    return next((h for h in mine if h.covers(ask.on)), None)
