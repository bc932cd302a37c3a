"""The guard before every request: who may not meet the page is turned away, or asked to sign in."""

import logging
from urllib.parse import urlencode

from flask import Flask, Request, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from web import current, resuming
from web.access import ACCESS, Rule
from web.api import bearers
from web.api.problems import ProblemError

log = logging.getLogger(__name__)

# Answered by the process alone, so that nothing is asked of the database.
ASKED_OF_NOBODY = frozenset({"operation.alive"})

# What is never sent again unseen: after signing in, its address leads to the page before it.
LOOKED_AT_ANEW = frozenset({"deciding.decide"})


def install(app: Flask) -> None:
    """Ask the table before every request; an endpoint that is not in it is nobody's."""
    app.before_request(_ask)


def _ask() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None  # no such page: the 404 says so
    rule = ACCESS.get(endpoint)
    if endpoint in ASKED_OF_NOBODY:
        return None
    if bearers.is_asked():
        _ask_bearer(rule)
        return None
    if rule is None or not rule.rights & current.rights():
        return _closed(rule)
    if rule.fresh and not current.is_fresh():
        return redirect(url_for("sign_in.confirm", next=_way_back(request)), 303)
    return None


def _ask_bearer(rule: Rule | None) -> None:
    """The API goes by its token, never by a cookie; the same table says who meets what."""
    if rule is not None and rule.rights & bearers.rights():
        return
    who = bearers.actor()  # a problem of its own where nobody is asking
    _denied(who.person_id)
    raise ProblemError(Forbidden.code, "Åtkomstnyckelns roller räcker inte till det här.")


def _closed(rule: Rule | None) -> Response:
    if rule is not None and current.session() is None:
        way_back = urlencode({"next": _way_back(request)})
        return redirect(f"{url_for('sign_in.form')}?{way_back}", 303)
    _denied(current.actor().person_id)
    raise Forbidden


def _denied(person_id: int | None) -> None:
    about = {"endpoint": request.endpoint, "person": person_id}
    log.warning("denied %s to person %s", request.endpoint, person_id, extra=about)


def _way_back(asked: Request) -> str:
    """Where to go after signing in: the page itself, or what was about to be sent."""
    if asked.method in {"GET", "HEAD"}:
        return asked.full_path.rstrip("?")
    kept = resuming.keep()
    if asked.endpoint in LOOKED_AT_ANEW:
        return asked.path
    return "/ateruppta" if kept else "/"
