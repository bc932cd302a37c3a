"""Papers on the way to a browser: the link to one, and one as an answer under its own name."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote

from flask import Response, send_file

from workflow.operations.queries.kept import KeptPaper
from workflow.orders import RECORD

_SHOWN = frozenset({RECORD, "text/plain"})
# What somebody else wrote runs nothing, fetches nothing and belongs to no site.
_POLICY = "sandbox; default-src 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class LinkedPaper:
    """A paper as ``ui.paper`` shows it."""

    name: str
    media_type: str
    size: int
    href: str


def linked(papers: Iterable[KeptPaper]) -> list[LinkedPaper]:
    """The papers with their addresses, for those who may read the cases."""
    return [
        LinkedPaper(
            paper.name,
            paper.media_type,
            paper.size,
            f"/handlingar/{paper.sha256}/{quote(paper.name)}",
        )
        for paper in papers
    ]


def handed_out(content: bytes, media_type: str, name: str) -> Response:
    """The paper's bytes; what may hold more than text and pictures is only for saving."""
    answer: Response = send_file(
        BytesIO(content),
        mimetype=media_type,
        as_attachment=media_type not in _SHOWN,
        download_name=name,
    )
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
