"""Papers asked for beside the chain: the register on a day, a reminder on paper; nothing moves."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, a_committee, a_mandate
from tests.operations.reading import everything
from workflow.delivery.fakes import PlainPapers
from workflow.operations import listing, registers
from workflow.orders import PaperAsk
from workflow.refusals import NotFound
from workflow.states import DeliveryState, PaperKind

DAY = date(2023, 10, 24)


def asked(world: World, committee_id: int) -> PaperAsk:
    """What the renderer is asked for when the register is drawn up."""
    renderer = PlainPapers()
    office = replace(world.office, renderer=renderer)
    listing.delegation_register(office, committee_id, DAY, world.people["secretary"])
    (ask,) = renderer.asked
    assert isinstance(ask, PaperAsk)
    return ask


def test_the_register_holds_every_mandate_of_the_committee_and_its_holders(world: World) -> None:
    mandate = a_mandate(world.committee_id, world.posts)
    registers.add_delegation(world.office, replace(mandate, post_id=world.posts["officer"]))
    ask = asked(world, world.committee_id)
    register = ask.situation.register
    assert ask.kind is PaperKind.DELEGATIONSFORTECKNING
    assert [each.post.title for each in register.delegations] == [
        "Regional utvecklingsdirektör",
        "Handläggare",
    ]
    held = register.holder(world.posts["officer"], DAY)
    assert held is not None
    assert held.person_name == "Malin Nyqvist Ljungberg"


def test_the_register_is_the_committees_and_drawn_up_by_who_asks(world: World) -> None:
    case = asked(world, world.committee_id).situation.case
    assert (case.reference, case.officer.name) == ("RUN", "Nämndsekreteraren")


def test_another_committees_mandates_are_left_out(world: World) -> None:
    region_id = asked(world, world.committee_id).situation.region.id
    other = a_committee(world.office, region_id, "HSN")
    registers.add_delegation(world.office, a_mandate(other, world.posts))
    register = asked(world, world.committee_id).situation.register
    assert [each.committee_code for each in register.delegations] == ["RUN"]


def test_a_committee_that_is_not_there_has_no_register(world: World) -> None:
    with pytest.raises(NotFound):
        listing.delegation_register(world.office, 99, DAY, world.people["secretary"])


def test_drawing_up_the_register_changes_nothing(world: World, database: Engine) -> None:
    before = everything(database)
    rendered = listing.delegation_register(
        world.office, world.committee_id, DAY, world.people["secretary"]
    )
    assert rendered
    assert everything(database) == before


def reminded(world: World, decision_id: int, party: str) -> PaperAsk:
    """What the renderer is asked for when a recipient is reminded on paper."""
    renderer = PlainPapers()
    office, party_id = replace(world.office, renderer=renderer), world.parties[party].id
    listing.reminder_on_paper(office, decision_id, party_id, date(2023, 11, 9))
    (ask,) = renderer.asked
    assert isinstance(ask, PaperAsk)
    return ask


def test_a_reminder_on_paper_is_for_the_one_recipient(world: World) -> None:
    matter = w.dispatched(world)
    ask = reminded(world, matter.decision_id, "berg")
    assert ask.kind is PaperKind.PAMINNELSEBREV
    assert ask.delivery is not None
    assert ask.delivery.party.name == "Bergs kommun"


def test_a_reminder_sees_that_the_recipient_has_confirmed(world: World) -> None:
    matter = w.acknowledged(world)
    ask = reminded(world, matter.decision_id, "are")
    assert ask.delivery is not None
    assert ask.delivery.state is DeliveryState.ACKNOWLEDGED


def test_nobody_is_reminded_of_what_was_never_sent_to_them(world: World) -> None:
    matter = w.dispatched(world)
    with pytest.raises(NotFound):
        reminded(world, matter.decision_id, "lansstyrelsen")
    with pytest.raises(NotFound):
        reminded(world, 99, "are")
