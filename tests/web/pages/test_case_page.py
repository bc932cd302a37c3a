"""The case page: the ball first, one next act, the way, papers, events, and what is closed."""

import pytest

from tests.operations import walking as w
from tests.operations.reading import refused
from tests.web.pages.page import Page, words
from tests.web.pages.site import Site
from web.event_words import DONE
from workflow.chain import STEPS
from workflow.operations import deciding


def case(site: Site, who: str, more: str = "") -> Page:
    return site.client(who).see(f"/arenden/{site.world.case_id}{more}")


def primary(page: Page) -> list[str]:
    """The acts that stand out on the page."""
    buttons = [a for a in page.main.iter("a") if a.get("role") == "button"]
    return [words(a) for a in buttons if "--secondary" not in a.get("class", "")]


def test_an_empty_case_asks_its_officer_for_the_first_plan(site: Site) -> None:
    page = case(site, "officer")
    assert primary(page) == ["Öppna plan"]
    assert page.has("Ärendet har ingen plan ännu")


def test_the_page_begins_with_who_has_the_ball(site: Site) -> None:
    w.submitted(site.world)
    page = case(site, "officer")
    waits = (
        "Väntar på Magnus Aspegren, regional utvecklingsdirektör, "
        "sedan 2023-10-12, senast 2023-10-26."
    )
    assert page.text.index(waits.replace(", sedan", " sedan")) < page.text.index("Planer")
    assert primary(page) == []


def test_whose_turn_it_is_has_one_button_that_leads_to_the_act(site: Site) -> None:
    matter = w.submitted(site.world)
    page = case(site, "director")
    assert primary(page) == ["Besluta"]
    assert page.links["Besluta"] == f"/delegationsbeslut/{matter.decision_id}"
    assert page.has("Väntar på dig sedan 2023-10-12, senast 2023-10-26.")


@pytest.mark.parametrize(
    ("who", "act", "page"),
    [
        ("secretary", "Ta upp på anmälningslistan", "anmalan"),
        ("registrar", "Expediera", "expediering"),
    ],
)
def test_after_the_decision_each_has_an_own_button(
    site: Site, who: str, act: str, page: str
) -> None:
    matter = w.decided(site.world)
    site.at("2023-10-25")
    found = case(site, who)
    assert primary(found) == [act]
    assert found.links[act] == f"/{page}/{matter.decision_id}"


def test_a_new_plan_from_last_year_s_is_one_click_away_for_the_officer_only(site: Site) -> None:
    matter = w.decided(site.world)
    newest = matter.plan_ids[-1]
    new = f"/arenden/{site.world.case_id}/planer/ny?fran={newest}"
    assert case(site, "officer").links["Ny plan från 2024 års plan"] == new
    assert site.client("officer").see(new).title
    assert "Ny plan från 2024 års plan" not in case(site, "director").links


def test_the_way_shows_where_the_plan_is_with_days(site: Site) -> None:
    w.decided(site.world)
    page = case(site, "officer")
    (way,) = [ol for ol in page.main.iter("ol") if ol.get("class") == "stepper"]
    assert words(way).startswith("Beredning")
    assert "Inget samråd" in words(way)
    assert "Klart 2023-10-24" in words(way)


def test_the_way_of_another_year_is_one_click_away(site: Site) -> None:
    w.decided(site.world)
    client = site.client("officer")
    page = client.see(f"/arenden/{site.world.case_id}?ar=2023")
    assert "Handlingsplan 2023" in [words(h2) for h2 in page.main.iter("h2")]


def test_a_decision_leads_to_its_page_its_notice_and_its_dispatch(site: Site) -> None:
    matter = w.decided(site.world)
    links = set(case(site, "officer").links.values())
    of = matter.decision_id
    assert {f"/delegationsbeslut/{of}", f"/anmalan/{of}", f"/expediering/{of}"} <= links


def test_papers_are_grouped_and_each_is_handed_out(site: Site) -> None:
    w.decided(site.world)
    client = site.client("officer")
    page = client.see(f"/arenden/{site.world.case_id}")
    headings = [words(h3) for h3 in page.main.iter("h3")]
    assert headings[:2] == ["Beredning", "Beslut"]
    papers = [href for href in page.links.values() if href.startswith("/handlingar/")]
    assert papers
    assert {client.http.get(href).status_code for href in papers} == {200}


def test_what_has_happened_is_said_in_the_words_of_the_office(site: Site) -> None:
    w.decided(site.world)
    page = case(site, "officer")
    assert page.has("Beslut fattat: Handlingsplan 2023 och 2024")
    assert page.has("Magnus Aspegren, regional utvecklingsdirektör")
    assert page.has("Beslut 1/2023. Handlingar: delegationsbeslut och beslutsmissiv. Brev: 3.")
    assert case(site, "officer", "/handelser").has("Plan öppnad: Handlingsplan 2023")


def test_every_step_of_the_chain_can_be_told_as_done() -> None:
    assert {step.name for step in STEPS} <= set(DONE)


def test_a_refused_try_is_told_with_the_rule_that_said_no(site: Site) -> None:
    matter = w.submitted(site.world)
    officer = site.world.actor("officer", w.DECIDED)
    refused(deciding.refer, site.office, matter.decision_id, "Nej.", officer, w.DECIDED)
    page = case(site, "officer")
    assert page.has("Nekat försök – Hänskjuta till nämnden: Handlingsplan 2023 och 2024")
    assert page.has("som i dag innehas av Magnus Aspegren")


def test_what_is_closed_by_person_comes_before_what_is_of_another_time(site: Site) -> None:
    w.submitted(site.world)
    text = case(site, "officer").text
    of_another_time = text.index("Steg som är gjorda eller kommer senare")
    assert text.index("Besluta Kan inte") < of_another_time
    assert text.index("Skicka på samråd Kan inte") > of_another_time


def test_a_closed_act_says_why_and_who_can(site: Site) -> None:
    w.submitted(site.world)
    page = case(site, "officer")
    assert page.has("Varför kan jag inte …?")
    (act,) = [
        words(item) for item in page.main.iter("li") if words(item).startswith("Besluta Kan inte")
    ]
    assert "Malin Nyqvist Ljungberg" in act
    assert "Kan göras av: beslutsfattaren (Magnus Aspegren, regional utvecklingsdirektör)" in act


def test_a_case_that_is_not_there_is_not_found(site: Site) -> None:
    site.client("officer").see("/arenden/999", status=404)
    site.client("officer").see("/arenden/999/handelser", status=404)


def test_a_finished_plan_waits_for_the_registrar_alone(site: Site) -> None:
    w.reported_back(site.world)
    site.at("2024-04-16")
    page = case(site, "officer", "?ar=2023")
    assert page.has("Återrapporterad till nämnden")
    assert page.has("Insatser i Handlingsplan 2023")
