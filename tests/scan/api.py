"""Schemathesis against the API: what it is told, and what it found."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

from tests.scan import keys
from tests.scan.findings import Finding
from tests.scan.roles import Role
from tests.scan.server import ROOT, Server

TOOL = "schemathesis"
SEED = 20261123
EXAMPLES = 10
SHARE = 3  # of the time of one attack of the other tool, which has seventeen
_REPEATS = "Idempotency-Key"
_PROGRAM = ROOT / ".venv-scan/schemathesis/bin/schemathesis"


def scan(server: Server, role: Role, out: Path, seconds: int) -> list[Finding]:
    """Every check of the tool on every operation, with the role's token."""
    token = keys.token(server.folder, role)
    bearing = ["--header", f"Authorization: Bearer {token}"] if token else []
    report = out / f"schemathesis-{role.name}.ndjson"
    description = _description(server, out / "openapi.json")
    command = [str(_PROGRAM), "run", str(description), "--url", server.address, *bearing]
    command += ["--checks", "all", "--seed", str(SEED), "--max-examples", str(EXAMPLES)]
    command += [
        "--max-time",
        str(seconds * SHARE),
        "--continue-on-failure",
        "--request-timeout",
        "30",
    ]
    command += ["--generation-database", "none", "--no-color", "--report-ndjson-path", str(report)]
    _run(command, out / f"schemathesis-{role.name}.log", seconds)
    return sorted(set(found(report, role.name)))


def _description(server: Server, file: Path) -> Path:
    """The server's own description of its API, but for the key that tells repeats.

    With it, nearly every request would be refused for a key of one before, and nothing behind
    that looked at.
    """
    facts = requests.get(f"{server.address}/api/v1/openapi.json", timeout=30).json()
    for methods in facts["paths"].values():
        for operation in methods.values():
            asked = operation.get("parameters", [])
            operation["parameters"] = [each for each in asked if each.get("name") != _REPEATS]
    file.write_text(json.dumps(facts), "utf-8")
    return file


def _run(command: list[str], log: Path, seconds: int) -> None:
    with log.open("wb") as text:
        ended = subprocess.run(
            command,
            stdout=text,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            timeout=seconds * SHARE * 3 + 120,
            check=False,
        )
    assert ended.returncode in {0, 1}, log.read_text("utf-8", errors="replace")[-3000:]


def found(report: Path, role: str) -> Iterator[Finding]:
    """The failures of a report that has one event a line."""
    for line in report.read_text("utf-8").splitlines():
        event = json.loads(line)
        if "ScenarioFinished" in event:
            yield from _failures(event["ScenarioFinished"]["recorder"], role)
        for kind in ("NonFatalError", "FatalError", "InternalError"):
            if kind in event:
                yield Finding(TOOL, role, kind, "", json.dumps(event[kind])[:500])


def _failures(recorder: dict[str, Any], role: str) -> Iterator[Finding]:
    for case_id, checks in recorder.get("checks", {}).items():
        answer = recorder["interactions"].get(case_id, {}).get("response") or {}
        for check in checks:
            if check["status"] == "failure":
                yield _failure(check, answer.get("status_code"), role)


def _failure(check: dict[str, Any], status: int | None, role: str) -> Finding:
    failure = check["failure_info"]["failure"]
    said = f"{status}: {' '.join(failure['message'].split())}"
    return Finding(TOOL, role, check["name"], failure["operation"], said[:400])
