"""A file that comes with a form: read within its bounds, and let in only when it is clean."""

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from documents.incoming.underlag import clean_name
from web import current
from workflow.facts import Actor
from workflow.operations import virus_check
from workflow.refusals import BadInput

_FIELD = "upload"


@dataclass(frozen=True)
class Received:
    """A file's own name and its bytes; both are empty where none was chosen."""

    name: str
    content: bytes


def received(most: int, actor: Actor, case_id: int | None = None) -> Received:
    """The sent file, and no more than a byte of what is too much.

    ``BadInput`` at the field where a virus scanner does not call it clean; an infected file is on
    record in its case, or in that of the registers.
    """
    file: FileStorage | None = request.files.get(_FIELD)
    if file is None or not file.filename:
        return Received("", b"")
    with file.stream as stream:
        content = stream.read(most + 1)
    name = clean_name(file.filename)
    try:
        virus_check.require_clean(current.office(), name, content, case_id, actor, current.at())
    except BadInput as refused:
        raise _at_the_field(refused) from refused
    return Received(name, content)


def _at_the_field(refused: BadInput) -> BadInput:
    """As a sentence where the file was chosen, which needs no name of it."""
    (complaint,) = refused.complaints
    return BadInput.of(_FIELD, complaint.text[:1].upper() + complaint.text[1:])
