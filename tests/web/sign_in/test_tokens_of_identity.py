"""A token that says something wrong, or that the provider did not sign, lets nobody in."""

import base64
import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from tests.web.pages.site import Site
from tests.web.sign_in.coming_back import back, begun, come_back
from tests.web.sign_in.entering import is_in
from tests.web.sign_in.providers import CLIENT_ID, CLIENT_SECRET, Told

WRONG: dict[str, dict[str, object]] = {
    "nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "another"},
    "two audiences": {"aud": [CLIENT_ID, "another"]},
    "another party": {"azp": "another"},
    "issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "subject is a number": {"sub": 1},
    "no end": {"exp": None},
}


@pytest.mark.case("S07")
@pytest.mark.parametrize("changed", WRONG.values(), ids=list(WRONG))
def test_a_token_that_says_something_wrong_lets_nobody_in(
    house: Site, told: Told, changed: dict[str, object]
) -> None:
    client = house.client()
    page = come_back(house, told, client, **changed)
    assert (page.status, page.has("Svaret från inloggningen gick inte att lita på.")) == (403, True)
    assert not is_in(client)


@pytest.mark.parametrize("changed", [{"exp": -61}, {"iat": 61}, {"nbf": 61}])
def test_a_token_of_another_time_lets_nobody_in(
    house: Site, told: Told, changed: dict[str, int]
) -> None:
    now = int(house.clock.at.timestamp())
    page = come_back(house, told, house.client(), **{k: now + v for k, v in changed.items()})
    assert page.status == 403


def part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(told: Told, claims: dict[str, Any]) -> str:
    return f"{part({'alg': 'none', 'kid': '1'})}.{part(claims)}."


def by_the_public_key_as_a_secret(told: Told, claims: dict[str, Any]) -> str:
    signed = f"{part({'alg': 'HS256', 'kid': '1'})}.{part(claims)}"
    mac = hmac.new(told.key.as_pem(private=False), signed.encode(), sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def by_the_shared_secret(told: Told, claims: dict[str, Any]) -> str:
    signed = f"{part({'alg': 'HS256', 'kid': '1'})}.{part(claims)}"
    mac = hmac.new(CLIENT_SECRET.encode(), signed.encode(), sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def by_a_foreign_key(told: Told, claims: dict[str, Any]) -> str:
    return told.signed(claims, RSAKey.generate_key(2048, {"kid": "1"}))


def with_other_claims(told: Told, claims: dict[str, Any]) -> str:
    head, _claims, signature = told.signed(claims).split(".")
    return f"{head}.{part({**claims, 'sub': 'subject-2'})}.{signature}"


def no_token(told: Told, claims: dict[str, Any]) -> str:
    return "not a token"


@pytest.mark.parametrize(
    "forge",
    [
        unsigned,
        by_the_public_key_as_a_secret,
        by_the_shared_secret,
        by_a_foreign_key,
        with_other_claims,
        no_token,
    ],
)
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(
    house: Site, told: Told, forge: Callable[[Told, dict[str, Any]], str]
) -> None:
    client = house.client()
    asked = begun(client)
    told.token = forge(told, told.claims(asked["nonce"], house.clock.at))
    assert back(client, asked["state"]).status == 403
    assert not is_in(client)


def test_a_provider_that_has_changed_keys_is_asked_for_the_new_one(
    house: Site, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert come_back(house, told, house.client()).location == "/konto"
    monkeypatch.setattr("web.sign_in.provider._PATIENCE_SECONDS", -1)
    told.key = RSAKey.generate_key(2048, {"kid": "2"})
    client = house.client()
    asked = begun(client)
    claims = told.claims(asked["nonce"], house.clock.at)
    told.token = told.signed(claims, kid="2")
    assert back(client, asked["state"]).location == "/konto"


def test_unknown_keys_do_not_make_us_ask_the_provider_again_and_again(
    house: Site, told: Told
) -> None:
    come_back(house, told, house.client())
    for _ in range(3):
        client = house.client()
        asked = begun(client)
        told.token = told.signed(told.claims(asked["nonce"], house.clock.at), kid="9")
        assert back(client, asked["state"]).status == 403
    assert told.times_asked("/keys") == 1
