"""The organisation's provider of sign-in: what it says of itself, its keys, and its tokens."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import requests
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from web.i18n import _
from web.sign_in.unproven import Unproven, Unreachable
from workflow.settings import SignIn

TIMEOUT = 5
LEEWAY = 60
_KEPT_SECONDS, _PATIENCE_SECONDS = 3_600, 60
_DISCOVERY = "/.well-known/openid-configuration"
# Signed by the provider's own key; never "none", and never by a secret that both know.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Metadata:
    """What the provider publishes of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


@dataclass
class Provider:
    """The provider of the settings; what it publishes is asked for once an hour."""

    address: str
    client_id: str
    client_secret: str
    name: str
    _metadata: Metadata | None = None
    _keys: KeySet | None = None
    _asked: dict[str, float] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def metadata(self) -> Metadata:
        """What it says of itself; raises ``Unreachable``."""
        with self._turn:
            if self._metadata is None or self._is_old("metadata"):
                self._metadata = self._published()
                self._asked["metadata"] = time.monotonic()
            return self._metadata

    def claims(self, token: str, nonce: str, at: datetime) -> dict[str, Any]:
        """What a token of identity says, once it is shown to be this provider's, for us, now."""
        issuer = self.metadata().issuer
        try:
            claims = self._decoded(token)
            _registry(issuer, self.client_id, nonce, at).validate(claims)
        except (JoseError, ValueError) as error:
            raise _not_valid() from error
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims.get("azp", self.client_id) != self.client_id or (
            len(audience) > 1 and "azp" not in claims
        ):
            raise _not_valid()
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, self._key_set(), _ALGORITHMS).claims
        except InvalidKeyIdError:
            # A key that we have not seen: the provider may have changed keys since we asked.
            return jwt.decode(token, self._key_set(anew=True), _ALGORITHMS).claims

    def _key_set(self, *, anew: bool = False) -> KeySet:
        with self._turn:
            hurried = anew and self._is_old("keys", _PATIENCE_SECONDS)
            if self._keys is None or hurried or self._is_old("keys"):
                address = self._metadata.jwks_uri if self._metadata else ""
                self._keys = KeySet.import_key_set(_fetched(address))  # type: ignore[arg-type]  # JSON from outside, checked there
                self._asked["keys"] = time.monotonic()
            return self._keys

    def _is_old(self, what: str, seconds: float = _KEPT_SECONDS) -> bool:
        return time.monotonic() - self._asked.get(what, float("-inf")) > seconds

    def _published(self) -> Metadata:
        said = _fetched(self.address.rstrip("/") + _DISCOVERY)
        names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        values = [said.get(name) for name in names]
        if not all(isinstance(value, str) for value in values):
            raise _unreachable()
        found = Metadata(*map(str, values))
        if found.issuer.rstrip("/") != self.address.rstrip("/"):
            raise _unreachable()
        if not all(_is_safe(str(value)) for value in values[1:]):
            raise _unreachable()
        return found


def of_settings(given: SignIn) -> Provider | None:
    """The provider that the settings name, if they name one."""
    if not given.oidc_issuer or not given.oidc_client_id:
        return None
    name = given.oidc_name or _("organisationens inloggning")
    return Provider(given.oidc_issuer, given.oidc_client_id, given.oidc_client_secret, name)


def _registry(issuer: str, client_id: str, nonce: str, at: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def _fetched(address: str) -> dict[str, Any]:
    if not _is_safe(address):
        raise _unreachable()
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        said = answer.json() if answer.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError) as error:
        raise _unreachable() from error
    if not isinstance(said, dict):
        raise _unreachable()
    return said


def _is_safe(address: str) -> bool:
    """Nothing of a sign-in goes unencrypted, but on this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in _ON_THIS_MACHINE
    )


def _not_valid() -> Unproven:
    return Unproven(_("Svaret från inloggningen gick inte att lita på. Logga in på nytt."))


def _unreachable() -> Unreachable:
    return Unreachable(
        _("Organisationens inloggning svarar inte. Vänta några minuter och försök igen.")
    )
