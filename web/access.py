"""Who may meet which page: one table for pages, forms and API, asked before every request."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Request, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from web import current, resuming
from web.rights import Right

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """Any one of the rights is enough; ``fresh`` asks for a sign-in of the last minutes."""

    rights: frozenset[Right]
    fresh: bool = False


def _any(*rights: Right, fresh: bool = False) -> Rule:
    return Rule(frozenset(rights), fresh)


EVERYBODY = _any(Right.PUBLIC)
BEARER = _any(Right.LINK)
SIGNED_IN = _any(Right.SIGNED_IN)
STAFF = _any(Right.STAFF)
READERS = _any(Right.STAFF, Right.ADMINISTRATOR)
OFFICER = _any(Right.OFFICER)
SECRETARY = _any(Right.SECRETARY)
REGISTRAR = _any(Right.REGISTRAR)
DECIDER = _any(Right.DECIDER)
DECIDING = _any(Right.DECIDER, fresh=True)
ADMINISTRATOR = _any(Right.ADMINISTRATOR)

ACCESS: dict[str, Rule] = {
    # Static files and what belongs to every page.
    "static": EVERYBODY,
    "theme": EVERYBODY,
    "openapi.spec": EVERYBODY,
    # B: signing in, and one's own account.
    # C: the start page, cases, papers.
    # D: plans, and members by link.
    # E: decisions. Whether this very person may decide the chain says, at the decision itself.
    "decisions.new": OFFICER,
    "decisions.show": STAFF,
    "decisions.read": STAFF,
    "decisions.preview": STAFF,
    "decisions.draft": OFFICER,
    "decisions.basis": OFFICER,
    "decisions.submit": OFFICER,
    "deciding.check": DECIDING,
    "deciding.decide": DECIDING,
    "deciding.decided": STAFF,
    "deciding.send_back": DECIDER,
    "deciding.refer": DECIDER,
    "deciding.conflict": _any(Right.OFFICER, Right.DECIDER),
    "deciding.correct": DECIDER,
    # F: committee, dispatch, and recipients by link.
    "committee.meetings": STAFF,
    "committee.add": SECRETARY,
    "committee.meeting": STAFF,
    "committee.change": SECRETARY,
    "committee.cancel": SECRETARY,
    "committee.note": SECRETARY,
    "committee.packet": STAFF,
    "committee.notice": STAFF,
    "committee.act": SECRETARY,
    "dispatch.index": STAFF,
    "dispatch.matrix": STAFF,
    "dispatch.show": STAFF,
    "dispatch.preview": STAFF,
    "dispatch.send": REGISTRAR,
    "dispatch.complete": REGISTRAR,
    "dispatch.confirm": REGISTRAR,
    "dispatch.reminder": REGISTRAR,
    "recipients.confirm": BEARER,
    "recipients.back": BEARER,
    "recipients.paper": BEARER,
    # G: follow-up, and responsibles by link.
    "follow_up.overview": STAFF,
    "follow_up.show": STAFF,
    "follow_up.remind": OFFICER,
    "follow_up.outcomes": OFFICER,
    "follow_up.receipt": OFFICER,
    "follow_up.open_follow_up": OFFICER,
    "follow_up.close_follow_up": OFFICER,
    "follow_up.report_agency": OFFICER,
    "follow_up.report_committee": _any(Right.OFFICER, Right.SECRETARY),
    "follow_up.close": REGISTRAR,
    "responsibles.report": BEARER,
    "responsibles.thanks": BEARER,
    # H: registers, the record, the public pages.
    # I: the API.
    # What a lost session had not saved.
    "resuming.show": SIGNED_IN,
    # Personal links.
    "links.show": BEARER,
}


def guard(app: Flask) -> None:
    """Ask the table before every request; an endpoint that is not in it is nobody's."""
    app.before_request(_ask)


def _ask() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None  # no such page: the 404 says so
    rule = ACCESS.get(endpoint)
    if rule is None or not rule.rights & current.rights():
        return _closed(rule)
    if rule.fresh and not current.is_fresh():
        return redirect(url_for("sign_in.confirm", next=_way_back(request)), 303)
    return None


def _closed(rule: Rule | None) -> Response:
    if rule is not None and current.session() is None:
        way_back = urlencode({"next": _way_back(request)})
        return redirect(f"{url_for('sign_in.form')}?{way_back}", 303)
    log.warning("denied %s to %s", request.endpoint, current.actor().name)
    raise Forbidden


def _way_back(asked: Request) -> str:
    """Where to go after signing in: the page itself, or what was about to be sent."""
    if asked.method in {"GET", "HEAD"}:
        return asked.full_path.rstrip("?")
    return "/ateruppta" if resuming.keep() else "/"


def may(endpoint: str, rights: Iterable[Right]) -> bool:
    """Whether somebody with these rights may meet the page."""
    rule = ACCESS.get(endpoint)
    return rule is not None and bool(rule.rights & frozenset(rights))
