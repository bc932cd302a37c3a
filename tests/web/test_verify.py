"""`beslutskedjan verify` finds whatever was done to a folder, and names it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.command import ROOT, WELL, Told, verify

SCRIPT = ROOT / "docs" / "verify_events.py"
CASE = "Ärende RUN/536/2021"
DECISION = "RUN-536-2021_delegationsbeslut_2023-10-24.docx"
DECIDE = '\\"step\\":\\"decide\\"'


def alone(folder: Path) -> subprocess.CompletedProcess[str]:
    """The stand-alone script, as anybody without our program would run it."""
    command = [sys.executable, "-I", str(SCRIPT), "events.jsonl", "papers", "record.key"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_a_fresh_folder_holds(copy: Path) -> None:
    assert verify(copy, copy.parent) == WELL
    assert alone(copy).returncode == 0


def test_verifying_changes_nothing_in_the_folder(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    verify(copy, copy.parent)
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == before


Harm = Callable[[Path], None]


def _lines(change: Callable[[list[str]], list[str]]) -> Harm:
    """Something done to the lines of the record; those of the decision's case come first."""

    def harm(folder: Path) -> None:
        path = folder / "events.jsonl"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(change(lines)), "utf-8")

    return harm


def _decision(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if DECIDE in line)


def _changed(lines: list[str]) -> list[str]:
    return [line.replace("Magnus Aspegren", "Malin Nyqvist Ljungberg") for line in lines]


def _removed(lines: list[str]) -> list[str]:
    return [line for line in lines if DECIDE not in line]


def _swapped(lines: list[str]) -> list[str]:
    at = _decision(lines)
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def _tail_of_events(lines: list[str]) -> list[str]:
    """The last events go, the seals stay."""
    events = [line for line in lines if not line.startswith('{"seal"')]
    return [*events[:-3], *lines[len(events) :]]


def _tail_of_file(lines: list[str]) -> list[str]:
    return lines[:-3]


def _tail_after_a_seal(lines: list[str]) -> list[str]:
    """All goes that came after some seal: what is left agrees with itself."""
    events = [line for line in lines if not line.startswith('{"seal"')]
    seals = lines[len(events) :]
    for number, line in enumerate(seals, 1):
        ((_case, seq, _hash),) = json.loads(json.loads(line)["seal"]["body"])["heads"]
        if seq >= _decision(lines):
            return [*events[:seq], *seals[:number]]
    raise AssertionError("no seal covers the decision")


def _bytes_that_are_no_text(folder: Path) -> None:
    path = folder / "events.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Magnus", b"M\xe4gnus", 1))


def _byte_in_a_paper(folder: Path) -> None:
    path = folder / "papers" / DECISION
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _other_key(folder: Path) -> None:
    (folder / "record.key").write_bytes(bytes(32))


HARMS: list[tuple[Harm, str]] = [
    (_byte_in_a_paper, f"Handlingen {DECISION} i ärende RUN/536/2021 har ändrats."),
    (
        lambda folder: (folder / "papers" / DECISION).unlink(),
        f"Handlingen {DECISION} i ärende RUN/536/2021 saknas.",
    ),
    (_lines(_changed), f"{CASE}, händelse 1"),
    (_lines(_removed), "här skulle händelse "),
    (_lines(_swapped), "här skulle händelse "),
    (_lines(_tail_of_events), "men den saknas nu eller är en annan."),
    (_bytes_that_are_no_text, "innehållet stämmer inte med sin kontrollsumma."),
    (_other_key, f"{CASE}, händelse 1: signaturen är inte gjord med den här nyckeln."),
]
NAMES = ["byte in paper", "paper gone", "event", "gone", "swapped", "cut", "bytes", "key"]


@pytest.mark.parametrize(("harm", "says"), HARMS, ids=NAMES)
def test_what_was_done_to_a_folder_is_named(copy: Path, harm: Harm, says: str) -> None:
    harm(copy)
    told = verify(copy, copy.parent)
    assert (told.code, told.err) == (1, "")
    first = told.out.splitlines()[0]
    assert first.startswith("Stämmer inte: ")
    assert says in first


IN_TEXT = [harm for harm, _ in HARMS if harm is not _bytes_that_are_no_text]


@pytest.mark.case("L08")
@pytest.mark.parametrize("harm", IN_TEXT)
def test_the_stand_alone_script_finds_the_same(copy: Path, harm: Harm) -> None:
    harm(copy)
    told = alone(copy)
    assert told.returncode == 1
    assert told.stderr.startswith("Rad ")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (_lines(_tail_of_file), "är inte förseglad. Slutet av registret saknas."),
        (_lines(_tail_after_a_seal), "bland handlingarna finns inte i registret."),
        (_lines(lambda _: []), "bland handlingarna finns inte i registret."),
        (
            lambda folder: (folder / "papers" / "eget.docx").write_bytes(b"Annat"),
            "Filen eget.docx bland handlingarna finns inte i registret.",
        ),
        (
            lambda folder: (folder / "record.key").unlink(),
            "Nyckelfilen record.key saknas, så signaturerna går inte att kontrollera.",
        ),
    ],
    ids=["seals cut", "cut after a seal", "emptied", "foreign paper", "no key"],
)
def test_what_agrees_with_itself_but_is_not_whole_is_named(
    copy: Path, harm: Harm, says: str
) -> None:
    harm(copy)
    told = verify(copy, copy.parent)
    assert (told.code, told.err) == (1, "")
    assert told.out.startswith("Stämmer inte: ")
    assert told.out.rstrip("\n").endswith(says)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = verify("ingenstans", tmp_path)
    assert told == Told(2, "", "ingenstans: mappen finns inte. Kontrollera sökvägen.\n")


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").touch()
    told = verify(tmp_path, tmp_path)
    assert (told.code, told.out) == (2, "")
    assert "mappen har ingen events.jsonl" in told.err
