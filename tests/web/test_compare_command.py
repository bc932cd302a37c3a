"""Two records of one office, as after an old copy was put back, are set beside each other."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from tests.store.samples import KEY, a_case, a_record, an_entry
from tests.web.command import Told, beslutskedjan
from workflow.store import record
from workflow.store.engine import writing
from workflow.store.export import export_events

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Undone(Exception):
    """What was written is taken back, as by an old copy."""


def exported(connection: Connection) -> str:
    out = io.StringIO()
    export_events(connection, out)
    return out.getvalue()


@pytest.fixture
def logs(database: Engine, tmp_path: Path) -> dict[str, Path]:
    """The record as it was copied, as it went on, and as it went on from the copy."""
    made: dict[str, str] = {}
    with writing(database) as connection:
        one, other = a_case(connection, 536), a_case(connection, 280)
        a_record(connection, one, "prepare", "submit")
        a_record(connection, other, "prepare")
        made["copied"] = exported(connection)
    with suppress(Undone), writing(database) as connection:
        a_record(connection, one, "send_back", "submit")
        made["before"] = exported(connection)
        raise Undone
    with writing(database) as connection:
        record.append(connection, one, an_entry("decide"), KEY)
        made["after"] = exported(connection)
    for name, text in made.items():
        (tmp_path / name).write_text(text, "utf-8")
    return {name: tmp_path / name for name in made}


def compared(logs: dict[str, Path], one: str, other: str) -> Told:
    return beslutskedjan("compare", logs[one].name, logs[other].name, cwd=logs[one].parent)


@pytest.mark.case("L07")
def test_two_histories_are_shown_with_the_point_where_they_part(logs: dict[str, Path]) -> None:
    told = compared(logs, "before", "after")
    assert told.code == 1
    first, mine, yours, advice = told.out.splitlines()
    assert first == "Ärende RUN/536/2021: lika till och med händelse 2."
    assert mine.startswith("  before: 2 händelser till, den första 2023-")
    assert ": send_back, " in mine
    assert yours.startswith("  after: 1 händelse till, den första 2023-")
    assert ": decide, " in yours
    assert advice.startswith("Båda har gått vidare.")


@pytest.mark.case("L07")
def test_a_log_that_is_only_older_is_no_second_history(logs: dict[str, Path]) -> None:
    told = compared(logs, "copied", "after")
    assert told.code == 1
    assert "  copied: inget mer." in told.out
    assert "Båda har gått vidare" not in told.out


def test_the_same_log_is_the_same(logs: dict[str, Path]) -> None:
    assert compared(logs, "after", "after") == Told(0, "Loggarna är lika.\n", "")


@pytest.mark.parametrize("text", ["", "{}\n", "[1]\n", "no json\n", "\N{BYTE ORDER MARK}"])
def test_what_is_no_log_is_refused_or_holds_nothing(logs: dict[str, Path], text: str) -> None:
    logs["before"].write_text(text, "utf-8")
    told = compared(logs, "before", "after")
    assert (told.code, "Traceback" in told.err) == ((1 if not text else 2), False)


def test_a_file_that_is_not_there_is_told(logs: dict[str, Path]) -> None:
    logs["before"].unlink()
    told = compared(logs, "before", "after")
    assert told.code == 2
    assert "filen finns inte" in told.err
