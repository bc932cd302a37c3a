"""Guessing through the page is slowed down, and the real user still comes in."""

from datetime import timedelta

import pytest

from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import PASSWORD, WRONG, an_account, enter, is_in


def from_address(site: Site, address: str) -> Client:
    client = site.client()
    client.http.environ_base["REMOTE_ADDR"] = address
    return client


def test_after_five_wrong_tries_the_page_says_how_long_to_wait(site: Site) -> None:
    an_account(site)
    client = site.client()
    assert [enter(client, password=WRONG).status for _ in range(7)] == [403] * 5 + [429] * 2
    page = enter(client, password=WRONG)
    assert page.has("För många försök. Vänta 1 sekunder och försök igen.")


def test_an_unknown_name_is_slowed_down_in_the_same_way(site: Site) -> None:
    client = site.client()
    assert [enter(client, "ingen", WRONG).status for _ in range(6)] == [403] * 5 + [429]


def test_the_answer_says_when_to_come_back(site: Site) -> None:
    client = site.client()
    for _ in range(5):
        enter(client, password=WRONG)
    sent = {"user_name": "officer", "password": WRONG, "csrf_token": client.token()}
    assert client.http.post("/logga-in", data=sent).headers["Retry-After"] == "1"


def test_while_throttled_the_right_password_is_not_even_looked_at(site: Site) -> None:
    an_account(site)
    client = site.client()
    for _ in range(5):
        enter(client, password=WRONG)
    assert enter(client, password=PASSWORD).status == 429
    site.clock.at += timedelta(seconds=1)
    assert enter(client, password=PASSWORD).status == 303


@pytest.mark.case("S05")
def test_a_thousand_tries_on_one_name_from_many_addresses_lock_nobody_out(site: Site) -> None:
    an_account(site)
    own = site.client()
    enter(own)
    own.send("/logga-ut")
    tries = [
        enter(from_address(site, f"198.51.{n // 250}.{n % 250}"), password=WRONG).status
        for n in range(200)
    ]
    assert tries.count(429) > 100
    assert enter(from_address(site, "203.0.113.9"), password=PASSWORD).status == 429
    assert enter(own).status == 303
    assert is_in(own)


@pytest.mark.case("S05")
def test_many_names_from_one_address_are_refused_and_another_address_is_not(site: Site) -> None:
    an_account(site)
    guesser = from_address(site, "198.51.100.7")
    tries = [enter(guesser, f"namn{n}", WRONG).status for n in range(80)]
    assert tries.count(429) == 30
    assert enter(from_address(site, "203.0.113.9")).status == 303


def test_a_known_browsers_mark_is_no_help_with_another_name(site: Site) -> None:
    an_account(site)
    client = site.client()
    enter(client)
    client.send("/logga-ut")
    tries = [enter(client, f"namn{n}", WRONG).status for n in range(60)]
    assert tries.count(429) == 10


def test_a_forged_mark_of_a_known_browser_is_none(site: Site) -> None:
    an_account(site)
    for n in range(60):
        enter(from_address(site, f"198.51.100.{n}"), password=WRONG)
    client = from_address(site, "203.0.113.9")
    client.http.set_cookie("beslutskedjan-enhet", "WzEsImhlaiJd.aaaa.bbbb")
    assert enter(client).status == 429
