"""The command line, run as anybody would run it: here in the test, or in a process of its own."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from web.cli import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "documents" / "sample"
SEED, EXAMPLE = SAMPLES / "run-536-2021.toml", SAMPLES / "exempelregionen.toml"


class Told(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


def beslutskedjan(*words: str | Path, cwd: Path) -> Told:
    """Run the command from a folder, whose config.toml it reads if there is one."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd),
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "argv", ["beslutskedjan", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
    return Told(int(left.value.code or 0), out.getvalue(), err.getvalue())


WELL = Told(0, "Allt stämmer: kedjor, sigill och papper.\n", "")


def verify(target: str | Path, cwd: Path) -> Told:
    """What `verify` says of a folder or a database; whatever it is, it never just falls."""
    told = beslutskedjan("verify", target, cwd=cwd)
    assert "Traceback" not in told.err
    return told


def process(*words: str | Path, cwd: Path, **environ: str) -> "subprocess.Popen[str]":
    """Start the command as a process of its own, with its output to be read while it works."""
    program = "from web.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
