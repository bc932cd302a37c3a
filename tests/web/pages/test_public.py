"""The public register: what anybody reads of a decision, and what is left out by the settings."""

import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import fromstring

import pytest

from tests.operations import walking as w
from tests.operations.reading import row
from tests.web.pages.site import Site
from workflow.operations import notifying
from workflow.settings import Web
from workflow.states import AppealOutcome
from workflow.store import tables as t

PUBLIC = ("/beslut", "/beslut/RUN/1-2023", "/beslut.atom", "/beslut.json")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def nameless(site: Site) -> Site:
    """The same application, where people are not named to the public."""
    web = Web(personal_data_public=False)
    settings = site.settings.model_copy(update={"web": web})
    return replace(site, settings=settings)


def test_anybody_finds_a_decision_by_words_and_year(site: Site) -> None:
    w.decided(site.world)
    visitor = site.client()
    assert "RUN 1/2023" in visitor.see("/beslut").links
    assert "RUN 1/2023" in visitor.see("/beslut?sok=handlingsplan&ar=2023").links
    assert visitor.see("/beslut?sok=finnsinte").has("Inget beslut hittades.")


def test_a_long_register_is_read_page_by_page_with_what_was_sought(site: Site) -> None:
    w.decided(site.world)
    first = row(site.office.engine, t.decision)._asdict()
    copies = [{**first, "id": n + 10, "number_serial": n} for n in range(2, 62)]
    with site.office.engine.begin() as connection:
        connection.execute(t.decision.insert(), copies)
    visitor = site.client()
    page = visitor.see("/beslut?sok=handlingsplan&ar=2023")
    assert page.has("Visar 1–50 av 61")
    second = visitor.see(page.links["Nästa"])
    assert second.has("Visar 51–61 av 61")
    numbers = re.findall(r"RUN (\d+)/2023", f"{page.text} {second.text}")
    assert sorted({int(number) for number in numbers}) == list(range(1, 62))
    assert visitor.see("/beslut?sida=99").status == 200


def test_the_page_of_a_decision_says_what_was_decided_and_by_whom(site: Site) -> None:
    w.decided(site.world)
    page = site.client().see("/beslut/RUN/1-2023")
    assert page.has("Handlingsplan 2023 fastställs.")
    assert page.has("Magnus Aspegren")
    assert page.has("RUN/536/2021")


def test_what_is_not_decided_is_not_public(site: Site) -> None:
    w.submitted(site.world)
    site.client().see("/beslut/RUN/1-2023", status=404)
    assert site.client().see("/beslut").has("Inget beslut är fattat ännu.")


def test_papers_of_the_page_can_be_read(site: Site) -> None:
    w.decided(site.world)
    visitor = site.client()
    papers = [
        each for each in visitor.see("/beslut/RUN/1-2023").links.values() if each.count("/") > 4
    ]
    assert papers
    assert all(visitor.http.get(each).status_code == 200 for each in papers)


@pytest.mark.parametrize("url", PUBLIC)
def test_people_are_left_out_where_the_settings_say_so(nameless: Site, url: str) -> None:
    w.decided(nameless.world)
    body = nameless.client().http.get(url).get_data(as_text=True)
    assert "1/2023" in body
    assert "Aspegren" not in body


def test_the_feed_is_atom_with_the_newest_decision(site: Site) -> None:
    w.decided(site.world)
    feed = fromstring(site.client().http.get("/beslut.atom").data)
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert (entry.findtext(f"{ATOM}title") or "").startswith("RUN 1/2023")
    assert entry.findtext(f"{ATOM}id", "").startswith("tag:localhost,2023-10-24:")


def test_the_json_feed_leads_to_the_page(site: Site) -> None:
    w.decided(site.world)
    feed = site.client().http.get("/beslut.json").get_json(force=True)
    assert [each["url"] for each in feed["items"]] == ["http://localhost/beslut/RUN/1-2023"]


def test_a_repealed_decision_is_shown_as_such_everywhere_with_the_day(site: Site) -> None:
    matter = w.decided(site.world)
    visitor = site.client()
    assert not visitor.see("/beslut/RUN/1-2023").has("upphävde")
    at = site.at("2024-02-06")
    secretary, ended = site.world.actor("secretary", at), date(2024, 2, 5)
    notifying.repeal(
        *(site.office, matter.decision_id, notifying.Ended(ended, AppealOutcome.REPEALED)),
        *("Utan stöd.", secretary, at),
    )
    listed = visitor.see("/beslut")
    assert listed.has("Rättat Upphävt")
    assert listed.has("– 2024-02-05")
    said = "Domstolen upphävde beslutet den 2024-02-05."
    assert visitor.see("/beslut/RUN/1-2023").has(f"{said} Det gäller inte längre.")
    item = visitor.http.get("/beslut.json").get_json(force=True)["items"][0]
    assert item["content_text"].endswith(said)
    assert item["date_modified"].startswith("2024-02-05")


def test_anybody_reads_how_accessible_the_pages_are(site: Site) -> None:
    assert site.client().see("/tillganglighet").has("WCAG 2.2")
