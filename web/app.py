"""The web application: Flask with the house's pages, their guards, and one error page for all."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from apiflask import APIFlask
from flask import Response
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from web import (
    access,
    api,
    bootstrap,
    current,
    errors,
    guarding,
    headers,
    i18n,
    looks,
    meters,
    nearby,
    once,
    requests_seen,
    words,
)
from web.api import description, problems
from web.theme import stylesheet
from web.views import BLUEPRINTS
from workflow.operations.office import Office
from workflow.settings import Settings

# What an id of the database can be: a larger number in an address is no page at all.
_LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """A number in an address, no larger than the database can have given."""

    def __init__(self, map: Map) -> None:  # noqa: A002  # werkzeug's name
        super().__init__(map, max=_LARGEST_ID)


Clock = Callable[[], datetime]

_MAX_FIELDS, _MAX_FIELD_BYTES = 5_000, 2_000_000


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, office: Office | None = None, clock: Clock = _now) -> APIFlask:
    """The application on an office, or on the one that the settings name.

    ``clock`` gives aware instants.
    """
    app = APIFlask(
        __name__,
        title="Beslutskedjan",
        version=description.VERSION,
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        docs_oauth2_redirect_path=None,
        json_errors=False,
        static_url_path="/statisk",
    )
    rooms = current.Rooms(
        settings,
        replace(office or bootstrap.open_office(settings, clock()), watcher=meters.saw_step),
        clock,
        seals=office is None,
    )
    app.extensions[current.EXTENSION] = rooms
    style = stylesheet(settings.theme)  # a colour that can't be read is told at the start
    _configure(app, rooms)
    _install(app, rooms, style)
    for blueprint in (*BLUEPRINTS, *api.BLUEPRINTS):
        app.register_blueprint(blueprint)
    _behind(app, settings.web.trusted_proxies)
    nearby.install(app, urlsplit(rooms.office.base_url).netloc)
    return app


def _behind(app: APIFlask, proxies: int) -> None:
    """Believe what so many servers in front say of who asks; never what they say of the host."""
    if proxies:
        fixed = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # as Flask says it is done


def _configure(app: APIFlask, rooms: current.Rooms) -> None:
    address = urlsplit(rooms.office.base_url)
    app.url_map.converters["int"] = IdConverter
    https = address.scheme == "https"
    settings = rooms.settings
    app.config.update(
        SECRET_KEY=hmac.new(rooms.office.key, b"web cookies", hashlib.sha256).digest(),
        # The prefix makes browsers refuse a cookie that anybody else has set.
        SESSION_COOKIE_NAME="__Host-beslutskedjan" if https else "beslutskedjan",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.sign_in.hours),
        MAX_CONTENT_LENGTH=settings.web.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=_MAX_FIELD_BYTES,
        MAX_FORM_PARTS=_MAX_FIELDS,
        TRUSTED_HOSTS=[address.hostname or "", *settings.web.trusted_hosts],
        WTF_CSRF_TIME_LIMIT=None,  # it lives as long as the session it belongs to
        WTF_CSRF_SSL_STRICT=False,  # no page sends a Referer; the token and SameSite do the work
    )


def _install(app: APIFlask, rooms: current.Rooms, style: str) -> None:
    https = bool(app.config["SESSION_COOKIE_SECURE"])
    requests_seen.install(app)
    headers.install(app, https=https)
    i18n.install(app)
    looks.install(app, ZoneInfo(rooms.settings.office.time_zone))
    words.install(app)
    errors.install(app)
    guarding.install(app)
    forgery = CSRFProtect(app)
    for blueprint in api.BLUEPRINTS:
        forgery.exempt(blueprint)  # it knows nobody by a cookie
    description.install(app)
    app.error_callback = problems.invalid  # error_processor would take every page over
    once.install(app)
    app.context_processor(lambda: _everywhere(rooms))

    @app.get("/statisk/tema.css")
    @app.doc(hide=True)
    def theme() -> Response:
        return Response(style, mimetype="text/css")


def _everywhere(rooms: current.Rooms) -> dict[str, object]:
    """What every template may use."""
    return {
        "demo": rooms.settings.web.demo,
        "really_sends": rooms.settings.mail.really_sends,
        "rights": current.rights(),
        "signed_in": current.actor() if current.session() else None,
        "today": current.on(),
        "now": current.at(),
        "organisation": current.organisation(),
        "read_only": current.read_only(),
        "may": lambda endpoint: access.may(endpoint, current.rights()),
    }
