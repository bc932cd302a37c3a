"""Faulty case files, made from the seed's: what is changed, and what must be told of it."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from workflow.casefile import read_case_file
from workflow.refusals import BadInput, Complaint

SAMPLES = Path(__file__).parents[2] / "documents" / "sample"
GOOD = (SAMPLES / "run-536-2021.toml").read_text(encoding="utf-8")
BASIS_FILE = "underlag/protokollsutdrag-89-2023.txt"


class Fault(NamedTuple):
    """What is changed in the good file, and what is then told, of which key, on which line.

    ``at`` is the text that the line holds: what was put in, if nothing else is said.
    """

    old: str
    new: str
    key: str
    says: str
    at: str = ""


def changed(*faults: Fault) -> str:
    """The good file with the faults in it."""
    text = GOOD
    for fault in faults:
        assert text.count(fault.old) == 1, f"{fault.old!r} stands {text.count(fault.old)} times"
        text = text.replace(fault.old, fault.new)
    return text


def write(folder: Path, content: str | bytes) -> Path:
    """A case file with this content, and beside it what the seed's case attaches."""
    for attached in ("underlag", "profil"):
        shutil.copytree(SAMPLES / attached, folder / attached, dirs_exist_ok=True)
    path = folder / "fall.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def complaints(folder: Path, content: str | bytes) -> tuple[Complaint, ...]:
    """What is told of a case file with this content."""
    path = write(folder, content)
    with pytest.raises(BadInput) as refused:
        read_case_file(path)
    return refused.value.complaints


def assert_is_told(folder: Path, fault: Fault) -> None:
    """The fault's key is complained of once, on its line, in the expected words."""
    text = changed(fault)
    told = [each for each in complaints(folder, text) if each.key == fault.key]
    assert [each.line for each in told] == [line_of(text, fault.at or fault.new)]
    assert fault.says in told[0].text
    assert told[0].text.endswith((".", "?"))


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times in the bad file"
    return text[: text.index(part)].count("\n") + 1
