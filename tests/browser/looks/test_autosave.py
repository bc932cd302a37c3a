"""What is being written is kept: said aloud when it is, and never lost when it can't be."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

SAVED = re.compile(r"^Utkast sparat \d\d\.\d\d$")
PAUSE, LONG_PAUSE = 2_000, 11_000


@pytest.fixture
def width() -> int:
    return 1240


@pytest.fixture
def page(window: BrowserContext, served: str) -> Page:
    """The page with a form that keeps itself, on a clock that the test moves."""
    page = window.new_page()
    page.clock.install()
    page.goto(served, wait_until="networkidle")
    return page


def answering(page: Page, *codes: int) -> list[Request]:
    """Let the server give these answers in turn, the last one for good; gives what it was sent."""
    sent: list[Request] = []

    def answer(route: Route) -> None:
        sent.append(route.request)
        route.fulfill(status=codes[min(len(sent), len(codes)) - 1], body="{}")

    page.route("**/autospara", answer)
    return sent


def write(page: Page, text: str) -> None:
    page.get_by_label("Motivering").fill(text)
    page.clock.run_for(PAUSE)


def status(page: Page) -> Locator:
    return page.locator("#autosave-status")


def test_what_is_written_is_sent_after_a_pause_and_said_to_be_saved(page: Page) -> None:
    sent = answering(page, 200)
    write(page, "Målet saknar indikator.")
    expect(status(page)).to_have_text(SAVED)
    body = json.loads(sent[0].post_data or "")
    assert body["place"] == "plan:7"
    assert body["fields"]["text"] == "Målet saknar indikator."
    assert not {"csrf_token", "once", "page", "secret"} & body["fields"].keys()
    assert sent[0].headers["x-csrftoken"]


def test_the_status_is_read_aloud_without_haste(page: Page) -> None:
    line = page.locator("#autosave-status")
    assert line.get_attribute("aria-live") == "polite"
    assert line.get_attribute("role") == "status"


def test_the_same_text_is_not_sent_twice(page: Page) -> None:
    sent = answering(page, 200)
    write(page, "En text.")
    expect(status(page)).to_have_text(SAVED)
    write(page, "En text.")
    assert len(sent) == 1


def test_somebody_signed_out_is_asked_to_sign_in_elsewhere_and_keeps_the_text(page: Page) -> None:
    sent = answering(page, 401, 401, 200)
    write(page, "Viktig text.")
    expect(status(page)).to_contain_text("Texten finns kvar i det här fönstret.")
    link = page.get_by_role("link", name="Logga in i en ny flik")
    assert link.get_attribute("target") == "_blank"
    _until(page, lambda: len(sent) == 3)
    expect(status(page)).to_have_text(SAVED)
    assert page.get_by_label("Motivering").input_value() == "Viktig text."


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_server_that_can_not_now_is_asked_again(page: Page, code: int) -> None:
    sent = answering(page, code, 200)
    write(page, "En text.")
    expect(status(page)).to_contain_text("ett nytt försök görs strax")
    _until(page, lambda: len(sent) == 2)
    expect(status(page)).to_have_text(SAVED)


def test_a_token_from_before_the_sign_in_is_changed_for_a_new_one(page: Page) -> None:
    page.evaluate("document.querySelector('#allt').elements.csrf_token.value = 'gammal'")
    sent = answering(page, 400, 200)
    write(page, "En text.")
    _until(page, lambda: len(sent) == 2)
    assert sent[0].headers["x-csrftoken"] == "gammal"
    assert sent[1].headers["x-csrftoken"] not in {"", "gammal"}
    expect(status(page)).to_have_text(SAVED)


def test_nothing_is_sent_after_the_form_itself(page: Page) -> None:
    sent = answering(page, 200)
    page.get_by_label("Motivering").fill("En text.")
    page.evaluate(
        "document.querySelector('#allt').addEventListener('submit', e => e.preventDefault())"
    )
    page.get_by_role("button", name="Spara utkast").click()
    page.clock.run_for(LONG_PAUSE)
    assert sent == []


def _until(page: Page, done: Callable[[], bool]) -> None:
    """Move the clock past the next tries until it is so."""
    for _turn in range(20):
        if done():
            return
        page.clock.run_for(LONG_PAUSE)
    assert done()
