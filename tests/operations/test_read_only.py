"""Skrivskyddat läge: nothing is written in any process, all is read, and the record goes on."""

import threading
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import rows
from tests.store.samples import a_person
from workflow.delivery.fakes import Outbasket
from workflow.facts import Actor
from workflow.jobs import ticker
from workflow.jobs.sender import Sender
from workflow.operations import autosaves, checks, heartbeats, read_only, sessions, throttle
from workflow.operations.heartbeats import Job
from workflow.operations.register_record import By
from workflow.outgoing import Envelope, Posted
from workflow.refusals import BadInput, ReadOnly, Refused, SchemaMismatch
from workflow.states import ActorKind
from workflow.store import mode
from workflow.store import tables as t
from workflow.store.engine import open_database, upkeep, writing
from workflow.store.mode import Closed

NOW = when("2023-10-25")
BY = By(Actor(ActorKind.SYSTEM, "Kommandoraden", frozenset()), NOW)
WHY = "flytt till en ny server"


def test_no_step_is_taken_and_none_is_on_record(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    before = len(rows(database, t.event)), len(rows(database, t.letter))
    assert read_only.begin(world.office, WHY, BY)
    with pytest.raises(ReadOnly, match=WHY) as refused:
        w.decide(matter)
    assert refused.value.since == NOW
    assert (len(rows(database, t.event)), len(rows(database, t.letter))) == before


def test_when_it_is_over_everything_goes_on_and_the_record_holds(world: World) -> None:
    matter = w.submitted(world)
    read_only.begin(world.office, WHY, BY)
    assert read_only.end(world.office, BY)
    w.decide(matter)
    assert checks.check_record(world.office, NOW).holds


def test_who_said_so_and_why_is_on_record_both_times(world: World, database: Engine) -> None:
    read_only.begin(world.office, WHY, BY)
    assert not read_only.begin(world.office, "igen", BY)
    read_only.end(world.office, BY)
    assert not read_only.end(world.office, BY)
    said = [(row.step, row.actor_name, WHY in row.body) for row in rows(database, t.register_event)]
    steps = ("pause_writing", "resume_writing")
    assert said[-2:] == [(step, "Kommandoraden", True) for step in steps]


def test_only_an_administrator_may_say_so(world: World) -> None:
    officer = By(world.actor("officer", NOW), NOW)
    with pytest.raises(Refused):
        read_only.begin(world.office, WHY, officer)
    assert read_only.now(world.office) is None


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "vänd \u202e om"])
def test_a_reason_that_cannot_be_shown_is_refused(world: World, reason: str) -> None:
    with pytest.raises(BadInput, match="skriv varför"):
        read_only.begin(world.office, reason, BY)
    assert read_only.now(world.office) is None


def test_signing_in_and_what_is_typed_go_on(world: World) -> None:
    read_only.begin(world.office, WHY, BY)
    person = world.people["officer"]
    sid = sessions.begin(world.office, person, "password", "test", NOW)
    later = NOW + timedelta(minutes=5)
    assert sessions.find(world.office, sid, later, sessions.IDLE, sessions.LONGEST)
    assert throttle.attempt(world.office, "officer", "192.0.2.1", NOW).id
    autosaves.keep(world.office, "person:1", "plan", {"title": "Ny"}, NOW)
    assert autosaves.kept(world.office, "person:1", "plan")


def test_another_process_is_told_at_once(world: World, database_url: str) -> None:
    other = open_database(database_url)
    read_only.begin(world.office, WHY, BY)
    with pytest.raises(ReadOnly), writing(other):
        pass
    other.dispose()


def test_whoever_is_in_the_middle_of_writing_is_waited_for(world: World, database: Engine) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def write() -> None:
        with writing(database) as connection:
            begun.set()
            goes_on.wait(timeout=30)
            a_person(connection)

    with ThreadPoolExecutor(2) as pool:
        writer = pool.submit(write)
        assert begun.wait(timeout=30)
        closing = pool.submit(read_only.begin, world.office, WHY, BY)
        assert not closing.done()
        goes_on.set()
        writer.result(timeout=30)
        assert closing.result(timeout=30)
    seqs = [row.seq for row in rows(database, t.register_event)]
    assert seqs == list(range(1, len(seqs) + 1))


def test_whoever_begins_to_write_meanwhile_is_refused(world: World, database: Engine) -> None:
    def write() -> None:
        with writing(database) as connection:
            a_person(connection)

    with ThreadPoolExecutor(1) as pool:
        with upkeep(database) as connection:
            assert mode.close(connection, Closed(WHY, "Kommandoraden", NOW))
            writer = pool.submit(write)
            assert not futures.wait([writer], timeout=0.5).done  # it waits for the answer
        with pytest.raises(ReadOnly):
            writer.result(timeout=30)


def test_the_clock_and_the_sender_wait_but_are_heard_of(world: World) -> None:
    matter, post = w.decided(world), Outbasket()
    read_only.begin(world.office, WHY, BY)
    sender = Sender(world.office, post, "test", lambda: NOW)
    ticker.beat(matter.world.office, sender, 8)
    assert not post.sent
    for job in (Job.TICK, Job.SENDER):
        found = heartbeats.last(world.office, job)
        assert found is not None
        assert found.beat_at == NOW
    read_only.end(world.office, BY)
    ticker.beat(matter.world.office, sender, 8)
    assert post.sent


def test_a_letter_that_was_being_handed_over_is_settled(world: World, database: Engine) -> None:
    matter, post = w.decided(world), ClosesAfterOne(world)
    sender = Sender(matter.world.office, post, "test", lambda: NOW, ended=lambda: is_closed(world))
    sender.send(20)
    states = [row.state for row in rows(database, t.letter)]
    assert (len(post.sent), states.count("sent")) == (1, 1)
    assert set(states) == {"sent", "waiting"}


def is_closed(world: World) -> bool:
    return read_only.now(world.office) is not None


class ClosesAfterOne(Outbasket):
    """A post during whose first letter somebody says that nothing may be written."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        read_only.begin(self.world.office, WHY, BY)
        return super().send(envelope, message)


@pytest.mark.case("R13")
def test_a_program_that_runs_writes_nothing_in_a_database_that_became_another_version(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    with upkeep(database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match="version 9999") as refused:
        w.decide(matter)
    assert "Starta om programmet" in str(refused.value)
