"""The kept setter of papers: a process of its own, asked for one paper at a time, and for so long.

A setter that hangs or falls takes nothing with it: it is killed, nothing has been saved, and the
next paper has a new one.
"""

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import IO

from documents.pdf import setter
from documents.unfit import refuse
from workflow.refusals import PaperStuck

# A packet of a whole meeting takes a second or two.
LIMIT_SECONDS = 60.0
_UNSHOWN = re.compile("could not be displayed|codepoint")
_QUOTED = re.compile(r'`"(.{1,200}?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class TypesettingError(Exception):
    """What typst says is wrong with the template or its data: a fault of the program's."""


@dataclass(frozen=True)
class _Setter:
    """The process, and whose it is: a fork makes one of its own."""

    process: "subprocess.Popen[bytes]"
    owner: int

    @property
    def is_ours(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None


# One at a time: the setter holds the data of the paper that it is on.
_turn = threading.Lock()
_kept: list[_Setter] = []


def compiled(value: object, data: Mapping[str, object], source: str, day: date) -> bytes:
    """The template set with ``data``; ``BadInput`` where ``value`` holds what no font shows.

    ``PaperStuck`` where it is not made in time.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    asked = json.dumps({"data": text, "day": day.isoformat()}).encode()
    status, content = _set(source, asked)
    if status == setter.PAPER:
        # Whoever adds to the file, as a seal does, begins on a line of their own.
        return content + b"\n"
    message = content.decode()
    unshown = _unshown(message)
    if unshown is not None:
        refuse(source, value, unshown)
    raise TypesettingError(message)


def _set(source: str, asked: bytes) -> tuple[bytes, bytes]:
    """What the setter answers, in time or not at all."""
    if not _turn.acquire(timeout=LIMIT_SECONDS):
        raise PaperStuck(source)
    try:
        found = _of_this_process()
        late = threading.Timer(LIMIT_SECONDS, found.process.kill)
        late.start()
        try:
            return _converse(found.process, asked)
        except (OSError, EOFError) as error:
            forget()
            raise PaperStuck(source) from error
        finally:
            late.cancel()
    finally:
        _turn.release()


def _of_this_process() -> _Setter:
    if not _kept or not _kept[0].is_ours:
        forget()
        command = [sys.executable, "-I", setter.__file__]
        process = subprocess.Popen(  # noqa: S603  # our own program, and no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"TMPDIR": tempfile.gettempdir()},
            start_new_session=True,  # Ctrl-C ends the paper's asker, not the paper
        )
        _kept.append(_Setter(process, os.getpid()))
    return _kept[0]


def _converse(process: "subprocess.Popen[bytes]", asked: bytes) -> tuple[bytes, bytes]:
    into, out = process.stdin, process.stdout
    assert into is not None  # noqa: S101  # both were asked for
    assert out is not None  # noqa: S101
    into.write(setter.LENGTH.pack(len(asked)) + asked)
    into.flush()
    status = _all_of(out, 1)
    (length,) = setter.LENGTH.unpack(_all_of(out, setter.LENGTH.size))
    return status, _all_of(out, length)


def _all_of(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError("the setter has gone")
    return content


def forget() -> None:
    """Let the setter go; the next paper makes another."""
    while _kept:
        _end(_kept.pop())


def _end(found: _Setter) -> None:
    """In a fork the process is another's, and only what leads to it is let go."""
    if found.owner == os.getpid():
        found.process.kill()
    for stream in (found.process.stdin, found.process.stdout):
        with suppress(OSError):  # what was written last is not wanted any more
            if stream is not None:
                stream.close()
    found.process.wait()


atexit.register(forget)


def _unshown(message: str) -> re.Pattern[str] | None:
    """What typst says can't be shown, as what to look for in the paper's own texts."""
    quoted = _QUOTED.search(message) if _UNSHOWN.search(message) else None
    if quoted is None:
        return None
    characters = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted[1])
    return re.compile(f"[{re.escape(characters)}]")
