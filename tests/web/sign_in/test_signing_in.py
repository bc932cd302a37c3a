"""Whoever shows name and password is in, for as long as nothing ends it; nobody else is."""

from datetime import date, timedelta

import pytest

from tests.closing import closed
from tests.operations.builders import when
from tests.operations.reading import everything, rows
from tests.web.pages.site import Site
from tests.web.sign_in.entering import (
    ANOTHER,
    PASSWORD,
    WRONG,
    an_account,
    enter,
    is_in,
    the_account,
)
from web import current
from web.current import SID
from web.rights import Right
from web.sign_in import passwords
from workflow.operations import accounts, registers
from workflow.states import Role
from workflow.store import tables as t


def test_who_knows_name_and_password_comes_to_the_page_that_was_asked_for(site: Site) -> None:
    an_account(site)
    client = site.client()
    asked = client.page(client.http.get("/konto/losenord"))
    assert asked.location == "/logga-in?next=%2Fkonto%2Flosenord"
    answer = client.send(
        asked.location, {"user_name": "Officer ", "password": PASSWORD}, follow=False
    )
    assert (answer.status, answer.location) == (303, "/konto/losenord")
    assert client.see("/konto/losenord").title.startswith("Byt lösenord")


@pytest.mark.parametrize(
    ("who", "password"), [("officer", WRONG), ("ingen", PASSWORD), ("director", PASSWORD)]
)
def test_whatever_is_wrong_the_answer_is_the_same(site: Site, who: str, password: str) -> None:
    an_account(site)
    accounts.add(site.office, site.person("director"), "director", site.clock.at)
    client = site.client()
    page = enter(client, who, password)
    assert page.status == 403
    assert page.has("Användarnamnet eller lösenordet stämmer inte.")
    assert page.title.startswith("Fel:")
    assert not is_in(client)


@pytest.mark.case("S05")
def test_an_unknown_name_costs_the_same_work(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    an_account(site)
    compared: list[str] = []
    real = passwords._HASHER.verify

    class Counting:
        def verify(self, kept: str, typed: str) -> bool:
            compared.append(kept[:20])
            return real(kept, typed)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    for who in ("officer", "ingen"):
        enter(site.client(), who, WRONG)
    assert len(compared) == 2
    assert compared[0] == compared[1]  # one way of keeping, with the same cost


@pytest.mark.parametrize("missing", ["user_name", "password"])
def test_an_empty_field_says_what_to_write_and_keeps_the_name(site: Site, missing: str) -> None:
    sent = {"user_name": "officer", "password": PASSWORD, missing: ""}
    page = site.client().send("/logga-in", sent)
    assert page.status == 422
    assert page.has("Skriv ditt")
    assert PASSWORD not in page.html
    assert ('value="officer"' in page.html) is (missing == "password")


def test_the_cookie_holds_the_sessions_secret_and_the_forms_token_and_nothing_else(
    site: Site,
) -> None:
    an_account(site)
    client = site.client()
    enter(client)
    client.see("/konto")
    with client.http.session_transaction() as cookie:
        assert set(cookie) == {SID, "csrf_token"}
        sid = cookie[SID]
    client.send("/konto/inloggningar/avsluta-andra", {"once": "a form that acts once"})
    assert sid not in repr(everything(site.office.engine))


@pytest.mark.case("S02")
def test_the_secret_is_another_after_signing_in(site: Site) -> None:
    an_account(site)
    client = site.client("director")
    with client.http.session_transaction() as cookie:
        cookie["planted"] = "x"
        before = cookie[SID]
    enter(client)
    with client.http.session_transaction() as cookie:
        assert cookie[SID] != before
        assert "planted" not in cookie
    assert len(rows(site.office.engine, t.web_session, ended_at=None)) == 1


@pytest.mark.case("S11")
def test_a_cookie_that_somebody_kept_is_worth_nothing_after_signing_out(site: Site) -> None:
    an_account(site)
    client, thief = site.client(), site.client()
    enter(client)
    with client.http.session_transaction() as cookie, thief.http.session_transaction() as kept:
        kept.update(cookie)
    assert is_in(thief)
    page = client.send("/logga-ut")
    assert page.has("Logga in")
    assert not is_in(thief)
    assert not is_in(client)


def test_a_session_ended_elsewhere_is_dead_here_at_once(site: Site) -> None:
    an_account(site)
    here, there = site.client(), site.client()
    enter(here)
    enter(there)
    assert is_in(there)
    here.send("/konto/inloggningar/avsluta-andra")
    assert is_in(here)
    assert not is_in(there)


def test_an_idle_session_asks_for_a_new_sign_in_and_leads_back(site: Site) -> None:
    an_account(site)
    client = site.client()
    enter(client)
    site.clock.at += timedelta(minutes=31)
    page = client.page(client.http.get("/konto/losenord"))
    assert (page.status, page.location) == (303, "/logga-in?next=%2Fkonto%2Flosenord")
    assert enter(client, leads_to="/konto/losenord").location == "/konto/losenord"


def test_a_disabled_account_is_out_at_once_and_does_not_come_in(site: Site) -> None:
    account = an_account(site)
    client = site.client()
    enter(client)
    closed(site.office, account.person_id, date(2023, 10, 24), site.clock.at)
    assert not is_in(client)
    assert enter(client).status == 403


def test_a_role_that_ended_yesterday_opens_nothing_today(site: Site) -> None:
    person_id, last = site.person("stranger"), site.at("2023-10-23", 23, 55).date()
    registers.grant_role(site.office, person_id, Role.ADMINISTRATOR, last, last)
    with site.client("stranger").http as browser:
        assert browser.get("/konto").status_code == 200
        assert Right.ADMINISTRATOR in current.rights()
        site.at("2023-10-24", 0, 5)
        assert "Har upphört" in browser.get("/konto").text
        assert Right.ADMINISTRATOR not in current.rights()


def test_a_password_that_somebody_else_chose_is_changed_before_anything_else(site: Site) -> None:
    an_account(site, must_change=True)
    client = site.client()
    assert enter(client).location == "/logga-in/nytt-losenord"
    assert not is_in(client)
    same = client.send("/logga-in/nytt-losenord", {"new_password": PASSWORD})
    assert (same.status, same.has("Välj ett annat lösenord")) == (422, True)
    done = client.send("/logga-in/nytt-losenord", {"new_password": ANOTHER}, follow=False)
    assert (done.status, done.location) == (303, "/konto")
    assert is_in(client)
    assert not the_account(site).must_change
    assert enter(site.client(), password=PASSWORD).status == 403


def test_half_a_sign_in_does_not_last(site: Site) -> None:
    an_account(site, must_change=True)
    client = site.client()
    enter(client)
    site.clock.at += timedelta(minutes=11)
    answer = client.send("/logga-in/nytt-losenord", {"new_password": ANOTHER}, follow=False)
    assert answer.location == "/logga-in"
    assert enter(site.client(), password=ANOTHER).status == 403


def test_half_a_sign_in_is_worth_nothing_once_the_password_is_another(site: Site) -> None:
    account = an_account(site, must_change=True)
    client = site.client()
    enter(client)
    accounts.set_password(site.office, account.person_id, passwords.hashed(ANOTHER))
    page = client.send("/logga-in/nytt-losenord", {"new_password": ANOTHER + "!"}, follow=False)
    assert page.location == "/logga-in"


@pytest.mark.case("S11")
def test_a_signed_in_page_is_kept_by_no_cache(site: Site) -> None:
    client = site.client("officer")
    assert client.http.get("/konto").headers["Cache-Control"] == "no-store"


def test_the_sign_in_page_of_somebody_who_is_in_leads_on(site: Site) -> None:
    client = site.client("officer")
    answer = client.page(client.http.get("/logga-in?next=/konto"))
    assert (answer.status, answer.location) == (303, "/konto")


def test_passwords_are_not_let_in_where_they_are_turned_off(site: Site) -> None:
    an_account(site)
    off = site.settings.sign_in.model_copy(update={"local": False})
    other = Site(site.world, site.clock, site.settings.model_copy(update={"sign_in": off}))
    client = other.client()
    assert client.see("/logga-in").has("Ingen inloggning är påslagen.")
    enter(client)
    assert not is_in(client)


def test_the_clock_of_a_summer_day_is_the_offices(site: Site) -> None:
    site.clock.at = when("2024-07-01", 0, 30)
    account = an_account(site)
    closed(site.office, account.person_id, date(2024, 7, 1), site.clock.at)
    assert enter(site.client()).status == 403
