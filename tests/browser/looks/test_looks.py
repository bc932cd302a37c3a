"""The looks in a browser: nothing that axe finds, nothing too faint, nothing outside the window."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from web.theme import contrast

PLACES = ["/", "/fel"]

# The border that tells where to write or tick, and the ground on both sides of it.
EDGES = """() => [...document.querySelectorAll("main input, main select, main textarea")]
  .filter(each => each.type !== "hidden" && each.offsetParent)
  .map(each => {
    const drawn = ["radio", "checkbox"].includes(each.type)
      ? getComputedStyle(each.nextElementSibling, "::before") : getComputedStyle(each);
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    return [each.name, drawn.borderTopColor, drawn.backgroundColor, ground];
  })"""

# How the control that has the focus is drawn; a ticked one is drawn beside itself.
DRAWN = """() => {
  const at = document.activeElement;
  const parts = [getComputedStyle(at)];
  if (["radio", "checkbox"].includes(at.type)) {
    parts.push(getComputedStyle(at.nextElementSibling, "::before"));
  }
  return {
    name: at.tagName + " " + (at.name || at.textContent.trim().slice(0, 30)),
    marks: parts.map(part => [part.outlineStyle, part.outlineColor, part.outlineWidth,
      part.boxShadow, part.backgroundColor].join(" ")),
  };
}"""
FAMILIES = """() => {
  const silent = "option, [type=hidden], [type=radio], [type=checkbox]";
  const spoken = [...document.querySelectorAll(`main :not(${silent})`)];
  return [...new Set(spoken.map(each => getComputedStyle(each).fontFamily.split(",")[0]))];
}"""
YELLOW = "rgb(255, 221, 0)"
MOST_STOPS = 120


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.new_page()


def hex_of(colour: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(page: Page, served: str, place: str) -> None:
    page.goto(served + place)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("place", PLACES)
def test_the_page_is_no_wider_than_the_window(page: Page, served: str, place: str) -> None:
    page.goto(served + place)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("place", PLACES)
def test_the_browser_has_nothing_to_say(page: Page, served: str, place: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served + place, wait_until="networkidle")
    assert [text for text in said if "autocomplete" not in text] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_border_to_write_in_can_be_seen(page: Page, served: str, place: str) -> None:
    page.goto(served + place)
    edges = page.evaluate(EDGES)
    faint = [
        name
        for name, edge, inside, outside in edges
        if min(contrast(hex_of(edge), hex_of(inside)), contrast(hex_of(edge), hex_of(outside))) < 3
    ]
    assert faint == []
    assert len(edges) > 12


def test_the_focus_is_seen_at_every_stop(page: Page, served: str) -> None:
    page.goto(served + "/?tyst=ja")
    stops = list(_stops(page))
    unseen = [stop["name"] for stop in stops if not any(YELLOW in mark for mark in stop["marks"])]
    assert unseen == []
    assert stops[0]["name"] == "A Hoppa till innehållet"
    assert len(stops) > 40


def _stops(page: Page) -> Iterator[dict[str, Any]]:
    for _turn in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(DRAWN)
        if stop["name"].startswith("BODY"):
            return
        yield stop


@pytest.mark.parametrize(
    ("place", "name"), [("/", "govuk-notification-banner"), ("/fel", "govuk-error-summary")]
)
def test_the_focus_lands_on_what_happened(page: Page, served: str, place: str, name: str) -> None:
    page.goto(served + place, wait_until="networkidle")
    assert name in page.evaluate("document.activeElement.className")


def test_the_page_works_without_scripts(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served)
    assert page.locator("input[type=file]").is_visible()
    assert page.locator("input[type=password]").is_visible()
    assert page.get_by_role("button", name="Signera och fastställ").is_visible()
    context.close()


def test_letters_are_set_in_the_type_of_the_house(page: Page, served: str) -> None:
    page.goto(served, wait_until="networkidle")
    assert page.evaluate("document.fonts.check('16px \"Inter Variable\"', 'Åäö')")
    families = page.evaluate(FAMILIES)
    assert families == ['"Inter Variable"']


def test_paper_has_the_reference_and_neither_menus_nor_forms(page: Page, served: str) -> None:
    page.goto(served)
    page.emulate_media(media="print")
    assert page.get_by_text("RUN/536/2021 · Beslutskedjan · Utskrivet 2024-05-08").is_visible()
    hidden = [
        "header",
        "footer",
        ".filter",
        "#allt .govuk-form-group",
        "#allt button",
        ".back",
        ".govuk-notification-banner",
    ]
    assert [name for name in hidden if page.locator(name).first.is_visible()] == []
    assert page.locator("thead").first.evaluate("e => getComputedStyle(e).display") == (
        "table-header-group"
    )
