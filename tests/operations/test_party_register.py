"""Organisations and groups: entered once, changed on record, verified, never our own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import everything, findings, members_of, refused, row, rows
from tests.operations.test_register_changes import BY, DAY, fault, on_record
from workflow.operations import party_register, preparing, registers
from workflow.operations.party_register import NewParty, as_entered
from workflow.operations.queries import parties as register
from workflow.operations.queries import preparing as choices
from workflow.operations.register_record import By
from workflow.refusals import NotFound
from workflow.states import Channel
from workflow.store import tables as t

NEW = NewParty("Ragunda kommun", "municipality", "212000-2452", "r@ragunda.example")
REGION = "Region Jämtland Härjedalen"


def entered(world: World, key: str) -> NewParty:
    found = register.organisations(world.office)
    return as_entered(found.party(world.parties[key].id))


def change(world: World, key: str, **columns: object) -> bool:
    party = replace(entered(world, key), **columns)  # type: ignore[arg-type]  # as they come
    return party_register.change_party(world.office, world.parties[key].id, party, BY)


def kept(world: World, key: str) -> tuple[object, ...]:
    found = row(world.office.engine, t.party, id=world.parties[key].id)
    return found.email, found.channel, found.verified_on, found.verified_by


def verify(world: World, key: str, seen: str = "", by: By = BY) -> None:
    party_id = world.parties[key].id
    address = seen or entered(world, key).address
    party_register.verify_address(world.office, party_id, address, by)


def test_a_new_address_leaves_frozen_lists_as_they_were(world: World, database: Engine) -> None:
    matter = w.decided(world)
    change(world, "are", email="ny@are.example", contact="Registratur", channel=Channel.POST)
    dispatch = row(database, t.dispatch, decision_id=matter.decision_id)
    frozen = row(database, t.delivery, dispatch_id=dispatch.id, party_id=world.parties["are"].id)
    assert (frozen.address, frozen.channel) == ("registrator@are.example", "email")
    (entry,) = on_record(world)
    assert (entry["step"], entry["given"]) == (
        "change_address",
        {
            "email": "ny@are.example",
            "email_before": "registrator@are.example",
            "contact": "Registratur",
            "channel": "post",
            "channel_before": "email",
        },
    )


def test_a_new_name_and_new_days_leave_frozen_lists_as_they_were(
    world: World, database: Engine
) -> None:
    w.decided(world)
    change(world, "are", name="Åre nya kommun", valid_to=DAY)
    mine = rows(database, t.delivery, party_id=world.parties["are"].id)
    assert [each.party_name for each in mine] == ["Åre kommun"]
    assert [entry["step"] for entry in on_record(world)] == ["change_party"]


def test_a_change_of_nothing_is_not_on_record(world: World) -> None:
    assert not change(world, "are", name="Åre kommun")
    assert on_record(world) == []


def test_who_verified_an_address_stands_with_it_and_on_record(world: World) -> None:
    verify(world, "are")
    address = "registrator@are.example"
    assert kept(world, "are") == (address, "email", DAY, "Administratören")
    (entry,) = on_record(world)
    assert (entry["step"], entry["thing_id"]) == ("verify_address", world.parties["are"].id)
    given = {"name": "Åre kommun", "address": address, "verified_on": DAY.isoformat()}
    assert entry["given"] == {**given, "verified_by": "Administratören"}
    assert findings(world.office) == []


def test_a_new_address_is_verified_by_nobody_yet_but_a_new_day_changes_nothing(
    world: World,
) -> None:
    verify(world, "are")
    change(world, "are", valid_to=date(2030, 12, 31))
    assert kept(world, "are")[2:] == (DAY, "Administratören")
    change(world, "are", email="ny@are.example")
    assert kept(world, "are") == ("ny@are.example", "email", None, "")


def test_the_registrar_may_verify_but_not_change(world: World) -> None:
    at = when("2023-10-24")
    registrar, officer = By(world.actor("registrar", at), at), By(world.actor("officer", at), at)
    verify(world, "are", by=registrar)
    assert kept(world, "are")[3] == "Registratorn"
    assert refused(verify, world, "are", by=officer) == ["wrong_role"]
    party, party_id = replace(entered(world, "are"), email="x@are.example"), world.parties["are"].id
    act = party_register.change_party
    assert refused(act, world.office, party_id, party, registrar) == ["wrong_role"]


def test_an_address_that_moved_meanwhile_is_not_verified(world: World) -> None:
    _field, text = fault(lambda: verify(world, "are", "gammal@are.example"))
    assert text.startswith("Adressen har ändrats till registrator@are.example")
    change(world, "are", email="")
    _field, text = fault(lambda: verify(world, "are", "x"))
    assert text == "Åre kommun saknar adress. Lägg in den först."


KNOWN = [
    (replace(NEW, name="Åre kommun"), "name", "Åre kommun (212000-2494) finns redan"),
    (replace(NEW, number="212000-2494"), "number", "Åre kommun (212000-2494) finns redan"),
    (replace(NEW, name="Länets kommuner"), "name", "Länets kommuner är redan namnet på en grupp"),
    (replace(NEW, name=REGION), "name", f"{REGION} är vår egen organisation"),
    (replace(NEW, number="232100-0214"), "name", "Ragunda kommun är vår egen organisation"),
    (
        replace(NEW, valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 31)),
        "valid_to",
        "Sista dagen (2024-01-31) ligger före den första (2024-02-01).",
    ),
]


@pytest.mark.parametrize(("party", "field", "told"), KNOWN)
def test_an_organisation_is_entered_once_and_is_not_our_own(
    world: World, party: NewParty, field: str, told: str
) -> None:
    before = everything(world.office.engine)
    at, text = fault(lambda: party_register.enter_party(world.office, "ny", party, BY))
    assert (at, text[: len(told)]) == (field, told)
    assert everything(world.office.engine) == before


def test_nobody_takes_the_name_of_another(world: World) -> None:
    at, text = fault(lambda: change(world, "are", name="Bergs kommun"))
    assert (at, text[:12]) == ("name", "Bergs kommun")


def test_a_key_that_is_taken_gets_a_number(world: World, database: Engine) -> None:
    new = party_register.enter_party(world.office, "are", NEW, BY)
    assert row(database, t.party, id=new).key == f"are-{new}"


def test_what_is_not_there_is_not_changed(world: World) -> None:
    with pytest.raises(NotFound):
        party_register.change_party(world.office, 999, NEW, BY)
    with pytest.raises(NotFound):
        party_register.change_members(world.office, 999, (world.parties["are"].id,), BY)


def test_a_group_that_changes_leaves_frozen_lists_as_they_were(
    world: World, database: Engine
) -> None:
    w.decided(world)
    group = row(database, t.party_group, name="Länets kommuner")
    frozen, berg = len(rows(database, t.delivery)), world.parties["berg"].id
    party_register.change_members(world.office, group.id, (berg,), BY)
    assert members_of(world.office.engine, "Länets kommuner") == [berg]
    assert len(rows(database, t.delivery)) == frozen


def group(world: World, *keys: str, name: str = "Ny grupp") -> Callable[[], int]:
    ids = tuple(world.parties[key].id for key in keys)
    return lambda: party_register.enter_group(world.office, name, ids, BY)


def test_a_group_has_members_and_a_name_of_its_own(world: World) -> None:
    assert fault(group(world)) == ("parties", "Välj minst en organisation.")
    taken = "Tillväxtverket finns redan i registret. Välj ett annat namn."
    assert fault(group(world, "are", name="Tillväxtverket")) == ("name", taken)
    act = lambda: party_register.change_members(world.office, 1, (), BY)  # noqa: E731
    assert fault(act) == ("parties", "Välj minst en organisation.")


def test_the_region_is_in_no_group(world: World) -> None:
    field, text = fault(group(world, "are", "region"))
    told = f"{REGION} är avsändaren själv och kan inte ingå. Ta bort den ur gruppen."
    assert (field, text) == ("parties", told)


def sent_to(world: World, *names: str) -> w.Matter:
    """A decision that is submitted to these recipients."""
    matter = w.drafted(world)
    officer = world.actor("officer", w.SUBMITTED)
    text = replace(w.text(world), dispatch_to=names)
    preparing.revise(world.office, matter.decision_id, text, officer, w.SUBMITTED)
    w.submit(matter)
    return matter


def frozen_list(world: World) -> list[str]:
    return [each.party_name for each in rows(world.office.engine, t.delivery)]


def test_who_is_in_two_groups_and_named_alone_gets_one_copy(world: World) -> None:
    group(world, "berg", "tillvaxtverket")()
    w.decide(sent_to(world, "Länets kommuner", "Ny grupp", "Åre kommun"))
    assert frozen_list(world) == ["Åre kommun", "Bergs kommun", "Tillväxtverket"]


def test_the_decision_names_the_group_and_the_list_holds_its_members(world: World) -> None:
    matter = w.decided(world)
    decision = row(world.office.engine, t.decision, id=matter.decision_id)
    assert decision.dispatch_to == ["Länets kommuner", "Tillväxtverket"]
    assert frozen_list(world) == ["Åre kommun", "Bergs kommun", "Tillväxtverket"]


def test_a_group_leaves_out_who_is_not_in_force_on_the_day_of_decision(world: World) -> None:
    matter = w.submitted(world)
    change(world, "berg", valid_to=date(2023, 10, 23))
    w.decide(matter)
    assert frozen_list(world) == ["Åre kommun", "Tillväxtverket"]


def test_a_group_without_anybody_in_force_stops_the_decision(world: World) -> None:
    matter = w.submitted(world)
    for key in ("are", "berg"):
        change(world, key, valid_from=date(2024, 1, 1))
    assert refused(w.decide, matter) == ["group_is_empty"]


def test_a_recipient_that_was_renamed_since_stops_the_decision(world: World) -> None:
    matter = w.submitted(world)
    change(world, "tillvaxtverket", name="Verket")
    assert refused(w.decide, matter) == ["recipient_unknown"]


def test_the_list_is_frozen_with_channel_and_postal_address(world: World) -> None:
    change(world, "berg", channel=Channel.POST, contact="Box 73, 840 40 Svenstavik")
    matter = w.decided(world)
    frozen = row(world.office.engine, t.delivery, party_id=world.parties["berg"].id)
    assert (frozen.channel, frozen.address) == ("post", "Box 73, 840 40 Svenstavik")
    assert matter.decision_id


def test_a_setup_from_a_file_keeps_channel_days_and_who_verified(world: World) -> None:
    party = replace(
        world.parties["berg"],
        key="ny",
        name="Ny kommun",
        number="",
        channel=Channel.POST,
        valid_from=DAY,
        verified_on=DAY,
        verified_by="Registratorn",
    )
    new_id = registers.add_party(world.office, party)
    assert register.organisations(world.office).party(new_id) == replace(party, id=new_id)


def test_who_is_not_in_force_is_no_choice_for_a_new_decision(world: World) -> None:
    change(world, "berg", valid_to=date(2023, 9, 26))
    officer, on = world.actor("officer", w.PREPARED), w.PREPARED.date()
    offered = choices.choices(world.office, world.case_id, officer, on)
    assert [party.name for party in offered.parties] == [
        "Länsstyrelsen i Jämtlands län",
        "Tillväxtverket",
        "Åre kommun",
    ]
    kommuner = dict(offered.groups)["Länets kommuner"]
    assert [party.name for party in kommuner] == ["Åre kommun"]
