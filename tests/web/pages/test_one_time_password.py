"""A one-time password is shown once, to who gave it; the person signs in by it and by no other."""

import logging
from datetime import timedelta

import pytest

from tests.operations.reading import row, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import an_account, enter
from workflow.store import tables as t


@pytest.fixture
def url(site: Site) -> str:
    """The page of somebody with an account."""
    an_account(site)
    return f"/register/personer/{site.person('officer')}"


def asked(client: Client, url: str) -> Page:
    """The answer to the button, not followed."""
    form = client.see(url).form("losenord")
    return client.send(f"{url}/konto/losenord", form, follow=False)


def word_of(page: Page) -> str:
    """The password that the page shows."""
    (shown,) = [each for each in page.main.iter("strong") if each.get("class") == "checksum"]
    return shown.text or ""


def test_the_button_leads_to_a_page_that_shows_the_password_once(site: Site, url: str) -> None:
    administrator = site.client("administrator")
    answer = asked(administrator, url)
    assert (answer.status, answer.location) == (303, f"{url}/konto/losenord")
    password = word_of(administrator.see(answer.location))
    again = administrator.see(answer.location, status=303)
    assert again.location == url
    signed_in = enter(site.client(), "officer", password)
    assert (signed_in.status, signed_in.location) == (303, "/logga-in/nytt-losenord")


def test_a_form_sent_twice_gives_one_password(site: Site, url: str) -> None:
    administrator = site.client("administrator")
    form = administrator.see(url).form("losenord")
    answers = [administrator.send(f"{url}/konto/losenord", form, follow=False) for _ in "12"]
    assert [each.location for each in answers] == [f"{url}/konto/losenord"] * 2
    assert [each.step for each in rows(site.office.engine, t.register_event)] == ["new_password"]
    password = word_of(administrator.see(answers[0].location))
    assert enter(site.client(), "officer", password).location == "/logga-in/nytt-losenord"


def test_another_administrator_does_not_see_it(site: Site, url: str) -> None:
    asked(site.client("administrator"), url)
    site.world.people["other"] = site.person("secretary")
    other = site.client("other")
    with site.office.engine.begin() as connection:
        connection.execute(t.role_grant.update().values(role="administrator"))
    assert other.see(f"{url}/konto/losenord", status=303).location == url


def test_it_is_shown_within_ten_minutes_or_never(site: Site, url: str) -> None:
    administrator = site.client("administrator")
    shown_at = asked(administrator, url).location
    site.clock.at += timedelta(minutes=11)
    fresh = site.client("administrator")
    assert fresh.see(shown_at, status=303).location == url
    assert fresh.see(url).has("Engångslösenordet visas bara en gång.")


def test_a_password_that_no_longer_holds_is_not_shown(site: Site, url: str) -> None:
    administrator = site.client("administrator")
    shown_at = asked(administrator, url).location
    with site.office.engine.begin() as connection:
        connection.execute(t.account.update().values(password_hash=""))
    assert administrator.see(shown_at, status=303).location == url


def test_the_password_is_kept_nowhere_and_logged_nowhere(
    site: Site, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    administrator = site.client("administrator")
    with caplog.at_level(logging.DEBUG):
        shown_at = asked(administrator, url).location
        waiting = row(site.office.engine, t.autosave).body
        password = word_of(administrator.see(shown_at))
    assert password not in f"{waiting}{caplog.text}{shown_at}"
    assert not rows(site.office.engine, t.autosave)
