"""What somebody sent after the session had run out: kept for that person, and offered again."""

import json

from flask import request
from flask import session as cookie
from werkzeug.datastructures import MultiDict

from web import current, owners
from workflow.operations import autosaves, sessions

PLACE = "resume"
# Tokens of the session that has run out, and what nobody else may keep.
_OURS = frozenset({"csrf_token", "once", "password", "new_password", "code", "answer"})
_LONGEST = 2_000_000


def keep() -> bool:
    """Keep the form of this request for whoever the session belonged to; says whether it did."""
    person_id = sessions.was_whose(current.office(), str(cookie.get(current.SID, "")))
    if person_id is None or (request.content_length or 0) > _LONGEST:
        return False
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in _OURS]
    body = {"page": request.full_path.rstrip("?"), "sent": json.dumps(sent)}
    autosaves.keep(current.office(), owners.of_person(person_id), PLACE, body, current.at())
    return True


def kept() -> tuple[str, MultiDict[str, str]] | None:
    """The address and the fields of what the signed-in person was about to send."""
    found = autosaves.kept(current.office(), owners.of_person(current.person_id()), PLACE)
    if found is None:
        return None
    return found.body["page"], MultiDict(map(tuple, json.loads(found.body["sent"])))
