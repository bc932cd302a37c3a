"""Putting a copy back in an empty place: checked before, whole or not at all, and letters held."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workflow.delivery.files import PaperFolder
from workflow.disk import make_folder, write_new
from workflow.operations import restored
from workflow.operations.backup import DATABASE, JOURNAL, KEYS, PAPERS, RECORD_KEY, SEAL, Places
from workflow.operations.backup import manifest as m
from workflow.operations.backup.manifest import Manifest
from workflow.refusals import BadInput, RecordBroken, SchemaMismatch
from workflow.store import copies, invariants, migrate
from workflow.store.keyfile import record_key

_SECRET = 0o600


@dataclass(frozen=True)
class Restored:
    """What was put back: ``findings`` is what does not hold in it, ``held`` the letters that wait.

    ``journal`` says whether what was handed over since the copy is known.
    """

    manifest: Manifest
    findings: tuple[str, ...]
    held: int
    journal: bool


def put_back(places: Places, folder: Path, at: datetime, *, accept_damage: bool) -> Restored:
    """Put the copy in its place; ``RecordBroken`` with everything that does not hold in it.

    With ``accept_damage`` what is left of a damaged copy is put back all the same.
    """
    manifest, signed = m.read(folder)
    key_file = _key_file(places, folder)
    key = record_key(key_file)
    m.require_signed(folder, signed, key)
    _require_fit(places, folder, manifest)
    changed = tuple(_changed(folder, manifest))
    _refuse_broken_database(changed)
    journal = places.journal.is_file()
    with copies.putting_back(places.url, folder / DATABASE, manifest.schema) as connection:
        found = invariants.everything(connection, PaperFolder(folder / PAPERS), key)
        findings = (*changed, *(each.text for each in found))
        if findings and not accept_damage:
            raise RecordBroken(findings)
        held = restored.hold(connection, manifest.made_at, at)
        copies.end_sessions(connection, at)
        _put_files(places, folder, manifest, key_file)
    return Restored(manifest, findings, held, journal)


def _key_file(places: Places, folder: Path) -> Path:
    """The key in its place, or else the one in the copy."""
    for path in (places.key_file, folder / RECORD_KEY):
        if path.is_file():
            return path
    text = (
        "nyckelfilen saknas och finns inte i kopian. Lägg tillbaka den, från det ställe där den "
        "sparades för sig, och försök igen."
    )
    raise BadInput.about(places.key_file, text)


def _require_fit(places: Places, folder: Path, manifest: Manifest) -> None:
    """The same kind of database, no newer than the program, and no papers of anything else."""
    kind = copies.kind_of(places.url)
    if manifest.database != kind:
        text = f"kopian är av {manifest.database}, men database.url anger {kind}. Ändra den."
        raise BadInput.about(folder, text)
    if manifest.schema > migrate.head():
        raise SchemaMismatch(
            f"Kopian har version {manifest.schema}, men programmet kan bara version "
            f"{migrate.head()}; installera den nyare versionen av programmet."
        )
    known = set(manifest.papers())
    for path in sorted(places.papers.rglob("*")):
        if path.is_file() and path.name not in known:
            text = (
                "mappen för handlingar är inte tom. Flytta undan det som ligger där, eller ange "
                "en annan mapp i files.papers, och försök igen."
            )
            raise BadInput.about(path, text)


def _changed(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Each file that is not what the manifest says, and what was missing from the beginning."""
    yield from manifest.damaged
    for name, sha256 in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            yield f"{name} saknas i kopian."
        elif m.hashed(path) != sha256:
            yield f"{name} har ändrats sedan kopian gjordes."


def _refuse_broken_database(changed: tuple[str, ...]) -> None:
    """Half a database is not put back, whoever asks for it."""
    broken = tuple(text for text in changed if text.startswith(f"{DATABASE}/"))
    if broken:
        raise RecordBroken(broken)


def _put_files(places: Places, folder: Path, manifest: Manifest, key_file: Path) -> None:
    """All but the database; what is in its place already stays as it is."""
    papers = PaperFolder(places.papers)
    for sha256 in sorted(manifest.papers()):
        path = folder / PAPERS / sha256[:2] / sha256
        if path.is_file():
            papers.put(path.read_bytes())
    _put(key_file, places.key_file, _SECRET)
    for path in sorted((folder / SEAL).glob("*")):
        _put(path, places.seal / path.name, 0o644)
    for path in sorted((folder / KEYS / SEAL).glob("*")):
        _put(path, places.seal / path.name, _SECRET)
    # A journal that is there is newer: it knows of letters that the copy has forgotten.
    if (folder / JOURNAL).is_file() and not places.journal.exists():
        make_folder(places.journal.parent)
        shutil.copyfile(folder / JOURNAL, places.journal)


def _put(source: Path, target: Path, mode: int) -> None:
    if not target.exists():
        make_folder(target.parent)
        write_new(target, source.read_bytes(), mode=mode)
