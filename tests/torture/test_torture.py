"""The short form of `make torture`: a round or two of what takes no time, by the same pieces."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.databases import Server
from tests.forking import Fork, Told, forking
from tests.store.samples import unguard
from tests.torture import log
from tests.torture.bed import Beds
from tests.torture.cases import CASES, Case
from tests.torture.log import Answer, Line
from workflow.store.engine import upkeep

SHORT = [(case, kind) for case in CASES for kind in case.on if kind in case.short]


@pytest.fixture(scope="module")
def fork() -> Iterator[Fork]:
    with forking("tests.torture.child") as forks:
        yield forks


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the offices of all tests come from: each is walked to its state once."""
    return tmp_path_factory.mktemp("patterns")


@pytest.mark.case("R02", "R04", "R06", "R09", "R11", "R13", "R16")
@pytest.mark.parametrize(
    ("case", "kind"), SHORT, ids=[f"{case.name}-{kind}" for case, kind in SHORT]
)
def test_whatever_strikes_what_was_promised_holds(
    case: Case,
    kind: str,
    fork: Fork,
    patterns: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    server: Server | None = request.getfixturevalue("postgresql") if kind != "sqlite" else None
    out = tmp_path / "out.json"
    told: Told = {"name": case.name, "rounds": 1, "folder": str(tmp_path / "beds"), "out": str(out)}
    told |= {"server": str(server.folder) if server else "", "patterns": str(patterns / kind)}
    assert fork([told]) == [0]
    found = json.loads(out.read_text("utf-8"))
    assert found["faults"] == []
    assert found["rounds"] == 1


def test_every_case_is_known_by_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_an_acknowledged_act_that_is_gone_is_told(tmp_path: Path, patterns: Path) -> None:
    """The measure itself: a bed whose history lacks what a client was told is faulty."""
    bed = Beds(tmp_path, None, patterns / "sqlite").make("decided")
    assert bed.faults() == []
    log.Log(bed.logs / "client-1.jsonl").note("decide", datetime.now(UTC), Answer.DONE)
    (fault,) = bed.faults()
    assert fault.startswith("I11: decide")


def test_a_bed_whose_history_was_cut_is_told(tmp_path: Path, patterns: Path) -> None:
    bed = Beds(tmp_path, None, patterns / "sqlite").make("decided")
    office = bed.office()
    unguard(office.engine)
    with upkeep(office.engine) as connection:
        connection.execute(text("DELETE FROM event WHERE step = 'decide'"))
    office.engine.dispose()
    kinds = {fault.partition(":")[0] for fault in bed.faults()}
    assert kinds >= {"head", "I1", "I4"}


AT = datetime(2023, 10, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "taken", "refused", "holds"),
    [
        (Answer.DONE, 1, 0, True),
        (Answer.DONE, 0, 0, False),
        (Answer.DONE, 2, 0, False),
        (Answer.REFUSED, 0, 1, True),
        (Answer.REFUSED, 1, 0, False),
        (Answer.NOT, 1, 0, False),
        (Answer.UNKNOWN, 0, 0, True),
        (Answer.UNKNOWN, 1, 0, True),
        (Answer.UNKNOWN, 2, 0, False),
    ],
)
def test_an_answer_is_held_against_the_record(
    answer: Answer, taken: int, refused: int, *, holds: bool
) -> None:
    events = Counter({("decide", AT, False): taken, ("decide", AT, True): refused})
    assert (list(log.faults(Line("decide", AT.isoformat(), answer), events)) == []) is holds
