"""Whether the program can do its work: named checks, each with what is wrong in Swedish."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from web.telling import ZONE
from web.watching import watched
from workflow.operations import silence
from workflow.operations.heartbeats import Job
from workflow.operations.office import Office
from workflow.operations.queries import operation
from workflow.operations.queries.operation import Look, Standing
from workflow.settings import Settings

DRAINING = "draining"
_MB = 1_000_000
_WITHOUT = (Job.TICK, Job.SENDER)  # without these nothing goes on


@dataclass(frozen=True)
class Check:
    """One check: ``stops`` where the program is not ready without it."""

    name: str
    ok: bool
    stops: bool
    text: str


@dataclass(frozen=True)
class Room:
    """A place where something is written: how much is free, and whether it can be."""

    what: str
    place: Path
    free: int
    writable: bool


def checks(settings: Settings, look: Look) -> Iterator[Check]:
    """Each check in order; what needs the database is left out where it is away."""
    yield _draining(settings)
    yield from _disk(settings)
    text = "Databasen svarar." if look.is_up else "Databasen svarar inte."
    yield Check("database", ok=look.is_up, stops=True, text=text)
    if look.is_up:
        yield _schema(look)
    if look.standing is not None:
        yield from _of(look.standing)


def ask(settings: Settings, office: Office, at: datetime) -> Look:
    """What the database says of the operation now."""
    return operation.look(office, watched(settings), at)


def _draining(settings: Settings) -> Check:
    draining = (settings.operation.run_folder / DRAINING).exists()
    text = "Programmet håller på att stoppas." if draining else "Programmet tar emot besök."
    return Check("draining", ok=not draining, stops=True, text=text)


def _disk(settings: Settings) -> Iterator[Check]:
    least = settings.operation.least_free_mb
    for room in rooms(settings):
        enough = room.free >= least * _MB
        name = f"disk_{room.what}"
        if not room.writable:
            text = "Mappen går inte att skriva i."
        elif not enough:
            text = f"Bara {room.free // _MB} MB är lediga; minst {least} MB behövs."
        else:
            text = f"{room.free // _MB} MB är lediga."
        yield Check(name, ok=room.writable and enough, stops=True, text=text)


def rooms(settings: Settings) -> Iterator[Room]:
    """Where papers are kept, and the database where it is a file."""
    yield _room("papers", settings.files.papers)
    kind, _, file = settings.database.url.partition(":///")
    if kind.startswith("sqlite"):
        yield _room("database", Path(file.partition("?")[0]).parent)


def _room(what: str, place: Path) -> Room:
    there = next(each for each in (place.absolute(), *place.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(there).free
    return Room(what, place, free, os.access(there, os.W_OK | os.X_OK))


def _schema(look: Look) -> Check:
    text = f"Databasen har version {look.version or 'ingen'}"
    text += "." if look.is_current else ", och programmet är gjort för en annan. Starta om det."
    return Check("schema", ok=look.is_current, stops=True, text=text)


def _of(found: Standing) -> Iterator[Check]:
    if found.closed is None:
        yield Check("writable", ok=True, stops=False, text="Det går att spara.")
    else:
        since = f"{found.closed.since.astimezone(ZONE):%Y-%m-%d kl. %H.%M}"
        text = f"Programmet är skrivskyddat sedan {since}: {found.closed.reason}"
        yield Check("writable", ok=False, stops=False, text=text)
    for each in found.jobs:
        text = silence.sentence(each, ZONE.key)
        stops = each.job in _WITHOUT and each.is_silent
        yield Check(each.job.value, ok=each.is_well, stops=stops, text=text)


def status_of(found: tuple[Check, ...]) -> str:
    """``ready``, ``degraded`` where something needs care, or ``unready``."""
    wrong = [check for check in found if not check.ok]
    if any(check.stops for check in wrong):
        return "unready"
    return "degraded" if wrong else "ready"
