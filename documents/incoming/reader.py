"""A Word file's bytes turned into what it says; runs only in the process with limits."""

import json
from dataclasses import asdict

from documents.incoming import package
from documents.incoming.archive import opened
from documents.incoming.package import Package
from documents.incoming.reading import Place, Reading
from documents.incoming.story import Heard, Story
from documents.incoming.styles import Styles
from workflow.refusals import BadInput

_STYLES = "wordprocessingml.styles+xml"
# The stories in the order in which a reader meets them. A comment's place is its own list.
_STORIES = (
    ("wordprocessingml.document.main+xml", Place.BODY),
    ("wordprocessingml.header+xml", Place.HEADER),
    ("wordprocessingml.footer+xml", Place.FOOTER),
    ("wordprocessingml.footnotes+xml", Place.FOOTNOTE),
    ("wordprocessingml.endnotes+xml", Place.ENDNOTE),
    ("wordprocessingml.comments+xml", Place.HIDDEN),
    ("drawingml.diagramdata+xml", Place.DRAWING),
    ("drawingml.chart+xml", Place.DRAWING),
)


def read(content: bytes) -> Reading:
    """All that the file says; ``BadInput`` with one complaint where it may not be read."""
    with opened(content) as archive:
        found = package.examined(archive)
        heard = _heard(found)
    return Reading(
        tuple(heard.pieces),
        tuple(heard.deleted),
        tuple(heard.comments),
        tuple(dict.fromkeys(found.links)),
        tuple(author for author in heard.inserted_by if author),
        heard.pictures,
    )


def answer(content: bytes) -> bytes:
    """The reading or the refusal as JSON, to be sent to the process that asked."""
    try:
        told: dict[str, object] = {"read": asdict(read(content))}
    except BadInput as refused:
        told = {"refused": refused.complaints[0].text}
    return json.dumps(told, ensure_ascii=True).encode("ascii")


def _heard(found: Package) -> Heard:
    """Every part of XML is read, whether it has a story or not: none may hide a DTD."""
    heard, styles = Heard(), Styles()
    read_parts = set()
    for name in found.named(_STYLES):
        found.listen(name, styles)
        read_parts.add(name)
    names = styles.names()
    for ending, place in _STORIES:
        for name in found.named(ending):
            found.listen(name, Story(place, heard, names, found.budget))
            read_parts.add(name)
    for name in sorted(found.types.keys() - read_parts):
        if package.is_xml(name, found.types) and not name.endswith(".rels"):
            package.examine(found, name)
    return heard
