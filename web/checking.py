"""`beslutskedjan check`: what the checker has to say of a file or of a case file's texts."""

import re
from collections.abc import Sequence
from pathlib import Path

from documents.checker import RULES, Draft, Known, Remark, check
from documents.checker.reading import WORD, read_draft
from documents.typography import NBSP, counted
from web.casetexts import draft_of_case, known_in_case
from workflow.casefile.read import read_case_file
from workflow.plaintext import shown
from workflow.refusals import BadInput

CASE_FILE = ".toml"
NOTHING, REMARKS, BAD_INPUT = 0, 1, 2
VISIBLE_SPACE = "°"  # as Word shows a no-break space
_NOTES = frozenset(rule.name for rule in RULES if rule.note)
_BREAKS = re.compile(r"(?<!\s)(?=[^\S\n]*\n)\s++")  # a gap with a line break, read once


def check_command(target: Path, register: Path | None = None) -> tuple[list[str], int]:
    """The lines to print and the exit code: 0 nothing, 1 remarks, 2 no file to check.

    ``register`` is a case file whose names the text has to agree with.
    """
    try:
        draft = _draft(target, register)
    except BadInput as error:
        return [str(complaint) for complaint in error.complaints], BAD_INPUT
    remarks = check(draft)
    unit = "stycke" if target.suffix.lower() == WORD else "rad"
    faults = [remark for remark in remarks if remark.rule not in _NOTES]
    lines = [_line(remark, unit, target) for remark in remarks]
    return [*lines, _sum(faults, len(remarks) - len(faults))], REMARKS if faults else NOTHING


def _draft(target: Path, register: Path | None) -> Draft:
    known = known_in_case(read_case_file(register)) if register else Known()
    if target.suffix.lower() == CASE_FILE:
        return draft_of_case(read_case_file(target), target)
    return read_draft(target, known)


def _line(remark: Remark, unit: str, target: Path) -> str:
    """``rad 12, tecken 5: Månader skrivs med liten bokstav.  Oktober → oktober``."""
    place = f"{unit} {remark.line}, tecken {remark.column}" if remark.line else remark.where
    if target.suffix.lower() == CASE_FILE:
        place += f", nyckel «{remark.where}»"
    note = "Upplysning: " if remark.rule in _NOTES else ""
    change = _visible(remark.found)
    if remark.suggestion is not None:
        change += f" → {_visible(remark.suggestion) or '(inget)'}"
    return f"{place}: {note}{remark.fault}  {change}"


def _visible(text: str) -> str:
    """With what can't be seen made visible, and on one line."""
    return shown(_BREAKS.sub(" ", text), 100).replace(NBSP, VISIBLE_SPACE)


def _sum(faults: Sequence[Remark], notes: int) -> str:
    told = f" och {counted(notes, 'upplysning', 'upplysningar')}" if notes else ""
    if not faults:
        return f"Inga anmärkningar{told}.".replace(NBSP, " ")
    count = counted(len(faults), "anmärkning", "anmärkningar")
    legend = f" Tecknet {VISIBLE_SPACE} är ett hårt mellanslag." if _holds(faults) else ""
    return f"{count}{told}.".replace(NBSP, " ") + legend


def _holds(faults: Sequence[Remark]) -> bool:
    return any(NBSP in (remark.suggestion or "") for remark in faults)
