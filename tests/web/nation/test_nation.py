"""The nation runs region by region, and says of each whether all is true."""

import json
import shutil
from pathlib import Path

import pytest

from tests.web.command import WELL, contents, verify
from tests.web.nation.conftest import BLEKINGE, GOTLAND, small
from web.year.nation import folder, running
from web.year.nation.orders import RegionDone, Word, YearDone
from web.year.nation.worker import run_region
from workflow.refusals import BadInput


def test_each_region_has_its_own_folder_database_and_papers(ran: Path) -> None:
    assert {path.name for path in ran.iterdir()} == {folder.TABLE, GOTLAND, BLEKINGE}
    for name in (GOTLAND, BLEKINGE):
        left = {path.name for path in (ran / name).iterdir()}
        assert {"chain.db", "facit.json", "events.jsonl", "papers", "mail"} <= left


def test_the_table_counts_what_each_region_did_and_found(ran: Path) -> None:
    lines = (ran / folder.TABLE).read_text("utf-8").splitlines()
    rows = {line[:28].strip(): [int(number) for number in line[28:].split()] for line in lines[1:]}
    # Gotland is its own municipality: only the county board and the agency get its utdrag.
    assert rows["Region Gotland"][:2] == [2, 2]
    assert rows["Region Blekinge"][:2] == [7, 2]
    assert rows["2 regioner, 2023–2024"][-1] == 0


def test_the_nation_holds_when_each_of_its_regions_does(ran: Path) -> None:
    assert verify(ran, ran.parent) == WELL


def test_a_region_run_again_alone_leaves_the_same_bytes(ran: Path, tmp_path: Path) -> None:
    asked, told = small(tmp_path / "igen"), list[Word]()
    done = run_region(asked, 0, told.append)
    assert contents(asked.out / GOTLAND) == contents(ran / GOTLAND)
    assert done.untrue == ()
    assert [word.year for word in told if isinstance(word, YearDone)] == [2023, 2024]


def test_the_next_plan_is_carried_from_the_outcomes_of_the_last(ran: Path) -> None:
    lines = (ran / BLEKINGE / "events.jsonl").read_text("utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    events = [json.loads(row["body"]) for row in rows if "seal" not in row]
    opened = [event for event in events if event["step"] == "open_plan"]
    assert len(opened) == 2
    choices = {measure["choice"] for measure in opened[1]["given"]["measures"]}
    assert {"keep", "change"} <= choices


def test_a_region_that_is_gone_is_named(ran: Path, tmp_path: Path) -> None:
    shutil.copytree(ran, tmp_path / "riket", ignore=shutil.ignore_patterns("*gotland"))
    told = verify(tmp_path / "riket", tmp_path)
    assert told.code == 1
    assert f"Stämmer inte: Region Gotland: mappen {GOTLAND} saknas." in told.out


def test_a_process_that_is_killed_stops_the_run_and_nothing_passes_for_whole(
    tmp_path: Path,
) -> None:
    def kill(_word: YearDone | RegionDone) -> None:
        for process in running.children():
            process.kill()

    asked = small(tmp_path / "riket")
    with pytest.raises(BadInput, match=r"Region (Gotland|Blekinge): Processen avbröts\."):
        running.run_nation(asked, 2, kill)
    told = verify(asked.out, tmp_path)
    assert told.code == 1
    assert told.out.startswith("Körningen stannade i Region ")
    assert not (asked.out / folder.TABLE).exists()
    assert running.children() == []


def test_a_folder_with_something_else_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "riket").mkdir()
    (tmp_path / "riket" / "brev.txt").write_text("Mitt eget", "utf-8")
    with pytest.raises(BadInput, match=r"annat än en tidigare körning av riket \(brev\.txt\)"):
        running.run_nation(small(tmp_path / "riket"), 2, lambda word: None)
    assert contents(tmp_path / "riket") == {"brev.txt": b"Mitt eget"}
