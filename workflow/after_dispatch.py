"""What the steps of a dispatch change in its copies: confirmed, or sent again; pure."""

from dataclasses import replace

from workflow.facts import Ask, Delivery, Given, Situation
from workflow.guards import acknowledging_party
from workflow.states import ActorKind, DeliveryState


def acknowledged(situation: Situation, ask: Ask, given: Given) -> Situation:
    """The recipient has its copy: by its own link, or as the registrar says."""
    if situation.dispatch is None:
        raise LookupError("a step on a dispatch needs one")
    party_id = acknowledging_party(ask)
    deliveries = tuple(
        _settled(each, ask, given) if each.party.id == party_id else each
        for each in situation.dispatch.deliveries
    )
    return replace(situation, dispatch=replace(situation.dispatch, deliveries=deliveries))


def resent(situation: Situation, ask: Ask, given: Given) -> Situation:
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
