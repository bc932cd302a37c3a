"""Wapiti against the pages: what it is told, what it must not touch, and what it found."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.scan import keys
from tests.scan.findings import Finding, shape
from tests.scan.listener import Listener, listening
from tests.scan.roles import Role
from tests.scan.server import ROOT, Server

TOOL = "wapiti"
# Without what seeks weak spots of programs that are no part of this one (LDAP, CMS, Log4j ...).
ATTACKS = (
    "exec,file,sql,timesql,xss,permanentxss,ssrf,xxe,crlf,redirect,csrf,upload,htaccess,"
    "http_headers,cookieflags,csp,methods"
)
DEPTH = 6
# Pages that would end the scan's own session or role; the API is the other tool's.
LEFT_ALONE = (
    "/logga-ut*",
    "/konto/inloggningar/*",
    "/konto/losenord*",
    "/konto/kod*",
    "/bekrafta*",
    "/register/personer/*/konto/*",
    "/register/personer/*/roll/*",
    "/statisk/*",
    "/api/*",
)
STARTS = (
    "/",
    "/logga-in",
    "/logga-in?next=/arenden",
    "/akta",
    "/beslut",
    "/beslut?sok=nej",
    "/arenden?sok=nej",
    "/arenden?sprak=en",
    "/sammantraden",
    "/register",
    "/logg",
)
_ADDRESS = re.compile(r" on http://\S+(?=:)")
_PYTHON = ROOT / ".venv-scan/wapiti/bin/python"
_RUNNER = Path(__file__).with_name("wapiti_runner.py")


def scan(server: Server, role: Role, out: Path, seconds: int) -> list[Finding]:
    """Every attack of the list, each for so many seconds, on one page of every kind."""
    held = keys.session(server.address, role)
    report = out / f"wapiti-{role.name}.json"
    cookies = "; ".join(f"{each.name}={each.value}" for each in held.cookies)
    with listening() as listener:
        command = _command(server.address, cookies, report, listener.address, seconds)
        _run(command, out / f"wapiti-{role.name}.log", seconds)
        fetched = list(_fetched(listener, role.name))
    ended = [] if role.person is None or keys.holds(held, server.address) else [_ended(role.name)]
    return sorted({*found(report, role.name), *fetched, *ended})


def _command(address: str, cookies: str, report: Path, listener: str, seconds: int) -> list[str]:
    command = [str(_PYTHON), str(_RUNNER), "--url", f"{address}/", "--module", ATTACKS]
    command += ["--cookie-value", cookies, "--depth", str(DEPTH)]
    command += ["--max-scan-time", str(seconds * 6), "--max-attack-time", str(seconds)]
    command += ["--skip", "csrf_token", "--remove", "sprak", "--endpoint", listener]
    command += ["--store-session", f"{report}.session", "--store-config", f"{report}.config"]
    command += ["--flush-session", "--no-bugreport", "--verbose", "2"]
    command += ["--format", "json", "--output", str(report)]
    for path in LEFT_ALONE:
        command += ["--exclude", f"{address}{path}"]
    for path in STARTS:
        command += ["--start", f"{address}{path}"]
    return command


def _run(command: list[str], log: Path, seconds: int) -> None:
    with log.open("wb") as text:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=text,
            stderr=subprocess.STDOUT,
            timeout=seconds * 60 + 300,
            check=False,
        )
    assert ended.returncode == 0, log.read_text("utf-8", errors="replace")[-3000:]


def found(report: Path, role: str) -> Iterator[Finding]:
    """What a report lists, whatever weight the tool gives it."""
    facts = json.loads(report.read_text("utf-8"))
    if not facts["infos"]["crawled_pages_nbr"]:
        yield Finding(TOOL, role, "Nothing crawled", "GET /", "the scan met no page")
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, rows in facts[part].items():
            for row in rows:
                where = f"{row['method']} {shape(row['path'])}"
                yield Finding(TOOL, role, kind, where, _ADDRESS.sub("", row["info"]))


def _fetched(listener: Listener, role: str) -> Iterator[Finding]:
    for path in listener.asked:
        yield Finding(TOOL, role, "Server Side Request Forgery", "GET /", f"fetched {path}")


def _ended(role: str) -> Finding:
    return Finding(TOOL, role, "Session ended", "GET /konto", "the scan lost its own session")
