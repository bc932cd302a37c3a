"""A passkey in a real browser: registered with the device, it signs in, and confirms by a click."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.live import Hand, Live
from web.demo.people import PEOPLE

ACCOUNT, TOKEN = "/konto", "/konto/atkomstnycklar/ny"
DIRECTOR = next(each for each in PEOPLE if each.user_name == "direktor")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page, **changed: object) -> None:
    """Give the browser a device that makes and shows keys, as a laptop has."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"options": {**DEVICE, **changed}}
    session.send("WebAuthn.addVirtualAuthenticator", options)


def registered(live: Live) -> Hand:
    """The director, who has registered the device of their browser."""
    hand = Hand(live.page("direktor"))
    with_device(hand.page)
    hand.goes_to(ACCOUNT)
    hand.clicks_on("Registrera en passernyckel")
    hand.types("Namn på passernyckeln", "Arbetsdatorn")
    hand.clicks_on("Registrera passernyckeln")
    hand.page.wait_for_url(f"{live.address}{ACCOUNT}")
    hand.sees("Arbetsdatorn")
    return hand


@pytest.mark.case("S06")
def test_a_registered_key_confirms_by_one_click_and_no_typing(live: Live) -> None:
    hand = registered(live)
    live.clock.at += timedelta(minutes=6)
    hand.goes_to(TOKEN)
    hand.sees("Bekräfta att det är du")
    before = hand.clicks
    hand.clicks_on("Bekräfta med passernyckel")
    hand.page.wait_for_url(f"{live.address}{TOKEN}")
    assert hand.clicks - before == 1


def test_a_registered_key_signs_in(live: Live) -> None:
    hand = registered(live)
    hand.page.get_by_role("button", name="Logga ut").click()
    hand.page.wait_for_url("**/logga-in")
    hand.goes_to(f"/logga-in?next={ACCOUNT}")
    hand.clicks_on("Logga in med passernyckel")
    hand.page.wait_for_url(f"{live.address}{ACCOUNT}")
    hand.sees("Passernyckel")


def test_a_device_that_does_not_know_who_is_there_is_not_enough(live: Live) -> None:
    hand = Hand(live.page("direktor"))
    with_device(hand.page, isUserVerified=False)
    hand.goes_to("/konto/nycklar/ny")
    hand.types("Namn på passernyckeln", "Arbetsdatorn")
    hand.clicks_on("Registrera passernyckeln")
    alert = hand.page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "Ingen passernyckel användes. Försök igen när du vill."


@pytest.mark.parametrize("width", [1240, 320])
def test_name_and_password_sign_in(live: Live, width: int) -> None:
    hand = Hand(live.page(width=width))
    hand.goes_to(f"/logga-in?next={ACCOUNT}")
    hand.types("Användarnamn", DIRECTOR.user_name)
    hand.page.get_by_label("Lösenord", exact=True).fill(DIRECTOR.password)
    hand.clicks_on("Logga in")
    hand.page.wait_for_url(f"{live.address}{ACCOUNT}")
    assert "Magnus Aspegren" in hand.page.inner_text("main")


def test_without_scripts_there_is_no_button_that_does_nothing(live: Live) -> None:
    context = live.browser.new_context(java_script_enabled=False, base_url=live.address)
    page = context.new_page()
    page.goto("/logga-in")
    assert page.get_by_role("button", name="Logga in med passernyckel").count() == 0
    page.get_by_label("Användarnamn").fill(DIRECTOR.user_name)
    page.get_by_label("Lösenord", exact=True).fill(DIRECTOR.password)
    page.get_by_role("button", name="Logga in").click()
    page.goto(ACCOUNT)
    assert "Magnus Aspegren" in page.inner_text("main")
    context.close()
