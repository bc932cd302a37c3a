"""A form acts once: sent again, by a double click or the back button, it gives the first answer."""

import secrets
import time
from collections.abc import Iterator
from hashlib import sha256

from flask import Flask, g, redirect, request
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from web import current
from web.i18n import _
from workflow.operations import form_uses

FIELD = "once"
# Stands for a personal link's secret in an address that is kept.
_HIDDEN = "{token}"
_LONGEST_WAIT, _PAUSE = 8.0, 0.1
_REDIRECTS = {302, 303}


def new() -> str:
    """The secret of one form on one page."""
    return secrets.token_urlsafe(18)


def install(app: Flask) -> None:
    """Let every form that carries the field act once."""
    app.before_request(_claim)
    app.after_request(_settle)
    app.teardown_request(_release)


def _claim() -> Response | None:
    nonce = request.form.get(FIELD, "") if request.method == "POST" else ""
    if not nonce:
        return None
    owner = _owner()
    claim = form_uses.claim(current.office(), nonce[:64], owner, current.at())
    if claim.new:
        g.form_use = nonce[:64]
        return None
    return redirect(_first_answer(nonce[:64], owner), 303)


def _owner() -> str:
    """Whose form it is; a personal link's address is a secret, so that only its hash is kept."""
    held = current.session()
    if held is not None:
        return f"session:{held.id}"
    return f"path:{sha256(request.path.encode()).hexdigest()}"


def _first_answer(nonce: str, owner: str) -> str:
    """Where the first sending led to; the second waits while the first is at work."""
    for _turn in patiently():
        claim = form_uses.claim(current.office(), nonce, owner, current.at())
        if claim.location:
            return claim.location.replace(_HIDDEN, _token())
        if claim.new:  # the first one was refused: this one has taken its place
            form_uses.release(current.office(), nonce)
            break
    raise Conflict(
        _(
            "Formuläret skickades två gånger. Öppna sidan på nytt och se efter "
            "om det du gjorde har sparats."
        )
    )


def patiently() -> Iterator[None]:
    """Once, and then now and again for as long as the first sending may be at work."""
    last = time.monotonic() + _LONGEST_WAIT
    yield
    while time.monotonic() < last:
        time.sleep(_PAUSE)
        yield


def _settle(response: Response) -> Response:
    nonce = g.pop("form_use", None)
    if nonce is None:
        return response
    if response.status_code in _REDIRECTS:
        form_uses.settle(current.office(), nonce, _without_secret(response.location or "/"))
    else:
        form_uses.release(current.office(), nonce)
    return response


def _without_secret(location: str) -> str:
    token = _token()
    return location.replace(token, _HIDDEN) if token else location


def _token() -> str:
    """The secret of the personal link that the form stands behind; else nothing."""
    return str((request.view_args or {}).get("token", ""))


def _release(_error: BaseException | None) -> None:
    nonce = g.pop("form_use", None)
    if nonce is not None:
        form_uses.release(current.office(), nonce)
