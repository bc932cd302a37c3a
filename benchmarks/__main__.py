"""Every benchmark in one run, `make bench`; or those that are named, as `docx engine`."""

import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import docx, duties, growing, mail, pdf, seal, verify, years
from benchmarks.engine import papers, race
from benchmarks.figures import Figure, merged, nested, progress, report
from benchmarks.pages import growth

SUBJECTS: Mapping[str, Callable[[], list[Figure]]] = {
    "engine": race.measure,
    "papers": papers.measure,
    "docx": docx.measure,
    "pdf": pdf.measure,
    "seal": seal.measure,
    "mail": mail.measure,
    "duties": duties.measure,
    "verify": verify.measure,
    "growing": growing.measure,
    "pages": growth.measure,
    "years": years.measure,
}
KEPT = Path("var/bench.json")


def main(names: list[str]) -> int:
    """Run each in turn, print one table; the exit code says whether every goal was reached."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        sys.stderr.write(f"{unknown[0]}: finns inte; välj bland {', '.join(SUBJECTS)}\n")
        return 2
    # A run of everything tells of nothing that was measured before it.
    kept = json.loads(KEPT.read_text("utf-8")) if names and KEPT.exists() else {}
    figures: list[Figure] = []
    for name in names or SUBJECTS:
        progress(name)
        measured = SUBJECTS[name]()
        figures += measured
        kept = merged(kept, {**nested(measured), "machine": _machine()})
        _keep(kept)
    return report(figures)


def _machine() -> dict[str, object]:
    """What the figures were measured on, and how busy it was."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load": [round(each, 1) for each in os.getloadavg()],
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }


def _keep(figures: Mapping[str, object]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
