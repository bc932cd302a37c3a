"""Many organisations at once: what would change is shown first, and all is written or nothing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.operations.builders import World
from tests.operations.reading import everything, findings, members_of, refused, row
from tests.operations.test_register_changes import AT, BY, on_record
from workflow.operations import party_import, party_register
from workflow.operations.party_import import Listed, Plan
from workflow.operations.register_record import By
from workflow.refusals import BadInput
from workflow.states import Channel
from workflow.store import tables as t

ARE = Listed(2, "Åre kommun", number="212000-2494")
NEW = Listed(3, "Ragunda kommun", "municipality", "212000-2452", "r@ragunda.example", groups=())


def plan(world: World, *listed: Listed) -> Plan:
    return party_import.planned(world.office, listed)


def save(world: World, *listed: Listed, by: By = BY) -> Plan:
    seen = plan(world, *listed).fingerprint
    return party_import.import_parties(world.office, listed, seen, by)


def faults(world: World, *listed: Listed) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.text) for each in plan(world, *listed).faults]


def test_a_row_is_new_changed_or_as_it_was(world: World) -> None:
    found = plan(world, ARE, replace(ARE, row=4, name="Bergs kommun", number="212000-2502"), NEW)
    assert (found.new, found.changed, found.same, found.faults) == (1, 0, 2, ())
    changed = plan(world, replace(ARE, email="ny@are.example"))
    (line,) = changed.lines
    assert line.differs == (("email", "registrator@are.example", "ny@are.example"),)


def test_planning_writes_nothing(world: World) -> None:
    before = everything(world.office.engine)
    plan(world, replace(ARE, email="x@are.example"), NEW)
    assert everything(world.office.engine) == before


def test_an_organisation_is_known_by_its_number_and_else_by_its_name(world: World) -> None:
    (renamed,) = plan(world, replace(ARE, name="Åre nya kommun")).lines
    assert renamed.differs == (("name", "Åre kommun", "Åre nya kommun"),)
    (by_name,) = plan(world, Listed(2, "Åre kommun")).lines
    assert (by_name.party_id, by_name.differs) == (world.parties["are"].id, ())


def test_everything_is_saved_at_once_and_each_change_is_on_record(world: World) -> None:
    days = ("valid_from", "valid_to")
    ceased = replace(ARE, valid_to=date(2026, 12, 31), days_given=days)
    berg = Listed(4, "Bergs kommun", channel=Channel.POST, contact="Box 73, 840 40 Svenstavik")
    save(world, ceased, NEW, berg)
    engine = world.office.engine
    assert row(engine, t.party, name="Åre kommun").valid_to == date(2026, 12, 31)
    assert row(engine, t.party, name="Bergs kommun").channel == "post"
    assert row(engine, t.party, name="Ragunda kommun").key == "ragunda-kommun"
    steps = [entry["step"] for entry in on_record(world)]
    assert steps == ["change_party", "add_party", "change_address"]
    assert findings(world.office) == []


def test_a_day_that_is_emptied_sets_no_limit_and_one_not_told_of_stays(world: World) -> None:
    save(world, replace(ARE, valid_to=date(2026, 12, 31), days_given=("valid_to",)))
    save(world, replace(ARE, email="ny@are.example"))
    assert row(world.office.engine, t.party, name="Åre kommun").valid_to == date(2026, 12, 31)
    save(world, replace(ARE, days_given=("valid_to",)))
    assert row(world.office.engine, t.party, name="Åre kommun").valid_to is None


def test_groups_are_made_joined_and_left_as_the_rows_say(world: World) -> None:
    are, berg = world.parties["are"].id, world.parties["berg"].id
    here = replace(ARE, groups=("Nya gruppen", "Service Z"))
    found = plan(world, here, replace(NEW, groups=("Nya gruppen", "Länets kommuner")))
    assert [(g.name, g.added, g.removed) for g in found.groups] == [
        ("Länets kommuner", ("Ragunda kommun",), ("Åre kommun",)),
        ("Nya gruppen", ("Åre kommun", "Ragunda kommun"), ()),
    ]
    save(world, here, replace(NEW, groups=("Nya gruppen", "Länets kommuner")))
    new = row(world.office.engine, t.party, name="Ragunda kommun").id
    assert members_of(world.office.engine, "Service Z") == [are, berg]
    assert members_of(world.office.engine, "Länets kommuner") == [berg, new]
    assert members_of(world.office.engine, "Nya gruppen") == [are, new]


def test_rows_that_say_nothing_of_groups_leave_them(world: World) -> None:
    assert plan(world, ARE, replace(NEW, groups=None)).groups == ()


FAULTS = [
    ((replace(NEW, kind=None),), (3, "kind", "Organisationen är ny.")),
    (
        (replace(NEW, number="212000-2494", name="Nya"), ARE),
        (2, "number", "212000-2494 står"),
    ),
    ((NEW, replace(NEW, row=4, number="")), (4, "name", "Ragunda kommun står också på rad 3.")),
    ((ARE, Listed(5, "Åre kommun")), (2, "name", "En annan rad gäller samma organisation.")),
    (
        (replace(ARE, name="Bergs kommun"),),
        (2, "name", "Bergs kommun (212000-2502) finns redan i registret"),
    ),
    (
        (Listed(2, "Åre kommun", number="212000-2502"),),
        (2, "name", "Åre kommun (212000-2494) finns redan i registret"),
    ),
    ((replace(NEW, name="Service Z"),), (3, "name", "Service Z är namnet på en grupp.")),
    (
        (replace(NEW, groups=("Tillväxtverket",)),),
        (3, "groups", "Tillväxtverket är namnet på en organisation."),
    ),
    ((replace(ARE, channel=Channel.POST),), (2, "contact", "Utdragen går med post.")),
    (
        (Listed(2, "Region Jämtland Härjedalen", "other"),),
        (2, "name", "Region Jämtland Härjedalen är vår egen organisation."),
    ),
    (
        (replace(NEW, number="232100-0214"),),
        (3, "name", "Ragunda kommun är vår egen organisation."),
    ),
    (
        (replace(ARE, valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 1)),),
        (2, "valid_to", "Sista dagen (2024-01-01) ligger före den första (2024-02-01)."),
    ),
    (
        (replace(ARE, groups=()), Listed(3, "Bergs kommun", groups=())),
        (2, "groups", "Gruppen Service Z skulle bli tom."),
    ),
]


@pytest.mark.parametrize(("listed", "fault"), FAULTS)
def test_a_fault_is_told_by_row_and_field_and_nothing_is_saved(
    world: World, listed: tuple[Listed, ...], fault: tuple[int, str, str]
) -> None:
    before = everything(world.office.engine)
    found = faults(world, *listed)
    assert any((r, f) == fault[:2] and text.startswith(fault[2]) for r, f, text in found), found
    with pytest.raises(BadInput):
        save(world, *listed)
    assert everything(world.office.engine) == before


def test_what_moved_after_it_was_shown_is_not_saved(world: World) -> None:
    listed = (replace(ARE, email="ny@are.example"),)
    seen = plan(world, *listed).fingerprint
    known = party_register.as_entered(world.parties["are"])
    moved = replace(known, email="annan@are.example")
    party_register.change_party(world.office, world.parties["are"].id, moved, BY)
    with pytest.raises(BadInput, match="Registret har ändrats sedan filen granskades"):
        party_import.import_parties(world.office, listed, seen, BY)


def test_where_one_row_can_not_be_written_none_is(world: World) -> None:
    """Two that change names with each other are right as a whole, but not one by one."""
    before = everything(world.office.engine)
    swapped = (replace(ARE, name="Bergs kommun"), Listed(3, "Åre kommun", number="212000-2502"))
    assert faults(world, *swapped) == []
    with pytest.raises(BadInput):
        save(world, *swapped)
    assert everything(world.office.engine) == before


def test_only_the_administrator_reads_in_a_file(world: World) -> None:
    officer = By(world.actor("officer", AT), AT)
    assert refused(save, world, NEW, by=officer) == ["wrong_role"]
