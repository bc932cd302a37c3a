"""`beslutskedjan verify FILE.pdf`: whether one paper is genuine, changed or unknown."""

import json
from pathlib import Path

from documents.seal.verdict import KnownPaper
from web import bootstrap
from web.sealing import Register, told_of
from web.year import folder
from workflow.checking import verify_export
from workflow.settings import Settings

OF_THE_RUN = (
    "Filen jämfördes med körningen i mappen som den ligger i, och med den körningens eget sigill. "
    "Svaret gäller bara den körningen, inte en riktig installation."
)


def check_paper(path: Path, settings: Settings) -> tuple[tuple[str, ...], int]:
    """What is said of a file, line by line, and the exit code.

    A paper in a folder that a year-run has left is held against that run's own seal and
    events; any other against the installation's.
    """
    run = path.parent.parent
    if path.parent.name == folder.PAPERS and (run / folder.SEAL).is_dir():
        own_seal = settings.seal.model_copy(update={"folder": run / folder.SEAL})
        of_the_run = settings.model_copy(update={"seal": own_seal})
        lines, code = told_of(path, of_the_run, _papers_of(run))
        return (*lines, OF_THE_RUN), code
    return told_of(path, settings, bootstrap.known_papers(settings))


def _papers_of(run: Path) -> Register:
    """What the run's events say of a paper; nothing where the events themselves do not hold."""
    try:
        lines = (run / folder.EVENTS).read_text("utf-8").splitlines()
        key = (run / folder.KEY).read_bytes()
    except (OSError, UnicodeDecodeError):
        return _nothing
    faults = verify_export(lines, key, lambda _sha256, _name: None)
    if any(fault.kind != "paper" for fault in faults):
        return _nothing
    known: dict[str, KnownPaper] = {}
    for line in lines:
        body = json.loads(json.loads(line).get("body", "{}"))
        for _kind, name, sha256 in body.get("papers", []):
            known.setdefault(sha256, KnownPaper(name, body["case"]))
    return known.get


def _nothing(_sha256: str) -> None:
    """The register of a folder that can't be believed."""
