"""The record's key: thirty-two secret bytes in a file beside the database, never in it."""

import secrets
import stat
from pathlib import Path

from workflow.disk import make_folder, write_new
from workflow.refusals import BadInput

SIZE = 32


def record_key(path: Path) -> bytes:
    """The key in the file; made at first use, readable for its owner only."""
    try:
        make_folder(path.parent)
        return _read(path) if path.exists() else _make(path)
    except OSError as error:
        text = (
            f"nyckelfilen går inte att använda: {error.strerror}. "
            "Kontrollera sökvägen i record.key_file och behörigheten."
        )
        raise BadInput.about(path, text) from error


def _read(path: Path) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadInput.about(
            path, f"nyckelfilen kan läsas av andra än ägaren; skydda den med «chmod 600 {path}»"
        )
    key = path.read_bytes()
    if len(key) != SIZE:
        raise BadInput.about(
            path,
            f"nyckelfilen har {len(key)} byte men ska ha {SIZE}; "
            "lägg tillbaka den rätta filen från säkerhetskopian",
        )
    return key


def _make(path: Path) -> bytes:
    key = secrets.token_bytes(SIZE)
    # Of two programs that start at once, one makes the key and the other reads it.
    return key if write_new(path, key, mode=0o600) else _read(path)
