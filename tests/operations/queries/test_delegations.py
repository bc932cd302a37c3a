"""The delegation register as pages show it: who may decide today, since when, by which chain."""

from dataclasses import replace
from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import World, a_mandate
from workflow.operations import delegating, registers
from workflow.operations.queries import delegations as shown
from workflow.operations.queries.delegations import Entry, Standing
from workflow.operations.register_record import By
from workflow.refusals import NotFound
from workflow.states import DecisionState

DAY = date(2023, 10, 24)
AT = w.DECIDED


def by(world: World) -> By:
    return By(world.actor("secretary", AT), AT)


def entry(world: World, on: date = DAY) -> Entry:
    (found,) = shown.delegations(world.office, on)
    return found


def passed_on(world: World) -> tuple[int, int]:
    """A mandate that may be passed on, and the one it was passed on as."""
    mandate = replace(a_mandate(world.committee_id, world.posts), deputy_post_id=None)
    allowed = replace(mandate, may_sub_delegate=True)
    parent = delegating.give(world.office, allowed, by(world))
    child = replace(mandate, post_id=world.posts["officer"], parent_id=parent)
    return parent, delegating.give(world.office, child, by(world))


def test_an_entry_says_the_ground_the_post_and_who_holds_it_today(world: World) -> None:
    found = entry(world)
    assert (found.ground.label, found.committee_code) == ("§ 89/2023", "RUN")
    assert (found.post.title, found.post.holder) == (
        "Regional utvecklingsdirektör",
        "Magnus Aspegren",
    )
    assert found.deputy is not None
    assert found.deputy.holder == "Ställföreträdaren"


def test_the_holder_is_the_one_of_the_day(world: World) -> None:
    registers.end_holding(world.office, world.holdings["director"], DAY)
    assert entry(world).post.holder == "Magnus Aspegren"
    assert entry(world, date(2023, 10, 25)).post.holder == ""


STANDINGS = [
    (date(2023, 5, 22), Standing.COMING),
    (date(2023, 5, 23), Standing.IN_FORCE),
    (date(2023, 11, 30), Standing.IN_FORCE),
    (date(2023, 12, 1), Standing.REVOKED),
]


@pytest.mark.parametrize(("on", "standing"), STANDINGS)
def test_an_entry_stands_as_its_days_say(world: World, on: date, standing: Standing) -> None:
    who = world.actor("secretary", AT)
    registers.revoke_delegation(world.office, world.delegation_id, date(2023, 12, 1), who, AT)
    assert entry(world, on).standing is standing


def test_an_entry_ends_with_its_last_day(world: World) -> None:
    ends = replace(a_mandate(world.committee_id, world.posts), valid_to=DAY)
    last = registers.add_delegation(world.office, ends)
    entry = shown.delegation(world.office, last, date(2023, 10, 25)).entry
    assert entry.standing is Standing.ENDED


def test_what_was_passed_on_is_shown_with_its_chain(world: World) -> None:
    parent, child = passed_on(world)
    chain = shown.delegation(world.office, child, DAY)
    assert [each.id for each in chain.above] == [parent]
    assert [each.id for each in shown.delegation(world.office, parent, DAY).below] == [child]


def test_what_was_passed_on_falls_with_what_it_comes_from(world: World) -> None:
    parent, child = passed_on(world)
    who = world.actor("secretary", AT)
    registers.revoke_delegation(world.office, parent, DAY, who, AT)
    assert shown.delegation(world.office, child, DAY).entry.standing is Standing.REVOKED


def test_an_entry_shows_what_rests_on_it(world: World) -> None:
    w.decided(world)
    w.submitted(world, (2025,), world.another_case("RUN/600/2021"))
    chain = shown.delegation(world.office, world.delegation_id, DAY)
    assert [(each.reference, each.state) for each in chain.open] == [
        ("RUN/600/2021", DecisionState.SUBMITTED)
    ]
    assert chain.decided == 1


def test_only_what_may_be_passed_on_is_offered(world: World) -> None:
    parent, _child = passed_on(world)
    offered = shown.choices(world.office, DAY)
    assert [each.id for each in offered.parents] == [parent]
    assert offered.matters == ("handlingsplan",)


def test_there_is_no_entry_that_is_not_there(world: World) -> None:
    with pytest.raises(NotFound):
        shown.delegation(world.office, 999, DAY)
