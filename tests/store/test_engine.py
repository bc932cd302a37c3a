"""One write transaction at a time, reads of one moment, and plain words when nothing opens."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.databases import Server
from tests.store.samples import a_committee, a_person
from workflow.refusals import BadInput
from workflow.store import tables as t
from workflow.store.engine import open_database, reading, writing


def people(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(t.person)).scalar_one())


def test_a_transaction_that_fails_writes_nothing(database: Engine) -> None:
    def fail_half_way() -> None:
        with writing(database) as connection:
            a_person(connection)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        fail_half_way()
    with reading(database) as connection:
        assert people(connection) == 0


def test_what_is_committed_is_read_by_others(database: Engine) -> None:
    with writing(database) as connection:
        a_person(connection)
    with reading(database) as connection:
        assert people(connection) == 1


def test_a_reader_cannot_write(database: Engine) -> None:
    with reading(database) as connection, pytest.raises(DBAPIError, match=r"read.?only"):
        a_person(connection)


def test_a_connection_that_was_read_with_can_write_again(database: Engine) -> None:
    for _ in range(3):
        with reading(database) as connection:
            people(connection)
        with writing(database) as connection:
            a_person(connection)
    with reading(database) as connection:
        assert people(connection) == 3


def test_a_reader_sees_one_moment_while_others_write(database: Engine) -> None:
    with reading(database) as reader:
        before = people(reader)
        with writing(database) as writer:
            a_person(writer)
        assert people(reader) == before
    with reading(database) as reader:
        assert people(reader) == before + 1


def test_writers_wait_for_each_other_instead_of_failing(database: Engine) -> None:
    with writing(database) as connection:
        committee = a_committee(connection)
        connection.execute(insert(t.series), {"committee_id": committee, "year": 2023})

    def take_a_number(_turn: int) -> int:
        with writing(database) as connection:
            query = select(t.series.c.last).with_for_update()
            last = int(connection.execute(query).scalar_one())
            connection.execute(update(t.series).values(last=last + 1))
            return last + 1

    with ThreadPoolExecutor(16) as pool:
        numbers = sorted(pool.map(take_a_number, range(200)))
    assert numbers == list(range(1, 201))


def test_the_second_writer_starts_when_the_first_is_done(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'chain.db'}")
    order: list[str] = []
    started = threading.Event()

    def second() -> None:
        started.set()
        with writing(engine):
            order.append("second")

    with writing(engine):
        other = threading.Thread(target=second)
        other.start()
        started.wait()
        order.append("first")
    other.join()
    engine.dispose()
    assert order == ["first", "second"]


def test_a_row_that_points_nowhere_is_refused(database: Engine) -> None:
    row = {"post_id": 1, "person_id": 1, "valid_from": None}
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(insert(t.holding), row)


@pytest.mark.case("R03")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_sqlite_keeps_what_it_has_acknowledged(tmp_path: Path, pragma: str, value: object) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'chain.db'}")
    with reading(engine) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    file = tmp_path / "var" / "data" / "chain.db"
    open_database(f"sqlite:///{file}").dispose()
    assert file.exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "adressen går inte att läsa"),
        ("beslutskedjan.db", "adressen går inte att läsa"),
        ("mysql://localhost/chain", "ska börja med sqlite:/// eller postgresql://"),
        ("postgresql+asyncpg://localhost/chain", "ska börja med sqlite:/// eller postgresql://"),
        ("sqlite://", "måste ligga i en fil"),
        ("sqlite:///:memory:", "måste ligga i en fil"),
        ("sqlite:////proc/none/chain.db", "Kontrollera sökvägen i database.url"),
        ("postgresql://user:hemligt@/x?host=/nowhere", "Kontrollera database.url"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(url: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        open_database(url)
    assert "hemligt" not in str(refused.value)


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "chain.db"
    file.write_text("Det här är ett brev och ingen databas.\n" * 100)
    with pytest.raises(BadInput, match="databasen går inte att öppna"):
        open_database(f"sqlite:///{file}")


def test_a_folder_in_place_of_the_database_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="databasen går inte att öppna"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_database_that_is_not_there_is_explained(postgresql: Server) -> None:
    with pytest.raises(BadInput, match="databasen går inte att öppna"):
        open_database(postgresql.url("missing"))


@pytest.mark.case("R06")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_cut_the_connection_is_reached_anew(
    database: Engine, postgresql: Server
) -> None:
    with reading(database) as connection:
        people(connection)
    postgresql.run(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname LIKE 'test_%'"
    )
    with writing(database) as connection:
        assert a_person(connection)
