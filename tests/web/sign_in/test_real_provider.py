"""The whole way through a provider that is a program of its own: there, signed in, and back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests

from tests.web.pages.site import Client, Site
from tests.web.sign_in.coming_back import with_provider
from tests.web.sign_in.entering import is_in
from tests.web.sign_in.providers import real_provider
from workflow.operations import identities

SUBJECT = "8f1c-officer"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with real_provider() as address:
        yield address


@pytest.fixture
def house(site: Site, provider: str) -> Site:
    site.clock.at = datetime.now(UTC)
    identities.link(site.office, site.person("officer"), provider, SUBJECT, site.clock.at)
    return with_provider(site, provider, local=False)


def signed_in_there(client: Client, subject: str) -> str:
    """The address at which the provider sends the browser back."""
    page = client.page(client.http.get("/logga-in/oidc?next=/konto"))
    answer = requests.post(page.location, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_who_signs_in_there_is_in_here(house: Site) -> None:
    client = house.client()
    page = client.page(client.http.get(signed_in_there(client, SUBJECT)))
    assert (page.status, page.location) == (303, "/konto")
    assert client.see("/konto").has("Region Exempel")


def test_a_subject_that_nobody_has_linked_stays_outside(house: Site) -> None:
    client = house.client()
    page = client.page(client.http.get(signed_in_there(client, "officer@region.example")))
    assert (page.status, page.has("inget konto i Beslutskedjan")) == (403, True)
    assert not is_in(client)


@pytest.mark.case("S07")
def test_a_code_that_was_used_is_not_taken_again(house: Site) -> None:
    client, thief = house.client(), house.client()
    address = signed_in_there(client, SUBJECT)
    with client.http.session_transaction() as cookie, thief.http.session_transaction() as kept:
        kept.update(cookie)
    assert client.http.get(address).status_code == 303
    assert client.http.get(address).status_code == 403
    assert thief.http.get(address).status_code == 403


def test_a_code_of_another_sign_in_is_not_taken(house: Site) -> None:
    first, second = house.client(), house.client()
    code = signed_in_there(first, SUBJECT).partition("code=")[2].partition("&")[0]
    mine = signed_in_there(second, "somebody")
    own = mine.partition("code=")[2].partition("&")[0]
    page = second.page(second.http.get(mine.replace(own, code)))
    assert page.status == 403
    assert not is_in(second)
