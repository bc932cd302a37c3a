"""The committee's packet: the list first, then each notice with its decision, then reports."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from documents import HouseRenderer
from tests.operations.builders import World
from tests.operations.walking import decided, listed
from workflow.operations import packets
from workflow.orders import Rendered
from workflow.refusals import NotFound, PaperIncomplete

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
