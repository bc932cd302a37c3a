"""`work` and `migrate`: the database is made ready, and the worker ends when it is told to."""

import signal
from pathlib import Path

from tests.operations.builders import a_world, an_office
from tests.operations.walking import drafted
from tests.web.command import beslutskedjan, process
from workflow.store.engine import open_database


def test_migrate_makes_a_database_that_verify_accepts(tmp_path: Path) -> None:
    assert beslutskedjan("migrate", cwd=tmp_path).out == "Databasen är redo.\n"
    told = beslutskedjan("verify", "sqlite:///var/beslutskedjan.db", cwd=tmp_path)
    assert told.code == 0


def test_the_worker_says_that_nothing_is_sent_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    with process("work", "--seconds", "1", cwd=tmp_path) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    assert "inget skickas till någon" in first


def test_a_lost_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    assert beslutskedjan("migrate", cwd=tmp_path).code == 0
    engine = open_database(f"sqlite:///{tmp_path}/var/beslutskedjan.db")
    drafted(a_world(an_office(engine)))
    engine.dispose()
    (tmp_path / "var" / "record.key").unlink()
    told = beslutskedjan("migrate", cwd=tmp_path)
    assert told.code == 2
    assert "nyckelfilen saknas, men databasen har händelser" in told.err
    assert not (tmp_path / "var" / "record.key").exists()
