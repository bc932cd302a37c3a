"""Where the pages are on https, browsers are told to stay there, and cookies do."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.pages.site import Site
from web.app import create_app

HOST = "beslut.example"


@pytest.fixture
def browser(site: Site) -> FlaskClient:
    office = replace(site.office, base_url=f"https://{HOST}")
    return create_app(site.settings, office, site.clock).test_client()


def asked(browser: FlaskClient, url: str) -> TestResponse:
    return browser.get(url, base_url=f"https://{HOST}")


@pytest.mark.case("S10")
@pytest.mark.parametrize(
    ("url", "name"), [("/akta", "__Host-beslutskedjan"), ("/beslut?sprak=en", "sprak")]
)
def test_every_cookie_stays_on_https(browser: FlaskClient, url: str, name: str) -> None:
    cookies = {
        text.partition("=")[0]: text.split("; ")
        for text in asked(browser, url).headers.getlist("Set-Cookie")
    }
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookies[name])


@pytest.mark.case("S10")
def test_browsers_are_told_to_come_by_https_alone(browser: FlaskClient) -> None:
    answer = asked(browser, "/akta")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_on_http_nothing_is_said_of_https(site: Site) -> None:
    answer = site.app.test_client().get("/akta")
    assert "Strict-Transport-Security" not in answer.headers
