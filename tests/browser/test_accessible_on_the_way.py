"""Pages that are only met in the middle of something: axe finds nothing there either."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import faults
from tests.browser.conftest import NOW
from tests.browser.live import Hand, Live
from tests.web.pages.site import Clock
from web.demo.people import PEOPLE
from web.sign_in.passwords import hashed
from workflow.operations import accounts

SECRET = "JBSWY3DPEHPK3PXP"  # nobody's own
UNKNOWN = "0" * 64
AN_HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def on_the_way(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Live]:
    """The demonstration, for pages that change nothing that the others go by."""
    folder = tmp_path_factory.mktemp("on-the-way") / "data"
    shutil.copytree(demonstration, folder)
    with Live(folder, Clock(NOW), browser).running() as live:
        yield live


@pytest.fixture
def empty(tmp_path: Path, browser: Browser) -> Iterator[Live]:
    """An installation that nobody has entered anything into."""
    with Live(tmp_path, Clock(NOW), browser).running() as live:
        yield live


def stands_at(page: Page, url: str) -> Page:
    assert page.url.split("?")[0].endswith(url)
    return page


def signs_in(live: Live, who: str) -> Page:
    """Name and password are written; what comes next is the page."""
    page = live.page()
    page.goto("/logga-in")
    page.get_by_label("Användarnamn").fill(who)
    known = {each.user_name: each.password for each in PEOPLE}
    page.get_by_label("Lösenord", exact=True).fill(known[who])
    Hand(page).clicks_on("Logga in")
    return page


def test_the_first_start_and_the_first_organisation_are_without_faults(empty: Live) -> None:
    page = empty.page()
    page.goto("/logga-in")
    assert faults.of_page(page, "/logga-in") == []
    page.goto("/forsta-start")
    assert faults.of_page(page, "/forsta-start") == []
    password = hashed("fyra ord utan samband")
    accounts.found_administrator(empty.office, "Administratören", "a@r.example", password, NOW)
    administrator = empty.page("a@r.example")
    for url in ("/", "/register", "/register/organisation/ny"):
        administrator.goto(url)
        assert faults.of_page(stands_at(administrator, url), url) == []


def test_the_page_that_asks_for_a_code_is_without_faults(on_the_way: Live) -> None:
    accounts.turn_totp_on(on_the_way.office, on_the_way.person("registrator"), SECRET, 0)
    page = stands_at(signs_in(on_the_way, "registrator"), "/logga-in/kod")
    assert faults.of_page(page, "/logga-in/kod") == []


def test_the_page_for_a_password_of_ones_own_is_without_faults(on_the_way: Live) -> None:
    who = next(each for each in PEOPLE if each.user_name == "sekreterare")
    person_id, office = on_the_way.person(who.user_name), on_the_way.office
    accounts.set_password(office, person_id, hashed(who.password), must_change=True)
    page = stands_at(signs_in(on_the_way, who.user_name), "/logga-in/nytt-losenord")
    assert faults.of_page(page, "/logga-in/nytt-losenord") == []


def test_what_the_check_of_the_record_says_is_without_faults(on_the_way: Live) -> None:
    hand = Hand(on_the_way.page("administrator"))
    hand.goes_to("/logg")
    hand.clicks_on("Kontrollera loggen")
    hand.sees("Loggen är hel")
    assert faults.of_page(hand.page, "/logg/kontrollera") == []


def test_a_form_that_comes_back_is_without_faults(on_the_way: Live) -> None:
    hand = Hand(on_the_way.page("handlaggare"))
    hand.goes_to("/arenden/ny")
    hand.clicks_on("Lägg upp ärendet")
    hand.sees("Något behöver rättas")
    assert faults.of_page(hand.page, "/arenden/ny med fel") == []


def test_what_a_paper_is_said_to_be_is_without_faults(on_the_way: Live) -> None:
    hand = Hand(on_the_way.page())
    hand.goes_to("/akta")
    hand.types("Eller filens kontrollsumma", UNKNOWN)
    hand.clicks_on("Kontrollera papperet")
    assert faults.of_page(stands_at(hand.page, f"/akta/{UNKNOWN}"), "/akta/…") == []


def test_the_page_that_asks_again_who_it_is_is_without_faults(on_the_way: Live) -> None:
    page = on_the_way.page("direktor")
    on_the_way.clock.at += timedelta(minutes=6)
    page.goto("/delegationsbeslut/4/kontrollera")
    assert faults.of_page(stands_at(page, "/bekrafta"), "/bekrafta") == []


def test_what_was_not_sent_before_the_session_ended_is_without_faults(on_the_way: Live) -> None:
    hand = Hand(on_the_way.page("handlaggare"))
    hand.goes_to("/arenden/ny")
    hand.types("Ärendemening", "Ett nytt program")
    on_the_way.clock.at += AN_HOUR
    hand.clicks_on("Lägg upp ärendet")
    stands_at(hand.page, "/logga-in")
    back = on_the_way.page("handlaggare")
    back.goto("/ateruppta")
    assert faults.of_page(stands_at(back, "/ateruppta"), "/ateruppta") == []
