"""An exported record can be checked by anybody: with the program, or with thirty lines."""

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.samples import DAY, KEY, NOON, a_case, a_record, an_entry
from workflow.checking import Finding, verify_export
from workflow.store import record
from workflow.store.engine import reading, writing
from workflow.store.export import export_events

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_events.py"
PAPER = b"Beslut om handlingsplan"
SHA256 = hashlib.sha256(PAPER).hexdigest()
PAPERS = [["delegationsbeslut", "beslut.docx", SHA256]]
LINE_SEPARATOR = "\N{LINE SEPARATOR}"


@pytest.fixture
def lines(database: Engine) -> list[str]:
    """An export: five events of two cases, a seal, an event after it, and the seal of that."""
    with writing(database) as connection:
        one, other = a_case(connection, 536), a_case(connection, 280)
        a_record(connection, one, "prepare", "submit")
        a_record(connection, other, "prepare", f"odd{LINE_SEPARATOR}name")
        record.append(connection, one, an_entry("decide", papers=PAPERS), KEY)
        record.seal_day(connection, DAY, KEY, NOON + timedelta(days=1))
        a_record(connection, one, "correct", at=NOON + timedelta(days=1))
        record.seal_day(connection, DAY + timedelta(days=1), KEY, NOON + timedelta(days=2))
    out = io.StringIO()
    with reading(database) as connection:
        export_events(connection, out)
    return out.getvalue().split("\n")[:-1]


def find_paper(sha256: str, name: str) -> bytes | None:
    return {"beslut.docx": PAPER}.get(name) if sha256 == SHA256 else None


def check(lines: list[str]) -> tuple[Finding, ...]:
    return verify_export(lines, KEY, find_paper)


class Script:
    """The stand-alone script, run as anybody would run it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers = folder / "papers"
        self.papers.mkdir()
        (self.papers / "beslut.docx").write_bytes(PAPER)
        (folder / "key").write_bytes(KEY)

    def run(self, lines: list[str], *more: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "events.jsonl").write_text("".join(f"{line}\n" for line in lines))
        command = [sys.executable, "-I", str(SCRIPT), "events.jsonl", *more]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, encoding="utf-8", check=False
        )


@pytest.fixture
def script(tmp_path: Path) -> Script:
    return Script(tmp_path)


def test_an_export_holds_the_very_text_that_was_hashed(lines: list[str]) -> None:
    rows = [json.loads(line) for line in lines]
    events = [row for row in rows if "seal" not in row]
    assert [set(row) for row in events] == [{"previous", "hash", "mac", "body"}] * 6
    for row in events:
        text = f"{row['previous']}\n{row['body']}".encode()
        assert hashlib.sha256(text).hexdigest() == row["hash"]


def test_events_stand_in_the_order_they_were_made_and_seals_last(lines: list[str]) -> None:
    rows = [json.loads(line) for line in lines]
    bodies = [json.loads(row.get("seal", row)["body"]) for row in rows]
    said = [(body.get("case"), body.get("seq")) for body in bodies]
    assert said == [
        ("RUN/536/2021", 1),
        ("RUN/536/2021", 2),
        ("RUN/280/2021", 1),
        ("RUN/280/2021", 2),
        ("RUN/536/2021", 3),
        ("RUN/536/2021", 4),
        (None, None),
        (None, None),
    ]


def test_a_whole_export_holds(lines: list[str], script: Script) -> None:
    assert check(lines) == ()
    assert script.run(lines).returncode == 0
    assert script.run(lines, "papers").returncode == 0
    whole = script.run(lines, "papers", "key")
    assert (whole.returncode, whole.stdout) == (0, "Allt stämmer: 8 rader.\n")


Change = Callable[[list[str]], list[str]]


def _without(number: int) -> Change:
    return lambda lines: lines[:number] + lines[number + 1 :]


def _swapped(lines: list[str]) -> list[str]:
    return [lines[1], lines[0], *lines[2:]]


def _changed(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace("submit", "commit"), *lines[2:]]


def _doubled(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[1], *lines[2:]]


def _invented(lines: list[str]) -> list[str]:
    """A new event at the end of a chain, rightly hashed but signed with another key."""
    last = json.loads(lines[5])
    body = last["body"].replace('"seq":4', '"seq":5')
    digest = hashlib.sha256(f"{last['hash']}\n{body}".encode()).hexdigest()
    row = {"previous": last["hash"], "hash": digest, "mac": last["mac"], "body": body}
    return [*lines[:6], json.dumps(row), *lines[6:]]


@pytest.mark.parametrize(
    ("change", "kind", "row"),
    [
        (_changed, "chain", "Rad 2, RUN/536/2021: stämmer inte med sin kontrollsumma"),
        (_without(1), "chain", "Rad 4, RUN/536/2021: hänger inte ihop"),
        (_swapped, "chain", "Rad 1, RUN/536/2021: hänger inte ihop"),
        (_doubled, "chain", "Rad 3, RUN/536/2021: hänger inte ihop"),
        (
            _invented,
            "mac",
            "Rad 7, RUN/536/2021: stämmer inte med sin kontrollsumma eller signatur",
        ),
        (_without(3), "seal", "Rad 6, försegling: en förseglad händelse saknas"),
        (_without(5), "seal", "Rad 7, försegling: en förseglad händelse saknas"),
        (_without(6), "seal", "Rad 7, försegling: hänger inte ihop"),
    ],
)
def test_a_changed_export_is_found_out(
    lines: list[str], script: Script, change: Change, kind: str, row: str
) -> None:
    tampered = change(lines)
    assert kind in {finding.kind for finding in check(tampered)}
    told = script.run(tampered, "papers", "key")
    assert told.returncode == 1
    assert told.stderr.startswith(row)


def test_an_export_is_checked_without_the_key_as_far_as_it_goes(
    lines: list[str], script: Script
) -> None:
    assert verify_export(_invented(lines), None, find_paper) == ()
    assert script.run(_invented(lines), "papers").returncode == 0


@pytest.mark.parametrize("content", [None, b"Something else"])
def test_a_paper_that_is_gone_or_changed_is_found_out(
    lines: list[str], script: Script, content: bytes | None
) -> None:
    paper = script.papers / "beslut.docx"
    paper.unlink() if content is None else paper.write_bytes(content)
    told = script.run(lines, "papers")
    found = verify_export(lines, KEY, lambda _sha256, _name: content)
    assert told.stderr == "Rad 5, RUN/536/2021: en handling saknas eller har ändrats.\n"
    assert [finding.kind for finding in found] == ["paper"]


@pytest.mark.parametrize("line", ["", "null", "[]", "{}", '{"previous": "', '{"seal": 1}'])
def test_a_line_that_is_no_event_is_named(lines: list[str], line: str) -> None:
    found = verify_export([*lines[:6], line], KEY, find_paper)
    assert found == (Finding("line", "Rad 7 går inte att läsa som en händelse i registret."),)


def test_an_empty_export_holds() -> None:
    assert verify_export([], KEY, find_paper) == ()


@pytest.mark.case("L08")
def test_the_script_is_thirty_lines_and_needs_nothing_but_python() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 30
    imported = {
        line.split()[1] for line in text.splitlines() if line.startswith(("import", "from"))
    }
    assert imported <= set(sys.stdlib_module_names)
