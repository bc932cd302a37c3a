"""Through the organisation's provider comes who is known by issuer and subject, and nobody else."""

import base64
from datetime import timedelta
from hashlib import sha256

import pytest

from tests.closing import closed
from tests.operations.reading import rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.web.sign_in.coming_back import BACK, back, begun, come_back, with_provider
from tests.web.sign_in.entering import an_account, enter, is_in
from tests.web.sign_in.providers import Told
from workflow.operations import accounts, identities
from workflow.store import tables as t


def test_who_is_known_there_comes_in_here(house: Site, told: Told) -> None:
    client = house.client()
    assert "Logga in med Region Exempel" in client.see("/logga-in").links
    page = come_back(house, told, client)
    assert (page.status, page.location) == (303, "/konto")
    assert client.see("/konto").has("Malin Nyqvist Ljungberg")
    assert rows(house.office.engine, t.web_session)[0].method == "oidc"


def test_the_provider_is_asked_with_a_challenge_that_only_this_browser_can_answer(
    house: Site, told: Told
) -> None:
    client = house.client()
    asked = begun(client)
    assert asked["code_challenge_method"] == "S256"
    assert (asked["response_type"], asked["scope"]) == ("code", "openid")
    assert asked["redirect_uri"] == "http://localhost/logga-in/oidc/svar"
    back(client, asked["state"])
    path, form = told.asked[-2] if told.asked[-1][0] == "/keys" else told.asked[-1]
    digest = sha256(form["code_verifier"].encode()).digest()
    assert (path, form["code"]) == ("/token", "code")
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


@pytest.mark.case("S07")
@pytest.mark.parametrize("state", ["", "another", "å"])
def test_an_answer_with_another_state_lets_nobody_in(house: Site, told: Told, state: str) -> None:
    client = house.client()
    asked = begun(client)
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    assert back(client, state).status == 403
    assert not is_in(client)


def test_an_answer_to_another_browsers_question_lets_nobody_in(house: Site, told: Told) -> None:
    asked = begun(house.client())
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    victim = house.client()
    assert back(victim, asked["state"]).status == 403
    begun(victim)
    assert back(victim, asked["state"]).status == 403
    assert not is_in(victim)


def test_an_answer_is_good_once_also_for_who_kept_the_cookie(house: Site, told: Told) -> None:
    client, thief = house.client(), house.client()
    asked = begun(client)
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    with client.http.session_transaction() as cookie, thief.http.session_transaction() as kept:
        kept.update(cookie)
    assert back(client, asked["state"]).status == 303
    assert back(client, asked["state"]).status == 403
    assert back(thief, asked["state"]).status == 403
    assert not is_in(thief)


def test_an_answer_that_takes_too_long_lets_nobody_in(house: Site, told: Told) -> None:
    client = house.client()
    asked = begun(client)
    house.clock.at += timedelta(minutes=11)
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    assert back(client, asked["state"]).status == 403


def test_an_answer_of_another_issuer_is_not_taken_for_this_ones(house: Site, told: Told) -> None:
    client = house.client()
    asked = begun(client)
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    assert back(client, asked["state"], iss="https://evil.example").status == 403


def test_who_turns_round_at_the_provider_is_told_so(house: Site) -> None:
    client = house.client()
    asked = begun(client)
    page = back(client, asked["state"], error="access_denied")
    assert (page.status, page.has("Inloggningen avbröts.")) == (403, True)


@pytest.mark.case("S07")
def test_the_same_address_and_another_subject_is_somebody_else(house: Site, told: Told) -> None:
    accounts.add(house.office, house.person("officer"), "officer@region.example", house.clock.at)
    client = house.client()
    page = come_back(house, told, client, sub="subject-2", email="officer@region.example")
    assert page.status == 403
    assert page.has("Be administratören lägga till dig")
    assert page.has("subject-2")
    assert "Malin" not in page.html
    assert not is_in(client)


def test_another_address_and_the_same_subject_is_the_same_person(house: Site, told: Told) -> None:
    page = come_back(house, told, house.client(), email="gift@region.example")
    assert page.location == "/konto"


def test_who_is_shut_out_here_is_not_let_in_from_there(house: Site, told: Told) -> None:
    person_id = house.person("officer")
    accounts.add(house.office, person_id, "officer", house.clock.at)
    closed(house.office, person_id, house.at("2023-10-24").date(), house.clock.at)
    client = house.client()
    page = come_back(house, told, client)
    assert (page.status, page.has("Kontot är avstängt.")) == (403, True)


@pytest.mark.parametrize("leads_to", ["https://evil.example", "//evil.example"])
def test_the_way_back_is_ours(house: Site, told: Told, leads_to: str) -> None:
    client = house.client()
    asked = begun(client, f"/logga-in/oidc?next={leads_to}")
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    assert back(client, asked["state"]).location == "/"


def confirmed(house: Site, told: Told, client: Client, **changed: object) -> Page:
    house.clock.at += timedelta(minutes=6)
    asked = begun(client, "/bekrafta/oidc?next=/konto/atkomstnycklar/ny")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at, **changed))
    return back(client, asked["state"])


def test_signing_in_there_anew_confirms_here(house: Site, told: Told) -> None:
    client = house.client()
    come_back(house, told, client)
    page = confirmed(house, told, client)
    assert page.location == "/konto/atkomstnycklar/ny"
    assert client.see(page.location).has("Skapa en åtkomstnyckel")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"auth_time": None}, "talar inte om när du loggade in"),
        ({"auth_time": 1_600_000_000}, "Du behöver skriva ditt lösenord på nytt"),
        ({"auth_time": "now"}, "talar inte om när du loggade in"),
        ({"sub": "subject-2"}, "ett annat konto än det du är inloggad med"),
    ],
)
def test_an_old_sign_in_there_or_another_persons_confirms_nothing(
    house: Site, told: Told, changed: dict[str, object], words: str
) -> None:
    client = house.client()
    come_back(house, told, client)
    page = confirmed(house, told, client, **changed)
    assert (page.status, page.has(words)) == (403, True)
    assert client.http.get("/konto/atkomstnycklar/ny").status_code == 303


def test_who_is_signed_in_links_who_they_are_there(site: Site, told: Told) -> None:
    house = with_provider(site, told.address)
    an_account(house, "director")
    client = house.client()
    enter(client, "director")
    asked = begun(client, "/konto/koppla")
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at, sub="subject-7"))
    assert back(client, asked["state"]).location == "/konto"
    assert client.see("/konto").has("subject-7")
    found = identities.person_of(house.office, told.address, "subject-7")
    assert found == house.person("director")


def test_who_somebody_is_there_is_not_linked_to_a_second_person(house: Site, told: Told) -> None:
    an_account(house, "director")
    client = house.client()
    enter(client, "director")
    asked = begun(client, "/konto/koppla")
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at))
    page = back(client, asked["state"])
    assert (page.status, page.has("redan kopplat till en annan person")) == (403, True)


@pytest.mark.case("S08")
def test_a_provider_that_is_down_is_said_to_be(house: Site, told: Told) -> None:
    told.status = 503
    client = house.client()
    page = client.page(client.http.get("/logga-in/oidc"))
    assert (page.status, page.has("Organisationens inloggning svarar inte.")) == (503, True)
    assert client.see("/logga-in").has("Lösenord")


def test_a_provider_that_goes_down_on_the_way_is_said_to_be(house: Site, told: Told) -> None:
    client = house.client()
    asked = begun(client)
    told.status = 503
    page = back(client, asked["state"])
    assert (page.status, page.has("svarar inte")) == (503, True)


@pytest.mark.case("S08")
def test_no_weaker_way_in_opens_when_the_provider_is_down(site: Site) -> None:
    an_account(site)
    house = with_provider(site, "http://127.0.0.1:9", local=False)
    client = house.client()
    page = client.page(client.http.get("/logga-in/oidc"))
    assert page.status == 503
    assert not page.has("lösenord")
    assert client.see("/logga-in").main.find(".//input[@type='password']") is None
    enter(client)
    assert not is_in(client)


@pytest.mark.parametrize(
    "published",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_says_something_unsafe_of_itself_is_not_used(
    house: Site, told: Told, published: dict[str, object]
) -> None:
    told.published = published
    client = house.client()
    assert client.http.get("/logga-in/oidc").status_code == 503


def test_without_a_provider_there_is_no_such_page(site: Site) -> None:
    site.client().see("/logga-in/oidc", status=404)
    site.client().see(BACK, status=404)
