"""The two languages of the pages: Swedish as it is written, English from its catalogue."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, current_app, g, has_request_context, request

CATALOGUES = Path(__file__).parent / "translations"
SWEDISH, ENGLISH = "sv", "en"
COOKIE, ARGUMENT = "sprak", "sprak"


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language, read from its catalogue once."""
    if language == SWEDISH:
        return NullTranslations()
    compiled = BytesIO()
    with (CATALOGUES / language / "LC_MESSAGES/messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def language() -> str:
    """The language of the request at hand: asked for now, asked for before, or Swedish."""
    if not has_request_context():
        return SWEDISH
    asked: str | None = g.get("language")  # it is asked for at every word of a page
    if asked is None:
        asked = g.language = _asked()
    return asked


def _asked() -> str:
    asked = request.args.get(ARGUMENT) or request.cookies.get(COOKIE)
    return ENGLISH if asked == ENGLISH else SWEDISH


def translated(text: str) -> str:
    """A text that is a message of the catalogue, in the language of the request."""
    return catalogue(language()).gettext(text) if text else ""


def _(text: str, **values: object) -> str:
    """A message in the language of the request, with its ``%(name)s`` filled in."""
    said = translated(text)
    return said % values if values else said


def lazy(text: str) -> str:
    """Marks a message that is translated where it is shown, as a field's label."""
    return text


def _plural(one: str, many: str, count: int) -> str:
    return catalogue(language()).ngettext(one, many, count)


def install(app: Flask) -> None:
    """Give the templates ``_``, ``{% trans %}``, ``|tr``; remember the language asked for."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by i18n
        translated, _plural, newstyle=True
    )
    app.jinja_env.filters["tr"] = translated
    app.jinja_env.globals["language"] = language
    app.after_request(_remember)


def _remember(response: Response) -> Response:
    asked = request.args.get(ARGUMENT)
    if asked in {SWEDISH, ENGLISH}:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(
            COOKIE, asked, max_age=31_536_000, httponly=True, samesite="Lax", secure=secure
        )
    return response
