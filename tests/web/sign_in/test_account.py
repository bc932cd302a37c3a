"""On one's own account: roles with their days, the password, where one is signed in, tokens."""

from datetime import date

import pytest

from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import ANOTHER, PASSWORD, WRONG, an_account, enter, is_in
from web.user_agents import named
from workflow.operations import accounts, identities, registers, sessions, tokens
from workflow.states import Role
from workflow.store.tables import Scope

TOKEN = {"label": "Diariet", "scope": "steps", "expires_on": "31/12 2023"}


def entered(site: Site) -> Client:
    an_account(site)
    client = site.client()
    enter(client)
    return client


def test_the_page_says_who_one_is_and_which_roles_one_has_and_for_how_long(site: Site) -> None:
    person_id = site.person("officer")
    registers.grant_role(
        site.office, person_id, Role.REGISTRAR, date(2023, 1, 1), date(2023, 10, 23)
    )
    page = entered(site).see("/konto")
    assert page.has("Malin Nyqvist Ljungberg")
    assert page.has("Handläggare Behörighet 2021-01-01 tills vidare Gäller")
    assert page.has("Registrator Behörighet 2023-01-01 2023-10-23 Har upphört")


def test_somebody_without_an_account_of_their_own_sees_the_page_too(site: Site) -> None:
    page = site.client("stranger").see("/konto")
    assert not page.has("Byt lösenord")


def test_a_new_password_signs_out_everywhere_else(site: Site) -> None:
    client, elsewhere = entered(site), site.client()
    enter(elsewhere)
    page = client.send("/konto/losenord", {"password": PASSWORD, "new_password": ANOTHER})
    assert page.has("Lösenordet är bytt. Du är utloggad överallt utom här.")
    assert is_in(client)
    assert not is_in(elsewhere)
    assert enter(site.client(), password=PASSWORD).status == 403
    assert enter(site.client(), password=ANOTHER).status == 303


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"password": WRONG, "new_password": ANOTHER}, "Lösenordet stämmer inte."),
        ({"password": PASSWORD, "new_password": "kort"}, "Lösenordet är för kort."),
        ({"password": PASSWORD, "new_password": "MalinNyqvist1984!"}, "lätt att gissa"),
        ({"password": PASSWORD, "new_password": ""}, "Skriv ett nytt lösenord."),
        ({"password": "", "new_password": ANOTHER}, "Skriv ditt nuvarande lösenord."),
    ],
)
def test_a_password_is_not_changed(site: Site, sent: dict[str, str], words: str) -> None:
    page = entered(site).send("/konto/losenord", sent)
    assert (page.status, page.has(words)) == (422, True)
    assert enter(site.client()).status == 303


def test_one_session_is_ended_and_the_others_go_on(site: Site) -> None:
    client, second, third = entered(site), site.client(), site.client()
    enter(second)
    enter(third)
    page = client.see("/konto")
    assert page.text.count("Avsluta:") == 2
    assert page.has("Den här webbläsaren")
    newest = sessions.of_person(site.office, site.person("officer"), site.clock.at)[0]
    client.send(f"/konto/inloggningar/{newest.id}/avsluta")
    assert [is_in(each) for each in (client, second, third)] == [True, True, False]


def test_nobody_ends_what_is_another_persons(site: Site) -> None:
    client, other = entered(site), site.client("director")
    token = tokens.issue(
        *(site.office, site.person("director"), "x", Scope.READ),
        *(date(2023, 12, 31), site.clock.at),
    )
    identities.link(site.office, site.person("director"), "https://a.example", "1", site.clock.at)
    for number in range(1, 5):
        client.send(f"/konto/inloggningar/{number}/avsluta")
        client.send(f"/konto/atkomstnycklar/{number}/aterkalla")
        client.send(f"/konto/identiteter/{number}/ta-bort")
    assert other.http.get("/konto").status_code == 200
    assert tokens.bearer(site.office, token, site.clock.at) is not None
    assert identities.person_of(site.office, "https://a.example", "1") is not None


def test_a_token_is_shown_once_and_revoked(site: Site) -> None:
    client = entered(site)
    page = client.send("/konto/atkomstnycklar/ny", TOKEN)
    token = next(page.tree.iter("code")).text or ""
    found = tokens.bearer(site.office, token, site.clock.at)
    assert found is not None
    assert (found.label, found.scope, found.expires_on) == ("Diariet", "steps", date(2023, 12, 31))
    assert token not in client.see("/konto").html
    client.send(f"/konto/atkomstnycklar/{found.id}/aterkalla")
    assert tokens.bearer(site.office, token, site.clock.at) is None
    assert client.see("/konto").has("Återkallad 2023-10-24")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"label": ""}, "Skriv vad den ska användas till"),
        ({"label": "x" * 81}, "Korta den till högst 80."),
        ({"label": "a\u202eb"}, "U+202E"),
        ({"scope": "decide"}, "Välj ett av alternativen."),
        ({"expires_on": "2025-01-01"}, "Ange en dag däremellan."),
        ({"expires_on": "2023-10-23"}, "Ange en dag däremellan."),
        ({"expires_on": "i morgon"}, "Skriv dagen som år-månad-dag"),
    ],
)
def test_a_token_that_is_asked_for_wrongly_is_not_made(
    site: Site, changed: dict[str, str], words: str
) -> None:
    page = entered(site).send("/konto/atkomstnycklar/ny", {**TOKEN, **changed})
    assert page.status == 422
    assert page.has(words)
    assert tokens.of_person(site.office, site.person("officer")) == ()


def test_the_only_way_in_is_not_taken_away(site: Site) -> None:
    person_id = site.person("officer")
    identities.link(site.office, person_id, "https://a.example", "1", site.clock.at)
    accounts.add(site.office, person_id, "officer", site.clock.at)
    (mine,) = identities.of_person(site.office, person_id)
    page = site.client("officer").send(f"/konto/identiteter/{mine.id}/ta-bort")
    assert page.has("Kopplingen är ditt enda sätt att logga in, och finns kvar.")
    assert identities.of_person(site.office, person_id) == (mine,)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/17 Safari/605", "Safari, Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120) Gecko Firefox/120.0", "Firefox, Linux"),
        ("<script>", "Okänd webbläsare"),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(site: Site, agent: str, words: str) -> None:
    with site.app.test_request_context():
        assert named(agent) == words
