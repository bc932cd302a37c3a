"""The record grows entry by entry, one chain for each case, and every day is sealed."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from tests.store.samples import KEY, NOON, a_case, a_record, an_entry
from workflow.chaining import GENESIS, event_hash, mac
from workflow.store import record
from workflow.store import tables as t
from workflow.store.engine import reading, writing

TODAY = NOON.date()
NEXT_WEEK = NOON + timedelta(days=7)


def seals(database: Engine) -> list[tuple[date, list[list[object]]]]:
    with reading(database) as connection:
        rows = connection.execute(select(t.seal).order_by(t.seal.c.id)).all()
    return [(row.day, json.loads(row.heads)["heads"]) for row in rows]


def test_each_entry_hangs_on_the_one_before(database: Engine) -> None:
    with writing(database) as connection:
        a_record(connection, a_case(connection), "prepare", "submit", "decide")
        events = connection.execute(select(t.event).order_by(t.event.c.seq)).all()
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.previous for event in events] == [GENESIS, events[0].hash, events[1].hash]
    assert all(event.hash == event_hash(event.previous, event.body) for event in events)
    assert all(event.mac == mac(KEY, event.hash) for event in events)


def test_the_case_points_at_its_last_entry(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        record.append(connection, case, an_entry("prepare"), KEY)
        entry = record.append(connection, case, an_entry("submit"), KEY)
        row = connection.execute(select(t.matter_case)).one()
    assert (row.head_seq, row.head_hash, row.head_at) == (*entry, NOON)


def test_an_entry_says_in_its_columns_what_it_says_in_its_body(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        record.append(connection, case, an_entry("decide", refused=True), KEY)
        row = connection.execute(select(t.event)).one()
    body = json.loads(row.body)
    assert (body["case"], body["seq"], body["at"]) == ("RUN/536/2021", 1, "2023-10-24T10:00:00Z")
    assert (row.step, row.at, row.refused) == ("decide", NOON, True)
    assert (row.actor_kind, row.actor_name) == ("person", "Malin Nyqvist Ljungberg")


@pytest.mark.parametrize("change", [{"seq": 1}, {"extra": ""}])
def test_an_entry_with_other_keys_is_refused(database: Engine, change: dict[str, object]) -> None:
    with writing(database) as connection, pytest.raises(ValueError, match="exactly its keys"):
        record.append(connection, 1, {**an_entry(), **change}, KEY)


def test_each_case_has_a_chain_of_its_own(database: Engine) -> None:
    with writing(database) as connection:
        one, other = a_case(connection, 536), a_case(connection, 280)
        a_record(connection, one, "prepare", "submit")
        a_record(connection, other, "prepare")
        found = connection.execute(select(t.event.c.case_id, t.event.c.seq)).all()
    assert sorted(tuple(row) for row in found) == [(one, 1), (one, 2), (other, 1)]


@pytest.mark.case("L05")
def test_an_entry_of_a_transaction_that_fails_was_never_there(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)

    def fail() -> None:
        with writing(database) as connection:
            a_record(connection, case, "decide")
            raise RuntimeError("after the entry")

    with pytest.raises(RuntimeError):
        fail()
    with writing(database) as connection:
        assert record.append(connection, case, an_entry("submit"), KEY).seq == 1


def test_many_writers_make_one_unbroken_chain(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)

    def write(_turn: int) -> int:
        with writing(database) as connection:
            return record.append(connection, case, an_entry(), KEY).seq

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(80))) == list(range(1, 81))
    with reading(database) as connection:
        rows = connection.execute(select(t.event).order_by(t.event.c.seq)).all()
    assert [row.previous for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]


def test_a_day_is_sealed_over_the_heads_of_all_cases(database: Engine) -> None:
    with writing(database) as connection:
        a_record(connection, a_case(connection, 536), "prepare", "submit")
        a_record(connection, a_case(connection, 280), "prepare")
        heads = connection.execute(
            select(t.matter_case.c.reference, t.matter_case.c.head_seq, t.matter_case.c.head_hash)
        )
        expected = sorted(list(head) for head in heads)
        record.seal_day(connection, TODAY, KEY, NEXT_WEEK)
    assert seals(database) == [(TODAY, expected)]


def test_a_seal_hangs_on_the_one_before_and_is_signed(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        for day in range(2):
            a_record(connection, case, "submit", at=NOON + timedelta(days=day))
        record.seal_day(connection, TODAY + timedelta(days=1), KEY, NEXT_WEEK)
        first, second = connection.execute(select(t.seal).order_by(t.seal.c.id)).all()
    assert (first.previous, second.previous) == (GENESIS, first.hash)
    assert second.hash == event_hash(first.hash, second.heads)
    assert second.mac == mac(KEY, second.hash)


def test_a_day_is_sealed_once(database: Engine) -> None:
    with writing(database) as connection:
        a_record(connection, a_case(connection), "prepare")
    for _ in range(2):
        with writing(database) as connection:
            record.seal_day(connection, TODAY, KEY, NEXT_WEEK)
    assert [day for day, _heads in seals(database)] == [TODAY]


def test_sealing_catches_up_with_days_that_were_left_out(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        for day in (0, 2, 5):
            a_record(connection, case, "submit", at=NOON + timedelta(days=day))
        record.seal_day(connection, TODAY + timedelta(days=5), KEY, NEXT_WEEK)
    sealed = [((day - TODAY).days, heads[0][1]) for day, heads in seals(database)]
    assert sealed == [(0, 1), (2, 2), (5, 3)]


def test_a_day_on_which_nothing_moved_has_no_seal_of_its_own(database: Engine) -> None:
    with writing(database) as connection:
        a_record(connection, a_case(connection), "prepare")
        for day in range(3):
            record.seal_day(connection, TODAY + timedelta(days=day), KEY, NEXT_WEEK)
    assert [day for day, _heads in seals(database)] == [TODAY]


def test_an_entry_that_came_late_is_in_the_next_seal(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        a_record(connection, case, "prepare")
        record.seal_day(connection, TODAY, KEY, NEXT_WEEK)
        a_record(connection, case, "submit")
        record.seal_day(connection, TODAY + timedelta(days=1), KEY, NEXT_WEEK)
    assert [heads[0][1] for _day, heads in seals(database)] == [1, 2]


def test_a_day_that_is_not_over_is_not_sealed(database: Engine) -> None:
    with writing(database) as connection, pytest.raises(ValueError, match="before it is over"):
        record.seal_day(connection, TODAY, KEY, NOON)


def test_two_who_seal_at_once_make_one_seal(database: Engine) -> None:
    with writing(database) as connection:
        a_record(connection, a_case(connection), "prepare")

    def seal(_turn: int) -> None:
        with writing(database) as connection:
            record.seal_day(connection, TODAY, KEY, NEXT_WEEK)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(seal, range(8)))
    assert len(seals(database)) == 1
