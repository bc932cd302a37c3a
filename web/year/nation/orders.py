"""What a run of the nation is asked for, and what each of its regions says of itself."""

from dataclasses import dataclass
from pathlib import Path

from web.year.nation.counties import County
from web.year.onward import Years
from workflow.casefile.model import CaseFile
from workflow.settings import Settings


@dataclass(frozen=True)
class Asked:
    """The regions and years; ``pattern`` is the case file whose ways all the offices have."""

    pattern: CaseFile
    counties: tuple[County, ...]
    years: Years
    out: Path
    settings: Settings


@dataclass(frozen=True)
class YearDone:
    """A region is through with one calendar year."""

    county: int
    year: int


@dataclass(frozen=True)
class RegionDone:
    """A region is through with all of its years; ``untrue`` is what its check found."""

    county: int
    recipients: int
    decisions: int
    papers: int
    letters: int
    duties: int
    untrue: tuple[str, ...]


@dataclass(frozen=True)
class RegionStopped:
    """A region could not go on: why, in Swedish."""

    county: int
    why: tuple[str, ...]


Word = YearDone | RegionDone | RegionStopped
