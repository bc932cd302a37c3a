"""A copy of a whole installation, made while it is in use, and the copy put back."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Where an installation keeps what a copy holds."""

    url: str
    papers: Path
    key_file: Path
    seal: Path
    journal: Path


# What a copy is made of; the keys only where they were asked for.
DATABASE, PAPERS, SEAL, KEYS = "database", "papers", "seal", "keys"
JOURNAL, RECORD_KEY = "handed-over.log", f"{KEYS}/record.key"
