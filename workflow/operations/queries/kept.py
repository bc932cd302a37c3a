"""Kept papers as pages link to them: kind, name, type, size, and the hash that names the bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from workflow.orders import EDITABLE
from workflow.states import PaperKind
from workflow.store import tables as t


@dataclass(frozen=True)
class KeptPaper:
    """A kept paper: its bytes never change."""

    kind: PaperKind
    name: str
    sha256: str
    media_type: str
    size: int


def kept_papers() -> Select[Any]:
    """The uses of papers in the form in which they are kept and sent, not that for writing on."""
    return (
        select(
            t.paper_use.c.kind,
            t.paper_use.c.name,
            t.paper.c.sha256,
            t.paper.c.media_type,
            t.paper.c.size,
        )
        .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
        .where(t.paper.c.media_type != EDITABLE)
    )


def as_kept(rows: Iterable[Row[Any]]) -> tuple[KeptPaper, ...]:
    """The rows of ``kept_papers``."""
    return tuple(
        KeptPaper(PaperKind(row.kind), row.name, row.sha256, row.media_type, row.size)
        for row in rows
    )
