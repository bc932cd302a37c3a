"""`python -m tests.torture`: every fault on both databases, in rounds, with a table at the end."""

import argparse
import json
import logging
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from tests.databases import running_server
from tests.torture import clients
from tests.torture.bed import Beds
from tests.torture.cases import CASES, Case

_HEAD = "| fel | fall | databas | rundor | felet slog till | resultat | sekunder |"
_ENDED = 143
_LINE = "| --- | --- | --- | ---: | ---: | --- | ---: |"


def main() -> None:
    asked = _asked()
    logging.basicConfig(level=logging.CRITICAL)
    # Told to end, it ends as it would by itself: servers are stopped, disks are let go.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_ENDED))
    rows: list[dict[str, object]] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="torture-")))
        folder.chmod(0o755)
        server = stack.enter_context(running_server()) if "postgresql" in asked.on else None
        for case, kind in _planned(asked):
            row = _run(case, kind, server if kind == "postgresql" else None, folder, asked.rounds)
            rows.append(row)
            _tell(row)
    _table(rows)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(any(row["faults"] for row in rows))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these cases")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of each (else its own)")
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--out", type=Path, default=Path("var/torture.json"))
    asked = parser.parse_args()
    unknown = set(asked.names) - {case.name for case in CASES}
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    return asked


def _planned(asked: argparse.Namespace) -> Iterator[tuple[Case, str]]:
    for case in CASES:
        if not asked.names or case.name in asked.names:
            yield from ((case, kind) for kind in asked.on if kind in case.on)


def _run(case: Case, kind: str, server: object, folder: Path, rounds: int) -> dict[str, object]:
    """One case in a process of its own: nothing that it does to itself reaches the next."""
    out, begun = folder / f"{case.name}-{kind}.json", time.monotonic()
    place = folder / f"{case.name}-{kind}"

    def run() -> None:
        beds = Beds(place, server)  # type: ignore[arg-type]  # a server, or none
        found = case.run(beds, rounds or case.rounds)
        out.write_text(json.dumps(found.told()), "utf-8")

    code = clients.wait(clients.spawn(run))
    told = json.loads(out.read_text("utf-8")) if out.is_file() else _fell(code)
    seconds = time.monotonic() - begun
    return {"name": case.name, "what": case.swedish, "case": case.ids, "on": kind, **told} | {
        "seconds": round(seconds, 1)
    }


def _fell(code: int) -> dict[str, object]:
    return {"rounds": 0, "struck": 0, "note": "", "faults": [f"föll med kod {code}"]}


def _tell(row: dict[str, object]) -> None:
    faults = row["faults"]
    assert isinstance(faults, list)
    done = f"{row['rounds']} rundor, slog till {row['struck']}, {len(faults)} fel"
    said = f"{row['name']:<18} {row['on']:<11} {done}, {row['seconds']} s"
    print(said, flush=True)  # noqa: T201
    for fault in faults[:10]:
        print(f"    {fault}", flush=True)  # noqa: T201


def _table(rows: list[dict[str, object]]) -> None:
    load = os.getloadavg()[0]
    where = f"{os.cpu_count()} kärnor, {platform.system()} {platform.machine()}"
    print(f"\n{datetime.now(UTC):%Y-%m-%d}, {where}, Python {platform.python_version()}, ", end="")  # noqa: T201
    print(f"belastning {load:.1f}\n\n{_HEAD}\n{_LINE}")  # noqa: T201
    for row in rows:
        faults = row["faults"]
        assert isinstance(faults, list)
        result = f"{len(faults)} FEL" if faults else "allt håller"
        cells = [row["what"], row["case"], row["on"], row["rounds"], row["struck"]]
        print(f"| {' | '.join(map(str, [*cells, result, row['seconds']]))} |")  # noqa: T201
    for note in dict.fromkeys(f"{row['what']}: {row['note']}" for row in rows if row["note"]):
        print(f"- {note}")  # noqa: T201


if __name__ == "__main__":
    main()
