"""Without scripts everything works: signing in, deciding and dispatching."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.acts import SIDE_DECISION, decides
from tests.browser.live import Hand, Live
from web.demo.people import PEOPLE

SENTENCES = {each.user_name: each.password for each in PEOPLE}


@pytest.fixture
def page(live: Live) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = live.browser.new_context(java_script_enabled=False, base_url=live.address)
    yield context.new_page()
    context.close()


def signed_in(page: Page, who: str, place: str) -> Hand:
    page.goto(f"/logga-in?next={place}")
    page.get_by_label("Användarnamn").fill(who)
    page.get_by_label("Lösenord", exact=True).fill(SENTENCES[who])
    page.get_by_role("button", name="Logga in").click()
    return Hand(page)


def test_the_director_signs_in_and_decides(page: Page) -> None:
    director = signed_in(page, "direktor", "/")
    decides(director, "/delegationsbeslut/4")
    director.sees("Delegationsbeslut nr 2/2026")


def test_the_registrar_signs_in_and_dispatches(page: Page) -> None:
    registrar = signed_in(page, "registrator", f"/expediering/{SIDE_DECISION}")
    registrar.clicks_on("Expediera till 10 mottagare")
    registrar.sees("Beslutet är expedierat. 10 utdrag skickas strax.")


def test_the_officer_signs_in_and_opens_a_plan_from_last_years(page: Page) -> None:
    officer = signed_in(page, "handlaggare", "/arenden/2")
    officer.clicks_on("Ny plan från 2026 års plan")
    officer.clicks_on("Skapa planen")
    officer.sees("Planens insatser")


def test_the_matter_that_waits_for_a_decision_speaks_of_its_own_plans(page: Page) -> None:
    officer = signed_in(page, "handlaggare", "/delegationsbeslut/4")
    officer.sees("Planen för 2027 har arbetats fram i nätverket Service Z")
