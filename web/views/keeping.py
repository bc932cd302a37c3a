"""Keeping what is typed: forms send it while somebody writes, and get it back after a new sign-in.

Whoever bears a personal link has what they type kept under the link. Somebody whose session has
run out is told so, and what they typed waits in the page.
"""

import json
import re

from flask import Blueprint, request
from werkzeug.exceptions import RequestEntityTooLarge, UnprocessableEntity

from web import current, owners
from workflow.operations import autosaves, looking

blueprint = Blueprint("keeping", __name__)

MOST_BYTES, MOST_FIELDS, LONGEST_NAME = 100_000, 500, 200
NOT_SIGNED_IN = 401

_LINK = re.compile(r"/lank/([A-Za-z0-9_-]{1,100})(?:[/?]|$)")
_LEFT_OUT = {"csrf_token", "once", "page"}


@blueprint.post("/autospara")
def autosave() -> tuple[str, int]:
    """Keep the fields of a form in its place: ``{"place": …, "page": …, "fields": {…}}``."""
    if (request.content_length or 0) > MOST_BYTES:
        raise RequestEntityTooLarge
    place, page, fields = _read(request.get_data(cache=True))
    owner = owner_of(page)
    if owner is None:
        return "", NOT_SIGNED_IN
    autosaves.keep(current.office(), owner, place, fields, current.at())
    return "", 204


def owner_of(page: str) -> str | None:
    """Whose text it is: the bearer's, on a personal link's pages, or the signed-in person's."""
    link = _LINK.match(page)
    if link is not None:
        looking.bearer(current.office(), link[1], current.at())
        return owners.of_link(link[1])
    held = current.session()
    return owners.of_person(held.person_id) if held is not None else None


def _read(sent: bytes) -> tuple[str, str, dict[str, str]]:
    try:
        said = json.loads(sent.decode("utf-8"))
        place, page, fields = said["place"], said.get("page", ""), said["fields"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnprocessableEntity from error
    if not (_is_text(place, LONGEST_NAME) and place and _is_text(page, MOST_BYTES)):
        raise UnprocessableEntity
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise UnprocessableEntity
    if not all(_is_text(n, LONGEST_NAME) and _is_text(v, MOST_BYTES) for n, v in fields.items()):
        raise UnprocessableEntity
    return place, page, {name: text for name, text in fields.items() if name not in _LEFT_OUT}


def _is_text(value: object, most: int) -> bool:
    """A text that every database can keep."""
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)
