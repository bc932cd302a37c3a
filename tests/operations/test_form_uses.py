"""A form is acted on once, however often and fast it is sent."""

from datetime import timedelta

from tests.operations.builders import World, when
from tests.operations.together import at_once
from workflow.operations import form_uses
from workflow.operations.form_uses import Claim

NOON = when("2023-10-24", 12)
NEW, WAITING = Claim(new=True, location=""), Claim(new=False, location="")


def claimed(world: World, after: timedelta = timedelta(0), owner: str = "person:1") -> Claim:
    return form_uses.claim(world.office, "once", owner, NOON + after)


def test_a_form_that_is_sent_again_leads_where_the_first_led(world: World) -> None:
    assert claimed(world) == NEW
    assert claimed(world) == WAITING
    form_uses.settle(world.office, "once", "/arenden/1")
    assert claimed(world) == Claim(new=False, location="/arenden/1")


def test_a_form_of_which_nothing_came_may_be_sent_again(world: World) -> None:
    assert claimed(world) == NEW
    form_uses.release(world.office, "once")
    assert claimed(world) == NEW


def test_what_was_done_is_not_released(world: World) -> None:
    claimed(world)
    form_uses.settle(world.office, "once", "/arenden/1")
    form_uses.release(world.office, "once")
    assert not claimed(world).new


def test_another_person_does_not_learn_where_the_form_led(world: World) -> None:
    claimed(world)
    form_uses.settle(world.office, "once", "/arenden/1")
    assert claimed(world, owner="person:2") == WAITING


def test_a_form_whose_handling_died_is_taken_again_after_a_while(world: World) -> None:
    claimed(world)
    assert claimed(world, timedelta(minutes=2)) == WAITING
    assert claimed(world, timedelta(minutes=2, seconds=1), owner="person:2") == WAITING
    assert claimed(world, timedelta(minutes=2, seconds=1)) == NEW
    assert claimed(world, timedelta(minutes=2, seconds=2)) == WAITING


def test_a_settled_form_is_not_taken_again(world: World) -> None:
    claimed(world)
    form_uses.settle(world.office, "once", "/arenden/1")
    assert claimed(world, timedelta(days=6)) == Claim(new=False, location="/arenden/1")


def test_of_those_who_send_at_once_one_is_the_first(world: World) -> None:
    claims: list[Claim] = []
    at_once(*[lambda: claims.append(claimed(world))] * 8)
    assert sorted(claim.new for claim in claims) == [False] * 7 + [True]
