"""A session is found by its secret while it lives, and dies at once when something ends it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from tests.closing import closed
from tests.operations.builders import World, when
from tests.operations.reading import everything, row, rows
from workflow.operations import accounts, sessions
from workflow.refusals import NotFound
from workflow.store import tables as t

MORNING = when("2023-10-24", 9)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)


def begun(world: World, who: str = "officer") -> str:
    person_id = world.people[who]
    return sessions.begin(world.office, person_id, "password", "Webbläsare", MORNING)


def found(world: World, sid: str, after: timedelta = timedelta(0)) -> sessions.Session | None:
    return sessions.find(world.office, sid, MORNING + after, IDLE, LONGEST)


def test_a_session_is_found_by_its_secret(world: World) -> None:
    session = found(world, begun(world))
    assert session is not None
    assert (session.person_id, session.method) == (world.people["officer"], "password")
    assert session.created_at == session.seen_at == session.fresh_at == MORNING


def test_only_the_hash_of_the_secret_is_kept(world: World, database: Engine) -> None:
    sid = begun(world)
    assert sid not in repr(everything(database))


@pytest.mark.parametrize("sid", ["", "x", "å" * 43, "\x00"])
def test_another_secret_finds_nothing(world: World, sid: str) -> None:
    begun(world)
    assert found(world, sid) is None


def test_an_idle_session_is_dead(world: World) -> None:
    sid = begun(world)
    assert found(world, sid, IDLE - timedelta(seconds=1)) is not None
    assert found(world, sid, 2 * IDLE) is None


def test_a_used_session_dies_after_a_long_day(world: World) -> None:
    sid = begun(world)
    for quarters in range(1, 40):
        assert found(world, sid, quarters * timedelta(minutes=15)) is not None
    assert found(world, sid, LONGEST) is None


def test_use_is_written_down_at_most_once_a_minute(world: World, database: Engine) -> None:
    sid = begun(world)
    found(world, sid, timedelta(seconds=59))
    assert row(database, t.web_session).seen_at == MORNING
    found(world, sid, timedelta(seconds=60))
    assert row(database, t.web_session).seen_at == MORNING + timedelta(seconds=60)


def test_a_renewed_session_has_a_new_secret_and_is_fresh(world: World) -> None:
    old = begun(world)
    session = found(world, old)
    assert session is not None
    later = MORNING + timedelta(minutes=9)
    new = sessions.renew(world.office, session.id, later)
    assert found(world, old, timedelta(minutes=9)) is None
    renewed = found(world, new, timedelta(minutes=9))
    assert renewed is not None
    assert (renewed.id, renewed.fresh_at, renewed.created_at) == (session.id, later, MORNING)


def test_an_ended_session_is_dead_at_once_and_is_not_renewed(world: World) -> None:
    sid = begun(world)
    session = found(world, sid)
    assert session is not None
    sessions.end(world.office, session.id, MORNING)
    assert found(world, sid) is None
    with pytest.raises(NotFound):
        sessions.renew(world.office, session.id, MORNING)


def test_all_others_are_ended_and_this_one_stays(world: World) -> None:
    mine, other, colleague = begun(world), begun(world), begun(world, "director")
    session = found(world, mine)
    assert session is not None
    sessions.end_all(world.office, world.people["officer"], MORNING, but=session.id)
    assert [found(world, sid) is not None for sid in (mine, other, colleague)] == [
        True,
        False,
        True,
    ]
    sessions.end_all(world.office, world.people["officer"], MORNING)
    assert found(world, mine) is None


def test_nobody_ends_the_session_of_another(world: World) -> None:
    sid = begun(world, "director")
    session = found(world, sid)
    assert session is not None
    sessions.end_of(world.office, world.people["officer"], session.id, MORNING)
    assert found(world, sid) is not None
    sessions.end_of(world.office, world.people["director"], session.id, MORNING)
    assert found(world, sid) is None


def test_a_persons_living_sessions_are_listed_the_last_used_first(world: World) -> None:
    first, second = begun(world), begun(world)
    begun(world, "director")
    found(world, first, timedelta(minutes=5))
    listed = sessions.of_person(
        world.office, world.people["officer"], MORNING + timedelta(minutes=5)
    )
    other = found(world, second, timedelta(minutes=5))
    assert other is not None
    assert len(listed) == 2
    assert listed[1].id == other.id


@pytest.mark.parametrize(
    ("disabled_on", "lives"), [("2023-10-23", False), ("2023-10-24", False), ("2023-10-25", True)]
)
def test_a_disabled_account_has_no_session(world: World, disabled_on: str, *, lives: bool) -> None:
    person_id = world.people["officer"]
    accounts.add(world.office, person_id, "officer", MORNING)
    sid = begun(world)
    closed(world.office, person_id, date.fromisoformat(disabled_on), MORNING)
    assert (found(world, sid) is not None) is lives


def test_a_day_that_comes_ends_the_session_without_anybody_doing_anything(world: World) -> None:
    person_id, evening = world.people["officer"], when("2023-10-24", 23, 59)
    accounts.add(world.office, person_id, "officer", MORNING)
    closed(world.office, person_id, date(2023, 10, 25), MORNING)
    sid = sessions.begin(world.office, person_id, "password", "", evening)
    midnight = evening + timedelta(minutes=1)
    assert sessions.find(world.office, sid, evening, IDLE, LONGEST) is not None
    assert sessions.find(world.office, sid, midnight, IDLE, LONGEST) is None


def test_old_sessions_are_forgotten(world: World, database: Engine) -> None:
    begun(world)
    late = MORNING + timedelta(days=91)
    sessions.begin(world.office, world.people["officer"], "oidc", "x" * 1000, late)
    assert [len(each.user_agent) for each in rows(database, t.web_session)] == [300]
