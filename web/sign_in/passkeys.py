"""Passkeys: asking a person's own device to make a key, or to show one that it has."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import webauthn
from flask import session as cookie
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from web import current
from web.i18n import _
from web.sign_in.spent import spend
from web.sign_in.unproven import Unproven
from workflow.operations import passkeys
from workflow.operations.accounts import Account
from workflow.operations.passkeys import NewPasskey, Passkey

_KEY = "passkey"
_LASTS = timedelta(minutes=5)
_MOST_BYTES = 20_000


@dataclass(frozen=True)
class Place:
    """What keys are made for: the host's name, and the whole address that pages come from."""

    host: str
    origin: str


def place() -> Place:
    address = urlsplit(current.office().base_url)
    return Place(address.hostname or "", f"{address.scheme}://{address.netloc}")


def ask_for_new(account: Account) -> str:
    """What a device is asked in order to make a key (JSON)."""
    options = webauthn.generate_registration_options(
        rp_id=place().host,
        rp_name="Beslutskedjan",
        user_id=_handle(account.person_id),
        user_name=account.user_name,
        user_display_name=account.person_name,
        exclude_credentials=_listed(account.person_id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    _remember(options.challenge, "new")
    return options_to_json(options)


def ask_for_known(person_id: int | None = None) -> str:
    """What a device is asked in order to show a key: one of this person's, or any (JSON)."""
    options = webauthn.generate_authentication_options(
        rp_id=place().host,
        allow_credentials=_listed(person_id) if person_id is not None else [],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    _remember(options.challenge, "known")
    return options_to_json(options)


def made(answer: str, name: str) -> NewPasskey:
    """The key that a device has made; raises ``Unproven``."""
    challenge = _challenge("new")
    try:
        verified = webauthn.verify_registration_response(
            credential=_parsed(answer),
            expected_challenge=challenge,
            expected_rp_id=place().host,
            expected_origin=place().origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise _unproven() from error
    return NewPasskey(
        bytes_to_base64url(verified.credential_id),
        bytes_to_base64url(verified.credential_public_key),
        verified.sign_count,
        name,
    )


def shown(answer: str) -> Passkey:
    """The known key that a device has shown, its person being there; raises ``Unproven``."""
    challenge, credential = _challenge("known"), _parsed(answer)
    known = passkeys.by_credential(current.office(), str(credential.get("id", "")))
    if known is None:
        raise Unproven(_("Nyckeln finns inte registrerad här. Logga in på ett annat sätt."))
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=place().host,
            expected_origin=place().origin,
            credential_public_key=base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise _unproven() from error
    if not passkeys.use(current.office(), known.id, verified.new_sign_count, current.at()):
        raise _unproven()
    return known


def _listed(person_id: int) -> list[PublicKeyCredentialDescriptor]:
    mine = passkeys.of_person(current.office(), person_id)
    return [PublicKeyCredentialDescriptor(base64url_to_bytes(key.credential_id)) for key in mine]


def _handle(person_id: int) -> bytes:
    """Whose key it is, in a way that says nothing of the person."""
    return hmac.new(current.office().key, f"passkey\x1f{person_id}".encode(), sha256).digest()


def _remember(challenge: bytes, purpose: str) -> None:
    cookie[_KEY] = {
        "challenge": bytes_to_base64url(challenge),
        "for": purpose,
        "at": current.at().isoformat(),
    }


def _challenge(purpose: str) -> bytes:
    """What the device was asked a moment ago; it is not asked the same again."""
    kept = cookie.pop(_KEY, None)
    if not isinstance(kept, dict) or kept["for"] != purpose:
        raise _unproven()
    age = current.at() - datetime.fromisoformat(kept["at"])
    if not timedelta(0) <= age <= _LASTS or not spend(kept["challenge"]):
        raise _unproven()
    return base64url_to_bytes(kept["challenge"])


def _parsed(answer: str) -> dict[str, object]:
    try:
        found = json.loads(answer) if len(answer) <= _MOST_BYTES else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _unproven()
    return found


def _unproven() -> Unproven:
    return Unproven(_("Nyckeln kunde inte kontrolleras. Försök en gång till."))
