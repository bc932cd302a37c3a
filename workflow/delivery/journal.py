"""The journal of what was handed over: a file beside the key, which no restored backup undoes."""

import os
import re
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from workflow.disk import make_folder, sync_folder

FILE = "handed-over.log"
_LINE = re.compile(rb"\S+ ([1-9][0-9]*) (<[^\s<>]+>)")


# ruff: noqa: ARG002 - the journal that knows nothing is asked as one that does


def handed_over(path: Path) -> Iterator[str]:
    """The Message-ID of everything that a journal knows of; nothing where there is none."""
    lines = path.read_bytes().split(b"\n") if path.is_file() else []
    return (found[2].decode() for line in lines if (found := _LINE.fullmatch(line)))


class NoJournal:
    """For a post that sends nothing to anybody."""

    def attempt(self, message_id: str) -> int:
        """Nothing is known."""
        return 0

    def note(self, attempts: Mapping[str, int], at: datetime) -> None:
        """Nothing is noted."""


class FileJournal:
    """One line for each time that a message is to be handed over, synced before it is.

    The database knows of every line here, unless it is older than the file: then the letter is
    one that a backup has forgotten. Several senders may write to the file; a last line that was
    cut short by a power cut is no line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._attempts: dict[str, int] = {}
        self._read_to = 0
        self._lock = threading.Lock()
        self._handle = self._open()

    def attempt(self, message_id: str) -> int:
        with self._lock:
            self._read_on()
            return self._attempts.get(message_id, 0)

    def note(self, attempts: Mapping[str, int], at: datetime) -> None:
        lines = (f"{at:%Y-%m-%dT%H:%M:%SZ} {attempts[name]} {name}\n" for name in attempts)
        with self._lock:
            # A line break comes first: after a line that was cut short, these are whole.
            os.write(self._handle, f"\n{''.join(lines)}".encode())
            os.fdatasync(self._handle)

    def close(self) -> None:
        os.close(self._handle)

    def _open(self) -> int:
        make_folder(self.path.parent)
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
        sync_folder(self.path.parent)
        return handle

    def _read_on(self) -> None:
        """Read what others, and we ourselves, have written since the last look."""
        size = os.fstat(self._handle).st_size
        if size == self._read_to:
            return
        told = os.pread(self._handle, size - self._read_to, self._read_to)
        whole = told.rpartition(b"\n")[0]
        for line in whole.split(b"\n"):
            if found := _LINE.fullmatch(line):
                name, attempt = found[2].decode("ascii", "replace"), int(found[1])
                self._attempts[name] = max(attempt, self._attempts.get(name, 0))
        self._read_to += len(whole)
