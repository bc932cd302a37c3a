"""Browsers that somebody has signed in from before: what others guess does not slow them down."""

import secrets

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from workflow.operations import throttle
from workflow.operations.accounts import Account

_DAYS = 180
_SECONDS = _DAYS * 24 * 3600


def place(account: Account | None) -> str:
    """Where a try for this account comes from: its own browser, or an address."""
    secret = _secret_for(account) if account is not None else ""
    return throttle.device(secret) if secret else request.remote_addr or "unknown"


def remember(response: Response, account: Account) -> None:
    """The account has been signed in to from this browser."""
    told: str = _signer().dumps([account.id, _secret_for(account) or secrets.token_urlsafe(16)])
    response.set_cookie(
        _name(),
        told,
        max_age=_SECONDS,
        secure=_is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _secret_for(account: Account) -> str:
    try:
        account_id, secret = _signer().loads(request.cookies.get(_name(), ""), max_age=_SECONDS)
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(secret) if account_id == account.id else ""


def _signer() -> URLSafeTimedSerializer:
    key = current_app.secret_key
    if key is None:
        raise RuntimeError("the application has no key for its cookies")
    return URLSafeTimedSerializer(key, salt="known browser")


def _name() -> str:
    return str(current_app.config["SESSION_COOKIE_NAME"]) + "-enhet"


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
