"""What both sides work out alike for a step: the rules, what it changes, and what it orders.

The hand-written side has its facts given to it, read beforehand; the engine reads them itself.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.engine.chain import Ready
from workflow.after import after
from workflow.chain import BY_NAME
from workflow.expansion import DutyRow, due_with, duties, letter_asks, settled
from workflow.facts import Actor, Ask, Given, Situation
from workflow.machine import Outcome, take
from workflow.operations import entries
from workflow.operations.letter_pages import page
from workflow.operations.office import Office
from workflow.orders import Duty, Letter, Settle
from workflow.reminding_rules import planned, watch_of
from workflow.states import Thing
from workflow.store import situations
from workflow.store.engine import asking


@dataclass(frozen=True)
class NotingOffice(Office):
    """An office that remembers what it was asked, so that it can be asked the same again."""

    asked: list[Ask] = field(default_factory=list)

    def ask(self, step: str, actor: Actor, at: Any, given: Given) -> Ask:  # noqa: ANN401  # instant
        asked = super().ask(step, actor, at, given)
        self.asked.append(asked)
        return asked


def facts(office: Office, case: Ready, ask: Ask) -> Situation:
    """What the rules may know of the case's step, read by the engine."""
    step = BY_NAME[ask.step]
    id_ = case.plan_id if step.thing is Thing.PLAN else case.decision_id
    with asking(office.engine) as connection:
        return situations.read(connection, situations.Subject(step.thing, id_), step, ask.on)


def of_case(ask: Ask, case: Ready) -> Ask:
    """The same question of another case, by the ids of its own targets."""
    given = ask.given or Given()
    if given.outcomes:
        party = "are" if ask.actor.party_id is not None else "own"
        given = replace(given, outcomes=case.outcomes[party])
    return replace(ask, given=given)


def worked_out(office: Office, situation: Situation, ask: Ask) -> dict[str, Any]:
    """Ask the rules and expand the orders; gives what the record is to say."""
    outcome = take(situation, ask)
    becomes = after(situation, outcome, ask)
    begun: list[DutyRow] = []
    for order in outcome.orders:
        if isinstance(order, Letter):
            _letters(office, order, outcome, becomes, ask)
        elif isinstance(order, Settle):
            settled(order, ask.step, becomes, ask)
        elif isinstance(order, Duty):
            begun += duties(order, becomes, ask)
    for duty in begun:
        planned(watch_of(duty, becomes, ask.on), duty.to, duty.party_id, duty.due_on, ask.on)
    return entries.taken(becomes, outcome, ask, (), (), tuple(begun))


def _letters(office: Office, order: Letter, outcome: Outcome, becomes: Situation, ask: Ask) -> None:
    due_on = due_with(order, outcome, becomes, ask)
    plan = becomes.plans[0] if outcome.step.thing is Thing.PLAN else None
    for letter in letter_asks(order, becomes, ask, plan, due_on):
        office.renderer.letter(replace(letter, link=page(office, letter)))
