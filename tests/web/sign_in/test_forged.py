"""No form is taken from another site, no GET changes anything, no address leads away from here."""

import pytest

from tests.operations.reading import everything
from tests.web.pages.site import Site
from tests.web.sign_in.entering import PASSWORD, an_account, enter, is_in
from web.sign_in.addresses import local

POSTS = (
    "/logga-in",
    "/logga-in/kod",
    "/logga-in/nytt-losenord",
    "/logga-in/nyckel",
    "/logga-in/nyckel/fraga",
    "/logga-ut",
    "/bekrafta",
    "/bekrafta/nyckel",
    "/konto/losenord",
    "/konto/kod",
    "/konto/kod/av",
    "/konto/inloggningar/1/avsluta",
    "/konto/inloggningar/avsluta-andra",
    "/konto/nycklar/ny",
    "/konto/nycklar/1/ta-bort",
    "/konto/atkomstnycklar/ny",
    "/konto/atkomstnycklar/1/aterkalla",
    "/konto/identiteter/1/ta-bort",
    "/forsta-start",
    "/autospara",
)
SENT = {"user_name": "officer", "password": PASSWORD}


@pytest.mark.case("S01")
@pytest.mark.parametrize("url", POSTS)
def test_a_form_without_the_token_changes_nothing(site: Site, url: str) -> None:
    an_account(site)
    client = site.client("officer")
    before = everything(site.office.engine)
    answer = client.http.post(url, data=SENT, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 400
    assert everything(site.office.engine) == before


@pytest.mark.case("S01")
@pytest.mark.parametrize("url", POSTS)
def test_a_form_with_the_token_of_another_session_changes_nothing(site: Site, url: str) -> None:
    an_account(site)
    client, other = site.client("officer"), site.client("director")
    with other.http.session_transaction() as cookie:
        cookie["csrf_token"] = "1" * 40
    with client.http.session_transaction() as cookie:
        cookie["csrf_token"] = "2" * 40
    before = everything(site.office.engine)
    answer = client.http.post(url, data={**SENT, "csrf_token": other.token()})
    assert answer.status_code == 400
    assert everything(site.office.engine) == before


def test_signing_in_makes_the_tokens_from_before_worthless(site: Site) -> None:
    an_account(site)
    client = site.client()
    before = client.token()
    enter(client)
    assert client.http.post("/logga-ut", data={"csrf_token": before}).status_code == 400
    assert is_in(client)


@pytest.mark.case("S01")
def test_no_get_changes_anything(site: Site) -> None:
    an_account(site)
    client = site.client("officer")
    before = everything(site.office.engine)
    asked = [
        rule.rule
        for rule in site.app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint.partition(".")[0]
        in {"sign_in", "oidc", "account", "own_keys", "first_start", "keeping"}
    ]
    assert len(asked) > 10
    for url in asked:
        client.http.get(url)
    assert everything(site.office.engine) == before


@pytest.mark.parametrize("url", ["/logga-ut", "/autospara", "/konto/kod/av"])
def test_what_changes_something_does_not_answer_a_get(site: Site, url: str) -> None:
    assert site.client("officer").http.get(url).status_code == 405


AWAY = (
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "?next=//evil.example",
    "/logga-in?next=/",
    "/logga-ut",
    "/bekrafta",
    "/" + "a" * 3000,
    "",
    None,
)


@pytest.mark.parametrize("asked", AWAY)
def test_an_address_that_is_not_ours_leads_home(asked: str | None) -> None:
    assert local(asked) == "/"


@pytest.mark.parametrize(
    "asked", ["/", "/arenden?q=a%20b&sida=2", "/arenden/1#mal", "/arenden/1/planer/ny"]
)
def test_an_address_of_ours_leads_there(asked: str) -> None:
    assert local(asked) == asked


@pytest.mark.case("S07")
@pytest.mark.parametrize("asked", [each for each in AWAY if each])
def test_signing_in_leads_nowhere_else(site: Site, asked: str) -> None:
    an_account(site)
    assert enter(site.client(), leads_to=asked).location == "/"
