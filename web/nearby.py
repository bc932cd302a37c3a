"""Who asks from the machine itself, past every server in front; and pages that any host name opens.

A health check asks by number, and its pages make no links: so for them the host name that was
asked for says nothing.
"""

import hmac
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.wsgi import get_host

from web import current

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_HOSTS = _LOOPBACK | {"localhost"}
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
_NEAR = "beslutskedjan.near"


def install(app: Flask, own_host: str) -> None:
    """Look before any other part of the program does, and before what a server in front says."""
    app.wsgi_app = _Nearby(app.wsgi_app, own_host)  # type: ignore[method-assign]  # as Flask says


class _Nearby:
    """Marks who asks from nearby, and lets any host name be asked for the pages of operation."""

    def __init__(self, inner: "WSGIApplication", own_host: str) -> None:
        self._inner, self._own_host = inner, own_host

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in PATHS:
            environ[_NEAR] = _is_near(environ)
            environ["HTTP_HOST"] = self._own_host
        return self._inner(environ, start_response)


def _is_near(environ: "WSGIEnvironment") -> bool:
    """From this machine, to this machine by its own name, and not handed on by anybody."""
    if environ.get("REMOTE_ADDR") not in _LOOPBACK or any(map(environ.get, _FORWARDED)):
        return False
    return urlsplit(f"//{get_host(environ)}").hostname in _HOSTS


def is_trusted() -> bool:
    """Whether the operation may be told of: by the token, or near where there is none."""
    token = current.settings().operation.metrics_token
    if not token:
        return bool(request.environ.get(_NEAR))
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
