"""A token of the API holds for its person, scope and days, until it is revoked."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from tests.closing import closed, opened_again
from tests.operations.builders import World, when
from tests.operations.reading import everything, row
from workflow.operations import accounts, tokens
from workflow.refusals import BadInput
from workflow.store import tables as t
from workflow.store.tables import Scope

NOON = when("2023-10-24", 12)
LAST = date(2023, 11, 24)


def issued(world: World, scope: Scope = Scope.READ) -> str:
    return tokens.issue(world.office, world.people["officer"], "Diariet", scope, LAST, NOON)


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_says_whose_it_is_and_for_what(world: World, scope: Scope) -> None:
    found = tokens.bearer(world.office, issued(world, scope), NOON)
    assert found is not None
    assert (found.person_id, found.scope) == (world.people["officer"], scope)


def test_only_the_hash_of_a_token_is_kept(world: World, database: Engine) -> None:
    token = issued(world)
    assert token not in repr(everything(database))
    assert tokens.bearer(world.office, token[:-1], NOON) is None


def test_a_token_holds_through_its_last_day(world: World) -> None:
    token = issued(world)
    assert tokens.bearer(world.office, token, when("2023-11-24", 23, 59)) is not None
    assert tokens.bearer(world.office, token, when("2023-11-25", 0)) is None


@pytest.mark.parametrize("last", [date(2023, 10, 23), date(2024, 10, 25)])
def test_a_token_lasts_at_most_a_year_and_is_not_made_for_the_past(
    world: World, last: date
) -> None:
    with pytest.raises(BadInput, match="Ange en dag"):
        tokens.issue(world.office, world.people["officer"], "x", Scope.READ, last, NOON)


def test_a_revoked_token_holds_no_more(world: World) -> None:
    officer, token = world.people["officer"], issued(world)
    (mine,) = tokens.of_person(world.office, officer)
    tokens.revoke(world.office, world.people["director"], mine.id, NOON)
    assert tokens.bearer(world.office, token, NOON) is not None
    tokens.revoke(world.office, officer, mine.id, NOON)
    assert tokens.bearer(world.office, token, NOON) is None


def test_a_token_of_a_disabled_account_holds_no_more(world: World) -> None:
    officer, token = world.people["officer"], issued(world)
    accounts.add(world.office, officer, "malin", NOON)
    closed(world.office, officer, date(2023, 10, 26), NOON)
    assert tokens.bearer(world.office, token, when("2023-10-25")) is not None
    assert tokens.bearer(world.office, token, when("2023-10-26")) is None
    closed(world.office, officer, date(2023, 10, 24), NOON)
    opened_again(world.office, officer)
    assert tokens.bearer(world.office, token, NOON) is None


def test_use_is_written_down_at_most_once_a_minute(world: World, database: Engine) -> None:
    token = issued(world)
    for seconds in (0, 59):
        tokens.bearer(world.office, token, NOON + timedelta(seconds=seconds))
    assert row(database, t.api_token).used_at == NOON
    tokens.bearer(world.office, token, NOON + timedelta(seconds=60))
    assert row(database, t.api_token).used_at == NOON + timedelta(seconds=60)
