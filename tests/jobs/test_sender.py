"""Letters leave after the commit, each on its own: one that can't waits, and the others go."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World
from tests.operations.reading import row, rows
from workflow.delivery.fakes import Outbasket, PapersInMemory
from workflow.jobs.sender import (
    GIVE_UP_AFTER,
    LEASE_SECONDS,
    RETRY_MINUTES,
    TRIES_AT_LEAST,
    send_due,
)
from workflow.operations import dispatching
from workflow.outgoing import (
    Envelope,
    Posted,
)
from workflow.states import LetterKind
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import writing

NOW = w.DISPATCHED
LEASE, MINUTE = timedelta(seconds=LEASE_SECONDS), timedelta(minutes=1)


def send(world: World, post: Outbasket, now: datetime = NOW) -> int:
    return send_due(world.office, post, "sender", now)


def test_every_letter_that_is_due_leaves_once(world: World, database: Engine) -> None:
    post = Outbasket()
    w.dispatched(world)
    ordered = len(rows(database, t.letter))
    assert send(world, post) == ordered
    assert {letter.state for letter in rows(database, t.letter)} == {"sent"}
    assert {letter.sent_at for letter in rows(database, t.letter)} == {NOW}
    assert send(world, post) == 0
    assert len(post.sent) == len(post.tries) == ordered


def test_a_letter_carries_its_papers_and_its_recipients_own_link(world: World) -> None:
    post = Outbasket()
    matter = w.dispatched(world)
    send(world, post)
    for party in RECIPIENTS:
        to = f"\r\nTo: [^:]*<registrator@{party}.example>"
        (mine,) = [m for m in post.sent.values() if re.search(to.encode(), m) and b"_utdrag_" in m]
        assert mine.count(b"filename=") == 5  # cover letter, extract, two plans, sidecar
        assert f"registrator@{party}.example".encode() in mine
    assert matter.bearer("are", LetterKind.UTDRAG).name == "Åre kommun"


def test_a_letter_waits_with_the_reason_while_the_post_is_down(
    world: World, database: Engine
) -> None:
    post = Outbasket()
    post.down = True
    w.submitted(world)
    assert send(world, post) == 0
    letter = row(database, t.letter)
    assert (letter.state, letter.attempts) == ("waiting", 1)
    assert letter.problem == "the post is down"
    assert letter.next_at == NOW + MINUTE
    assert send(world, post, NOW + MINUTE / 2) == 0
    post.down = False
    assert send(world, post, NOW + MINUTE) == 1
    assert row(database, t.letter).problem == ""


@pytest.mark.case("M02")
def test_a_letter_is_tried_at_longer_and_longer_intervals_under_the_same_message_id(
    world: World, database: Engine
) -> None:
    post, now, waits = Outbasket(), w.SUBMITTED, []
    post.down = True
    w.submitted(world)
    for _ in range(6):
        send(world, post, now)
        due = row(database, t.letter).next_at
        waits.append((due - now) // MINUTE)
        now = due
    assert waits == [*RETRY_MINUTES, RETRY_MINUTES[-1], RETRY_MINUTES[-1]]
    assert post.tries == [row(database, t.letter).message_id] * 6
    post.down = False
    send(world, post, now)
    assert post.tries == [row(database, t.letter).message_id] * 7


@pytest.mark.case("M01")
def test_after_two_days_of_tries_a_letter_waits_for_a_person(
    world: World, database: Engine
) -> None:
    post, now = Outbasket(), w.SUBMITTED
    post.down = True
    w.submitted(world)
    while row(database, t.letter, kind="submitted").state != "failed":
        send(world, post, now)
        now += timedelta(minutes=30)
    assert GIVE_UP_AFTER <= now - w.SUBMITTED <= GIVE_UP_AFTER + timedelta(hours=2)
    post.down = False
    send(world, post, now + timedelta(days=30))
    assert row(database, t.letter, kind="submitted").state == "failed"


def test_a_letter_that_waited_while_nothing_ran_is_tried_some_times_all_the_same(
    world: World, database: Engine
) -> None:
    post, now = Outbasket(), NOW + timedelta(days=9)
    post.down = True
    w.submitted(world)
    for attempt in range(1, TRIES_AT_LEAST + 1):
        assert row(database, t.letter, kind="submitted").attempts == attempt - 1
        send(world, post, now)
        now += timedelta(hours=1)
    assert row(database, t.letter, kind="submitted").state == "failed"


@pytest.mark.case("M03")
@pytest.mark.parametrize(
    ("fault", "problem", "state"),
    [
        ({"to_email": "ingen adress"}, "ingen e-postadress", "failed"),
        ({"attachments": [["a.docx", "0" * 64, "text/plain"]]}, "no paper is kept", "waiting"),
    ],
    ids=["address", "lost paper"],
)
def test_a_bad_letter_never_stops_the_rest(
    world: World, database: Engine, fault: dict[str, object], problem: str, state: str
) -> None:
    post = Outbasket()
    w.decided(world)
    first, *others = rows(database, t.letter)
    with writing(database) as connection:
        connection.execute(update(t.letter).where(t.letter.c.id == first.id).values(**fault))
    assert send(world, post) == len(others)
    assert set(post.sent) == {letter.message_id for letter in others}
    bad = row(database, t.letter, id=first.id)
    assert bad.state == state
    assert problem in bad.problem


def test_a_letter_whose_sender_died_is_sent_when_the_lease_is_over(
    world: World, database: Engine
) -> None:
    post = Outbasket()
    w.submitted(world)
    with writing(database) as connection:
        outbox.claim(connection, "dead", NOW, 10, LEASE_SECONDS)
    lease = timedelta(seconds=LEASE_SECONDS)
    assert send(world, post, NOW + lease - MINUTE) == 0
    assert send(world, post, NOW + lease) == 1
    assert (row(database, t.letter).state, row(database, t.letter).attempts) == ("sent", 2)


def test_a_sender_whose_lease_ran_out_while_it_sent_marks_nothing(
    world: World, database: Engine
) -> None:
    class Slow(Outbasket):
        """Another sender takes the letter over while this post is at work."""

        def send(self, envelope: Envelope, message: bytes) -> Posted:
            later = NOW + timedelta(seconds=LEASE_SECONDS)
            for at in (later, later + MINUTE):
                with writing(database) as connection:
                    outbox.claim(connection, "other", at, 10, LEASE_SECONDS)
            return super().send(envelope, message)

    w.submitted(world)
    send(world, Slow())
    letter = row(database, t.letter)
    assert (letter.state, letter.claimed_by, letter.attempts) == ("claimed", "other", 2)


def test_a_copy_is_sent_when_its_letter_has_left_and_not_before(
    world: World, database: Engine
) -> None:
    post = Outbasket()
    w.dispatched(world)
    assert {each.state for each in rows(database, t.delivery)} == {"waiting"}
    post.down = True
    send(world, post)
    assert {each.state for each in rows(database, t.delivery)} == {"waiting"}
    post.down = False
    send(world, post, NOW + MINUTE)
    assert {each.state for each in rows(database, t.delivery)} == {"sent"}


def test_a_copy_that_is_confirmed_already_stays_so_when_its_letter_leaves(
    world: World, database: Engine
) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, NOW)
    send(world, Outbasket())
    states = {each.party_id: each.state for each in rows(database, t.delivery)}
    assert states[world.parties["are"].id] == "acknowledged"
    assert sorted(states.values()) == ["acknowledged", "sent", "sent"]


@pytest.mark.case("M11")
def test_a_sender_takes_no_more_than_its_share(world: World, database: Engine) -> None:
    post = Outbasket()
    w.dispatched(world)
    assert send_due(world.office, post, "sender", NOW, limit=3) == 3
    waiting = rows(database, t.letter, state="waiting")
    assert [letter.id for letter in waiting] == sorted(letter.id for letter in waiting)
    assert min(letter.id for letter in waiting) == 4


def test_papers_that_cannot_be_read_now_are_sent_when_they_can(
    world: World, database: Engine
) -> None:
    post, files = Outbasket(), world.office.files
    w.dispatched(world)
    assert isinstance(files, PapersInMemory)
    away, files.kept = files.kept, {}
    send(world, post)
    assert {each.state for each in rows(database, t.delivery)} == {"waiting"}
    files.kept = away
    send(world, post, NOW + MINUTE)
    assert {each.state for each in rows(database, t.letter)} == {"sent"}
