"""A letter is ordered once, claimed by one sender at a time, and settled by that sender only."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import chain

import pytest
from sqlalchemy import Engine, select

from tests.store.samples import NOON, a_case, a_letter
from workflow.outgoing import Outgoing
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.outbox import AlreadyOrdered, Claimed

LEASE = 60
MINUTE = timedelta(minutes=1)


def put(database: Engine, *keys: str) -> list[Outgoing]:
    with writing(database) as connection:
        case = a_case(connection)
        letters = [a_letter(case, key) for key in keys]
        for letter in letters:
            outbox.add(connection, letter)
    return letters


def claim(
    database: Engine, now: datetime = NOON, *, by: str = "one", limit: int = 10
) -> list[Claimed]:
    with writing(database) as connection:
        return list(outbox.claim(connection, by, now, limit, LEASE))


def states(database: Engine) -> list[str]:
    with reading(database) as connection:
        return list(connection.execute(select(t.letter.c.state).order_by(t.letter.c.id)).scalars())


def test_a_claimed_letter_is_the_letter_that_was_put_in(database: Engine) -> None:
    letters = put(database, "a")
    assert [claimed.letter for claimed in claim(database)] == letters


def test_the_same_letter_cannot_be_ordered_twice(database: Engine) -> None:
    put(database, "a")
    with writing(database) as connection:
        with pytest.raises(AlreadyOrdered, match="a"):
            outbox.add(connection, a_letter(1, "a"))
        outbox.add(connection, a_letter(1, "b"))
    assert states(database) == ["waiting", "waiting"]


def test_letters_are_claimed_in_the_order_they_were_put_in(database: Engine) -> None:
    put(database, "c", "a", "b")
    assert [claimed.letter.key for claimed in claim(database, limit=2)] == ["c", "a"]
    assert [claimed.letter.key for claimed in claim(database, limit=2)] == ["b"]


def test_a_letter_is_not_claimed_before_its_time(database: Engine) -> None:
    put(database, "a")
    assert claim(database, NOON - MINUTE) == []


def test_a_claimed_letter_is_nobody_elses_until_the_lease_is_over(database: Engine) -> None:
    put(database, "a")
    claim(database, by="one")
    assert claim(database, NOON + MINUTE / 2, by="other") == []
    assert [claimed.attempt for claimed in claim(database, NOON + MINUTE, by="other")] == [2]


def test_a_letter_that_has_left_is_not_claimed_again(database: Engine) -> None:
    put(database, "a")
    (claimed,) = claim(database)
    with writing(database) as connection:
        assert outbox.done(connection, claimed, NOON)
    assert states(database) == ["sent"]
    assert claim(database, NOON + timedelta(days=365)) == []


def test_a_letter_that_could_not_leave_is_due_later_with_the_reason(database: Engine) -> None:
    put(database, "a")
    (claimed,) = claim(database)
    with writing(database) as connection:
        assert outbox.later(connection, claimed, "post is down", NOON + 5 * MINUTE)
        row = connection.execute(select(t.letter)).one()
    assert (row.state, row.problem, row.claimed_by, row.lease_until) == (
        *("waiting", "post is down", ""),
        None,
    )
    assert claim(database, NOON + 4 * MINUTE) == []
    assert len(claim(database, NOON + 5 * MINUTE)) == 1


def test_a_letter_that_is_given_up_waits_for_a_person(database: Engine) -> None:
    put(database, "a")
    (claimed,) = claim(database)
    with writing(database) as connection:
        assert outbox.give_up(connection, claimed, "no such address")
    assert states(database) == ["failed"]
    assert claim(database, NOON + timedelta(days=365)) == []


@pytest.mark.case("R09")
def test_a_sender_that_slept_past_its_lease_settles_nothing(database: Engine) -> None:
    put(database, "a")
    (slept,) = claim(database)
    (awake,) = claim(database, NOON + MINUTE)
    with writing(database) as connection:
        assert not outbox.done(connection, slept, NOON + MINUTE)
        assert not outbox.later(connection, slept, "", NOON)
        assert not outbox.give_up(connection, slept, "")
        assert outbox.done(connection, awake, NOON + MINUTE)


def test_a_letter_is_settled_once(database: Engine) -> None:
    put(database, "a")
    (claimed,) = claim(database)
    with writing(database) as connection:
        assert outbox.done(connection, claimed, NOON)
        assert not outbox.done(connection, claimed, NOON)


def test_a_letter_of_a_transaction_that_fails_never_leaves(database: Engine) -> None:
    def fail() -> None:
        with writing(database) as connection:
            outbox.add(connection, a_letter(a_case(connection)))
            raise RuntimeError("after the letter")

    with pytest.raises(RuntimeError):
        fail()
    assert claim(database) == []


@pytest.mark.case("R08")
def test_many_senders_share_the_letters_and_none_is_taken_twice(database: Engine) -> None:
    put(database, *(f"letter {number}" for number in range(100)))

    def take_all(number: int) -> list[str]:
        taken: list[str] = []
        while some := claim(database, by=f"sender {number}", limit=7):
            taken += [claimed.letter.key for claimed in some]
        return taken

    with ThreadPoolExecutor(6) as pool:
        taken = list(chain.from_iterable(pool.map(take_all, range(6))))
    assert sorted(taken) == sorted(f"letter {number}" for number in range(100))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_sender_does_not_wait_for_one_who_is_claiming(database: Engine) -> None:
    put(database, "a", "b")
    with writing(database) as slow:
        first = outbox.claim(slow, "slow", NOON, 1, LEASE)
        second = claim(database, by="quick")
    assert [claimed.letter.key for claimed in (*first, *second)] == ["a", "b"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_claiming_reads_only_letters_that_are_still_to_go(database: Engine) -> None:
    with reading(database) as connection:
        still_to_go = outbox.STILL_TO_GO.text
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT id FROM letter WHERE {still_to_go}"
            " AND next_at <= '2023-10-24' ORDER BY next_at, id LIMIT 10"
        )
        steps = [str(row.detail) for row in plan]
    assert steps == ["SEARCH letter USING INDEX ix_letter_next (next_at<?)"]


def handed(database: Engine, at: datetime = NOON) -> Claimed:
    (claimed,) = claim(database, at, limit=1)
    with writing(database) as connection:
        assert outbox.hand(connection, claimed, at, LEASE)
    return claimed


def test_a_lease_begins_anew_when_the_letter_is_handed_over(database: Engine) -> None:
    put(database, "a")
    (claimed,) = claim(database)
    with writing(database) as connection:
        assert outbox.hand(connection, claimed, NOON + MINUTE / 2, LEASE)
    assert claim(database, NOON + MINUTE, by="other") == []
    with writing(database) as connection:
        assert outbox.done(connection, claimed, NOON + MINUTE)


def test_who_lost_the_lease_can_not_hand_over(database: Engine) -> None:
    put(database, "a")
    (slept,) = claim(database)
    claim(database, NOON + MINUTE, by="other")
    with writing(database) as connection:
        assert not outbox.hand(connection, slept, NOON + MINUTE, LEASE)
        assert not outbox.release(connection, slept, NOON + MINUTE, tried=False)
        assert not outbox.unsure(connection, slept, "", NOON, waits=False)
        assert not outbox.by_link(connection, slept, "", NOON)
        assert not outbox.hold(connection, slept, "", 9)


def test_a_letter_left_in_the_middle_of_handing_rests_before_it_is_taken_again(
    database: Engine,
) -> None:
    put(database, "a", "b")
    handed(database)
    taken = claim(database, NOON + MINUTE, by="other")
    assert [each.letter.key for each in taken] == ["b"]
    assert states(database) == ["maybe", "claimed"]
    (again,) = claim(database, NOON + 2 * MINUTE, by="third", limit=1)
    assert (again.letter.key, again.attempt, again.unsure) == ("a", 2, True)


def test_many_that_were_left_so_keep_nobody_from_those_behind(database: Engine) -> None:
    put(database, *"abcde")
    for _ in range(3):
        handed(database)
    taken = claim(database, NOON + MINUTE, by="other", limit=2)
    assert [each.letter.key for each in taken] == ["d", "e"]


@pytest.mark.parametrize(("waits", "state"), [(False, "claimed"), (True, "held")])
def test_what_may_have_arrived_is_taken_again_or_waits_for_a_person(
    database: Engine, waits: bool, state: str
) -> None:
    put(database, "a")
    claimed = handed(database)
    with writing(database) as connection:
        assert outbox.unsure(connection, claimed, "avbrott", NOON + MINUTE, waits=False)
        later = NOON + 2 * MINUTE
        outbox.claim(connection, "other", later, 5, LEASE, unsure_waits=waits)
    assert states(database) == [state]


@pytest.mark.parametrize(("tried", "attempts"), [(False, 0), (True, 1)])
def test_a_letter_that_is_let_go_is_due_as_before(
    database: Engine, tried: bool, attempts: int
) -> None:
    put(database, "a")
    (claimed,) = claim(database)
    with writing(database) as connection:
        assert outbox.release(connection, claimed, NOON, tried=tried)
        row = connection.execute(select(t.letter)).one()
    assert (row.state, row.attempts, row.claimed_by, row.problem) == ("waiting", attempts, "", "")
    assert len(claim(database)) == 1


def test_an_order_is_known_by_its_key(database: Engine) -> None:
    put(database, "a")
    with reading(database) as connection:
        assert outbox.is_ordered(connection, "a")
        assert not outbox.is_ordered(connection, "b")
