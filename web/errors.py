"""Error pages: what happened, what was saved, what to do now, and a number to refer to."""

import logging
import secrets
from urllib.parse import quote

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from web.api import bearers, problems
from web.i18n import _
from web.telling import told
from workflow.refusals import BadInput, BeslutskedjanError, Conflict, NotFound, PaperIncomplete

log = logging.getLogger(__name__)

_CLIENT_ERRORS = range(400, 500)

Answer = tuple[str, int] | Response


def install(app: Flask) -> None:
    """Give every kind of error its page; details go to the log, never to the page."""
    app.register_error_handler(BeslutskedjanError, _ours)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _ours(error: BeslutskedjanError) -> Answer:
    if bearers.is_asked():
        status = problems.status_of(error)
        return problems.answer(error, status) if status in _CLIENT_ERRORS else _fault(error)
    match error:
        case NotFound():
            return _page(404, _("Sidan finns inte"), _missing())
        case Conflict():
            return _page(409, _("Det går inte just nu"), told(error))
        case BadInput() | PaperIncomplete():
            return _page(422, _("Något behöver rättas"), told(error))
        case _:
            return _fault(error)


def _missing() -> tuple[str, ...]:
    return (
        _("Kontrollera adressen, eller sök efter ärendet på sidan Alla ärenden."),
        _("Ingenting har ändrats."),
    )


def _forged(error: CSRFError) -> tuple[str, int]:
    log.warning("form refused at %s: %s", quote(request.path), error.description)
    reasons = (
        _("Sidan har stått öppen för länge, eller så har du loggat in på nytt i en annan flik."),
        _("Ingenting har sparats. Gå tillbaka, ladda om sidan och skicka formuläret igen."),
    )
    return _page(400, _("Formuläret kunde inte tas emot"), reasons)


def _http(error: HTTPException) -> Answer:
    if isinstance(error, SecurityError):  # a foreign host name: no address of ours can be made
        return "Okänt värdnamn. Kontrollera adressen.\n", 400
    code = error.code or 500
    if code not in _CLIENT_ERRORS:
        return _fault(error)
    if bearers.is_asked():
        return problems.answer(error, code)
    heading, reasons = _words(code, error)
    return _page(code, heading, reasons)


def _words(code: int, error: HTTPException) -> tuple[str, tuple[str, ...]]:
    match code:
        case 403:
            return _("Du har inte behörighet"), (
                _("Sidan är till för andra roller än dina."),
                _("Kontakta administratören om det är fel."),
            )
        case 404:
            return _("Sidan finns inte"), _missing()
        case 405:
            return _("Adressen tar inte emot det här"), _missing()
        case 409:
            return _("Det går inte just nu"), (str(error.description),)
        case 413:
            return _("Det du skickade är för stort"), (
                _("Dela upp det, eller gör filen mindre, och försök igen. Ingenting har sparats."),
            )
        case 429:
            return _("För många försök"), (_("Vänta en stund och försök igen."),)
        case _:
            return _("Begäran gick inte att läsa"), (
                _("Gå tillbaka, ladda om sidan och försök igen. Ingenting har sparats."),
            )


def _fault(error: Exception) -> Answer:
    """A fault of ours: the page gives a number, and the log has the rest under it."""
    number = secrets.token_hex(4)
    cause = error.original_exception if isinstance(error, InternalServerError) else error
    where = quote(request.path)  # as one line that nobody else can write in the log
    log.error("fault %s at %s %s", number, request.method, where, exc_info=cause or error)
    if bearers.is_asked():
        return problems.answer(problems.ProblemError(500, f"Felnummer {number}."), 500)
    reasons = (
        _("Felet ligger hos oss. Det du sparade före det här steget finns kvar."),
        _("Se efter i ärendet om det du gjorde blev klart, innan du försöker igen."),
        _("Ange felnumret %(number)s om du kontaktar administratören.", number=number),
    )
    return _page(500, _("Något gick fel"), reasons)


def _page(code: int, heading: str, reasons: tuple[str, ...]) -> tuple[str, int]:
    return render_template("errors/error.html", heading=heading, said=reasons), code
