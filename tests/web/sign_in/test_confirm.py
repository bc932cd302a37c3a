"""What weighs most asks for a sign-in of the last minutes, and leads back to the same page."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.operations.reading import row
from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import PASSWORD, WRONG, an_account, enter
from web.current import SID
from workflow.operations import tokens
from workflow.store import tables as t

PAGE = "/konto/atkomstnycklar/ny"
CONFIRM = "/bekrafta?next=%2Fkonto%2Fatkomstnycklar%2Fny"
TOKEN = {"label": "Diariet", "scope": "read", "expires_on": "2023-12-31"}


def after(site: Site, minutes: float) -> Client:
    """A browser that somebody signed in to so many minutes ago."""
    an_account(site)
    client = site.client()
    enter(client)
    site.clock.at += timedelta(minutes=minutes)
    return client


def test_within_five_minutes_nothing_is_asked(site: Site) -> None:
    assert after(site, 5).see(PAGE).has("Skapa en åtkomstnyckel")


def test_after_five_minutes_the_password_is_asked_for_and_leads_back(site: Site) -> None:
    client = after(site, 5.1)
    page = client.page(client.http.get(PAGE))
    assert (page.status, unquote(page.location)) == (303, unquote(CONFIRM))
    assert client.see(CONFIRM).has("Bekräfta att det är du")
    answer = client.send(CONFIRM, {"password": PASSWORD}, follow=False)
    assert (answer.status, answer.location) == (303, PAGE)
    assert client.see(PAGE).has("Skapa en åtkomstnyckel")


def test_a_post_is_not_let_past_either(site: Site) -> None:
    client = after(site, 6)
    page = client.send(PAGE, {**TOKEN, "page": PAGE}, follow=False)
    assert (page.status, page.location) == (303, "/bekrafta?next=/ateruppta")
    assert tokens.of_person(site.office, site.person("officer")) == ()


@pytest.mark.parametrize(
    "address", ["/konto/inloggningar/1/avsluta", "/konto/inloggningar/avsluta-andra"]
)
def test_nobody_is_signed_out_elsewhere_by_an_old_sign_in(site: Site, address: str) -> None:
    other, client = site.client("officer"), after(site, 6)
    page = client.send(address, {**TOKEN, "page": "/konto"}, follow=False)
    assert (page.status, page.location) == (303, "/bekrafta?next=/ateruppta")
    assert other.http.get("/konto").status_code == 200


def test_a_wrong_password_confirms_nothing_and_is_throttled(site: Site) -> None:
    client = after(site, 6)
    tries = [client.send(CONFIRM, {"password": WRONG}).status for _ in range(6)]
    assert tries == [403] * 5 + [429]
    assert client.http.get(PAGE).status_code == 303


@pytest.mark.case("S02")
def test_confirming_gives_the_session_another_secret(site: Site) -> None:
    client = after(site, 6)
    with client.http.session_transaction() as cookie:
        before = cookie[SID]
        kept = dict(cookie)
    client.send(CONFIRM, {"password": PASSWORD})
    with client.http.session_transaction() as cookie:
        assert cookie[SID] != before
    thief = site.client()
    with thief.http.session_transaction() as cookie:
        cookie.update(kept)
    assert thief.http.get("/konto").status_code == 303


def test_confirming_does_not_make_the_day_longer(site: Site) -> None:
    client = after(site, 6)
    began = row(site.office.engine, t.web_session).created_at
    client.send(CONFIRM, {"password": PASSWORD})
    assert row(site.office.engine, t.web_session).created_at == began


def test_who_is_not_signed_in_signs_in_first(site: Site) -> None:
    page = site.client().page(site.client().http.get("/bekrafta?next=/konto"))
    assert page.location == "/logga-in?next=%2Fbekrafta%3Fnext%3D%2Fkonto"


def test_confirming_leads_nowhere_else(site: Site) -> None:
    client = after(site, 6)
    url = "/bekrafta?next=https://evil.example"
    assert client.send(url, {"password": PASSWORD}, follow=False).location == "/"


def test_who_has_neither_password_nor_key_is_told_whom_to_ask(site: Site) -> None:
    client = site.client("officer")
    site.clock.at += timedelta(minutes=6)
    assert client.see(CONFIRM).has("Kontakta administratören")
