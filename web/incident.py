"""The basis for a report of an incident, as a folder: what happened in a span, hash-listed."""

import hashlib
import json
import os
import platform
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path
from zoneinfo import ZoneInfo

from web import operator_page
from web.api.description import VERSION
from workflow.disk import sync_folder
from workflow.operations.office import Office
from workflow.operations.queries import incident
from workflow.operations.queries.incident import Span
from workflow.operations.register_record import By, Change, note, require
from workflow.refusals import BadInput, Complaint, RecordBroken
from workflow.settings import Settings
from workflow.store import migrate
from workflow.store.engine import reading, upkeep
from workflow.store.verify import verify_record

SUMS = "SHA256SUMS"
_TIMED = re.compile(rb'(?:\{"at": ")?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)')


@dataclass(frozen=True)
class Asked:
    """What is asked for, why, and by whom."""

    span: Span
    reason: str
    by: By
    logs: tuple[Path, ...] = ()


def export(office: Office, settings: Settings, asked: Asked, out: Path) -> tuple[str, ...]:
    """Write the folder, whole or not at all; gives the names of its files.

    That it was made, and why, stands in the registers' record.
    """
    require(asked.by, Change.EXPORT_INCIDENT)
    _require_place(out)
    draft = out.with_name(f".{out.name}.utkast")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        for name, content in _files(office, settings, asked):
            _write(draft / name, content)
        _list(draft)
        verified(draft)
        _note(office, asked, hashlib.sha256((draft / SUMS).read_bytes()).hexdigest())
        draft.rename(out)
        sync_folder(out.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return tuple(sorted(path.name for path in out.iterdir()))


def _require_place(out: Path) -> None:
    if out.exists():
        text = "finns redan. Ange en mapp som inte finns."
        raise BadInput(Complaint(str(out), None, "", text))


def _files(
    office: Office, settings: Settings, asked: Asked
) -> Iterator[tuple[str, Iterable[bytes]]]:
    zone = ZoneInfo(office.time_zone)
    with reading(office.engine) as connection:
        for name, _what, ask in incident.FILES:
            rows = incident.lines(connection, ask, asked.span, zone)
            yield name, (_json(row) for row in rows)
        found = verify_record(connection, office.files, office.key)
    yield "kontroll.txt", _checked(tuple(finding.text for finding in found))
    yield "installningar.json", (_json(dict(operator_page.settings_shown(settings))),)
    yield "versioner.json", (_json(_versions()),)
    for number, path in enumerate(asked.logs, 1):
        yield f"driftlogg-{number}.log", log_lines(path, asked.span)
    yield "las-mig.txt", _about(asked, zone)


def _checked(findings: tuple[str, ...]) -> Iterator[bytes]:
    if not findings:
        yield "Hela händelseloggen stämmer: kedjor, sigill och handlingar.\n".encode()
    for text in findings:
        yield f"Stämmer inte: {text}\n".encode()


def _versions() -> dict[str, object]:
    packages = {each.name: each.version for each in distributions()}
    return {
        "beslutskedjan": VERSION,
        "schema": migrate.head(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": dict(sorted(packages.items(), key=lambda each: each[0].casefold())),
    }


def log_lines(path: Path, span: Span) -> Iterator[bytes]:
    """The lines of a log of this program that were written then, with what stands below them."""
    inside = False
    with path.open("rb") as file:
        for line in file:
            found = _TIMED.match(line)
            if found:
                at = datetime.fromisoformat(found[1].decode())
                inside = span.first <= at < span.end
            if inside:
                yield line


def _about(asked: Asked, zone: ZoneInfo) -> Iterator[bytes]:
    lines = [
        "Underlag om en incident, från Beslutskedjan.",
        "",
        f"Skäl: {asked.reason}",
        f"Från och med: {_both(asked.span.first, zone)}",
        f"Till: {_both(asked.span.end, zone)}",
        f"Uttaget: {_both(asked.by.at, zone)}, av {asked.by.actor.name}",
        "",
        "Varje tid står i UTC, och bredvid i lokal tid (fälten som slutar på _local).",
        "Personliga länkar, lösenord och nycklar är inte med. Namn och adresser är med:",
        "lämna underlaget bara till den som ska ha det.",
        "",
        *(f"{name}: {what}" for name, what, _ask in incident.FILES),
        "kontroll.txt: om hela händelseloggen stämmer",
        "installningar.json: inställningarna som gäller, utan hemligheter",
        "versioner.json: programmets och alla pakets versioner",
        *(f"driftlogg-{n}.log: ur {path.name}" for n, path in enumerate(asked.logs, 1)),
        "",
        f"Kontrollera att inget är ändrat med: sha256sum --check {SUMS}",
    ]
    yield ("\n".join(lines) + "\n").encode()


def _both(at: datetime, zone: ZoneInfo) -> str:
    utc = at.astimezone(ZoneInfo("UTC"))
    return f"{utc:%Y-%m-%d %H:%M:%S} UTC ({at.astimezone(zone):%Y-%m-%d %H:%M:%S} lokal tid)"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, default=str) + "\n").encode()


def _write(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _list(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    _write(folder / SUMS, (f"{_hash(folder / name)}  {name}\n".encode() for name in names))


def verified(folder: Path) -> None:
    """``RecordBroken`` unless every file of the folder is what its list says, and none is lost."""
    listed = [line.split("  ", 1) for line in (folder / SUMS).read_text("utf-8").splitlines()]
    there = {path.name for path in folder.iterdir()} - {SUMS}
    wrong = [name for sum_, name in listed if name not in there or _hash(folder / name) != sum_]
    wrong += sorted(there - {name for _sum, name in listed})
    if wrong:
        raise RecordBroken(tuple(f"Filen {name} är inte som den skrevs." for name in wrong))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(office: Office, asked: Asked, listed: str) -> None:
    """Also where nothing may be written: that is when an incident is looked into."""
    given = {
        "reason": asked.reason,
        "from": asked.span.first.isoformat(),
        "to": asked.span.end.isoformat(),
        "sha256": listed,
    }
    with upkeep(office.engine) as connection:
        note(connection, office, asked.by, Change.EXPORT_INCIDENT, 0, given)
