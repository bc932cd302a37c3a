"""Every page, for every role that may meet it, at both widths: axe finds nothing, nor do we."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.acts import SIDE_DECISION, circulates, goes_on_to, opens_plan, prepares
from tests.browser.conftest import NOW
from tests.browser.live import NARROW, WIDE, Hand, Live
from tests.browser.places import HELD, Rows, addresses
from tests.web.pages.site import Clock

LOOKED = """() => ({
  language: document.documentElement.lang,
  title: document.title.trim(),
  headings: document.querySelectorAll("h1").length,
  over: document.documentElement.scrollWidth - window.innerWidth,
})"""
AXE = Axe()
YEAR_AFTER = "2027-01-04"


@dataclass
class Shown:
    """The demonstration after some more acts, so that every page has something to show."""

    live: Live
    rows: Rows
    links: list[str]


@pytest.fixture(scope="module")
def shown(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("shown") / "data"
    shutil.copytree(demonstration, folder)
    with Live(folder, Clock(NOW), browser).running() as live:
        yield _prepared(live)


def _prepared(live: Live) -> Shown:
    """A draft on its round, a draft of a decision, copies sent, a year to be followed up."""
    registrar = Hand(live.page("registrator"))
    registrar.goes_to(f"/expediering/{SIDE_DECISION}")
    registrar.clicks_on("Expediera till")
    goes_on_to(live, YEAR_AFTER)
    officer = Hand(live.page("handlaggare"))
    plan_id = opens_plan(officer)
    circulates(officer, "2027-01-29")
    decision = prepares(officer, plan_id)
    officer.goes_to(f"/planer/{plan_id}")
    measure = officer.page.locator("a[href*='/insatser/']:not([href$='/ny'])").first
    measure_id = int(str(measure.get_attribute("href")).rsplit("/", 1)[1])
    draft = int(decision.rsplit("/", 1)[1])
    rows = _rows(plan_id, measure_id, draft)
    member = live.link("kommun@krokom.example", "utkast")
    links = [
        member,
        f"{member}/utkast",
        f"{member}/insatser/ny",
        live.link("kommun@krokom.example", "utdrag"),
        live.link("kommun@krokom.example", "utfall"),
    ]
    return Shown(live, rows, links)


def _rows(plan_id: int, measure_id: int, draft: int) -> Rows:
    usual: dict[str, int | str] = {
        "case_id": 1,
        "plan_id": plan_id,
        "measure_id": measure_id,
        "decision_id": 4,
        "meeting_id": 17,
        "delegation_id": 1,
        "committee_id": 1,
        "programme_id": 1,
        "person_id": 1,
        "party_id": 4,
        "post_id": 1,
        "group_id": 1,
        "holding_id": 1,
        "grant_id": 1,
        "committee": "RUN",
        "serial": 1,
        "year": 2026,
    }
    sent = {"decision_id": SIDE_DECISION}
    return Rows(
        usual,
        {
            "follow_up": {"plan_id": 4},
            "follow_up.close": {"plan_id": 3},
            "cases.show": {"case_id": 2},
            "dispatch": dict(sent),
            "committee": dict(sent),
            "committee.meeting": {"meeting_id": 15},
            "deciding.decided": dict(sent),
            "deciding.correct": dict(sent),
            "decisions.draft": {"decision_id": draft},
            "decisions.basis": {"decision_id": draft},
            "decisions.preview": {"decision_id": draft},
        },
    )


def faults(page: Page, url: str, width: int) -> list[str]:
    """What is wrong with the page that stands open, at a width."""
    page.set_viewport_size({"width": width, "height": 900})
    seen: dict[str, Any] = page.evaluate(LOOKED)
    found = [
        f"{url} {width}: {each['id']} {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    ]
    wanted = {"language": "sv", "headings": 1}
    found += [f"{url} {width}: {k} {seen[k]}" for k, v in wanted.items() if seen[k] != v]
    if not seen["title"] or seen["over"] > 0:
        found.append(f"{url} {width}: {seen}")
    return found


def looked_at(page: Page, url: str, status: int = 200) -> list[str]:
    answer = page.goto(url)
    got = answer.status if answer else 0
    wrong = [] if got == status and url in page.url else [f"{url}: {got} {page.url}"]
    return wrong + [fault for width in (WIDE, NARROW) for fault in faults(page, url, width)]


@pytest.mark.parametrize("who", HELD)
def test_every_page_is_without_faults_at_both_widths(shown: Shown, who: str | None) -> None:
    page = shown.live.page(who)
    places = addresses(shown.live.app, who, shown.rows)
    assert [fault for url in places for fault in looked_at(page, url)] == []
    assert len(places) >= 5


def test_personal_pages_are_without_faults(shown: Shown) -> None:
    page = shown.live.page()
    assert [fault for url in shown.links for fault in looked_at(page, url)] == []


@pytest.mark.parametrize("url", ["/lank/" + "x" * 43, "/finns-inte"])
def test_pages_that_are_not_there_are_without_faults(shown: Shown, url: str) -> None:
    assert looked_at(shown.live.page(), url, 404) == []


def test_the_page_that_asks_again_who_it_is_is_without_faults(shown: Shown) -> None:
    page = shown.live.page("direktor")
    shown.live.clock.at += timedelta(minutes=6)
    page.goto("/delegationsbeslut/4/kontrollera")
    assert "/bekrafta" in page.url
    assert [fault for width in (WIDE, NARROW) for fault in faults(page, "/bekrafta", width)] == []
