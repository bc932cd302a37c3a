"""A code from an app: turned on by showing one, asked for after the password, good for once."""

from datetime import timedelta

import pyotp
import pytest

from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import WRONG, an_account, enter, is_in, the_account
from web.sign_in import totp
from workflow.operations import accounts

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_codes(site: Site) -> Client:
    """A browser in which the password has been shown, and the code has not."""
    account = an_account(site)
    accounts.turn_totp_on(site.office, account.person_id, SECRET, 0)
    client = site.client()
    assert enter(client).location == "/logga-in/kod"
    return client


def code_at(site: Site, after: timedelta = timedelta(0)) -> str:
    return pyotp.TOTP(SECRET).at(site.clock.at + after)


def test_password_and_code_let_in(site: Site) -> None:
    client = with_codes(site)
    assert not is_in(client)
    code = code_at(site)
    answer = client.send("/logga-in/kod", {"code": f"{code[:3]} {code[3:]}"}, follow=False)
    assert (answer.status, answer.location) == (303, "/konto")
    assert client.see("/konto").has("Lösenord och kod")


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_goes_half_a_minute_wrong_does(site: Site, seconds: int) -> None:
    client = with_codes(site)
    client.send("/logga-in/kod", {"code": code_at(site, timedelta(seconds=seconds))})
    assert is_in(client)


def test_a_code_that_was_used_is_used_up(site: Site) -> None:
    first, second = with_codes(site), site.client()
    code = code_at(site)
    first.send("/logga-in/kod", {"code": code})
    assert is_in(first)
    enter(second)
    page = second.send("/logga-in/kod", {"code": code})
    assert (page.status, page.has("redan använd")) == (403, True)
    assert not is_in(second)


def test_a_code_of_before_is_worth_nothing(site: Site) -> None:
    client = with_codes(site)
    assert (
        client.send("/logga-in/kod", {"code": code_at(site, timedelta(minutes=-2))}).status == 403
    )
    assert not is_in(client)


def test_codes_are_not_guessed(site: Site) -> None:
    client = with_codes(site)
    tries = [client.send("/logga-in/kod", {"code": f"{n:06}"}).status for n in range(7)]
    assert tries == [403] * 5 + [429] * 2


def test_without_the_password_there_is_no_asking_for_a_code(site: Site) -> None:
    with_codes(site)
    client = site.client()
    enter(client, password=WRONG)
    answer = client.send("/logga-in/kod", {"code": code_at(site)}, follow=False)
    assert answer.location == "/logga-in"
    assert not is_in(client)


def test_codes_are_turned_on_by_showing_one_of_the_pictured_key(site: Site) -> None:
    an_account(site)
    client, elsewhere = site.client(), site.client()
    enter(client)
    enter(elsewhere)
    page = client.see("/konto/kod")
    secret = next(page.tree.iter("code")).text or ""
    assert page.has("Läs in bilden")
    assert client.send("/konto/kod", {"code": "000000"}).status == 422
    assert next(client.see("/konto/kod").tree.iter("code")).text == secret
    code = pyotp.TOTP(secret.replace(" ", "")).at(site.clock.at)
    assert client.send("/konto/kod", {"code": code}).has("Från och med nu skriver du en kod")
    assert the_account(site).totp_secret == secret.replace(" ", "")
    assert is_in(client)
    assert not is_in(elsewhere)


def test_codes_are_turned_off_again(site: Site) -> None:
    client = with_codes(site)
    client.send("/logga-in/kod", {"code": code_at(site)})
    assert client.send("/konto/kod/av").has("utan kod")
    assert the_account(site).totp_secret == ""


def test_an_administrator_turns_off_the_codes_of_somebody_who_has_lost_the_app(site: Site) -> None:
    with_codes(site)
    administrator = site.client("administrator")
    url = f"/register/personer/{site.person('officer')}"
    page = administrator.send(f"{url}/konto/kod-av", administrator.see(url).form("kod-av"))
    assert page.has("Koderna är avstängda.")
    assert not page.has("Stäng av koderna")
    client = site.client()
    enter(client)
    assert is_in(client)


def test_the_picture_is_of_the_account_and_the_organisation() -> None:
    picture = totp.picture(SECRET, "malin@region.example", "Beslutskedjan")
    assert picture.startswith("data:image/svg+xml")
    assert totp.spaced(SECRET).startswith("JBSW Y3DP")
