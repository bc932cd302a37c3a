"""A Word file is read in a process of its own, with limits, and only its answer comes back."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO

from pydantic import TypeAdapter, ValidationError

from documents.incoming.reading import Reading
from workflow.refusals import BadInput

MOST_BYTES = 20_000_000
CHILD = Path(__file__).with_name("child.py")
READER = "reader"  # the module beside this one that the child reads with
_ZIP = b"PK\x03\x04"
_STARTS = {
    b"\xd0\xcf\x11\xe0": (
        "filen är krypterad eller sparad i ett äldre Wordformat (.doc). Ta bort lösenordet i Word "
        "och spara den som .docx."
    ),
    b"%PDF": "filen är en PDF. Ladda upp Wordfilen (.docx) i stället.",
    b"{\\rtf": "filen är i formatet RTF. Spara den i Word som .docx och ladda upp den igen.",
    b"<": "filen är en webbsida eller XML. Spara den i Word som .docx och ladda upp den igen.",
}
_NOT_WORD = "filen är ingen Wordfil. Ladda upp en fil som är sparad som .docx."
_EMPTY = "filen är tom. Kontrollera att rätt fil är vald och ladda upp den igen."
_ANEW = "Kopiera texten till ett nytt dokument i Word och ladda upp det."
_TOO_SLOW = f"filen tog för lång tid att läsa. {_ANEW}"
_TOO_MUCH = f"filen gick inte att läsa inom gränserna för minne och tid. {_ANEW}"


@dataclass(frozen=True)
class Limits:
    """What the reading of one file may cost."""

    memory_bytes: int = 512 * 1024**2
    cpu_seconds: int = 10
    wall_seconds: float = 20.0
    answer_bytes: int = 32 * 1024**2


@dataclass(frozen=True)
class Ended:
    """How the process ended, and what it said before."""

    said: bytes
    code: int
    out_of_time: bool = False


@dataclass(frozen=True)
class _Answer:
    refused: str = ""
    read: Reading | None = None


_ANSWER = TypeAdapter(_Answer)


def read(content: bytes, name: str, limits: Limits = Limits(), child: Path = CHILD) -> Reading:
    """All that the file says; ``BadInput`` with one clear sentence where it is refused."""
    _refuse_by_its_start(content, name)
    ended = run(child, content, limits)
    if ended.out_of_time:
        raise BadInput.about(name, _TOO_SLOW)
    if ended.code != 0 or len(ended.said) > limits.answer_bytes:
        raise BadInput.about(name, _TOO_MUCH)
    try:
        answer = _ANSWER.validate_json(ended.said)
    except ValidationError as error:
        raise BadInput.about(name, _TOO_MUCH) from error
    if answer.read is None:
        raise BadInput.about(name, answer.refused or _TOO_MUCH)
    return answer.read


def run(child: Path, content: bytes, limits: Limits, reader: str = READER) -> Ended:
    """Run the child on the content; it is gone with all that it started when this returns."""
    most = str(limits.memory_bytes), str(limits.cpu_seconds)
    command = [sys.executable, "-I", str(child), *most, reader]
    late = Event()
    with subprocess.Popen(  # noqa: S603  # our own program, and no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={}, cwd="/", start_new_session=True,
    ) as process:  # fmt: skip
        timer = Timer(limits.wall_seconds, _stop, [process.pid, late])
        timer.start()
        try:
            said = _conversed(process, content, limits.answer_bytes)
            if len(said) <= limits.answer_bytes:
                _await_end(process.pid)
        finally:
            timer.cancel()
            timer.join()
            _kill_group(process.pid)
    return Ended(said, process.returncode, late.is_set())


def _conversed(process: "subprocess.Popen[bytes]", content: bytes, most: int) -> bytes:
    """Hand the file over, and hear the answer to its end or until it is too long."""
    _hand_over(_pipe(process.stdin), content)
    return _pipe(process.stdout).read(most + 1)


def _hand_over(pipe: IO[bytes], content: bytes) -> None:
    with suppress(BrokenPipeError):  # the child has ended: its code says why
        pipe.write(content)
    with suppress(BrokenPipeError):
        pipe.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise LookupError("the child was started without its pipes")
    return pipe


def _await_end(pid: int) -> None:
    """Wait without burying the process: while it lies there, its number is nobody else's."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def _stop(pid: int, late: Event) -> None:
    late.set()
    _kill_group(pid)


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _refuse_by_its_start(content: bytes, name: str) -> None:
    if not content.strip():
        raise BadInput.about(name, _EMPTY)
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise BadInput.about(
            name, f"filen är större än {most} MB. Ta bort bilder eller dela upp den."
        )
    if content.startswith(_ZIP):
        return
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    said = [text for sign, text in _STARTS.items() if start.startswith(sign)]
    raise BadInput.about(name, said[0] if said else _NOT_WORD)
