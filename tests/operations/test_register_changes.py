"""Changing the registers: by whom, what counts at once, what stays frozen, what is on record."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import BEGAN, World, when
from tests.operations.reading import everything, findings, refused, row, rows
from workflow.facts import Actor
from workflow.operations import register_changes, registers
from workflow.operations.register_changes import NewParty
from workflow.operations.register_record import By, Change, whose
from workflow.refusals import BadInput, NotFound
from workflow.states import ActorKind, Role
from workflow.store import tables as t

AT = when("2023-10-24")
DAY = date(2023, 10, 24)
ADMIN = Actor(ActorKind.PERSON, "Administratören", frozenset({Role.ADMINISTRATOR}))
BY = By(ADMIN, AT)


def on_record(world: World) -> list[dict[str, object]]:
    return [json.loads(each.body) for each in rows(world.office.engine, t.register_event)]


def fault(act: Callable[[], object]) -> tuple[str, str]:
    """The field that an act is refused at, and the sentence."""
    with pytest.raises(BadInput) as wrong:
        act()
    (complaint,) = wrong.value.complaints
    return complaint.key, complaint.text


def a_grant(world: World, who: str = "secretary") -> int:
    return int(row(world.office.engine, t.role_grant, person_id=world.people[who]).id)


def test_setting_up_from_a_file_leaves_no_entries(world: World) -> None:
    assert on_record(world) == []


def test_every_change_is_put_on_record_with_who_and_what(world: World) -> None:
    new = registers.add_person(world.office, "Registratorn", "r@region.example", by=BY)
    (entry,) = on_record(world)
    assert (entry["step"], entry["thing"], entry["thing_id"]) == ("add_person", "person", new)
    assert entry["given"] == {"name": "Registratorn", "email": "r@region.example"}
    assert entry["actor"] == {
        "kind": "person",
        "name": "Administratören",
        "person_id": None,
        "title": "",
    }
    assert findings(world.office) == []


def test_a_change_that_is_not_theirs_is_refused_and_nothing_is_written(
    world: World, database: Engine
) -> None:
    officer, before = By(world.actor("officer", AT), AT), everything(database)
    give = register_changes.give_role
    person, role = world.people["stranger"], Role.REGISTRAR
    assert refused(give, world.office, person, role, (DAY, None), officer) == ["wrong_role"]
    assert everything(database) == before


@pytest.mark.parametrize("change", [c for c in Change if c is not Change.OPEN_CASE])
def test_mandates_and_meetings_are_the_secretarys_and_all_else_the_administrators(
    change: Change,
) -> None:
    is_the_secretarys = change.value.endswith(("_delegation", "_meeting"))
    assert whose(change) is (Role.SECRETARY if is_the_secretarys else Role.ADMINISTRATOR)


def test_a_role_that_ends_counts_no_longer_from_the_day_after(world: World) -> None:
    register_changes.end_role(world.office, a_grant(world), DAY, BY)
    assert Role.SECRETARY in world.actor("secretary", when("2023-10-24", 23)).roles
    assert world.actor("secretary", when("2023-10-25")).roles == frozenset()
    assert on_record(world)[0]["given"] == {
        "person_id": world.people["secretary"],
        "role": "secretary",
        "valid_to": "2023-10-24",
    }


def test_a_role_does_not_end_before_it_began(world: World) -> None:
    grant, before = a_grant(world), date(2020, 12, 31)
    field, text = fault(lambda: register_changes.end_role(world.office, grant, before, BY))
    assert (field, text[:41]) == ("valid_to", "Sista dagen (2020-12-31) ligger före roll")


def test_the_last_administrator_stays(world: World) -> None:
    one = register_changes.give_role(
        world.office, world.people["stranger"], Role.ADMINISTRATOR, (BEGAN, None), BY
    )
    _field, text = fault(lambda: register_changes.end_role(world.office, one, DAY, BY))
    assert text == "Det är den sista administratören. Ge någon annan rollen först."
    register_changes.give_role(
        world.office, world.people["registrar"], Role.ADMINISTRATOR, (BEGAN, None), BY
    )
    register_changes.end_role(world.office, one, DAY, BY)
    assert row(world.office.engine, t.role_grant, id=one).valid_to == DAY


def test_the_same_role_is_not_given_twice_for_the_same_days(world: World) -> None:
    again = (date(2024, 1, 1), None)
    field, text = fault(
        lambda: register_changes.give_role(
            world.office, world.people["secretary"], Role.SECRETARY, again, BY
        )
    )
    assert field == "valid_from"
    assert text == "Personen har redan rollen från 2021-01-01 tills vidare. Välj andra dagar."


def test_a_role_that_is_not_there_cannot_end(world: World) -> None:
    with pytest.raises(NotFound):
        register_changes.end_role(world.office, 999, DAY, BY)


def test_a_post_has_one_holder_at_a_time(world: World) -> None:
    post, deputy = world.posts["director"], world.people["deputy"]
    days = (date(2023, 11, 1), None)
    field, text = fault(lambda: register_changes.hand_over(world.office, post, deputy, days, BY))
    assert field == "valid_from"
    assert text.startswith("Magnus Aspegren innehar befattningen från 2021-01-01 tills vidare.")
    registers.end_holding(world.office, world.holdings["director"], date(2023, 10, 31), BY)
    register_changes.hand_over(world.office, post, deputy, days, BY)
    assert [each["step"] for each in on_record(world)] == ["end_holding", "add_holding"]


def test_who_is_given_the_post_may_decide_from_that_day(world: World) -> None:
    matter = w.submitted(world)
    registers.end_holding(world.office, world.holdings["director"], date(2023, 10, 23), BY)
    assert refused(w.decide, matter) == ["not_the_holder"]


def test_a_new_address_leaves_frozen_lists_as_they_were(world: World, database: Engine) -> None:
    matter = w.decided(world)
    are = world.parties["are"].id
    register_changes.change_address(world.office, are, "ny@are.example", "Registratur", BY)
    dispatch = row(database, t.dispatch, decision_id=matter.decision_id)
    frozen = row(database, t.delivery, dispatch_id=dispatch.id, party_id=are)
    assert frozen.address == "registrator@are.example"
    assert row(database, t.party, id=are).email == "ny@are.example"
    assert on_record(world)[0]["given"] == {
        "email": "ny@are.example",
        "contact": "Registratur",
        "email_before": "registrator@are.example",
    }


def test_a_group_that_changes_leaves_frozen_lists_as_they_were(
    world: World, database: Engine
) -> None:
    w.decided(world)
    group = row(database, t.party_group, name="Länets kommuner")
    frozen = len(rows(database, t.delivery))
    register_changes.change_members(world.office, group.id, (world.parties["berg"].id,), BY)
    assert [m.party_id for m in rows(database, t.group_member, group_id=group.id)] == [
        world.parties["berg"].id
    ]
    assert len(rows(database, t.delivery)) == frozen


def test_a_group_without_members_is_refused(world: World) -> None:
    act = lambda: register_changes.change_members(world.office, 1, (), BY)  # noqa: E731
    assert fault(act) == ("parties", "Välj minst en organisation.")


NEW = NewParty("Ragunda kommun", "municipality", "212000-2452", "r@ragunda.example")
KNOWN = [
    (replace(NEW, name="Åre kommun"), "name", "Åre kommun (212000-2494) finns redan"),
    (replace(NEW, number="212000-2494"), "number", "Åre kommun (212000-2494) finns redan"),
]


@pytest.mark.parametrize(("party", "field", "told"), KNOWN)
def test_an_organisation_is_entered_once(
    world: World, party: NewParty, field: str, told: str
) -> None:
    at, text = fault(lambda: register_changes.enter_party(world.office, "ny", party, BY))
    assert (at, text[: len(told)]) == (field, told)


def test_a_key_that_is_taken_gets_a_number(world: World, database: Engine) -> None:
    new = register_changes.enter_party(world.office, "are", NEW, BY)
    assert row(database, t.party, id=new).key == f"are-{new}"


def test_a_committees_code_is_one_committees(world: World) -> None:
    words = ("RUN", "nämnden", "nämndens")
    region = row(world.office.engine, t.region).id
    at, text = fault(lambda: register_changes.enter_committee(world.office, region, words, BY))
    assert (at, text) == ("code", "Koden RUN är redan en annan nämnds. Välj en annan.")


def test_a_groups_name_is_no_organisations(world: World) -> None:
    members = (world.parties["are"].id,)
    at, text = fault(
        lambda: register_changes.enter_group(world.office, "Tillväxtverket", members, BY)
    )
    assert (at, text) == ("name", "Tillväxtverket finns redan i registret. Välj ett annat namn.")
