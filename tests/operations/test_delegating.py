"""Giving a mandate: what kommunallagen asks, one step of passing on, and never more than given."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import World, a_mandate, when
from tests.operations.reading import events, findings, refused, row
from workflow.facts import Ground, GroundKind, headings
from workflow.operations import delegating, registers
from workflow.operations.register_record import By
from workflow.operations.registers import Mandate
from workflow.refusals import BadInput
from workflow.store import tables as t

AT = when("2023-10-20")


def by(world: World) -> By:
    return By(world.actor("secretary", AT), AT)


def new(world: World) -> Mandate:
    """A mandate like the one there is, to the officer's post."""
    mandate = a_mandate(world.committee_id, world.posts)
    return replace(mandate, post_id=world.posts["officer"], deputy_post_id=None)


def passed_on(world: World, **more: object) -> Mandate:
    """A mandate passed on from one that may be."""
    allowed = replace(new(world), may_sub_delegate=True, valid_to=date(2024, 12, 31))
    parent = delegating.give(world.office, allowed, by(world))
    child = replace(new(world), parent_id=parent, valid_to=date(2024, 6, 30))
    return replace(child, **more)  # type: ignore[arg-type]  # fields of a mandate


def faults(world: World, mandate: Mandate) -> dict[str, str]:
    with pytest.raises(BadInput) as wrong:
        delegating.give(world.office, mandate, by(world))
    return {each.key: each.text for each in wrong.value.complaints}


def test_a_mandate_is_entered_and_moves_the_register(world: World) -> None:
    before = row(world.office.engine, t.committee).register_version
    given = delegating.give(world.office, new(world), by(world))
    assert row(world.office.engine, t.delegation, id=given).ground_label == "§ 89/2023"
    assert row(world.office.engine, t.committee).register_version == before + 1
    assert row(world.office.engine, t.register_event).step == "add_delegation"
    assert findings(world.office) == []


def test_only_the_secretary_enters_a_mandate(world: World) -> None:
    officer = By(world.actor("officer", AT), AT)
    assert refused(delegating.give, world.office, new(world), officer) == ["wrong_role"]


WRONG = [
    ({"matter": None}, "matter", "7 kap. 5 § kommunallagen"),
    ({"case_reference": "RUN/999/2021"}, "case_reference", "inget ärende RUN/999/2021"),
    ({"valid_from": date(2023, 5, 22)}, "valid_from", "inte gälla före dagen för nämndens"),
    ({"valid_to": date(2023, 5, 22)}, "valid_to", "ligger före den första"),
]


@pytest.mark.parametrize(("change", "field", "told"), WRONG)
def test_a_mandate_that_the_law_or_the_days_forbid_is_refused(
    world: World, change: dict[str, object], field: str, told: str
) -> None:
    wrong = replace(new(world), **change)  # type: ignore[arg-type]  # fields of a mandate
    assert told in faults(world, wrong)[field]


def test_the_deputy_is_another_post(world: World) -> None:
    wrong = replace(new(world), deputy_post_id=world.posts["officer"])
    assert list(faults(world, wrong)) == ["deputy_post_id"]


def test_what_the_committee_has_allowed_is_passed_on_in_one_step(world: World) -> None:
    child = delegating.give(world.office, passed_on(world), by(world))
    again = replace(new(world), parent_id=child)
    assert "inte delegeras i ett steg till" in faults(world, again)["parent_id"]


def test_what_the_committee_has_not_allowed_is_not_passed_on(world: World) -> None:
    wrong = replace(new(world), parent_id=world.delegation_id)
    assert "har inte medgett" in faults(world, wrong)["parent_id"]


MORE = [
    ({"valid_to": None}, "valid_to", "till och med 2024-12-31"),
    ({"valid_to": date(2025, 1, 1)}, "valid_to", "till och med 2024-12-31"),
    ({"matter": "bidrag"}, "matter", "gäller bara slaget ”handlingsplan”"),
    ({"may_sub_delegate": True}, "may_sub_delegate", "kan inte delegeras vidare"),
]


@pytest.mark.parametrize(("change", "field", "told"), MORE)
def test_nobody_passes_on_more_than_they_were_given(
    world: World, change: dict[str, object], field: str, told: str
) -> None:
    assert told in faults(world, passed_on(world, **change))[field]


def test_what_is_passed_on_from_another_committee_is_refused(world: World) -> None:
    region = row(world.office.engine, t.region).id
    other = registers.add_committee(world.office, region, "HSN", "nämnden", "nämndens")
    wrong = passed_on(world, committee_id=other)
    assert faults(world, wrong)["parent_id"] == (
        "Välj en av nämndens egna delegationer att delegera vidare."
    )


WRONG_GROUNDS = [
    ("§ 89/2022", "§ 89/2022 är från 2022, men nämndens beslutsdag är 2023-05-23; rätta årtalet"),
    ("§ 89/2022", "på något annat sätt skriver du ändå numret, ett snedstreck och beslutsårets"),
    ("§ 89", "«§ 89» är inte en paragraf med årtal"),
    ("Paragraf 89", "skriv till exempel § 89/2023"),
]


@pytest.mark.parametrize(("label", "told"), WRONG_GROUNDS)
def test_a_paragraph_has_the_year_of_the_day_the_committee_decided(
    world: World, label: str, told: str
) -> None:
    ground = Ground(GroundKind.COMMITTEE_DECISION, label, date(2023, 5, 23))
    assert told in faults(world, replace(new(world), ground=ground))["ground_label"]


def test_a_point_of_the_delegation_order_has_no_year_of_its_own(world: World) -> None:
    ground = Ground(GroundKind.DELEGATION_ORDER, "punkt 4.2", date(2023, 5, 23))
    given = delegating.give(world.office, replace(new(world), ground=ground), by(world))
    assert row(world.office.engine, t.delegation, id=given).ground_label == "punkt 4.2"


def test_a_programme_too_is_adopted_by_a_paragraph_of_its_own_year(world: World) -> None:
    adopted = Ground(GroundKind.COMMITTEE_DECISION, "§ 52/2021", date(2022, 6, 21))
    programme = registers.NewProgramme(
        region_id=row(world.office.engine, t.region).id,
        committee_id=world.committee_id,
        title="Ett nytt program",
        short_title="Ett nytt program",
        years=(2031, 2038),
        adopted=adopted,
        agency_party_id=world.parties["tillvaxtverket"].id,
        report_headings=headings.REPORT,
    )
    with pytest.raises(BadInput) as wrong:
        registers.add_programme(world.office, programme)
    assert [each.key for each in wrong.value.complaints] == ["ground_label"]


def test_a_mandate_taken_back_from_an_earlier_day_names_what_was_decided_under_it(
    world: World,
) -> None:
    w.decided(world)
    at = when("2023-11-01")
    secretary = world.actor("secretary", at)
    registers.revoke_delegation(world.office, world.delegation_id, date(2023, 10, 1), secretary, at)
    body = json.loads(row(world.office.engine, t.register_event).body)
    assert body["given"]["decided"] == ["1/2023 (2023-10-24)"]
    (event,) = events(world.office, step="revoke_delegation")
    assert event["given"] == body["given"]
    assert row(world.office.engine, t.decision).state == "decided"
    assert findings(world.office) == []


def test_what_was_decided_before_the_day_is_not_named(world: World) -> None:
    w.decided(world)
    at = when("2023-11-01")
    secretary = world.actor("secretary", at)
    registers.revoke_delegation(
        world.office, world.delegation_id, date(2023, 10, 25), secretary, at
    )
    body = json.loads(row(world.office.engine, t.register_event).body)
    assert "decided" not in body["given"]
    assert events(world.office, step="revoke_delegation") == []


def test_taking_back_a_mandate_stands_in_the_registers_record_too(world: World) -> None:
    w.submitted(world)
    who = world.actor("secretary", AT)
    registers.revoke_delegation(world.office, world.delegation_id, date(2023, 10, 20), who, AT)
    assert row(world.office.engine, t.register_event).step == "revoke_delegation"
    assert row(world.office.engine, t.event, step="revoke_delegation").case_id == world.case_id
    assert findings(world.office) == []
