"""The committee's packet: the list first, then each notice with its decision, then reports."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from documents import HouseRenderer
from tests.operations.builders import World
from tests.operations.walking import LISTED, Matter, decided, listed
from workflow.operations import committee_settings, deciding, packets
from workflow.operations.register_record import By
from workflow.orders import LetterAsk, PaperAsk, Rendered
from workflow.refusals import NotFound, PaperIncomplete
from workflow.states import PaperKind

MEETING, EMPTY, DAY = date(2023, 11, 21), date(2024, 4, 9), date(2023, 11, 3)


def packet(world: World, held_on: date = MEETING) -> Rendered:
    return packets.meeting_packet(world.office, "RUN", held_on, DAY)


def bookmarks(rendered: Rendered) -> list[str]:
    with pikepdf.open(BytesIO(rendered.content)) as pdf, pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def test_a_packet_holds_the_list_then_each_notice_with_its_decision(world: World) -> None:
    matter = decided(world.with_renderer(HouseRenderer()))
    listed(matter)
    found = packet(matter.world)
    assert found.name == "RUN_handlingar_2023-11-21.pdf"
    listing, notice, decision = bookmarks(found)[-3:]
    assert "Delegationsbeslut som anmäls" in listing
    assert "Anmälan av delegationsbeslut" in notice
    assert "Handlingsplan 2023 och 2024" in decision


def test_the_same_packet_is_the_same_bytes(world: World) -> None:
    matter = decided(world.with_renderer(HouseRenderer()))
    listed(matter)
    assert packet(matter.world) == packet(matter.world)


def test_two_decisions_stand_on_one_list_in_the_order_they_were_listed(world: World) -> None:
    first = decided(world)
    second = decided(world, case_id=world.another_case("RUN/12/2022"))
    listed(first)
    listed(second)
    text = packet(world).content.decode()
    assert text.index("RUN/536/2021") < text.index("RUN/12/2022")


def test_a_meeting_without_papers_has_no_packet(world: World) -> None:
    with pytest.raises(PaperIncomplete, match="handlingar"):
        packet(world.with_renderer(HouseRenderer()), EMPTY)


def test_a_day_without_a_meeting_is_told(world: World) -> None:
    with pytest.raises(NotFound):
        packet(world, date(2023, 12, 24))


def test_the_packet_holds_each_correction_after_its_decision(world: World) -> None:
    matter = decided(world.with_renderer(HouseRenderer()))
    listed(matter)
    correct(matter, "Rätt år är 2024.")
    correct(matter, "Rätt namn är Åre kommun.")
    assert bookmarks(packet(matter.world))[-2:] == ["Rättelse: Handlingsplan 2023 och 2024"] * 2


def correct(matter: Matter, reason: str) -> None:
    director, at = matter.world.actor("director", LISTED), LISTED
    deciding.correct(matter.world.office, matter.decision_id, reason, director, at)


def asked(world: World, kind: PaperKind) -> list[PaperAsk]:
    """What the packet's papers of the kind are drawn up from."""
    found: list[PaperAsk] = []

    def note(ask: PaperAsk | LetterAsk) -> None:
        if isinstance(ask, PaperAsk) and ask.kind is kind:
            found.append(ask)

    packet(world.meanwhile(note))
    return found


def test_a_correction_stands_as_the_record_has_it(world: World) -> None:
    matter = decided(world)
    listed(matter)
    correct(matter, "Rätt år är 2024.")
    (paper,) = asked(world, PaperKind.RATTELSE)
    assert paper.by is not None
    assert (paper.by.name, paper.by.title) == ("Magnus Aspegren", "Regional utvecklingsdirektör")
    assert (paper.on, paper.reason) == (date(2023, 10, 27), "Rätt år är 2024.")
    (notice,) = asked(world, PaperKind.ANMALAN)
    assert notice.situation.the_decision().corrected_on == (date(2023, 10, 27),)


def test_the_packets_decision_is_the_one_that_was_taken_whatever_is_settled_since(
    world: World,
) -> None:
    listed(decided(world))
    by = By(world.actor("secretary", LISTED), LISTED)
    committee_settings.set_notified(
        world.office, world.committee_id, notified=False, ground="§ 200/2023", by=by
    )
    (paper,) = asked(world, PaperKind.DELEGATIONSBESLUT)
    assert paper.situation.its_committee().notified
    assert not paper.situation.case.committee.notified
