"""The key to a run (facit): what the case file asks for, and every letter that was foretold."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from web.year.onward import Years
from workflow.casefile.lookup import sent_to
from workflow.casefile.model import CaseFile
from workflow.operations.queries.whole_run import Told
from workflow.refusals import BadInput


@dataclass(frozen=True)
class Decided:
    """A decision that there must be: the years of its plans, and the names it is sent to."""

    years: tuple[int, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Facit:
    """``closed`` are the years whose plans are closed at the end."""

    years: tuple[int, ...]
    closed: tuple[int, ...]
    decisions: tuple[Decided, ...]
    foretold: tuple[Told, ...]


def facit_of(file: CaseFile, years: Years, foretold: list[Told]) -> Facit:
    """What a run of the file is measured against."""
    return Facit(
        tuple(range(years.first, years.last + 1)),
        tuple(plan.year for plan in file.plans if plan.closed_on is not None),
        tuple(
            Decided(each.plans, tuple(party.name for party in sent_to(file, each)))
            for each in file.decisions
        ),
        tuple(sorted(foretold, key=str)),
    )


def write(path: Path, facit: Facit) -> None:
    """As JSON, a foretold letter on each line."""
    letters = (json.dumps(letter, default=str) for letter in facit.foretold)
    decisions = [[each.years, each.recipients] for each in facit.decisions]
    head = {"years": facit.years, "closed": facit.closed, "decisions": decisions}
    lines = [json.dumps(head, ensure_ascii=False), *letters]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read(path: Path) -> Facit:
    """What ``write`` has written; ``BadInput`` where somebody else has been there."""
    try:
        head, *letters = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        return _facit(head, letters)
    except (KeyError, TypeError, ValueError) as error:
        text = "filen är inte som körningen skrev den. Kör om «beslutskedjan year»."
        raise BadInput.about(path, text) from error


def _facit(head: dict[str, Any], letters: list[list[object]]) -> Facit:
    return Facit(
        tuple(head["years"]),
        tuple(head["closed"]),
        tuple(Decided(tuple(years), tuple(names)) for years, names in head["decisions"]),
        tuple(_told(each) for each in letters),
    )


def _told(row: list[object]) -> Told:
    told = Told._make(row)
    days = date.fromisoformat(str(told.on)), date.fromisoformat(str(told.due_on))
    return told._replace(on=days[0], due_on=days[1])
