"""The folder that a year-run leaves: begun with a marker, finished when the marker is gone."""

import shutil
from pathlib import Path

from workflow.disk import make_folder, sync_folder
from workflow.refusals import BadInput, Complaint

MARKER = "KÖRNINGEN-PÅGÅR.txt"
WORK = "arbete"
EVENTS, CALENDAR, KEY, PAPERS, MAIL = (
    "events.jsonl",
    "calendar.txt",
    "record.key",
    "papers",
    "mail",
)
OURS = {MARKER, WORK, EVENTS, CALENDAR, KEY, PAPERS, MAIL}


def begin(out: Path) -> None:
    """Make the folder ready: what an earlier run left there goes, anything else is refused."""
    if out.exists() and not out.is_dir():
        raise _wrong(out, "är en fil. Ange en mapp som inte finns än.")
    strange = (
        sorted(path.name for path in out.iterdir() if path.name not in OURS) if out.exists() else []
    )
    if strange:
        raise _wrong(
            out, f"innehåller annat än en tidigare körning ({strange[0]}). Ange en annan mapp."
        )
    make_folder(out)
    mark(out, "Körningen har börjat.")
    for name in OURS - {MARKER}:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for name in (PAPERS, MAIL, WORK):
        make_folder(out / name)


def mark(out: Path, where: str) -> None:
    """Say in the folder how far the run has come; whoever finds the file knows that it stopped."""
    (out / MARKER).write_text(
        f"{where}\nMappen är inte färdig. Kör om kommandot för att få en hel mapp.\n", "utf-8"
    )


def marked(out: Path) -> str | None:
    """How far an unfinished run came; ``None`` for a folder that is whole."""
    try:
        return (out / MARKER).read_text("utf-8").splitlines()[0]
    except FileNotFoundError:
        return None


def finish(out: Path) -> None:
    """The last act: the work folder goes, then the marker."""
    shutil.rmtree(out / WORK)
    (out / MARKER).unlink()
    sync_folder(out)


def _wrong(out: Path, text: str) -> BadInput:
    return BadInput(Complaint(str(out), None, "", f"sökvägen {text}"))
