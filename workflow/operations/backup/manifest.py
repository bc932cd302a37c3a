"""The manifest of a copy: every file with its hash, signed, and written last of all.

A copy without it was never finished. Its signature is made with the record's key, so that nobody
who has the copy alone can change it unnoticed.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.chaining import canonical, instant, mac, stamp
from workflow.disk import write_new
from workflow.refusals import BadInput

FILE, FORMAT = "manifest.json", 1
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a copy holds: ``files`` by their path in it, ``damaged`` what could not be copied."""

    made_at: datetime
    database: str
    schema: str
    files: dict[str, str]
    damaged: tuple[str, ...] = ()
    format: int = field(default=FORMAT)

    def papers(self) -> Iterator[str]:
        """The hash of each paper that the copy holds."""
        return (Path(name).name for name in self.files if name.startswith("papers/"))


def write(folder: Path, manifest: Manifest, key: bytes) -> None:
    """Sign the manifest and put it in the copy: from now on the copy is whole."""
    body = {**asdict(manifest), "made_at": stamp(manifest.made_at)}
    body["damaged"] = list(manifest.damaged)
    signed = {**body, "mac": _signature(body, key)}
    text = json.dumps(signed, ensure_ascii=False, indent=1, sort_keys=True)
    write_new(folder / FILE, f"{text}\n".encode())


def read(folder: Path) -> tuple[Manifest, dict[str, Any]]:
    """The manifest of a copy, and its words as they are signed; ``BadInput`` where it has none."""
    try:
        body: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
        known = {each: body[each] for each in ("database", "schema", "files", "format")}
        made = Manifest(instant(body["made_at"]), damaged=tuple(body["damaged"]), **known)
    except FileNotFoundError as error:
        text = f"mappen har ingen {FILE}: säkerhetskopian blev aldrig färdig. Använd en annan."
        raise BadInput.about(folder, text) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput.about(
            folder / FILE, "filen går inte att läsa. Använd en annan kopia."
        ) from error
    if made.format != FORMAT:
        text = (
            f"kopian har format {made.format}, men programmet kan bara {FORMAT}. "
            "Använd den version av programmet som gjorde kopian."
        )
        raise BadInput.about(folder / FILE, text)
    return made, body


def require_signed(folder: Path, body: dict[str, Any], key: bytes) -> None:
    """``BadInput`` where the manifest was not signed with this key."""
    said = {name: body[name] for name in body if name != "mac"}
    if not hmac.compare_digest(str(body.get("mac", "")), _signature(said, key)):
        text = (
            "signaturen är inte gjord med den här nyckeln. Kopian har ändrats, "
            "eller så hör nyckelfilen till en annan installation."
        )
        raise BadInput.about(folder / FILE, text)


def _signature(body: dict[str, Any], key: bytes) -> str:
    return mac(key, hashlib.sha256(canonical(body).encode()).hexdigest())


def hashed(path: Path) -> str:
    """The SHA-256 of a file, whatever its size."""
    made = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            made.update(chunk)
    return made.hexdigest()
