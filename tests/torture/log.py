"""A client's own memory of what it was answered, on the disk before it goes on."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

_PATIENCE = 5.0


class Answer(StrEnum):
    """What a client was told of its act."""

    DONE = "done"
    REFUSED = "refused"  # by the rules, which is on record too
    NOT = "not"  # not taken, and not on record: somebody else was first, or there is no such thing
    UNKNOWN = "unknown"  # no answer: the server or the disk was gone


@dataclass(frozen=True)
class Line:
    """One act: by its very own instant it is found on record."""

    step: str
    at: str
    answer: Answer


class Log:
    """One client's lines; a line is on the disk when ``note`` has ended."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._file = os.open(path, flags, 0o640)

    def note(self, step: str, at: datetime, answer: Answer) -> None:
        line = json.dumps(asdict(Line(step, at.isoformat(), answer)))
        os.write(self._file, f"{line}\n".encode())
        os.fsync(self._file)


def read(folder: Path) -> Iterator[Line]:
    """Every line of every client; one that its client's death cut short is none."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").split("\n"):
            if line.endswith("}"):
                said = json.loads(line)
                yield Line(said["step"], said["at"], Answer(said["answer"]))


def until(folder: Path, lines: int) -> None:
    """Wait until the clients have so many answers between them, or no one gets any more."""
    last = time.monotonic() + _PATIENCE
    while sum(1 for _ in read(folder)) < lines and time.monotonic() < last:
        time.sleep(0.005)


def faults(line: Line, events: Counter[tuple[str, datetime, bool]]) -> Iterator[str]:
    """Where the record does not say what the client was told."""
    at = datetime.fromisoformat(line.at)
    taken, refused = events[line.step, at, False], events[line.step, at, True]
    expected = {
        Answer.DONE: (taken == 1 and refused == 0),
        Answer.REFUSED: (taken == 0 and refused == 1),
        Answer.NOT: (taken == 0),
        Answer.UNKNOWN: (taken <= 1),
    }
    if not expected[line.answer]:
        yield f"I11: {line.step} {line.at} fick svaret {line.answer}, men står {taken} gånger"
