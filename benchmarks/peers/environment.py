"""A peer's own environment, made on demand from its lock, and its run as a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).parents[2]
PEERS = ("spiffworkflow", "django_viewflow", "statemachine")
_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "--quiet", "install")
_LOCKED = ("--require-hashes", "--only-binary", ":all:", "-r")


def steps_a_second(peer: str, job: Mapping[str, object]) -> float:
    """What the peer says of its walk through the job."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "job.json"
        asked.write_text(json.dumps(job), "utf-8")
        command = [str(python_of(peer)), "-m", f"benchmarks.peers.{peer}.run", str(asked)]
        said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603  # ours
    return float(json.loads(said.stdout)["per_second"])


def python_of(peer: str) -> Path:
    """The environment's Python; made anew where the lock has changed."""
    lock = Path(__file__).parent / peer / "requirements.lock"
    environment = ROOT / ".venv-bench" / peer
    python, mark = environment / "bin/python", environment / "ready"
    wanted = f"{crc32(lock.read_bytes())} {ROOT}"
    if not mark.exists() or mark.read_text("utf-8") != wanted:
        _run([sys.executable, "-m", "venv", "--clear", str(environment)])
        _run([str(python), *_PIP, *_LOCKED, str(lock)])
        mark.write_text(wanted, "utf-8")
    return python


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr)  # noqa: S603  # ours
