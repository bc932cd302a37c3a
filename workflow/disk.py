"""Files that survive a power cut: whole under their name, and on the disk, or not there at all."""

import os
import secrets
from pathlib import Path


def write_new(path: Path, content: bytes, mode: int = 0o640) -> bool:
    """Write a file that nobody has written yet; ``False``, and nothing done, where it exists.

    The bytes are synced under another name in the same folder and then linked to their own, so
    that nobody ever reads half a file and of two writers one wins.
    """
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}")
    try:
        _write_synced(draft, content, mode)
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
        sync_folder(path.parent)
    return True


def make_folder(folder: Path) -> None:
    """Make the folder, and those it lies in, each synced into the one above."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, as ``fsync`` has the bytes of a file."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_synced(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
