"""Signing in through the organisation's provider (OpenID Connect): there, and back again.

Who somebody is there is known by issuer and subject, never by an e-mail address. A sign-in that
is to be fresh is asked for with ``max_age=0``, and the answer must say (``auth_time``) that the
person did sign in after we asked; in Entra ID that claim is added to the application's tokens.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from flask import current_app, url_for
from flask import session as cookie

from web import current
from web.i18n import _
from web.sign_in import provider as providers
from web.sign_in.addresses import local
from web.sign_in.provider import Provider
from web.sign_in.spent import spend
from web.sign_in.unproven import Unproven, Unreachable

SIGN_IN, CONFIRM, LINK = "sign_in", "confirm", "link"

_KEY, _EXTENSION = "oidc", "sign-in provider"
_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Answer:
    """Who came back from the provider, what for, and where to go then."""

    purpose: str
    next: str
    issuer: str
    subject: str


def provider() -> Provider | None:
    """The organisation's provider, if it has one."""
    if _EXTENSION not in current_app.extensions:
        made = providers.of_settings(current.settings().sign_in)
        current_app.extensions[_EXTENSION] = made
    found: Provider | None = current_app.extensions[_EXTENSION]
    return found


def begin(at_provider: Provider, purpose: str, leads_to: str) -> str:
    """The address at the provider where the person shows who they are; raises ``Unreachable``."""
    endpoint = at_provider.metadata().authorization_endpoint
    flow = {
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(48),
        "purpose": purpose,
        "next": leads_to,
        "at": current.at().isoformat(),
    }
    cookie[_KEY] = flow
    asked: dict[str, str] = {"nonce": flow["nonce"]}
    if purpose != SIGN_IN:
        asked |= {"prompt": "login", "max_age": "0"}
    url, _state = _client(at_provider).create_authorization_url(
        endpoint, state=flow["state"], code_verifier=flow["verifier"], **asked
    )
    return str(url)


def answered(at_provider: Provider, said: Mapping[str, str]) -> Answer:
    """Who it is that came back; raises ``Unproven``."""
    flow = _flow(said.get("state", ""))
    if said.get("iss", at_provider.metadata().issuer) != at_provider.metadata().issuer:
        raise _not_ours()
    if "error" in said or not said.get("code"):
        raise Unproven(_("Inloggningen avbröts. Försök igen när du vill."))
    token = _token(at_provider, said["code"], flow["verifier"])
    claims = at_provider.claims(token, flow["nonce"], current.at())
    if flow["purpose"] != SIGN_IN:
        _require_fresh(claims, flow["at"])
    return Answer(flow["purpose"], local(flow["next"]), claims["iss"], claims["sub"])


def _flow(state: str) -> dict[str, str]:
    """The journey that this answer ends; it ends once, in the browser where it began."""
    kept = cookie.pop(_KEY, None)
    if not isinstance(kept, dict) or not hmac.compare_digest(
        state.encode(), str(kept["state"]).encode()
    ):
        raise _not_ours()
    age = current.at() - datetime.fromisoformat(kept["at"])
    if not timedelta(0) <= age <= _LASTS or not spend(state):
        raise _not_ours()
    return kept


def _token(at_provider: Provider, code: str, verifier: str) -> str:
    try:
        found = _client(at_provider).fetch_token(
            at_provider.metadata().token_endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            timeout=providers.TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise Unreachable(
            _("Organisationens inloggning svarar inte. Vänta några minuter och försök igen.")
        ) from error
    except (AuthlibBaseError, ValueError) as error:
        raise _not_ours() from error
    token = found.get("id_token")
    if not isinstance(token, str):
        raise _not_ours()
    return token


def _require_fresh(claims: Mapping[str, Any], asked_at: str) -> None:
    signed_in = claims.get("auth_time")
    if not isinstance(signed_in, int):
        raise Unproven(
            _(
                "Organisationens inloggning talar inte om när du loggade in (auth_time). "
                "Be administratören ordna det, eller använd en passernyckel."
            )
        )
    if signed_in < datetime.fromisoformat(asked_at).timestamp() - providers.LEEWAY:
        raise Unproven(_("Du behöver skriva ditt lösenord på nytt i inloggningen. Försök igen."))


def _client(at_provider: Provider) -> OAuth2Session:
    return OAuth2Session(
        at_provider.client_id,
        at_provider.client_secret or None,
        scope="openid",
        redirect_uri=current.office().base_url.rstrip("/") + url_for("oidc.answer"),
        code_challenge_method="S256",
    )


def _not_ours() -> Unproven:
    return Unproven(_("Svaret hör inte till en inloggning som påbörjats här. Logga in på nytt."))
