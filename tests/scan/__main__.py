"""`make scan`: both tools as every role against a demonstration; 1 where a finding is left."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.scan import api, pages, table
from tests.scan.findings import Finding, explanations, unexplained
from tests.scan.roles import ROLES, Role
from tests.scan.server import ROOT, Server, copied, make_demonstration

Scan = Callable[[Server, Role, Path, int], list[Finding]]
TOOLS: dict[str, Scan] = {api.TOOL: api.scan, pages.TOOL: pages.scan}
OUT = ROOT / "var/scan"


def main() -> int:
    """Scan as asked, print the table, and say by the exit code whether something is left."""
    asked = _asked()
    OUT.mkdir(parents=True, exist_ok=True)
    roles = [role for role in ROLES if role.name in asked.role]
    found: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder:
        demonstration = Path(folder, "demonstration")
        _say("makes the demonstration (half a minute) ...")
        make_demonstration(demonstration)
        for tool in asked.tool:
            for role in roles:
                found += _scanned(tool, role, demonstration, asked.seconds)
    known = explanations()
    _say("\n".join(table.lines(([role.name for role in roles], asked.tool), found, known)))
    _say(f"\nThe tools' own reports lie in {OUT.relative_to(ROOT)}.")
    return 1 if unexplained(found, known) else 0


def _scanned(tool: str, role: Role, demonstration: Path, seconds: int) -> list[Finding]:
    begun = time.monotonic()
    folder = demonstration.with_name(f"{tool}-{role.name}")
    with copied(demonstration, folder) as server:
        found = TOOLS[tool](server, role, OUT, seconds)
        found += server.faults(role.name)
    (OUT / f"{folder.name}.server.log").write_bytes(server.log.read_bytes())
    _say(f"{tool} as {role.name}: {len(found)} findings, {time.monotonic() - begun:.0f} s")
    return found


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make scan")
    names = [role.name for role in ROLES]
    parser.add_argument("--role", nargs="+", choices=names, default=names)
    parser.add_argument("--tool", nargs="+", choices=list(TOOLS), default=list(TOOLS))
    parser.add_argument(
        "--seconds",
        type=int,
        default=10,
        help="how long wapiti has for each attack; schemathesis has three times that for a role",
    )
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
