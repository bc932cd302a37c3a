"""A thing on its way as a list shows it: what is to be done, by whom, since when, by which day."""

from dataclasses import dataclass
from datetime import date

from workflow.facts import Actor, local_date
from workflow.operations.office import Office
from workflow.operations.queries.balls import Ball, ball
from workflow.operations.queries.keepers import Keepers, Who, who_has
from workflow.operations.queries.standings import Standing
from workflow.states import Role, Thing


@dataclass(frozen=True)
class Item:
    """One thing on its way: what is to be done with it, by whom, since when and by which day."""

    thing: Thing
    id: int
    state: str
    step: str
    case_id: int
    reference: str
    title: str
    plan_id: int | None
    decision_id: int | None
    who: Who
    since: date | None
    begins_on: date | None
    last_on: date | None
    overdue: bool

    def is_for(self, actor: Actor) -> bool:
        """Whether the next step is the actor's own, by role or by mandate."""
        if actor.person_id in self.who.kept_out:
            return False
        if Role.DECIDER in self.who.roles:
            return actor.person_id in self.who.person_ids
        return any(role in actor.roles for role in self.who.roles)


def item_of(office: Office, standing: Standing, held: Keepers, on: date) -> Item | None:
    """The thing with who has the ball; nothing where nobody has it."""
    found = ball(standing, on)
    if found is None:
        return None
    return Item(
        thing=standing.thing,
        id=standing.id,
        state=standing.state,
        step=found.step,
        case_id=standing.case_id,
        reference=standing.reference,
        title=standing.title,
        plan_id=standing.plan_id,
        decision_id=standing.decision_id,
        who=who_has(standing, found, held),
        since=_since(office, standing, found, on),
        begins_on=found.begins_on if found.is_ahead(on) else None,
        last_on=found.last_on,
        overdue=found.is_overdue(on),
    )


def _since(office: Office, standing: Standing, found: Ball, on: date) -> date | None:
    """The day from which the ball has lain where it lies."""
    moved = local_date(standing.since, office.time_zone) if standing.since else None
    if found.begins_on is None or found.is_ahead(on):
        return moved
    return max(moved, found.begins_on) if moved else found.begins_on


def in_order(item: Item) -> tuple[date, str, int]:
    """What is due first comes first; what has no last day comes after."""
    return item.begins_on or item.last_on or date.max, item.reference, item.id
