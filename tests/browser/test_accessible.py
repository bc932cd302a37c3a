"""Every page, for every role that may meet it, at both widths: axe finds nothing, nor do we."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.acts import SIDE_DECISION, circulates, goes_on_to, opens_plan, prepares
from tests.browser.conftest import NOW
from tests.browser.faults import Looker
from tests.browser.live import Hand, Live
from tests.browser.places import HELD, Rows, addresses
from tests.inbound.messages import written
from tests.web.pages.site import Clock
from workflow.operations import incoming

YEAR_AFTER = "2027-01-04"


@dataclass
class Shown:
    """The demonstration after some more acts, so that every page has something to show."""

    live: Live
    rows: Rows
    links: list[str]
    looker: Looker = field(default_factory=Looker)

    def faults(self, page: Page, url: str, status: int = 200) -> list[str]:
        return self.looker.at(page, url, status)


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
    incoming.file(live.office, written(Subject="Fråga om planen").as_bytes(), NOW)
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
    officer.goes_to("/uppfoljning/4")
    asked = officer.page.locator("a[href*='/organisation/']").first.get_attribute("href")
    rows.of_page["follow_up.upload"] = {"plan_id": 4, "party_id": int(str(asked).split("/")[-2])}
    outcomes = live.link("kommun@krokom.example", "utfall")
    member = live.link("kommun@krokom.example", "utkast")
    links = [
        member,
        f"{member}/utkast",
        f"{member}/insatser/ny",
        live.link("kommun@krokom.example", "utdrag"),
        outcomes,
        f"{outcomes}/fil",
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
        "decided": 2023,
        "region_id": 1,
        "kind": "report_agency",
    }
    sent = {"decision_id": SIDE_DECISION}
    return Rows(
        usual,
        {
            "follow_up": {"plan_id": 4},
            "follow_up.close": {"plan_id": 3},
            "public.follow_up": {"year": 2023},
            "cases.show": {"case_id": 2},
            "dispatch": dict(sent),
            "mending": dict(sent),
            "committee": dict(sent),
            "committee.meeting": {"meeting_id": 15},
            "deciding.decided": dict(sent),
            "deciding.correct": dict(sent),
            "decisions.draft": {"decision_id": draft},
            "decisions.basis": {"decision_id": draft},
            "decisions.preview": {"decision_id": draft},
        },
    )


@pytest.mark.parametrize("who", HELD)
def test_every_page_is_without_faults_at_both_widths(shown: Shown, who: str | None) -> None:
    page = shown.live.page(who)
    places = addresses(shown.live.app, who, shown.rows)
    assert [fault for url in places for fault in shown.faults(page, url)] == []
    assert len(places) >= 5


def test_a_message_on_the_pile_is_without_faults(shown: Shown) -> None:
    assert shown.faults(shown.live.page("registrator"), "/inkommet/1") == []


def test_personal_pages_are_without_faults(shown: Shown) -> None:
    page = shown.live.page()
    assert [fault for url in shown.links for fault in shown.faults(page, url)] == []


@pytest.mark.parametrize("url", ["/lank/" + "x" * 43, "/finns-inte"])
def test_pages_that_are_not_there_are_without_faults(shown: Shown, url: str) -> None:
    assert shown.faults(shown.live.page(), url, 404) == []
