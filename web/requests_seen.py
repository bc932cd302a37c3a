"""Each request: its id, one line of the log when it is answered, and one count; no names in it."""

import logging
import re
import secrets
import time

from flask import Flask, Response, g, request

from web import logs, meters
from web.api import bearers

_LOG = logging.getLogger("beslutskedjan.request")
HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_CASE, _NO_PAGE = "case_id", "none"


def install(app: Flask) -> None:
    """Before everything else that looks at a request, and after everything that answers it."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()
    logs.remember(request=_id(), case=(request.view_args or {}).get(_CASE))


def _id() -> str:
    """The id that whoever is in front has given the request, or a new one."""
    given = request.headers.get(HEADER, "")
    g.request_id = given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
    return str(g.request_id)


def _end(response: Response) -> Response:
    if "request_id" not in g:  # refused before it was a request of ours
        return response
    response.headers[HEADER] = g.request_id
    took = time.perf_counter() - g.began
    endpoint = request.endpoint or _NO_PAGE
    meters.saw_request(endpoint, response.status_code, took, is_api=bearers.is_asked())
    about = {
        "method": request.method,
        "endpoint": endpoint,
        "status": response.status_code,
        "ms": logs.milliseconds(took),
        "person": _person(),
    }
    _LOG.info("request", extra=about)
    return response


def _person() -> int | None:
    """Who asked, by number, where the request has found it out."""
    session, bearer = g.get("session"), g.get("bearer")
    if session is not None:
        return int(session.person_id)
    return int(bearer.token.person_id) if bearer is not None else None
