"""`beslutskedjan verify FILE.pdf`: whether one paper is genuine, changed or unknown."""

import json
from pathlib import Path

from documents.seal.verdict import KnownPaper
from web import bootstrap
from web.sealing import Register, told_of
from web.year import folder
from workflow.settings import Settings


def check_paper(path: Path, settings: Settings) -> tuple[tuple[str, ...], int]:
    """What is said of a file, line by line, and the exit code.

    A paper in a folder that a year-run has left is held against that run's own seal and
    events; any other against the installation's.
    """
    run = path.parent.parent
    if path.parent.name == folder.PAPERS and (run / folder.SEAL).is_dir():
        own_seal = settings.seal.model_copy(update={"folder": run / folder.SEAL})
        of_the_run = settings.model_copy(update={"seal": own_seal})
        return told_of(path, of_the_run, _papers_of(run / folder.EVENTS))
    return told_of(path, settings, bootstrap.known_papers(settings))


def _papers_of(events: Path) -> Register:
    known: dict[str, KnownPaper] = {}
    for line in events.read_text("utf-8", "replace").splitlines() if events.is_file() else ():
        body = json.loads(json.loads(line).get("body", "{}"))
        for _kind, name, sha256 in body.get("papers", []):
            known.setdefault(sha256, KnownPaper(name, body["case"]))
    return known.get
