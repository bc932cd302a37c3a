"""Whose tries are counted behind a proxy: the real address's, and never one that is made up."""

from dataclasses import replace

import pytest

from tests.operations.reading import rows
from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import WRONG, an_account, enter
from workflow.settings import Web
from workflow.store import tables as t


def behind(site: Site, proxies: int) -> Site:
    """The same application, told how many servers stand in front of it."""
    web = Web(trusted_proxies=proxies)
    return replace(site, settings=site.settings.model_copy(update={"web": web}))


def saying(site: Site, forwarded: str, **headers: str) -> Client:
    """A browser whose requests carry an address in a header."""
    client = site.client()
    client.http.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
    client.http.environ_base.update(headers)
    return client


def counted(site: Site) -> set[str]:
    return {each.address for each in rows(site.office.engine, t.sign_in_try)}


@pytest.mark.case("W09")
def test_without_the_setting_a_made_up_address_counts_as_the_real_one(site: Site) -> None:
    an_account(site)
    tries = [enter(saying(site, f"198.51.100.{n}"), password=WRONG).status for n in range(6)]
    assert tries == [403] * 5 + [429]
    assert counted(site) == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_the_outermost_own_proxy_saw(
    site: Site, proxies: int, forwarded: str, address: str
) -> None:
    enter(saying(behind(site, proxies), forwarded), password=WRONG)
    assert counted(site) == {address}


def test_behind_a_proxy_one_address_does_not_slow_another_down(site: Site) -> None:
    an_account(site)
    inside = behind(site, 1)
    for _ in range(6):
        enter(saying(inside, "198.51.100.7"), password=WRONG)
    assert enter(saying(inside, "203.0.113.9")).status == 303


@pytest.mark.case("W09")
def test_a_proxy_is_never_believed_about_the_host(site: Site) -> None:
    client = saying(behind(site, 1), "203.0.113.9", HTTP_X_FORWARDED_HOST="evil.example")
    page = client.http.get("/konto")
    assert page.status_code == 303
    assert "evil" not in f"{page.location}{page.get_data(as_text=True)}"
