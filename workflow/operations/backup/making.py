"""Making a copy while people work: the database of one moment first, then the papers it names.

A paper is on the disk before the database knows of it, so whatever the moment's database names is
there to be copied.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from workflow.delivery.files import PaperFolder
from workflow.disk import make_folder
from workflow.operations.backup import DATABASE, JOURNAL, KEYS, PAPERS, RECORD_KEY, SEAL, Places
from workflow.operations.backup import manifest as m
from workflow.operations.backup.manifest import Manifest
from workflow.refusals import BadInput, NotFound, RecordBroken
from workflow.store import copies, migrate

_SECRET = 0o700


def make(
    engine: Engine, places: Places, key: bytes, folder: Path, at: datetime, *, with_keys: bool
) -> Manifest:
    """Fill a new folder with all that an installation needs to stand again.

    The keys are left out unless ``with_keys``: whoever has the record and its key can write the
    record anew. A paper that is not what it was is not copied, and the manifest says so.
    """
    _require_new(folder)
    try:
        make_folder(folder / DATABASE)
        folder.chmod(_SECRET)
        named = copies.copy_out(engine, folder / DATABASE)
        damaged = tuple(_copy_papers(named, places.papers, folder / PAPERS))
        _copy_beside(places, folder)
        if with_keys:
            _copy_keys(places, folder)
        os.sync()  # all of it is on the disk before anything says that it is whole
        manifest = Manifest(at, engine.dialect.name, migrate.head(), dict(_files(folder)), damaged)
        m.write(folder, manifest, key)
    except OSError as error:
        text = (
            f"säkerhetskopian blev inte färdig: {error.strerror}. "
            "Ta bort mappen och försök igen, om det behövs på en annan plats."
        )
        raise BadInput.about(folder, text) from error
    return manifest


def _require_new(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput.about(folder, "här finns redan något. Ange en ny mapp för säkerhetskopian.")


def _copy_papers(named: Iterable[str], source: Path, target: Path) -> Iterator[str]:
    """Copy each paper; what could not be copied is told."""
    files = PaperFolder(source)
    make_folder(target)
    for sha256 in sorted(named):
        try:
            content = files.get(sha256)
        except NotFound:
            yield f"Handlingen med kontrollsumman {sha256} saknas."
        except RecordBroken as broken:
            yield from broken.findings
        else:
            path = target / sha256[:2] / sha256
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


def _copy_beside(places: Places, folder: Path) -> None:
    """What anybody may see of the seals, and what was handed over to the post."""
    make_folder(folder / SEAL)
    for certificate in sorted(places.seal.glob("*.pem")):
        shutil.copy2(certificate, folder / SEAL)
    if places.journal.is_file():
        shutil.copy2(places.journal, folder / JOURNAL)


def _copy_keys(places: Places, folder: Path) -> None:
    make_folder(folder / KEYS / SEAL)
    shutil.copy2(places.key_file, folder / RECORD_KEY)
    for path in sorted(places.seal.glob("*")):
        if path.is_file() and path.suffix != ".pem":
            shutil.copy2(path, folder / KEYS / SEAL)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), m.hashed(path)
