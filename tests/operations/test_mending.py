"""A copy that did not get there is sent again; a letter in doubt is settled by a person."""

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, everything, findings, newest_token, refused, row, rows
from workflow.operations import dispatching, looking, mending
from workflow.operations.mending import Unsure
from workflow.outgoing import DATA
from workflow.refusals import NotFound
from workflow.states import LetterKind
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import writing

AT = when("2023-10-27")
NEW = "diarium@are.example"


def again(matter: w.Matter, address: str = NEW, reason: str = "Fel adress.", **more: str) -> None:
    world = matter.world
    registrar = world.actor(more.get("who", "registrar"), AT)
    party_id = world.parties[more.get("party", "are")].id
    mending.resend(
        world.office, matter.decision_id, party_id, registrar, AT, address=address, reason=reason
    )


def letters(world: World, party: str = "Åre kommun") -> list[tuple[str, str]]:
    found = rows(world.office.engine, t.letter, kind="utdrag", to_name=party)
    return [(each.to_email, each.state) for each in found]


def put(world: World, state: str, **which: object) -> int:
    """A letter stands in a state, as the sender leaves it."""
    letter_id: int = rows(world.office.engine, t.letter, kind="utdrag", **which)[0].id
    with writing(world.office.engine) as connection:
        connection.execute(update(t.letter).where(t.letter.c.id == letter_id), {"state": state})
    return letter_id


def test_the_same_papers_go_in_a_new_letter_to_the_new_address(world: World) -> None:
    matter = w.dispatched(world)
    put(world, "bounced", to_name="Åre kommun")
    again(matter)
    assert letters(world) == [("registrator@are.example", "bounced"), (NEW, "waiting")]
    old, new = rows(world.office.engine, t.letter, kind="utdrag", to_name="Åre kommun")
    papers = [[each for each in letter.attachments if each[2] != DATA] for letter in (old, new)]
    assert papers[0] == papers[1]
    assert old.message_id != new.message_id


def test_the_frozen_name_stays_and_the_reason_is_on_record(world: World) -> None:
    matter = w.dispatched(world)
    again(matter)
    copy = row(world.office.engine, t.delivery, party_id=world.parties["are"].id)
    assert (copy.party_name, copy.address, copy.state) == ("Åre kommun", NEW, "waiting")
    (entry,) = events(world.office, step="resend")
    assert entry["given"] == {
        "address": NEW,
        "party_id": world.parties["are"].id,
        "reason": "Fel adress.",
    }
    assert findings(world.office) == []


def test_a_letter_that_still_waits_is_stopped_so_that_nothing_goes_twice(world: World) -> None:
    matter = w.dispatched(world)
    again(matter, address="")
    assert letters(world) == [
        ("registrator@are.example", "withdrawn"),
        ("registrator@are.example", "waiting"),
    ]


@pytest.mark.parametrize("how", ["resend", "withdraw"])
def test_a_letter_that_a_sender_has_taken_but_not_begun_with_is_stopped(
    world: World, database: Engine, how: str
) -> None:
    matter = w.dispatched(world)
    with writing(database) as connection:
        taken = outbox.claim(connection, "sender", AT, 100, 60)
    (mine,) = (each for each in taken if each.letter.to_email == "registrator@are.example")
    if how == "resend":
        again(matter)
    else:
        mending.withdraw(world.office, mine.id, "Fel.", world.actor("registrar", AT), AT)
    with writing(database) as connection:
        assert not outbox.hand(connection, mine, AT, 60)
    assert letters(world)[0] == ("registrator@are.example", "withdrawn")


def test_sending_again_settles_the_mending_and_gives_a_new_day_to_confirm(world: World) -> None:
    matter = w.dispatched(world)
    again(matter)
    are = world.parties["are"].id
    old, new = rows(world.office.engine, t.duty, kind="acknowledge", party_id=are)
    assert (str(old.settled_on), new.settled_on) == ("2023-10-27", None)
    assert old.due_on < new.due_on
    others = rows(world.office.engine, t.duty, kind="acknowledge", settled_on=None)
    assert len(others) == 3


def test_the_link_that_went_to_the_wrong_address_is_no_longer_good(world: World) -> None:
    matter = w.dispatched(world)
    wrong = newest_token(world.office, "registrator@are.example", "utdrag")
    again(matter)
    with pytest.raises(NotFound):
        looking.bearer(world.office, wrong or "", AT)
    right = newest_token(world.office, NEW, "utdrag")
    assert looking.bearer(world.office, right or "", AT).decision_id == matter.decision_id


def test_the_same_address_keeps_its_link(world: World) -> None:
    matter = w.dispatched(world)
    first = newest_token(world.office, "registrator@are.example", "utdrag")
    again(matter, address="")
    assert newest_token(world.office, "registrator@are.example", "utdrag") == first


def test_who_has_confirmed_gets_nothing_more(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    before = everything(database, "event", "matter_case")
    assert refused(again, matter) == ["already_acknowledged"]
    assert everything(database, "event", "matter_case") == before


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"address": "diarium"}, "address_unusable"),
        ({"address": "a@b.example\nBcc: c@d.example"}, "address_unusable"),
        ({"reason": " "}, "reason_missing"),
        ({"party": "lansstyrelsen"}, "not_a_recipient"),
        ({"who": "officer"}, "wrong_role"),
    ],
)
def test_sending_again_is_refused_with_its_reason(
    world: World, given: dict[str, str], why: str
) -> None:
    assert refused(again, w.dispatched(world), **given) == [why]


@pytest.mark.parametrize("state", ["maybe", "held"])
def test_a_letter_in_doubt_is_sent_again_under_the_same_name(world: World, state: str) -> None:
    w.dispatched(world)
    letter_id = put(world, state)
    before = row(world.office.engine, t.letter, id=letter_id)
    mending.settle_unsure(world.office, letter_id, Unsure.AGAIN, world.actor("registrar", AT), AT)
    after = row(world.office.engine, t.letter, id=letter_id)
    assert (after.state, after.message_id, after.next_at) == ("waiting", before.message_id, AT)


def test_a_letter_in_doubt_is_counted_as_sent(world: World) -> None:
    w.dispatched(world)
    letter_id = put(world, "held")
    mending.settle_unsure(world.office, letter_id, Unsure.SENT, world.actor("officer", AT), AT)
    letter = row(world.office.engine, t.letter, id=letter_id)
    assert (letter.state, letter.sent_at) == ("sent", AT)
    assert row(world.office.engine, t.delivery, id=letter.delivery_id).state == "sent"
    (entry,) = events(world.office, step="settle_unsure")
    assert entry["given"] == {"reason": "Åre kommun: Räknas som skickat."}


def test_only_a_letter_in_doubt_can_be_settled(world: World) -> None:
    w.dispatched(world)
    letter_id, registrar = put(world, "sent"), world.actor("registrar", AT)
    assert refused(mending.settle_unsure, world.office, letter_id, Unsure.AGAIN, registrar, AT) == [
        "letter_not_unsure"
    ]


@pytest.mark.parametrize("state", ["waiting", "maybe", "held"])
def test_a_letter_that_has_not_left_is_stopped_by_somebody_for_a_reason(
    world: World, state: str
) -> None:
    w.dispatched(world)
    letter_id = put(world, state)
    mending.withdraw(world.office, letter_id, "Fel kommun.", world.actor("registrar", AT), AT)
    letter = row(world.office.engine, t.letter, id=letter_id)
    assert (letter.state, letter.problem) == ("withdrawn", "Registratorn, 2023-10-27: Fel kommun.")
    (entry,) = events(world.office, step="withdraw")
    assert entry["given"] == {"reason": "Åre kommun: Fel kommun."}


@pytest.mark.parametrize(
    ("state", "why", "who", "reasons"),
    [
        ("sent", "Fel.", "registrar", ["letter_not_stoppable"]),
        ("waiting", " ", "registrar", ["reason_missing"]),
        ("waiting", "Fel.", "stranger", ["wrong_role"]),
    ],
)
def test_stopping_is_refused_with_its_reason(
    world: World, state: str, why: str, who: str, reasons: list[str]
) -> None:
    w.dispatched(world)
    letter_id, actor = put(world, state), world.actor(who, AT)
    assert refused(mending.withdraw, world.office, letter_id, why, actor, AT) == reasons


def test_a_letter_that_is_being_handed_over_is_not_stopped(world: World, database: Engine) -> None:
    w.dispatched(world)
    with writing(database) as connection:
        (first,) = outbox.claim(connection, "sender", AT, 1, 60)
        assert outbox.hand(connection, first, AT, 60)
    registrar = world.actor("registrar", AT)
    why = refused(mending.withdraw, world.office, first.id, "Fel.", registrar, AT)
    assert why == ["letter_not_stoppable"]
