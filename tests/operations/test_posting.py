"""Copies that go by post: no letter is written, the papers are printed, the posting is noted."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, everything, findings, refused, row, rows
from tests.operations.test_party_register import change
from workflow.jobs import reminding
from workflow.operations import dispatching, posting
from workflow.operations.queries import postings
from workflow.refusals import NotFound
from workflow.states import Channel, DeliveryState, DutyKind
from workflow.store import tables as t

BOX = "Box 73, 840 40 Svenstavik"
DAY = date(2023, 10, 25)
LATER = when("2023-12-01")


@pytest.fixture
def matter(world: World) -> w.Matter:
    """A decision that is dispatched, to one recipient on paper."""
    change(world, "berg", channel=Channel.POST, contact=BOX, email="")
    return w.dispatched(world)


def hand_over(matter: w.Matter, *keys: str, day: date = DAY, who: str = "registrar") -> object:
    world = matter.world
    ids = frozenset(world.parties[key].id for key in keys)
    actor = world.actor(who, w.DISPATCHED)
    return posting.hand_to_post(world.office, matter.decision_id, ids, day, actor, w.DISPATCHED)


def state(world: World, key: str) -> str:
    return str(row(world.office.engine, t.delivery, party_id=world.parties[key].id).state)


def test_no_letter_is_written_to_who_gets_paper_but_its_papers_are_drawn_up(
    world: World, matter: w.Matter
) -> None:
    engine, berg = world.office.engine, world.parties["berg"].id
    written = [each.to_name for each in rows(engine, t.letter, kind="utdrag")]
    assert written == ["Åre kommun", "Tillväxtverket"]
    drawn = {each.kind for each in rows(engine, t.paper_use, party_id=berg)}
    assert drawn == {"utdrag", "foljebrev"}
    assert rows(engine, t.personal_link, party_id=berg, purpose="recipient") == []
    kind = DutyKind.ACKNOWLEDGE.value
    assert len(rows(engine, t.duty, party_id=berg, kind=kind)) == 1


def test_the_posting_is_noted_with_its_day_and_who_noted_it(world: World, matter: w.Matter) -> None:
    assert hand_over(matter, "berg") == ("Bergs kommun",)
    assert state(world, "berg") == DeliveryState.SENT
    (entry,) = [each for each in events(world.office) if each["step"] == "hand_to_post"]
    assert entry["actor"]["name"] == "Registratorn"
    assert entry["given"]["reason"] == "Bergs kommun, 2023-10-25"
    assert findings(world.office) == []
    (copy,) = postings.post_page(world.office, matter.decision_id).copies
    assert (copy.posted_on, copy.address, copy.is_waiting) == (DAY, BOX, False)


def test_what_is_posted_is_confirmed_by_hand_and_the_dispatch_is_completed(
    world: World, matter: w.Matter
) -> None:
    hand_over(matter, "berg")
    registrar, berg = world.actor("registrar", w.ACKNOWLEDGED), world.parties["berg"].id
    at, decision = w.ACKNOWLEDGED, matter.decision_id
    dispatching.acknowledge_otherwise(world.office, decision, berg, "Brev", registrar, at)
    assert state(world, "berg") == DeliveryState.ACKNOWLEDGED_OTHERWISE
    (copy,) = postings.post_page(world.office, decision).copies
    assert (copy.posted_on, copy.settled_on) == (DAY, date(2023, 10, 26))


@pytest.mark.parametrize(
    ("keys", "day", "who", "codes"),
    [
        (("berg",), DAY, "officer", ["wrong_role"]),
        (("berg", "are"), DAY, "registrar", ["not_by_post"]),
        (("are",), DAY, "registrar", ["not_by_post", "already_posted"]),
        ((), DAY, "registrar", ["already_posted"]),
        (("berg",), date(2023, 10, 23), "registrar", ["posting_note_day_wrong"]),
        (("berg",), date(2023, 10, 26), "registrar", ["posting_note_day_wrong"]),
    ],
)
def test_a_note_that_can_not_be_right_is_refused_and_writes_nothing(
    world: World, matter: w.Matter, keys: tuple[str, ...], day: date, who: str, codes: list[str]
) -> None:
    before = everything(world.office.engine)
    assert refused(hand_over, matter, *keys, day=day, who=who) == codes
    assert everything(world.office.engine) == before


def test_nothing_is_posted_twice(matter: w.Matter) -> None:
    hand_over(matter, "berg")
    assert refused(hand_over, matter, "berg") == ["already_posted"]


def test_nothing_is_posted_or_printed_before_it_is_dispatched(world: World) -> None:
    change(world, "berg", channel=Channel.POST, contact=BOX)
    matter = w.decided(world)
    assert refused(hand_over, matter, "berg") == ["wrong_state"]
    assert postings.post_page(world.office, matter.decision_id).waiting == ()
    berg = frozenset({world.parties["berg"].id})
    with pytest.raises(NotFound):
        posting.printed(world.office, matter.decision_id, berg, DAY)


def test_the_papers_of_a_recipient_are_one_file_to_print(world: World, matter: w.Matter) -> None:
    berg = frozenset({world.parties["berg"].id})
    found = posting.printed(world.office, matter.decision_id, berg, DAY)
    assert found.name == "RUN-536-2021_post_bergs-kommun_2023-10-25.txt"
    kinds = [line for line in found.content.decode().split("\n") if line in posting.ENCLOSED]
    assert kinds == ["foljebrev", "utdrag", "handlingsplan", "handlingsplan"]
    assert "Åre kommun" not in found.content.decode().split("handlingsplan")[0]


def test_who_gets_mail_has_nothing_to_print(world: World, matter: w.Matter) -> None:
    are = frozenset({world.parties["are"].id})
    with pytest.raises(NotFound):
        posting.printed(world.office, matter.decision_id, are, DAY)


def test_who_gets_paper_is_not_reminded_by_mail(world: World, matter: w.Matter) -> None:
    reminding.remind(world.office, LATER)
    to = {each.to_name for each in rows(world.office.engine, t.letter, kind="reminder")}
    assert "Åre kommun" in to
    assert "Bergs kommun" not in to


def test_a_decision_without_copies_on_paper_has_no_page_of_them(world: World) -> None:
    matter = w.decided(world)
    with pytest.raises(NotFound):
        postings.post_page(world.office, matter.decision_id)
    with pytest.raises(NotFound):
        postings.post_page(world.office, 99)
    assert postings.on_paper(world.office, matter.decision_id) == (0, 0)


def test_copies_on_paper_are_counted(world: World, matter: w.Matter) -> None:
    assert postings.on_paper(world.office, matter.decision_id) == (1, 1)
    hand_over(matter, "berg")
    assert postings.on_paper(world.office, matter.decision_id) == (1, 0)


def test_a_frozen_list_goes_by_post_also_when_the_register_says_mail(
    world: World, matter: w.Matter
) -> None:
    change(world, "berg", channel=Channel.EMAIL, email="ny@berg.example")
    hand_over(matter, "berg")
    assert state(world, "berg") == DeliveryState.SENT
