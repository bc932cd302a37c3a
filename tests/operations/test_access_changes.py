"""An account's change and its entry in the registers' record stand together or not at all."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from tests.operations.builders import World, when
from tests.operations.reading import break_table, findings, refused, row, rows
from workflow.facts import Actor
from workflow.operations import access_changes, accounts, identities, sessions
from workflow.operations.register_record import By
from workflow.refusals import BadInput, NotFound
from workflow.states import ActorKind, Role
from workflow.store import tables as t

AT = when("2023-10-24")
BY = By(Actor(ActorKind.PERSON, "Administratören", frozenset({Role.ADMINISTRATOR})), AT)
ISSUER = "https://login.region.example"

Act = Callable[[World, int, By], object]
ACTS: dict[str, Act] = {
    "new_password": lambda w, who, by: access_changes.new_password(w.office, who, "new", by),
    "disable_account": lambda w, who, by: access_changes.disable(w.office, who, by),
    "enable_account": lambda w, who, by: access_changes.enable(w.office, who, by),
    "end_sessions": lambda w, who, by: access_changes.end_sessions(w.office, who, by),
    "turn_code_off": lambda w, who, by: access_changes.turn_code_off(w.office, who, by),
    "link_identity": lambda w, who, by: access_changes.link_identity(
        w.office, who, ISSUER, "456", by
    ),
    "unlink_identity": lambda w, who, by: access_changes.unlink_identity(w.office, who, 1, by),
}


@pytest.fixture
def officer(world: World) -> int:
    """Somebody with an account, a session and an identity."""
    who = world.people["officer"]
    accounts.add(world.office, who, "malin", AT, "old")
    sessions.begin(world.office, who, "password", "", AT)
    identities.link(world.office, who, ISSUER, "123", AT)
    return who


def kept(world: World) -> list[object]:
    """Everything that decides who may sign in."""
    tables = (t.account, t.web_session, t.identity)
    return [rows(world.office.engine, each) for each in tables]


@pytest.mark.parametrize("step", ACTS)
def test_each_change_is_on_record_without_any_password(
    world: World, officer: int, step: str
) -> None:
    ACTS[step](world, officer, BY)
    (entry,) = rows(world.office.engine, t.register_event)
    assert (entry.step, entry.thing_id) == (step, officer)
    assert not {"old", "new"} & set(json.loads(entry.body).get("given", {}).values())
    assert findings(world.office) == []


@pytest.mark.case("L05")
@pytest.mark.parametrize("step", ACTS)
def test_a_change_that_can_not_be_put_on_record_is_not_made(
    world: World, officer: int, step: str
) -> None:
    before = kept(world)
    break_table(world.office.engine, "register_event")
    with pytest.raises(DBAPIError):
        ACTS[step](world, officer, BY)
    assert kept(world) == before


@pytest.mark.parametrize("step", ACTS)
def test_nobody_but_the_administrator_changes_an_account(
    world: World, officer: int, step: str
) -> None:
    before, by = kept(world), By(world.actor("secretary", AT), AT)
    assert refused(ACTS[step], world, officer, by) == ["wrong_role"]
    assert kept(world) == before


def test_an_account_that_is_refused_leaves_no_entry(world: World, officer: int) -> None:
    director = world.people["director"]
    with pytest.raises(BadInput) as wrong:
        access_changes.add_account(world.office, director, "MALIN", "hash", BY)
    assert [each.key for each in wrong.value.complaints] == ["user_name"]
    with pytest.raises(NotFound):
        access_changes.new_password(world.office, director, "hash", BY)
    assert not rows(world.office.engine, t.register_event)


def test_a_new_account_must_change_its_password(world: World) -> None:
    access_changes.add_account(world.office, world.people["officer"], "malin", "hash", BY)
    assert row(world.office.engine, t.account).must_change
    assert row(world.office.engine, t.register_event).step == "add_account"


def test_a_closed_account_has_no_session_left(world: World, officer: int) -> None:
    access_changes.disable(world.office, officer, BY)
    assert row(world.office.engine, t.web_session).ended_at == AT
    assert row(world.office.engine, t.account).disabled_on == AT.date()
