"""Changing the registers: by whom, what counts at once, what stays frozen, what is on record."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import BEGAN, World, when
from tests.operations.reading import everything, findings, refused, row, rows
from workflow.facts import Actor
from workflow.operations import register_changes, registers
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


SECRETARYS = ("_delegation", "_meeting", "change_committee", "_court")
OFFICERS = ("open_case", "_duty_rule")


@pytest.mark.parametrize("change", Change)
def test_what_is_the_secretarys_and_the_officers_and_that_all_else_is_the_administrators(
    change: Change,
) -> None:
    ends = {Role.SECRETARY: SECRETARYS, Role.OFFICER: OFFICERS}
    theirs = [role for role, ending in ends.items() if change.value.endswith(ending)]
    assert whose(change) is (theirs[0] if theirs else Role.ADMINISTRATOR)


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


def test_a_committees_code_is_one_committees(world: World) -> None:
    words = ("RUN", "nämnden", "nämndens")
    region = row(world.office.engine, t.region).id
    at, text = fault(lambda: register_changes.enter_committee(world.office, region, words, BY))
    assert (at, text) == ("code", "Koden RUN är redan en annan nämnds. Välj en annan.")
