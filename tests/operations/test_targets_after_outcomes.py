"""What was promised stays as it was once it is followed up: no target moves after its outcome."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import row
from workflow.facts import Actor
from workflow.operations import drafting, looking
from workflow.operations.queries.own_measures import own_part
from workflow.refusals import Refused
from workflow.states import LetterKind
from workflow.store import tables as t


@pytest.mark.parametrize("who", ["officer", "secretary", "bearer"])
def test_a_target_cannot_be_changed_after_its_outcome(world: World, who: str) -> None:
    matter = w.asked_for_outcomes(world)
    bearer = matter.bearer("are", LetterKind.OUTCOME_REQUEST)
    w.report(matter, "are-2023", bearer)
    (measure,) = own_part(world.office, matter.plan_id, bearer, w.OUTCOMES_IN).measures
    easier = tuple(replace(each, goal=Decimal(1)) for each in measure.targets)
    actor = actor_of(world, who, bearer)
    changed = replace(measure, targets=easier)
    with pytest.raises(Refused):
        drafting.write_measure(world.office, matter.plan_id, changed, actor, w.OUTCOMES_IN)
    target_id = looking.target_ids(world.office, matter.plan_id)["are-2023", 1]
    assert row(world.office.engine, t.target, id=target_id).goal == measure.targets[0].goal


def actor_of(world: World, who: str, bearer: Actor) -> Actor:
    if who == "bearer":
        return bearer
    return world.actor(who, w.OUTCOMES_IN)


def test_a_measure_cannot_be_taken_out_after_its_outcome(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    officer = world.actor("officer", w.OUTCOMES_IN)
    w.report(matter, "own-2023", officer)
    measure_id = looking.measure_ids(world.office, matter.plan_id)["own-2023"]
    with pytest.raises(Refused):
        drafting.remove_measure(
            world.office, matter.plan_id, measure_id, "", officer, w.OUTCOMES_IN
        )
