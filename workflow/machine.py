"""The machine: asks the chain's rules and moves a thing; the only importer of ``transitions``."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from transitions import Machine, MachineError

from workflow.chain import BY_NAME, STEPS
from workflow.facts import Ask, Plan, Situation
from workflow.orders import Order
from workflow.refusals import Refusal, Refused
from workflow.states import ActorKind, PlanState, Role, Thing
from workflow.step import Step

BEGINNING = "–"


@dataclass(frozen=True)
class Outcome:
    """A step that the rules allow: where everything stands after it, and what it orders."""

    step: Step
    source: str
    target: StrEnum
    plans: PlanState | None
    orders: tuple[Order, ...]


class _Token:
    """What the machine moves: a light object that is thrown away."""

    def __init__(self, state: str) -> None:
        self.state = state


def _machine(thing: Thing) -> Machine:
    steps = [step for step in STEPS if step.thing is thing]
    ends = [end for step in steps for end in (*step.source, step.target) if end]
    states = {BEGINNING} | {str(state) for state in ends}
    moves = [
        {"trigger": step.name, "source": str(source), "dest": str(step.leads_to(source) or source)}
        for step in steps
        for source in step.source or (BEGINNING,)
    ]
    return Machine(
        model=None,
        states=sorted(states),
        transitions=moves,
        initial=BEGINNING,
        auto_transitions=False,
    )


_MACHINES = {thing: _machine(thing) for thing in Thing}


def take(situation: Situation, ask: Ask) -> Outcome:
    """Take the step ``ask.step``, or raise ``Refused`` with every reason why not.

    The situation is not changed: the outcome says what is to become of it.
    """
    step = BY_NAME[ask.step]
    refusals = tuple(refusals_of(step, situation, ask))
    if refusals:
        raise Refused(step.name, refusals)
    source = state_of(situation, step.thing)
    target = _fire(step, source)
    return Outcome(step, source, target, step.plans[1] if step.plans else None, step.orders)


def available(situation: Situation, ask: Ask) -> dict[str, tuple[Refusal, ...]]:
    """For every step of the thing that ``ask.step`` concerns: why it is closed; empty is open."""
    thing = BY_NAME[ask.step].thing
    asks = {
        step.name: Ask(step.name, ask.actor, ask.at, None, ask.time_zone)
        for step in STEPS
        if step.thing is thing
    }
    return {name: tuple(refusals_of(BY_NAME[name], situation, each)) for name, each in asks.items()}


def refusals_of(step: Step, situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Every reason against the step; without ``ask.given`` only those of the world as it stands.

    Where the state or the role is wrong the step's own questions are not asked: they would
    speak of facts that the thing does not have yet.
    """
    wrong = [
        *_state_refusals(step, situation),
        *_role_refusals(step, ask),
        *_link_refusals(situation, ask),
    ]
    if wrong:
        yield from wrong
        return
    for guard in step.only_if:
        yield from guard(situation, ask)
    if ask.given is not None:
        for need in step.needs:
            yield from need(situation, ask)


def _state_refusals(step: Step, situation: Situation) -> Iterator[Refusal]:
    state = state_of(situation, step.thing)
    if state not in ([str(source) for source in step.source] or [BEGINNING]):
        moved_on = _moved_on(situation) if step.thing is Thing.DECISION else None
        yield moved_on or _wrong_state(step, state)
    if step.plans is not None:
        for plan in situation.plans:
            if plan.state not in step.plans[0]:
                yield Refusal.of("plan_in_wrong_state", year=plan.year, state=plan.state)


def _moved_on(situation: Situation) -> Refusal | None:
    """A submitted decision that somebody else has decided: who, and when."""
    decision = situation.decision
    if decision is None or decision.decider is None or decision.decided_at is None:
        return None
    at = decision.decided_at.astimezone(ZoneInfo(situation.region.time_zone))
    when = f"{at:%Y-%m-%d} kl. {at:%H.%M}"
    return Refusal.of("already_decided", by=decision.decider.name, at=when, number=decision.number)


def _wrong_state(step: Step, state: str) -> Refusal:
    return Refusal.of("wrong_state", step=step.swedish, state=state, thing=step.thing)


def _role_refusals(step: Step, ask: Ask) -> Iterator[Refusal]:
    # Nobody is granted DECIDER: the mandate is asked of the register, and of persons only.
    if Role.DECIDER in step.by:
        return
    if not ask.actor.roles.intersection(step.by):
        yield Refusal.of("wrong_role", actor=ask.actor.name, step=step.swedish)
    elif ask.actor.kind is ActorKind.SYSTEM and Role.CALENDAR not in step.by:
        yield Refusal.of("not_a_person", actor=ask.actor.name)


def _link_refusals(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A link to one plan or decision opens no other, whoever its bearer is."""
    plans = {plan.id for plan in situation.plans}
    decision_id = situation.decision.id if situation.decision else None
    other_plan = ask.actor.plan_id is not None and plans != {ask.actor.plan_id}
    other_decision = ask.actor.decision_id not in (None, decision_id)
    if other_plan or other_decision:
        yield Refusal.of("link_for_something_else", actor=ask.actor.name)


def state_of(situation: Situation, thing: Thing) -> str:
    """Where the thing stands now; the beginning where it does not exist yet."""
    if thing is Thing.PLAN:
        return _plan_state(situation.plans)
    subject = {
        Thing.DECISION: situation.decision,
        Thing.NOTICE: situation.notice,
        Thing.DISPATCH: situation.dispatch,
    }[thing]
    return str(subject.state) if subject is not None and subject.id else BEGINNING


def _plan_state(plans: tuple[Plan, ...]) -> str:
    (plan,) = plans
    return str(plan.state) if plan.id else BEGINNING


def _fire(step: Step, source: str) -> StrEnum:
    token = _Token(source)
    try:
        _MACHINES[step.thing].events[step.name].trigger(token)
    except MachineError as wrong:
        raise Refused(step.name, (_wrong_state(step, source),)) from wrong
    words = type(step.target or step.source[0])
    return words(token.state)
