"""`beslutskedjan verify`: whether the record of a folder or a database holds, and its papers."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from web import bootstrap
from web.year import folder
from workflow.checking import verify_export
from workflow.refusals import BadInput, Complaint
from workflow.settings import Settings


@dataclass(frozen=True)
class Verdict:
    """What was found: sentences for each thing that does not hold, and where a run stopped."""

    findings: tuple[str, ...]
    stopped: str | None = None

    @property
    def holds(self) -> bool:
        return not self.findings and self.stopped is None


def verify(target: str, settings: Settings) -> Verdict:
    """Verify a folder left by a year-run, or a database by its URL."""
    if "://" in target:
        return Verdict(bootstrap.findings_of(target, settings))
    place = Path(target)
    if not place.is_dir():
        raise BadInput(Complaint(target, None, "", "mappen finns inte. Kontrollera sökvägen."))
    stopped = folder.marked(place)
    if stopped is not None:
        return Verdict(_unfinished(place), stopped)
    if not (place / folder.EVENTS).is_file():
        text = f"mappen har ingen {folder.EVENTS}. Ange en mapp som «year» har skrivit."
        raise BadInput(Complaint(target, None, "", text))
    return Verdict(_folder(place))


def _folder(place: Path) -> tuple[str, ...]:
    key_file = place / folder.KEY
    key = key_file.read_bytes() if key_file.is_file() else None
    kept = {_sha256(path): path for path in sorted((place / folder.PAPERS).glob("*"))}

    def find_paper(sha256: str, name: str) -> bytes | None:
        path = kept.get(sha256)
        return path.read_bytes() if path else None

    with (place / folder.EVENTS).open(encoding="utf-8") as lines:
        return tuple(finding.text for finding in verify_export(lines, key, find_paper))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _unfinished(place: Path) -> tuple[str, ...]:
    """What a stopped run had written must hold as far as it came."""
    work = place / folder.WORK
    if not (work / bootstrap.DATABASE).is_file():
        return ()
    return bootstrap.findings_in_folder(work, (place / folder.KEY).read_bytes())
