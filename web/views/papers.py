"""Kept papers: handed to whoever may read the case they belong to, as they were kept."""

from flask import Blueprint, Response

from web import current
from web.handing_out import handed_out
from workflow.operations.queries import papers

blueprint = Blueprint("papers", __name__)


@blueprint.get("/handlingar/<sha256>/<name>")
def show(sha256: str, name: str) -> Response:
    """The very bytes, under the name on record; ``NotFound`` for those who may not know of it."""
    found = papers.paper(current.office(), sha256, current.actor(), current.at())
    return handed_out(found.content, found.media_type, found.name)
