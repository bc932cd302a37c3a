"""Recipients who have not confirmed are reminded: by hand, by the clock, at their own request."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, findings, newest_token, refused, row, rows
from tests.operations.together import at_once
from workflow.delivery.fakes import Outbasket
from workflow.jobs.reminding import remind
from workflow.jobs.sender import send_due
from workflow.operations import chasing, dispatching, looking, mending
from workflow.operations.reminders import Reminded
from workflow.refusals import NotFound
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import writing

DAY = "2023-10-27"


def sent(world: World) -> w.Matter:
    """Dispatched, and every letter gone."""
    matter = w.dispatched(world)
    send_due(world.office, Outbasket(), "w1", w.DISPATCHED + timedelta(minutes=1))
    return matter


def press(matter: w.Matter, day: str = DAY, who: str = "registrar", hour: int = 10) -> Reminded:
    at = when(day, hour)
    return chasing.chase(matter.world.office, matter.decision_id, matter.world.actor(who, at), at)


def put(matter: w.Matter, state: str, party: str = "Åre kommun") -> None:
    with writing(matter.world.office.engine) as connection:
        utdrag = (t.letter.c.kind == "utdrag") & (t.letter.c.to_name == party)
        connection.execute(update(t.letter).where(utdrag), {"state": state})


def test_everybody_who_has_not_confirmed_is_reminded_with_the_same_link(world: World) -> None:
    matter = sent(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    assert press(matter) == Reminded(now=("Bergs kommun", "Tillväxtverket"))
    assert matter.bearer("berg", LetterKind.REMINDER) == matter.bearer("berg", LetterKind.UTDRAG)


def test_the_reminders_are_on_record(world: World) -> None:
    matter = sent(world)
    press(matter)
    (entry,) = events(world.office, step="remind_recipients")
    assert entry["given"] == {"parties": ["Bergs kommun", "Tillväxtverket", "Åre kommun"]}
    assert len(entry["letters"]) == 3
    assert findings(world.office) == []


def test_nobody_is_written_to_twice_on_one_day(world: World) -> None:
    matter = sent(world)
    press(matter)
    assert refused(press, matter, hour=16) == ["chased_today"] * 3
    assert len(press(matter, "2023-10-30").now) == 3


def test_two_who_press_at_once_write_one_letter_each(world: World, database: Engine) -> None:
    matter = sent(world)
    at_once(*[lambda: press(matter)] * 4)
    assert len(rows(database, t.letter, kind="reminder")) == 3


def test_on_the_day_of_the_dispatch_itself_nobody_is_reminded(world: World) -> None:
    assert refused(press, sent(world), "2023-10-25", hour=15) == ["chased_today"] * 3


@pytest.mark.parametrize("state", ["failed", "bounced", "withdrawn", "waiting"])
def test_who_has_not_got_the_utdrag_is_not_reminded_of_it(world: World, state: str) -> None:
    matter = sent(world)
    put(matter, state)
    assert press(matter).now == ("Bergs kommun", "Tillväxtverket")


def test_a_copy_sent_again_is_reminded_of_at_its_new_address(world: World) -> None:
    matter = sent(world)
    put(matter, "bounced")
    at = when(DAY)
    registrar, party_id = world.actor("registrar", at), world.parties["are"].id
    mending.resend(
        world.office,
        matter.decision_id,
        party_id,
        registrar,
        at,
        address="d@are.example",
        reason="Fel",
    )
    send_due(world.office, Outbasket(), "w1", at + timedelta(minutes=1))
    press(matter, "2023-10-30")
    assert row(world.office.engine, t.letter, kind="reminder", to_name="Åre kommun").to_email == (
        "d@are.example"
    )


def test_all_decisions_are_chased_at_once(world: World) -> None:
    first = sent(world)
    at = when(DAY)
    (chased,) = chasing.chase_all(world.office, world.actor("registrar", at), at)
    assert (chased.decision_id, len(chased.reminded.now)) == (first.decision_id, 3)
    assert refused(chasing.chase_all, world.office, world.actor("registrar", at), at) == [
        "nobody_to_chase"
    ]


def test_who_would_be_reminded_is_told_before(world: World) -> None:
    matter = sent(world)
    (found,) = chasing.to_chase(world.office, when(DAY))
    assert (found.decision_id, found.names) == (
        matter.decision_id,
        ("Bergs kommun", "Tillväxtverket", "Åre kommun"),
    )
    press(matter)
    assert chasing.to_chase(world.office, when(DAY, 12)) == ()


@pytest.mark.parametrize("who", ["stranger", "secretary", "director"])
def test_only_the_registrar_and_the_officer_remind(world: World, who: str) -> None:
    assert refused(press, sent(world), who=who) == ["wrong_role"]


def test_the_clock_reminds_nobody_of_an_utdrag_that_came_back(world: World) -> None:
    matter = sent(world)
    put(matter, "bounced")
    remind(world.office, when("2023-11-08", 8))
    told = {each.to_name for each in rows(world.office.engine, t.letter, kind="reminder")}
    assert "Åre kommun" not in told
    assert {"Bergs kommun", "Tillväxtverket"} <= told
    assert matter.decision_id


def outdated(world: World, matter: w.Matter) -> str:
    token = newest_token(world.office, world.parties["are"].email, "utdrag")
    assert token is not None
    with writing(world.office.engine) as connection:
        mine = update(t.personal_link).where(t.personal_link.c.party_id == world.parties["are"].id)
        connection.execute(mine, {"expires_on": w.DISPATCHED.date()})
    assert matter.decision_id
    return token


def test_an_outdated_link_is_sent_anew_to_the_official_address(world: World) -> None:
    matter = sent(world)
    token = outdated(world, matter)
    assert chasing.send_link_anew(world.office, token, when(DAY)) == "Åre kommun"
    letter = row(world.office.engine, t.letter, kind="reminder")
    assert letter.to_email == "registrator@are.example"
    new = newest_token(world.office, "registrator@are.example", "reminder")
    assert new not in (None, token)
    assert looking.bearer(world.office, new or "", when(DAY)).decision_id == matter.decision_id


def test_the_outdated_link_itself_is_never_good_again(world: World) -> None:
    token = outdated(world, sent(world))
    chasing.send_link_anew(world.office, token, when(DAY))
    with pytest.raises(NotFound):
        looking.bearer(world.office, token, when(DAY))


def test_a_link_is_sent_anew_once_a_day_whoever_asks(world: World) -> None:
    token = outdated(world, sent(world))
    chasing.send_link_anew(world.office, token, when(DAY))
    assert refused(chasing.send_link_anew, world.office, token, when(DAY, 12)) == ["chased_today"]


def test_a_link_that_is_still_good_or_never_was_is_not_sent_anew(world: World) -> None:
    matter = sent(world)
    good = newest_token(world.office, "registrator@are.example", "utdrag") or ""
    for token in (good, "x" * 43):
        with pytest.raises(NotFound):
            chasing.send_link_anew(world.office, token, when(DAY))
    assert matter.decision_id


def test_what_is_confirmed_needs_no_new_link(world: World) -> None:
    matter = sent(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    token = outdated(world, matter)
    assert refused(chasing.send_link_anew, world.office, token, when(DAY)) == [
        "nothing_to_send_anew"
    ]
