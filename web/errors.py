"""Error pages: what happened, what was saved, what to do now, and a number to refer to."""

import logging
import secrets
from urllib.parse import quote

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from web.api import bearers, problems
from web.i18n import _, language
from web.i18n import lazy as _l
from web.telling import told
from workflow.refusals import BeslutskedjanError
from workflow.store.outage import Outage, outage_of

log = logging.getLogger(__name__)

_CLIENT_ERRORS = range(400, 500)
_MISSING, _UNAVAILABLE = 404, 503
# By the status of what this program refuses.
_HEADINGS = {
    _MISSING: _l("Sidan finns inte"),
    409: _l("Det går inte just nu"),
    422: _l("Något behöver rättas"),
    _UNAVAILABLE: _l("Det går inte att spara just nu"),
}

Answer = tuple[str, int] | Response


def install(app: Flask) -> None:
    """Give every kind of error its page; details go to the log, never to the page."""
    app.register_error_handler(BeslutskedjanError, _ours)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _ours(error: BeslutskedjanError) -> Answer:
    status = problems.status_of(error)
    if status not in _CLIENT_ERRORS and status != _UNAVAILABLE:
        return _fault(error)
    if bearers.is_asked():
        return problems.answer(error, status)
    if status == _UNAVAILABLE:
        log.warning("nothing can be written: %s", error)
    return _page(status, _(_HEADINGS[status]), _missing() if status == _MISSING else told(error))


def _missing() -> tuple[str, ...]:
    return (
        _("Kontrollera adressen, eller sök efter ärendet på sidan Alla ärenden."),
        _("Ingenting har ändrats."),
    )


def _forged(error: CSRFError) -> tuple[str, int]:
    log.warning("form refused at %s: %s", where(), error.description)
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
            return _(_HEADINGS[code]), _missing()
        case 405:
            return _("Adressen tar inte emot det här"), _missing()
        case 409:
            return _(_HEADINGS[code]), (str(error.description),)
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
    about = {"error": number}
    method = request.method
    if outage := outage_of(cause):
        log.error(
            "outage %s (%s) at %s %s: %s", number, outage, method, where(), cause, extra=about
        )
        return _unavailable(outage)
    log.error("fault %s at %s %s", number, method, where(), exc_info=cause or error, extra=about)
    if bearers.is_asked():
        return problems.answer(problems.ProblemError(500, f"Felnummer {number}."), 500)
    reasons = (
        _("Felet ligger hos oss. Det du sparade före det här steget finns kvar."),
        _("Se efter i ärendet om det du gjorde blev klart, innan du försöker igen."),
        _("Ange felnumret %(number)s om du kontaktar administratören.", number=number),
    )
    return _page(500, _("Något gick fel"), reasons)


_OUT = {
    Outage.FULL: _l("Det finns ingen plats kvar att spara på. Kontakta den som sköter servern."),
    Outage.GONE: _l("Databasen går inte att nå just nu."),
}
# No template: every one of them asks the database who is signed in.
_BARE = (
    '<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
    "<title>{heading}</title></head><body><main><h1>{heading}</h1><p>{what}</p><p>{then}</p></main></body></html>\n"
)
_AGAIN_AFTER = "30"


def _unavailable(outage: Outage) -> Response:
    """Nothing was saved; it goes again by itself when there is room, or the database is back."""
    what = str(_OUT[outage])
    if bearers.is_asked():
        answer = problems.answer(problems.ProblemError(_UNAVAILABLE, what), _UNAVAILABLE)
    else:
        words = {
            "lang": language(),
            "heading": _(_HEADINGS[_UNAVAILABLE]),
            "what": what,
            "then": _("Det du nyss skickade är inte sparat. Försök igen om en stund."),
        }
        answer = Response(_BARE.format(**words), _UNAVAILABLE, mimetype="text/html")
    answer.headers["Retry-After"] = _AGAIN_AFTER
    return answer


def where() -> str:
    """The address as the log may know it: of a personal link only which page it leads to."""
    rule = request.url_rule
    if rule is None:
        return "(no such page)"
    return rule.rule if "token" in rule.arguments else quote(request.path)


def _page(code: int, heading: str, reasons: tuple[str, ...]) -> tuple[str, int]:
    return render_template("errors/error.html", heading=heading, said=reasons), code
