"""Guessing is slowed down by name and by place, and nobody is locked out by others' guesses."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.operations.builders import World, when
from tests.operations.reading import everything, rows
from tests.operations.together import at_once
from workflow.operations import throttle
from workflow.store import tables as t

NOON = when("2023-10-24", 12)
HERE, THERE = "192.0.2.1", "198.51.100.7"
DEVICE = throttle.device("the secret of a browser")


def tries(world: World, count: int, name: str, place: str = HERE, at: datetime = NOON) -> int:
    """So many tries at the same moment; how many of them were let through to be compared."""
    made = (throttle.attempt(world.office, name, place, at) for _ in range(count))
    return sum(each.id is not None for each in made)


def wait(world: World, name: str, place: str = HERE, at: datetime = NOON) -> int:
    return throttle.attempt(world.office, name, place, at).seconds


def test_five_tries_are_free_and_then_each_waits_twice_as_long(world: World) -> None:
    assert tries(world, 20, "malin") == 5
    waits, now = [], NOON
    for _ in range(6):
        seconds = wait(world, "malin", at=now)
        waits.append(seconds)
        now += timedelta(seconds=seconds)
        assert throttle.attempt(world.office, "malin", HERE, now).id is not None
    assert waits == [1, 2, 4, 8, 16, 32]


def test_no_wait_is_longer_than_a_quarter_of_an_hour(world: World) -> None:
    now = NOON
    for _ in range(30):
        seconds = wait(world, "malin", at=now)
        assert seconds <= 15 * 60
        now += timedelta(seconds=seconds)


def test_a_thousand_tries_in_an_hour_become_few(world: World) -> None:
    let = sum(tries(world, 1, "malin", at=NOON + timedelta(seconds=3.5 * n)) for n in range(1000))
    assert let < 25


def test_many_names_from_one_address_are_slowed_down(world: World) -> None:
    let = sum(tries(world, 1, f"namn{n}") for n in range(300))
    assert let == throttle.PLACE.free
    assert tries(world, 1, "någon", THERE) == 1


def test_one_name_from_many_addresses_is_slowed_down(world: World) -> None:
    let = sum(tries(world, 1, "malin", f"192.0.2.{n}") for n in range(200))
    assert let == throttle.NAME.free
    assert 1 <= wait(world, "malin", THERE) <= 60


def test_the_persons_own_browser_is_not_locked_by_what_others_do(world: World) -> None:
    for n in range(200):
        tries(world, 1, "malin", f"192.0.2.{n}")
        tries(world, 1, f"namn{n}", HERE)
    assert wait(world, "malin", THERE) > 0
    assert throttle.attempt(world.office, "malin", DEVICE, NOON).id is not None


def test_a_known_browser_is_slowed_down_by_its_own_tries(world: World) -> None:
    assert tries(world, 50, "malin", DEVICE) == 5


def test_what_a_known_browser_fails_with_bears_on_nobody_else(world: World) -> None:
    for n in range(60):
        tries(world, 1, "malin", throttle.device(str(n)))
    assert wait(world, "malin", HERE) == 0


def test_a_right_password_begins_the_count_anew(world: World) -> None:
    tries(world, 4, "malin")
    right = throttle.attempt(world.office, "malin", HERE, NOON)
    assert right.id is not None
    throttle.succeeded(world.office, right.id)
    assert tries(world, 20, "malin") == 5


def test_the_right_password_of_one_does_not_free_the_place_for_others(world: World) -> None:
    for n in range(60):
        made = throttle.attempt(world.office, "egen", HERE, NOON)
        if made.id is not None:
            throttle.succeeded(world.office, made.id)
        tries(world, 1, f"namn{n}")
    assert wait(world, "någon") > 0


def test_after_an_hour_all_is_forgotten(world: World) -> None:
    tries(world, 5, "malin")
    assert tries(world, 20, "malin", at=NOON + timedelta(hours=1, seconds=1)) == 5


@pytest.mark.parametrize("same", ["MALIN", " malin "])
def test_a_name_is_the_same_however_it_is_written(world: World, same: str) -> None:
    tries(world, 5, "malin")
    assert wait(world, same) > 0


def test_many_tries_at_the_same_moment_do_not_slip_past_the_count(world: World) -> None:
    let: list[int] = []
    at_once(*[lambda: let.append(tries(world, 1, "malin"))] * 16)
    assert sum(let) == 5


def test_the_name_that_was_typed_is_not_kept(world: World, database: Engine) -> None:
    tries(world, 1, "Mitt lösenord i fel fält")
    assert "lösenord" not in repr(everything(database)).casefold()


def test_tries_of_yesterday_are_gone(world: World, database: Engine) -> None:
    tries(world, 3, "malin")
    tries(world, 1, "malin", at=NOON + timedelta(days=1, seconds=1))
    assert len(rows(database, t.sign_in_try)) == 1
