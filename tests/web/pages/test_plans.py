"""A plan's pages: shown, previewed as its paper, compared with what one last read."""

from dataclasses import replace
from datetime import date

import pytest

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.builders import a_measure
from tests.operations.reading import everything, rows
from tests.web.pages.page import Page, words
from tests.web.pages.plan_desk import HOSTILE, Desk
from tests.web.pages.site import Site
from workflow.operations import drafting
from workflow.operations.queries import drafts
from workflow.states import PaperKind
from workflow.store import tables as t


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


# The plan


def test_the_plan_says_what_it_holds_and_what_can_be_done(desk: Desk) -> None:
    page = desk.client().see(desk.url)
    assert page.has("Under beredning")
    assert page.has("Åre kommun Näringslivsutvecklare")
    assert page.has("Två orter får hjälp. (Orter): från 0 till 2 orter")
    assert {"Skicka på samråd", "Bered beslut", "Lägg till insats"} <= page.links.keys()
    assert not page.has("Innan planen kan lämnas för beslut")


def test_the_plan_lists_what_it_lacks(desk: Desk) -> None:
    office, officer = desk.site.office, desk.site.world.actor("officer", w.OPENED)
    bare = a_measure("bar", desk.site.world.parties["are"], ())
    drafting.write_measure(office, desk.plan_id, bare, officer, desk.site.clock.at)
    page = desk.client().see(desk.url)
    assert page.has("Innan planen kan lämnas för beslut")
    assert page.has("Insatsen ”Stöd till service (bar)” saknar mål. Lägg till minst ett mål.")


def test_who_may_only_read_is_told_who_can_write(desk: Desk) -> None:
    page = desk.client("registrar").see(desk.url)
    assert "Lägg till insats" not in page.links
    assert page.has("Registratorn har inte den roll som krävs för att skriva insats.")
    assert page.has("Kan göras av: handläggaren, medlemmarna i nätverket")


@pytest.mark.case("A15")
def test_a_plan_past_its_drafting_is_closed_for_writing(site: Site) -> None:
    matter = w.decided(site.world)
    site.at("2023-10-25")
    page = site.client("officer").see(f"/planer/{matter.plan_id}")
    assert page.has("Fastställd")
    assert page.has("Klar 2023-10-24")
    assert page.has("Inget samråd")
    assert "Lägg till insats" not in page.links
    assert page.has("handlingsplanen är fastställd")
    assert page.has("handlingsplan-2023")


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_task_in_cases_does_not_see_plans(desk: Desk, who: str) -> None:
    for page in ("", "/samrad", "/forhandsvisning", "/andringar", "/insatser/ny", "/insatser/1"):
        desk.client(who).see(desk.url + page, 403)


def test_who_is_not_signed_in_is_asked_to(desk: Desk) -> None:
    for page in ("", "/samrad", "/insatser/1"):
        assert "/logga-in" in desk.site.client().see(desk.url + page, 303).location


def test_an_unknown_plan_is_not_found(desk: Desk) -> None:
    for page in ("", "/samrad", "/forhandsvisning", "/andringar", "/insatser/ny"):
        desk.client().see("/planer/99" + page, 404)


def test_a_secretary_reads_and_does_not_write(desk: Desk) -> None:
    desk.client("secretary").see(desk.url)
    desk.client("secretary").see(desk.url + "/insatser/1", 403)
    before = everything(desk.site.office.engine, "web_session")
    desk.client("secretary").send(desk.url + "/samrad", {"answer_by": "2023-09-22"})
    assert everything(desk.site.office.engine, "web_session") == before


# The preview, and what has changed


def test_the_preview_is_the_paper_marked_as_a_draft(desk: Desk) -> None:
    page = desk.client().see(desk.url + "/forhandsvisning")
    assert page.has("Utkast Så här blir planen om den upprättas i dag.")
    (paper,) = page.main.iter("article")
    assert "Utkast till handlingsplan" in words(paper)
    assert "Stöd till service (own-2023)" in words(paper)


def test_a_preview_says_what_is_missing_instead_of_failing(site: Site) -> None:
    site.at("2023-09-02")
    officer = site.world.actor("officer", w.OPENED)
    done = drafting.open_plan(
        site.office, site.world.case_id, 2023, "Handlingsplan 2023", officer, w.OPENED
    )
    house = Site(site.world.with_renderer(HouseRenderer()), site.clock, site.settings)
    page = house.client("officer").see(f"/planer/{done.subject_id}/forhandsvisning")
    assert page.has("Det här saknas: insatser i handlingsplan 2023.")
    assert rows(site.office.engine, t.paper_use, kind=PaperKind.HANDLINGSPLAN.value) == []


def change(desk: Desk, purpose: str) -> None:
    """Somebody else writes."""
    office, at = desk.site.office, desk.site.clock.at
    measure = drafts.draft(office, desk.plan_id, date(2023, 9, 2)).measures[0]
    changed = replace(measure, purpose=purpose)
    officer = desk.site.world.actor("officer", at)
    drafting.write_measure(office, desk.plan_id, changed, officer, at)


def marked(page: Page, tag: str) -> list[str]:
    return [words(each) for each in page.main.iter(tag)]


def test_what_changed_since_one_read_is_marked_word_by_word(desk: Desk) -> None:
    client, url = desk.client(), desk.url + "/andringar"
    first = client.see(url)
    assert first.has("Du har inte markerat planen som läst än.")
    client.send(url, first.form())
    assert client.see(url).has("Ingenting är ändrat sedan du läste planen")
    change(desk, "Service ska finnas längre bort.")
    assert client.see(desk.url).has("Planen är ändrad sedan du läste den 2023-09-02 10:00.")
    page = client.see(url)
    assert marked(page, "ins") == ["[tillagt: längre bort]"]
    assert marked(page, "del") == ["[borttaget: nära]"]
    assert page.has("1. Stöd till service (own-2023) Ändrat. Syfte: Service ska finnas")


def test_what_one_person_read_is_no_concern_of_another(desk: Desk) -> None:
    officer, secretary = desk.client(), desk.client("secretary")
    officer.send(desk.url + "/andringar", officer.see(desk.url + "/andringar").form())
    assert secretary.see(desk.url + "/andringar").has("Du har inte markerat planen som läst än.")


def test_what_was_written_meanwhile_does_not_count_as_read(desk: Desk) -> None:
    client, url = desk.client(), desk.url + "/andringar"
    form = client.see(url).form()
    change(desk, HOSTILE)
    page = client.send(url, form)
    assert page.status == 409
    assert page.has("Planen ändrades nyss. Läs den igen.")
    assert page.has(HOSTILE)
    assert rows(desk.site.office.engine, t.last_read) == []
