"""The pages in two languages: Swedish unless English is asked for, and remembered."""

import pytest

from tests.web.pages.site import Site


def test_without_being_asked_a_page_is_in_swedish(site: Site) -> None:
    page = site.client().see("/beslut")
    assert '<html lang="sv">' in page.html
    assert "Är papperet äkta?" in page.html


def test_a_page_that_is_asked_for_in_english_has_english_navigation(site: Site) -> None:
    page = site.client().see("/beslut?sprak=en")
    assert '<html lang="en">' in page.html
    assert "Is the paper genuine?" in page.html
    assert "Är papperet äkta?" not in page.html


def test_the_language_is_remembered_until_another_is_asked_for(site: Site) -> None:
    client = site.client()
    client.see("/beslut?sprak=en")
    assert '<html lang="en">' in client.see("/beslut").html
    client.see("/beslut?sprak=sv")
    assert '<html lang="sv">' in client.see("/beslut").html


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_of_the_language_stays_on_https_where_the_pages_do(
    site: Site, https: bool
) -> None:
    site.app.config["SESSION_COOKIE_SECURE"] = https
    cookie = site.app.test_client().get("/beslut?sprak=en").headers["Set-Cookie"]
    assert ("Secure" in cookie.split("; ")) is https


@pytest.mark.parametrize("path", ["/finns%00inte", "/finns%0Ainte", "/100%25"])
def test_an_address_that_is_not_there_is_carried_into_the_other_language_as_it_was(
    site: Site, path: str
) -> None:
    page = site.client().see(path, status=404)
    assert f'href="{path}?sprak=en"' in page.html
