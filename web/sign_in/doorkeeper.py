"""Letting in and out: the cookie holds the session's secret and the forms' token, nothing else."""

from flask import g, request
from flask import session as cookie

from web import current
from web.i18n import _
from web.sign_in.unproven import Unproven
from workflow.operations import accounts, sessions
from workflow.store.tables import Method


def let_in(person_id: int, method: Method) -> None:
    """Begin a session; what the browser brought with it from before is gone, also its secret."""
    account = accounts.of_person(current.office(), person_id)
    if account is not None and not account.is_open(current.on()):
        raise Unproven(_("Kontot är avstängt. Kontakta administratören."))
    _end_the_one_before()
    agent = request.user_agent.string
    sid = sessions.begin(current.office(), person_id, method.value, agent, current.at())
    cookie.clear()
    cookie[current.SID] = sid
    _forget_what_was_found()


def _end_the_one_before() -> None:
    before = current.session()
    if before is not None:
        sessions.end(current.office(), before.id, current.at())


def refresh() -> None:
    """The person has shown anew who they are: the session is fresh, under a new secret."""
    held = current.session()
    if held is None:
        raise current.NotSignedIn
    cookie[current.SID] = sessions.renew(current.office(), held.id, current.at())
    _forget_what_was_found()


def let_out() -> None:
    """End the session; the cookie is empty, and worth nothing if somebody kept it."""
    _end_the_one_before()
    cookie.clear()
    _forget_what_was_found()


def _forget_what_was_found() -> None:
    """The request looked up who it is from; that is no longer so."""
    for name in ("session", "actor", "rights"):
        g.pop(name, None)
