"""One act, nothing lost: a double click, the back button, a session that ends while one writes."""

import pytest
from playwright.sync_api import Page

from tests.browser.acts import SIDE_DECISION, decides, opens_plan
from tests.browser.live import Hand, Live
from web.demo.people import PEOPLE
from workflow.operations import sessions

OFFICER = next(each for each in PEOPLE if each.user_name == "handlaggare")


def press_twice(page: Page, name: str) -> None:
    """Two quick presses of one button, as somebody does who is in doubt about the first."""
    page.get_by_role("button", name=name).first.dblclick()
    page.wait_for_load_state("load")


def sent_again(page: Page, name: str) -> str:
    """Press a button, and send the very same form once more; gives where that leads."""
    with page.expect_request(lambda request: request.method == "POST") as asked:
        page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state("load")
    first = asked.value
    kind = {"content-type": first.headers["content-type"]}
    return page.request.post(first.url, data=first.post_data_buffer, headers=kind).url


def happened(live: Live, step: str) -> int:
    """How often a step stands in the events of the cases."""
    with live.office.engine.connect() as connection:
        asked = "select count(*) from event where step = ?"
        return int(connection.exec_driver_sql(asked, (step,)).scalar_one())


def test_a_double_click_decides_once(live: Live) -> None:
    page, before = live.page("direktor"), happened(live, "decide")
    page.goto("/delegationsbeslut/4/kontrollera")
    press_twice(page, "Besluta")
    page.wait_for_url("**/beslutat")
    assert happened(live, "decide") == before + 1


def test_after_the_back_button_the_page_says_that_the_decision_is_taken(live: Live) -> None:
    director = Hand(live.page("direktor"))
    decides(director, "/delegationsbeslut/4")
    director.page.go_back()
    director.sees("Ingenting har ändrats nu.")
    assert director.page.get_by_role("button", name="Besluta").count() == 0


def test_a_decision_sent_again_leads_to_the_first_answer(live: Live) -> None:
    page, before = live.page("direktor"), happened(live, "decide")
    page.goto("/delegationsbeslut/4/kontrollera")
    assert sent_again(page, "Besluta").endswith("/delegationsbeslut/4/beslutat")
    assert happened(live, "decide") == before + 1


def test_a_double_click_dispatches_once(live: Live) -> None:
    page, before = live.page("registrator"), happened(live, "dispatch")
    page.goto(f"/expediering/{SIDE_DECISION}")
    press_twice(page, "Expediera till")
    page.get_by_role("button", name="Expediera till").wait_for(state="detached")
    assert happened(live, "dispatch") == before + 1


def test_a_plan_sent_again_opens_no_second_one(live: Live) -> None:
    page, before = live.page("handlaggare"), happened(live, "open_plan")
    page.goto("/arenden/2/planer/ny?fran=6")
    again = sent_again(page, "Skapa planen")
    assert again == page.url
    assert happened(live, "open_plan") == before + 1


@pytest.mark.case("S04")
def test_what_was_written_when_the_session_ended_is_offered_again(live: Live) -> None:
    officer = Hand(live.page("handlaggare"))
    plan_id = opens_plan(officer)
    officer.clicks_on("Lägg till insats")
    officer.types("Insatsområde", "Service")
    officer.types("Insats", "Hemsändning till fjällbyarna")
    sessions.end_all(live.office, live.person("handlaggare"), live.clock.at)
    officer.clicks_on("Spara insatsen")
    _signs_in(officer.page)
    officer.sees("Det du skrev finns kvar")
    officer.clicks_on("Skicka det igen")
    officer.page.wait_for_url(f"**/planer/{plan_id}**")
    officer.sees("Hemsändning till fjällbyarna")


def _signs_in(page: Page) -> None:
    page.get_by_label("Användarnamn").fill(OFFICER.user_name)
    page.get_by_label("Lösenord", exact=True).fill(OFFICER.password)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_load_state("load")
