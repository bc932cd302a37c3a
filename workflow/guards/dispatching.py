"""Questions of dispatch: addresses, who confirms, what is outstanding."""

from collections.abc import Iterator

from workflow.facts import Ask, Party, Situation, is_same_organisation
from workflow.outgoing import ADDRESS
from workflow.refusals import Refusal
from workflow.states import ActorKind, DeliveryState


def address_faults(situation: Situation, parties: tuple[Party, ...]) -> Iterator[Refusal]:
    for party in parties:
        if is_same_organisation(party.name, party.number, situation.region):
            yield Refusal.of("recipient_is_the_region", party=party.name)
        elif not party.address and party.by_post:
            yield Refusal.of("recipient_without_postal_address", party=party.name)
        elif not party.address:
            yield Refusal.of("recipient_without_address", party=party.name)


def recipients_have_addresses(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    if not deliveries:
        yield Refusal.of("no_recipients")
    yield from address_faults(situation, tuple(delivery.party for delivery in deliveries))


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


def resent_to_one_who_waits(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """One recipient is named, and it has not confirmed yet."""
    if ask.given is None:
        return
    if ask.given.party_id is None:
        yield Refusal.of("recipient_not_named")
    else:
        yield from is_a_recipient(situation, ask)


def new_address_is_usable(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """An address that is written anew can be sent to; the old one stays where none is."""
    given = ask.given
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    mine = [each for each in deliveries if given and each.party.id == given.party_id]
    for delivery in mine:
        address = given.address.strip() if given else ""
        if not (address or delivery.party.address):
            yield Refusal.of("recipient_without_address", party=delivery.party.name)
        elif address and not delivery.party.by_post and not ADDRESS.fullmatch(address):
            yield Refusal.of("address_unusable", address=address)


def manual_acknowledgement_says_how(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.actor.kind is ActorKind.LINK or ask.given is None:
        return
    if ask.given.party_id is None or not ask.given.reason.strip():
        yield Refusal.of("acknowledgement_without_how")


def deliveries_are_settled(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """What the committee decided itself is sent with its minutes: nothing is outstanding here."""
    decision = situation.decision
    if decision is not None and decision.is_by_committee:
        return
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    waiting = [d.party.name for d in deliveries if d.state not in _SETTLED]
    if waiting or not deliveries:
        yield Refusal.of("deliveries_outstanding", parties=", ".join(waiting) or "alla")
