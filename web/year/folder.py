"""The folder that a year-run leaves: begun with a marker, finished when the marker is gone."""

import shutil
from pathlib import Path

from workflow.disk import make_folder, sync_folder
from workflow.refusals import BadInput, Complaint

MARKER = "KÖRNINGEN-PÅGÅR.txt"
DRAFT = ".KÖRNINGEN-PÅGÅR.ny"
WORK, LEFT = "arbete", "arbete-bort"
EVENTS, CALENDAR, KEY, PAPERS, MAIL, SEAL = (
    "events.jsonl",
    "calendar.txt",
    "record.key",
    "papers",
    "mail",
    "seal",
)
DATABASE, KEPT = "chain.db", "facit.json"  # only where whole years are asked for
OURS = {MARKER, DRAFT, WORK, LEFT, EVENTS, CALENDAR, KEY, PAPERS, MAIL, SEAL, DATABASE, KEPT}


def begin(out: Path) -> None:
    """Make the folder ready: what an earlier run left there goes, anything else is refused."""
    try:
        _refuse_what_is_not_ours(out)
        _make_ready(out)
    except OSError as error:
        text = f"går inte att skriva i ({error.strerror}). Ange en annan mapp."
        raise _wrong(out, text) from error


def _refuse_what_is_not_ours(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise _wrong(out, "är en fil. Ange en mapp som inte finns än.")
    names = {path.name for path in out.iterdir()}
    # A folder of somebody's own may well hold "mail" or "papers": more is needed to be a run's.
    is_a_run = bool({MARKER, DRAFT} & names) or names >= {EVENTS, KEY}
    strange = sorted(names - OURS if is_a_run else names)
    if strange:
        raise _wrong(
            out, f"innehåller annat än en tidigare körning ({strange[0]}). Ange en annan mapp."
        )


def _make_ready(out: Path) -> None:
    make_folder(out)
    mark(out, "Körningen har börjat.")
    _discard_work(out)
    for name in sorted(OURS - {MARKER, DRAFT}):
        _remove(out / name)
    for name in (PAPERS, MAIL, WORK):
        make_folder(out / name)


def mark(out: Path, where: str, *why: str) -> None:
    """Say in the folder how far the run has come; whoever finds the file knows that it stopped."""
    last = "Mappen är inte färdig. Kör om kommandot för att få en hel mapp."
    # Written beside and put in its place: a kill in between leaves the last one whole.
    (out / DRAFT).write_text("\n".join([where, *why, last, ""]), "utf-8")
    (out / DRAFT).replace(out / MARKER)


def marked(out: Path) -> str | None:
    """How far an unfinished run came, and why it stopped; ``None`` for a folder that is whole."""
    try:
        lines = (out / MARKER).read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return None
    return "\n".join(lines[:-1]) or "Körningen stannade."  # empty: stopped while it was marking


def finish(out: Path) -> None:
    """The last act: the work folder goes, then the marker."""
    mark(out, "Körningen stannade när allt var klart och arbetsmappen skulle städas bort.")
    _discard_work(out)
    (out / MARKER).unlink()
    sync_folder(out)


def _discard_work(out: Path) -> None:
    """Out of sight in one move: half a work folder must never be taken for a whole one."""
    _remove(out / LEFT)
    if (out / WORK).is_dir():
        (out / WORK).rename(out / LEFT)
    _remove(out / LEFT)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _wrong(out: Path, text: str) -> BadInput:
    return BadInput(Complaint(str(out), None, "", f"sökvägen {text}"))
