"""What a paper can't be without, each by its Swedish name."""

from collections.abc import Iterator

from documents.kinds import Need
from documents.subject import (
    is_draft,
    is_recorded,
    mandates_of,
    measures_of,
    officer_of,
    plans_of,
    the_plan,
)
from workflow.facts import Measure, Target
from workflow.orders import PaperAsk
from workflow.states import ActorKind, DeliveryState


def sender(ask: PaperAsk) -> Iterator[str]:
    """Every paper says who to turn to."""
    officer, region = officer_of(ask), ask.situation.region
    yield from _empty(
        ("organisationens namn", region.name),
        ("enhet", officer.unit or region.unit),
        ("handläggarens namn", officer.name),
        ("handläggarens telefonnummer, som läggs in under Konto", officer.phone),
        ("handläggarens e-postadress", officer.email),
        ("diarienummer", ask.situation.case.reference),
    )


def headings(*keys: str) -> Need:
    """The house's own words for the parts of its decisions."""

    def need(ask: PaperAsk) -> Iterator[str]:
        known = dict(ask.situation.region.house.headings)
        for key in keys:
            if not known.get(key, "").strip():
                yield f"rubriken «{key}» i husets mall"

    return need


DECISION_HEADINGS = headings("arendebeskrivning", "beslutsunderlag", "delegation", "beslut")


def proposal(ask: PaperAsk) -> Iterator[str]:
    """What has to be written before anybody can decide."""
    decision = ask.situation.decision
    if decision is None:
        yield "beslut"
        return
    yield from _empty(
        ("ärendemening", decision.title),
        ("ärendebeskrivning", "".join(decision.text)),
        ("beslutsunderlag", decision.basis),
        ("delegation", ask.situation.delegation()),
        ("mottagare av utdrag", decision.dispatch_to),
        ("handlingsplan", ask.situation.plans),
    )
    for plan in plans_of(ask):
        yield from _empty((f"titel på handlingsplan {plan.year}", plan.title))


def decided(ask: PaperAsk) -> Iterator[str]:
    decision = ask.situation.decision
    if decision is None:
        return
    decider = decision.decider
    yield from _empty(
        ("beslutsdatum", decision.decided_on),
        ("beslutsnummer", decision.number),
        ("beslutsfattare", decider and decider.name),
        ("beslutsfattarens befattning", decider and decider.title),
    )
    if decider and decider.deputy_for and not decider.deputy_reason.strip():
        yield "skäl till att ersättare beslutar"


def reason(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(("skäl", ask.reason))


def meeting(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(("sammanträde", ask.meeting))


def minutes(ask: PaperAsk) -> Iterator[str]:
    """The meeting and its paragraph; a decision that is recorded separately has neither."""
    if not is_recorded(ask):
        notice = ask.situation.notice
        yield from meeting(ask)
        yield from _empty(("paragraf i protokollet", notice and notice.paragraph))


def listing(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(("beslut att anmäla", ask.listing))


def recipient(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(("mottagare", ask.delivery and ask.delivery.party.name))


def certifier(ask: PaperAsk) -> Iterator[str]:
    """A person, by name: the calendar certifies nothing."""
    person = ask.by if ask.by and ask.by.kind is ActorKind.PERSON else None
    yield from _empty(("namn på den som bestyrker utdraget", person and person.name))


def unconfirmed(ask: PaperAsk) -> Iterator[str]:
    """Nobody is reminded of what they have confirmed."""
    confirmed = (DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE)
    if ask.delivery and ask.delivery.state in confirmed:
        yield "försändelse som inte är bekräftad"


def signer(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(("namn på den som undertecknar", ask.by and ask.by.name))


def corrector(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(
        ("namn på den som rättar", ask.by and ask.by.name),
        ("befattning för den som rättar", ask.by and ask.by.title),
    )


def posting(ask: PaperAsk) -> Iterator[str]:
    """What has to be known before the announcement can be put up."""
    notice = ask.situation.notice
    yield from _empty(
        ("justeringsdag", notice and notice.adjusted_on),
        ("anslagsdag", notice and notice.posted_on),
        ("plats där protokollet förvaras", notice and notice.posted_place),
        ("sista dag för överklagande", notice and notice.last_appeal_on),
    )


def mandates(ask: PaperAsk) -> Iterator[str]:
    yield from _empty(("delegationer", mandates_of(ask)))


def plan(ask: PaperAsk) -> Iterator[str]:
    if ask.plan is None:
        yield "handlingsplan"
        return
    yield from _empty(
        (f"titel på handlingsplan {ask.plan.year}", ask.plan.title),
        ("programmets namn", ask.situation.programme.title),
    )
    if not ask.situation.measures.get(ask.plan.id):
        yield f"insatser i handlingsplan {ask.plan.year}"


def measures(ask: PaperAsk) -> Iterator[str]:
    """A plan whose measures can be followed up; a draft may still lack something."""
    if ask.plan is None or is_draft(ask):
        return
    for i, measure in enumerate(measures_of(ask, the_plan(ask)), start=1):
        for lacking in _measure(measure):
            yield f"{lacking} i insats {i} ({measure.activity or 'utan namn'})"


def _measure(measure: Measure) -> Iterator[str]:
    yield from _empty(
        ("insatsområde", measure.area),
        ("aktivitet", measure.activity),
        ("ansvarig organisation", measure.responsible),
        ("mål", measure.targets),
    )
    for target in measure.targets:
        yield from _target(target)


def _target(target: Target) -> Iterator[str]:
    yield from _empty(
        ("måltext", target.text),
        ("indikator", target.indicator),
        ("enhet", target.unit),
        ("målvärde", None if target.goal is None else "finns"),
    )


def outcomes(ask: PaperAsk) -> Iterator[str]:
    """Every target has an outcome (0 is one) or a reason why it has none."""
    if ask.plan is None:
        return
    for measure in measures_of(ask, the_plan(ask)):
        for target in measure.targets:
            outcome = target.outcome
            if outcome is None or (outcome.value is None and not outcome.missing_reason.strip()):
                yield f"utfall eller skäl för målet «{target.text}»"


def _empty(*facts: tuple[str, object]) -> Iterator[str]:
    for name, value in facts:
        if value is None or not (value.strip() if isinstance(value, str) else value):
            yield name
