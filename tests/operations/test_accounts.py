"""An account is one person's, known by one name; the first administrator founds the rest."""

from datetime import date, timedelta

import pytest

from tests.closing import closed, opened_again
from tests.operations.builders import World, when
from tests.operations.together import at_once
from workflow.operations import accounts, identities, looking, passkeys, sessions
from workflow.operations.passkeys import NewPasskey
from workflow.refusals import BadInput, NotFound
from workflow.states import Role

NOON = when("2023-10-24", 12)
ISSUER = "https://login.region.example"
KEY = NewPasskey("aWQ", "bnlja2Vs", 0, "Dator")


def an_account(world: World, who: str = "officer", name: str = "Malin@Region.example") -> int:
    return accounts.add(world.office, world.people[who], name, NOON, "hash")


@pytest.mark.parametrize(
    "name", ["malin@region.example", "MALIN@region.EXAMPLE", " malin@region.example "]
)
def test_an_account_is_found_however_its_name_is_written(world: World, name: str) -> None:
    account_id = an_account(world)
    found = accounts.by_name(world.office, name)
    assert found is not None
    assert (found.id, found.person_id) == (account_id, world.people["officer"])
    assert found.user_name == "malin@region.example"


def test_a_name_is_one_persons(world: World) -> None:
    an_account(world)
    with pytest.raises(BadInput, match="finns redan"):
        an_account(world, "director", "malin@REGION.example")


def test_a_person_has_one_account(world: World) -> None:
    an_account(world)
    with pytest.raises(BadInput, match="redan ett konto"):
        an_account(world, name="annat")


def test_an_unknown_name_is_nobody(world: World) -> None:
    an_account(world)
    assert accounts.by_name(world.office, "ingen") is None
    with pytest.raises(NotFound):
        accounts.set_password(world.office, world.people["director"], "hash")


def test_a_password_replaces_the_one_before(world: World) -> None:
    an_account(world)
    accounts.set_password(world.office, world.people["officer"], "ny", must_change=True)
    found = accounts.of_person(world.office, world.people["officer"])
    assert found is not None
    assert (found.password_hash, found.must_change) == ("ny", True)


def test_a_code_is_used_once_and_no_older_one_after_it(world: World) -> None:
    person_id = world.people["officer"]
    an_account(world)
    accounts.turn_totp_on(world.office, person_id, "SECRET", 100)
    used = [accounts.use_totp_step(world.office, person_id, step) for step in (100, 101, 101, 99)]
    assert used == [False, True, False, False]


def test_of_those_who_use_one_code_at_once_one_gets_in(world: World) -> None:
    person_id = world.people["officer"]
    an_account(world)
    accounts.turn_totp_on(world.office, person_id, "SECRET", 1)
    used: list[bool] = []
    at_once(*[lambda: used.append(accounts.use_totp_step(world.office, person_id, 2))] * 6)
    assert sorted(used) == [False] * 5 + [True]


def test_an_account_opens_again_but_its_sessions_stay_ended(world: World) -> None:
    person_id = world.people["officer"]
    an_account(world)
    sid = sessions.begin(world.office, person_id, "password", "", NOON)
    closed(world.office, person_id, date(2023, 10, 24), NOON)
    opened_again(world.office, person_id)
    account = accounts.of_person(world.office, person_id)
    assert account is not None
    assert account.is_open(date(2023, 10, 24))
    found = sessions.find(world.office, sid, NOON, timedelta(minutes=30), timedelta(hours=10))
    assert found is None


def test_the_first_administrator_is_a_person_with_the_role_and_an_account(world: World) -> None:
    assert not accounts.has_administrator(world.office)
    person_id = accounts.found_administrator(
        world.office, "Administratören", "administrator@region.example", "hash", NOON
    )
    assert looking.actor(world.office, person_id, NOON).roles == {Role.ADMINISTRATOR}
    account = accounts.by_name(world.office, "administrator@region.example")
    assert account is not None
    assert account.person_id == person_id
    assert accounts.has_administrator(world.office)


def test_of_two_who_found_at_once_one_does(world: World) -> None:
    made: list[int] = []

    def found(number: int) -> None:
        name = f"administrator{number}@region.example"
        try:
            made.append(accounts.found_administrator(world.office, name, name, "hash", NOON))
        except NotFound:
            return

    at_once(*[lambda n=n: found(n) for n in range(4)])
    assert len(made) == 1


def test_an_identity_is_one_persons(world: World) -> None:
    officer, director = world.people["officer"], world.people["director"]
    identities.link(world.office, officer, ISSUER, "123", NOON)
    identities.link(world.office, officer, ISSUER, "123", NOON)
    with pytest.raises(BadInput, match="en annan person"):
        identities.link(world.office, director, ISSUER, "123", NOON)
    assert identities.person_of(world.office, ISSUER, "123") == officer
    assert len(identities.of_person(world.office, officer)) == 1


@pytest.mark.parametrize(("issuer", "subject"), [(ISSUER, "124"), ("https://b.example", "123")])
def test_the_same_subject_elsewhere_is_nobody(world: World, issuer: str, subject: str) -> None:
    identities.link(world.office, world.people["officer"], ISSUER, "123", NOON)
    assert identities.person_of(world.office, issuer, subject) is None


def test_only_its_owner_takes_an_identity_away(world: World) -> None:
    officer = world.people["officer"]
    identities.link(world.office, officer, ISSUER, "123", NOON)
    (mine,) = identities.of_person(world.office, officer)
    identities.unlink(world.office, world.people["director"], mine.id)
    assert identities.person_of(world.office, ISSUER, "123") == officer
    identities.unlink(world.office, officer, mine.id)
    assert identities.person_of(world.office, ISSUER, "123") is None


def test_a_key_is_one_persons_and_only_that_person_removes_it(world: World) -> None:
    officer, director = world.people["officer"], world.people["director"]
    passkeys.add(world.office, officer, KEY, NOON)
    with pytest.raises(BadInput, match="redan registrerad"):
        passkeys.add(world.office, director, KEY, NOON)
    (mine,) = passkeys.of_person(world.office, officer)
    passkeys.remove(world.office, director, mine.id)
    assert passkeys.by_credential(world.office, "aWQ") == mine
    passkeys.remove(world.office, officer, mine.id)
    assert passkeys.by_credential(world.office, "aWQ") is None


@pytest.mark.parametrize(
    ("kept", "shown", "accepted"),
    [(0, 0, True), (0, 5, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)],
)
def test_a_key_whose_counter_does_not_grow_is_a_copy(
    world: World, kept: int, shown: int, *, accepted: bool
) -> None:
    new = NewPasskey("aWQ", "bnlja2Vs", kept, "Dator")
    passkeys.add(world.office, world.people["officer"], new, NOON)
    (mine,) = passkeys.of_person(world.office, world.people["officer"])
    assert passkeys.use(world.office, mine.id, shown, NOON) is accepted
