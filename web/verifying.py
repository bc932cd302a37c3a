"""`beslutskedjan verify`: whether the record of a folder or a database holds, and its papers."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from web import bootstrap, serving
from web.year import folder
from web.year.nation import folder as nation_folder
from web.year.nation.region import folder_of
from web.year.truth import checking
from workflow.checking import verify_export
from workflow.refusals import BadInput, Complaint, SchemaMismatch
from workflow.settings import Settings


@dataclass(frozen=True)
class Verdict:
    """What was found: sentences for each thing that does not hold, and where a run stopped."""

    findings: tuple[str, ...]
    stopped: str | None = None

    @property
    def holds(self) -> bool:
        return not self.findings and self.stopped is None


def verify(target: str, settings: Settings, *, everything: bool = False) -> Verdict:
    """Verify a folder left by a year-run, or a database by its URL; nothing is written.

    ``everything`` asks also whether a database's tables are what its record says.
    """
    if "://" in target:
        _require_files(target, settings)
        return Verdict(bootstrap.findings_of(target, settings, everything=everything))
    place = Path(target)
    if not place.is_dir():
        raise _wrong(target, "mappen finns inte. Kontrollera sökvägen.")
    stopped = folder.marked(place)
    if stopped is not None:
        return Verdict(_unfinished(place), stopped)
    if not any(place.iterdir()):
        raise _wrong(target, "mappen är tom. Fyll den med «beslutskedjan year».")
    if (place / nation_folder.TABLE).is_file():
        return Verdict(tuple(_of_regions(place)))
    if not (place / folder.EVENTS).is_file():
        text = (
            f"mappen har ingen {folder.EVENTS}. Ange en mapp som «year» eller «serve» har skrivit."
        )
        raise _wrong(target, text)
    return Verdict((*findings_in(place), *_truth_of(place)))


def is_installation(place: Path) -> bool:
    """Whether ``beslutskedjan serve --data`` keeps all in the folder."""
    return (place / serving.DATABASE).is_file() and not (place / folder.EVENTS).is_file()


def _of_regions(place: Path) -> Iterator[str]:
    """A folder of the nation holds if each region's does; none of them may be gone."""
    for county in nation_folder.regions_in(place):
        mine = place / folder_of(county)
        if not (mine / folder.EVENTS).is_file():
            yield f"{county.region}: mappen {mine.name} saknas."
        elif folder.marked(mine) is not None:
            yield f"{county.region}: körningen är inte färdig."
        else:
            yield from (f"{county.region}: {text}" for text in findings_in(mine))
            yield from (f"{county.region}: {text}" for text in _truth_of(mine))


def _truth_of(place: Path) -> tuple[str, ...]:
    """Where whole years were run, that nothing is missed, doubled or out of order."""
    kept = (place / folder.KEPT).is_file() and (place / folder.DATABASE).is_file()
    return checking.findings(place) if kept else ()


def _require_files(url: str, settings: Settings) -> None:
    """What is opened to be worked with is made where it is missing; what is checked must exist."""
    file = url.partition(":///")[2].partition("?")[0] if url.startswith("sqlite") else ""
    if file and not Path(file).is_file():
        raise _wrong(url, "databasen finns inte. Kontrollera sökvägen.")
    if not settings.record.key_file.is_file():
        text = "nyckelfilen finns inte. Ange den i inställningen record.key_file."
        raise _wrong(str(settings.record.key_file), text)


def findings_in(place: Path) -> tuple[str, ...]:
    """What does not hold in a folder that is whole: its record, and its papers."""
    return tuple(_folder(place))


def _folder(place: Path) -> Iterator[str]:
    key_file, papers = place / folder.KEY, _Papers(place / folder.PAPERS)
    if not key_file.is_file():
        yield f"Nyckelfilen {folder.KEY} saknas, så signaturerna går inte att kontrollera."
    key = key_file.read_bytes() if key_file.is_file() else None
    findings = verify_export(_lines(place), key, papers.find)
    yield from (finding.text for finding in findings)
    if not findings:
        yield from _unsealed(_lines(place))
        yield from papers.unknown()


def _lines(place: Path) -> Iterator[str]:
    """The record's lines, of which there may be more than there is room for at once."""
    # A byte that is no UTF-8 becomes a character that the checksum will not agree with.
    with (place / folder.EVENTS).open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from file


class _Papers:
    """The papers of a folder, known by what is in them and by name; and those asked for."""

    def __init__(self, place: Path) -> None:
        self.place = place
        files = [path for path in sorted(place.glob("*")) if path.is_file()]
        self.kept = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
        self.named = {path.name: sha256 for sha256, path in self.kept.items()}
        self.asked: set[str] = set()

    def find(self, sha256: str, name: str) -> bytes | None:
        """The paper, or what now stands under its name."""
        self.asked.add(sha256)
        path = self.kept.get(sha256) or self._stand_in(name)
        return path.read_bytes() if path else None

    def _stand_in(self, name: str) -> Path | None:
        """What lies under the name, unless the record has asked for it as itself."""
        sha256 = self.named.get(name)
        return self.kept[sha256] if sha256 is not None and sha256 not in self.asked else None

    def unknown(self) -> Iterator[str]:
        """The first file that no event of the record names."""
        for sha256, path in self.kept.items():
            if sha256 not in self.asked:
                yield f"Filen {path.name} bland handlingarna finns inte i registret."
                return


def _unsealed(lines: Iterable[str]) -> Iterator[str]:
    """A run ends by sealing everything: events after the last seal mean that the end is cut off."""
    last: dict[str, int] = {}
    sealed: dict[str, int] = {}
    for line in lines:
        row: dict[str, Any] = json.loads(line)
        body = json.loads(row.get("seal", row)["body"])
        if "seal" in row:
            sealed |= {case: seq for case, seq, _ in body["heads"]}
        else:
            last[body["case"]] = body["seq"]
    for case, seq in last.items():
        if sealed.get(case, 0) < seq:
            yield f"Ärende {case}, händelse {seq}: är inte förseglad. Slutet av registret saknas."


def _unfinished(place: Path) -> tuple[str, ...]:
    """What a stopped run had written must hold as far as it came."""
    work, key_file = place / folder.WORK, place / folder.KEY
    if not (work / bootstrap.DATABASE).is_file() or not key_file.is_file():
        return ()
    try:
        return bootstrap.findings_in_folder(work, key_file.read_bytes())
    except SchemaMismatch:  # stopped before its tables were made: there is no record yet
        return ()


def _wrong(source: str, text: str) -> BadInput:
    return BadInput(Complaint(source, None, "", text))
