"""What is typed and what was read is kept for one owner in one place."""

from datetime import timedelta

from sqlalchemy import Engine

from tests.operations.builders import World, when
from tests.operations.reading import rows
from workflow.operations import autosaves, last_reads
from workflow.operations.autosaves import Autosave
from workflow.operations.last_reads import LastRead
from workflow.store import tables as t

NOON = when("2023-10-24", 12)
LATER = NOON + timedelta(minutes=1)
ME, LINK = "person:7", "link:" + "0" * 64


def test_what_was_last_typed_is_kept(world: World) -> None:
    autosaves.keep(world.office, ME, "plan:1", {"title": "Plan"}, NOON)
    autosaves.keep(world.office, ME, "plan:1", {"title": "Planen för år 2024"}, LATER)
    kept = autosaves.kept(world.office, ME, "plan:1")
    assert kept == Autosave({"title": "Planen för år 2024"}, LATER)


def test_a_late_request_does_not_overwrite_what_was_typed_after_it(world: World) -> None:
    autosaves.keep(world.office, ME, "plan:1", {"title": "ny"}, LATER)
    autosaves.keep(world.office, ME, "plan:1", {"title": "gammal"}, NOON)
    assert autosaves.kept(world.office, ME, "plan:1") == Autosave({"title": "ny"}, LATER)


def test_nobody_is_given_what_another_typed(world: World) -> None:
    autosaves.keep(world.office, ME, "plan:1", {"title": "min"}, NOON)
    autosaves.keep(world.office, LINK, "plan:1", {"title": "vår"}, NOON)
    assert autosaves.kept(world.office, ME, "plan:1") == Autosave({"title": "min"}, NOON)
    assert autosaves.kept(world.office, "person:8", "plan:1") is None
    assert autosaves.kept(world.office, ME, "plan:2") is None


def test_what_was_sent_is_dropped(world: World) -> None:
    autosaves.keep(world.office, ME, "plan:1", {"title": "min"}, NOON)
    autosaves.drop(world.office, ME, "plan:1")
    assert autosaves.kept(world.office, ME, "plan:1") is None


def test_what_nobody_asks_for_is_forgotten(world: World, database: Engine) -> None:
    autosaves.keep(world.office, ME, "plan:1", {"title": "gammal"}, NOON)
    autosaves.keep(world.office, ME, "plan:2", {"title": "ny"}, NOON + timedelta(days=61))
    assert [each.place for each in rows(database, t.autosave)] == ["plan:2"]


def test_the_text_that_a_person_last_read_is_kept(world: World) -> None:
    officer, director = world.people["officer"], world.people["director"]
    last_reads.note(world.office, officer, "plan:1", "Ett.", NOON)
    last_reads.note(world.office, officer, "plan:1", "Två.", LATER)
    last_reads.note(world.office, director, "plan:1", "Ett.", NOON)
    assert last_reads.last(world.office, officer, "plan:1") == LastRead("Två.", LATER)
    assert last_reads.last(world.office, director, "plan:1") == LastRead("Ett.", NOON)
    assert last_reads.last(world.office, officer, "plan:2") is None
