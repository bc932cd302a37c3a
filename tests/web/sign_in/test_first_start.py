"""An empty installation gets its first administrator from who can read its terminal, once."""

import pytest

from tests.operations.reading import everything
from tests.web.pages.site import Site
from tests.web.sign_in.entering import ANOTHER, enter
from web.sign_in import first_start
from workflow.operations import accounts, looking
from workflow.states import Role

MAIL = "administrator@region.example"


def sent(site: Site, **changed: str) -> dict[str, str]:
    usual = {"name": "Administratören", "email": MAIL, "new_password": ANOTHER}
    return {**usual, "code": first_start.code(site.office), **changed}


def test_who_knows_the_code_becomes_the_administrator_and_is_in(site: Site) -> None:
    client = site.client()
    assert client.see("/logga-in").has("Skapa den första administratören")
    answer = client.send("/forsta-start", sent(site), follow=False)
    assert (answer.status, answer.location) == (303, "/")
    assert client.see("/konto").has("Administratör")
    account = accounts.by_name(site.office, MAIL)
    assert account is not None
    actor = looking.actor(site.office, account.person_id, site.clock.at)
    assert actor.roles == {Role.ADMINISTRATOR}
    assert enter(site.client(), MAIL, ANOTHER).status == 303


def test_the_page_is_closed_for_good_after_that(site: Site) -> None:
    site.client().send("/forsta-start", sent(site))
    client = site.client()
    assert client.send("/forsta-start", sent(site, email="annan@region.example")).status == 404
    client.see("/forsta-start", status=404)
    assert not client.see("/logga-in").has("Skapa den första administratören")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "AAAA-BBBB-CCCC-DDDD"}, "Koden stämmer inte."),
        ({"code": ""}, "Skriv koden som programmet visade"),
        ({"name": ""}, "Skriv ditt namn."),
        ({"email": "administrator"}, "Skriv en hel e-postadress"),
        ({"email": "a b@region.example"}, "Skriv en hel e-postadress"),
        ({"new_password": "administrator-2024"}, "lätt att gissa"),
    ],
)
def test_a_form_that_is_wrong_makes_nobody(site: Site, changed: dict[str, str], words: str) -> None:
    page = site.client().send("/forsta-start", sent(site, **changed))
    assert (page.status, page.has(words)) == (422, True)
    assert not accounts.has_administrator(site.office)


def test_the_code_is_read_however_it_is_typed(site: Site) -> None:
    typed = first_start.code(site.office).lower().replace("-", " ")
    assert first_start.is_right(site.office, typed)


def test_the_code_is_not_guessed(site: Site) -> None:
    client = site.client()
    pages = [client.send("/forsta-start", sent(site, code=f"{n:016}")) for n in range(6)]
    assert [page.has("För många försök.") for page in pages] == [False] * 5 + [True]


def test_the_code_is_not_in_the_database(site: Site) -> None:
    assert first_start.code(site.office) not in repr(everything(site.office.engine))
