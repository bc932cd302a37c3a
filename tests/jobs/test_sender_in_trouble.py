"""Letters that may have arrived or are too large, servers that are down, senders that end."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, update

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import row, rows
from workflow.delivery.fakes import Outbasket
from workflow.delivery.journal import FileJournal
from workflow.jobs.sender import (
    FORGOTTEN,
    GIVE_UP_AFTER,
    LEASE_SECONDS,
    Sender,
    send_due,
)
from workflow.operations import dispatching, undelivered
from workflow.operations.office import Mailing
from workflow.outgoing import (
    SETUP,
    Envelope,
    Posted,
    Refused,
    Sent,
    TryLater,
    Unknown,
)
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import writing

NOW = w.DISPATCHED
LEASE, MINUTE = timedelta(seconds=LEASE_SECONDS), timedelta(minutes=1)


def send(world: World, post: Outbasket, now: datetime = NOW) -> int:
    return send_due(world.office, post, "sender", now)


class Answering(Outbasket):
    """A post whose answers are laid down beforehand; when they are used up it takes letters."""

    def __init__(self, *answers: Posted) -> None:
        super().__init__()
        self.answers = list(answers)

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        became = self.answers.pop(0) if self.answers else Sent()
        if isinstance(became, Sent):
            return super().send(envelope, message)
        self.tries.append(envelope.message_id)
        return became


def test_a_letter_that_may_have_arrived_is_sent_again_as_the_same_message(
    world: World, database: Engine
) -> None:
    post = Answering(Unknown("servern bröt förbindelsen"))
    w.submitted(world)
    assert send(world, post) == 0
    letter = row(database, t.letter)
    assert (letter.state, letter.problem) == (
        "maybe",
        f"{outbox.MAYBE}servern bröt förbindelsen",
    )
    assert letter.handing_at == NOW
    assert send(world, post, NOW + MINUTE) == 1
    again = row(database, t.letter)
    assert (again.state, again.problem) == ("sent", outbox.TWICE)
    assert post.tries == [letter.message_id] * 2


def test_where_a_person_is_to_be_asked_a_letter_that_may_have_arrived_is_held(
    world: World, database: Engine
) -> None:
    asking = replace(world.office, mailing=Mailing(unsure_waits=True))
    post = Answering(Unknown("servern bröt förbindelsen"))
    w.submitted(world)
    for now in (NOW, NOW + MINUTE, NOW + GIVE_UP_AFTER):
        assert send_due(asking, post, "sender", now) == 0
    assert row(database, t.letter).state == "held"
    assert len(post.tries) == 1


def test_a_letter_that_may_have_arrived_stays_so_until_the_server_has_taken_it(
    world: World, database: Engine
) -> None:
    post = Answering(Unknown("avbrott"), TryLater("e-postservern svarade 450"))
    w.submitted(world)
    send(world, post)
    send(world, post, NOW + MINUTE)
    letter = row(database, t.letter)
    assert (letter.state, letter.problem) == ("maybe", f"{outbox.MAYBE}e-postservern svarade 450")
    send(world, post, NOW + 7 * MINUTE)
    assert row(database, t.letter).state == "sent"


def test_a_letter_that_may_have_arrived_and_never_gets_a_yes_waits_for_a_person(
    world: World, database: Engine
) -> None:
    post = Answering(Unknown("avbrott"), *[TryLater("e-postservern svarade 450")] * 100)
    w.submitted(world)
    for hours in range(50):
        send(world, post, NOW + timedelta(hours=hours))
    assert row(database, t.letter, kind="submitted").state == "held"


def test_a_no_to_a_letter_that_may_have_arrived_leaves_it_to_a_person(
    world: World, database: Engine
) -> None:
    post = Answering(Unknown("avbrott"), Refused("e-postservern svarade 550"))
    w.submitted(world)
    send(world, post)
    send(world, post, NOW + MINUTE)
    letter = row(database, t.letter)
    assert (letter.state, letter.problem) == ("held", f"{outbox.MAYBE}e-postservern svarade 550")


def test_a_sender_that_died_in_the_middle_of_handing_leaves_a_letter_that_may_have_arrived(
    world: World, database: Engine
) -> None:
    post = Outbasket()
    w.submitted(world)
    with writing(database) as connection:
        (claimed,) = outbox.claim(connection, "dead", NOW, 10, LEASE_SECONDS)
        assert outbox.hand(connection, claimed, NOW, LEASE_SECONDS)
    later = NOW + timedelta(seconds=LEASE_SECONDS)
    assert send(world, post, later) == 0
    assert row(database, t.letter).state == "maybe"
    assert send(world, post, later + MINUTE) == 1
    assert row(database, t.letter).problem == outbox.TWICE


@pytest.mark.case("M03")
def test_a_refusal_for_good_is_one_letters_own_and_somebody_is_told(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    send(world, Outbasket())
    registrar = world.actor("registrar", NOW)
    dispatching.dispatch(world.office, matter.decision_id, registrar, NOW)
    post = Answering(Sent(), Refused("e-postservern svarade 550 5.1.1 Unknown user"))
    assert send(world, post) == 2
    states = sorted(each.state for each in rows(database, t.letter, kind="utdrag"))
    assert states == ["failed", "sent", "sent"]
    assert len(rows(database, t.duty, kind="mend", settled_on=None)) == 1
    assert rows(database, t.letter, kind="undelivered")


@pytest.mark.case("M10")
def test_papers_that_the_server_finds_too_large_are_sent_as_a_link_at_once(
    world: World, database: Engine
) -> None:
    post = Answering(Refused("e-postservern svarade 552 5.3.4 Too big", too_large=True))
    w.dispatched(world)
    first = rows(database, t.letter, kind="utdrag")[0]
    with writing(database) as connection:
        connection.execute(update(t.letter).where(t.letter.c.id != first.id).values(state="sent"))
    assert send(world, post) == 0
    assert row(database, t.letter, id=first.id).as_link
    assert send(world, post) == 1
    content = post.sent[first.message_id]
    assert content.count(b"filename=") == 1  # the sidecar
    assert "Hämta dem med länken" in text_of(content)


@pytest.mark.case("M10")
def test_papers_over_the_limit_go_by_link_from_the_start(world: World, database: Engine) -> None:
    post = Outbasket()
    small = replace(world, office=replace(world.office, mailing=Mailing(attach_max_bytes=10)))
    w.dispatched(small)
    send(small, post)
    utdrag = rows(database, t.letter, kind="utdrag")
    assert [letter.as_link for letter in utdrag] == [True] * 3
    for letter in utdrag:
        text = text_of(post.sent[letter.message_id])
        assert "till och med 2024-11-28" in text
        assert "https://beslut.region.example/lank/" in text


def text_of(content: bytes) -> str:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.case("M01")
def test_a_server_that_is_down_is_asked_once_and_the_other_letters_lose_no_attempt(
    world: World, database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = TryLater(f"{SETUP}inloggningen nekades", down=True, setup=True)

    class Shut(Outbasket):
        """A post that has no connection."""

        def ready(self) -> TryLater | None:
            self.tries.append("")
            return wrong

    post = Shut()
    w.decided(world)
    assert send(world, post) == 0
    assert len(post.tries) == 1
    first, *others = rows(database, t.letter)
    assert (first.state, first.attempts, first.problem) == ("waiting", 1, wrong.problem)
    assert {(each.state, each.attempts, each.problem) for each in others} == {("waiting", 0, "")}
    assert first.handing_at is None
    assert caplog.messages == [wrong.problem]
    assert send(world, Outbasket()) == len(others)


@pytest.mark.case("M11")
def test_a_sender_that_is_told_to_end_finishes_the_letter_in_hand(
    world: World, database: Engine
) -> None:
    post = Outbasket()
    w.decided(world)
    sender = Sender(world.office, post, "sender", lambda: NOW, ended=lambda: bool(post.tries))
    took = sender.send(10)
    assert (took.sent, took.stopped) == (1, True)
    first, *others = rows(database, t.letter)
    assert first.state == "sent"
    assert {(each.state, each.problem, each.claimed_by) for each in others} == {("waiting", "", "")}
    again = Sender(world.office, post, "next", lambda: NOW)
    assert again.send(10).sent == len(others)


def test_a_sender_that_slept_past_its_lease_before_handing_over_sends_nothing(
    world: World, database: Engine
) -> None:
    def clock() -> datetime:
        """It is paused after its third look: the claim, the mark, and then the lease is over."""
        looks.append(NOW if len(looks) < 2 else NOW + LEASE)
        return looks[-1]

    post, looks = Outbasket(), list[datetime]()
    w.submitted(world)
    assert Sender(world.office, post, "sleeper", clock).send(10).sent == 0
    assert post.tries == []
    for later in (LEASE, LEASE + MINUTE):
        send(world, post, NOW + later)
    assert row(database, t.letter).state == "sent"
    assert len(post.tries) == 1


def test_a_letter_that_a_restored_backup_has_forgotten_is_held_and_not_sent_twice(
    world: World, database: Engine, tmp_path: Path
) -> None:
    """The rows are set back to what a backup from before the sending would hold."""
    post, journal = Outbasket(), FileJournal(tmp_path / "handed-over.log")
    w.decided(world)
    before = rows(database, t.letter)
    assert Sender(world.office, post, "sender", lambda: NOW, journal).send(10).sent == len(before)
    with writing(database) as connection:
        forgotten = {"state": "waiting", "attempts": 0, "sent_at": None}
        connection.execute(update(t.letter).values(**forgotten, next_at=NOW))
    journal.close()
    restarted = FileJournal(tmp_path / "handed-over.log")
    sender = Sender(world.office, post, "sender", lambda: NOW, restarted)
    assert sender.send(10).sent == 0
    held = rows(database, t.letter)
    assert {(each.state, each.problem) for each in held} == {("held", f"{outbox.MAYBE}{FORGOTTEN}")}
    assert len(post.tries) == len(before)
    with writing(database) as connection:  # a person lets one of them go
        one = update(t.letter).where(t.letter.c.id == held[0].id)
        connection.execute(one.values(state="waiting", next_at=NOW))
    assert sender.send(10).sent == 1
    restarted.close()


def test_a_loss_that_can_not_be_told_of_is_still_a_loss(
    world: World, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("nobody to tell")

    monkeypatch.setattr(undelivered, "note", fails)
    w.submitted(world)
    send(world, Answering(Refused("e-postservern svarade 550")))
    assert row(database, t.letter).state == "failed"


def test_a_post_that_breaks_leaves_a_letter_that_may_have_arrived(
    world: World, database: Engine
) -> None:
    class Broken(Outbasket):
        """A post with a fault in it."""

        def send(self, envelope: Envelope, message: bytes) -> Posted:  # noqa: ARG002  # as a post is told
            raise ZeroDivisionError("a fault")

    w.submitted(world)
    assert send(world, Broken()) == 0
    letter = row(database, t.letter)
    assert (letter.state, letter.problem) == ("maybe", f"{outbox.MAYBE}ZeroDivisionError: a fault")


def test_about_one_commit_is_made_for_each_letter(world: World, database: Engine) -> None:
    commits: list[object] = []
    w.dispatched(world)
    ordered = len(rows(database, t.letter))
    event.listen(database, "commit", commits.append)
    assert send(world, Outbasket()) == ordered
    assert len(commits) == ordered + 2  # the claim, one for each letter, and the last settling


def test_a_sent_letters_subject_begins_with_the_case_and_is_answered_to_a_person(
    world: World, database: Engine
) -> None:
    post = Outbasket()
    w.dispatched(world)
    send(world, post)
    for letter in rows(database, t.letter):
        message = message_from_bytes(post.sent[letter.message_id], policy=default)
        assert "RUN/536/2021" in message["Subject"]
        assert message["Reply-To"] == "officer@region.example"
