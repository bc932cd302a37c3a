"""Mina ärenden: what waits for whom as the chain goes on, alarms first, and who has no task."""

from collections.abc import Callable

import pytest

from tests.operations import walking as w
from tests.web.pages.page import Page, words
from tests.web.pages.site import Site
from web.views import start
from workflow.store import tables as t
from workflow.store.engine import writing

Walk = Callable[[Site], object]

# How far a case has gone, the day, whose turn it is, and the act that the list names.
TURNS: tuple[tuple[Walk, str, str, str], ...] = (
    (lambda s: w.opened(s.world), "2023-09-04", "officer", "Skicka på samråd"),
    (lambda s: w.circulated(s.world), "2023-09-27", "officer", "Bereda beslut"),
    (lambda s: w.drafted(s.world), "2023-10-12", "officer", "Lämna för beslut"),
    (lambda s: w.submitted(s.world), "2023-10-24", "director", "Besluta"),
    (lambda s: w.submitted(s.world), "2023-10-24", "deputy", "Besluta"),
    (lambda s: w.decided(s.world), "2023-10-25", "secretary", "Ta upp på anmälningslistan"),
    (lambda s: w.decided(s.world), "2023-10-25", "registrar", "Expediera"),
    (lambda s: w.acknowledged(s.world), "2023-10-27", "registrar", "Slutföra expediering"),
    (lambda s: w.listed(w.decided(s.world)), "2023-11-22", "secretary", "Anmäla"),
    (lambda s: w.decided(s.world), "2024-01-02", "officer", "Öppna uppföljning"),
    (lambda s: w.asked_for_outcomes(s.world), "2024-01-03", "officer", "Lämna utfall"),
)


def part(page: Page, caption: str) -> str:
    """What stands in one table of the page; nothing where it is not there."""
    found = [
        words(table)
        for table in page.main.iter("table")
        if words(next(table.iter("caption"))) == caption
    ]
    return "".join(found)


@pytest.mark.parametrize(("walk", "day", "who", "act"), TURNS)
def test_each_act_waits_for_whose_turn_it_is_and_leads_to_its_page(
    site: Site, walk: Walk, day: str, who: str, act: str
) -> None:
    walk(site)
    site.at(day)
    client = site.client(who)
    page = client.see("/")
    assert act in part(page, "Väntar på dig")
    (link,) = {href for text, href in page.links.items() if text.startswith(f"{act}: ")}
    assert client.see(link).title


def test_who_waits_sees_for_whom_and_since_when_and_until_when(site: Site) -> None:
    w.submitted(site.world)
    page = site.client("officer").see("/")
    waits = part(page, "Väntar på andra")
    assert "Magnus Aspegren, regional utvecklingsdirektör" in waits
    assert "2023-10-12" in waits
    assert "2023-10-26" in waits
    assert page.has("Ingenting väntar på dig just nu.")


def test_members_are_waited_for_by_name(site: Site) -> None:
    w.circulated(site.world)
    site.at("2023-09-14")
    waits = part(site.client("officer").see("/"), "Väntar på andra")
    assert "Åre kommun och Bergs kommun" in waits


def test_what_is_late_says_so(site: Site) -> None:
    w.submitted(site.world)
    site.at("2023-10-27")
    assert "Försenad" in part(site.client("director").see("/"), "Väntar på dig")


def test_what_can_t_be_begun_yet_lies_ahead_with_its_day(site: Site) -> None:
    w.listed(w.decided(site.world))
    site.at("2023-10-27")
    page = site.client("secretary").see("/")
    assert "2023-11-21" in part(page, "Kommer")
    assert not part(page, "Väntar på dig")


def test_what_is_done_leads_to_where_it_is_seen(site: Site) -> None:
    w.decided(site.world)
    page = site.client("director").see("/")
    assert "Beslutat" in part(page, "Klara")


@pytest.mark.case("M01")
def test_a_letter_that_never_left_comes_before_everything_else(site: Site) -> None:
    w.dispatched(site.world)
    with writing(site.office.engine) as connection:
        connection.execute(t.letter.update().values(state="failed", problem="550"))
    page = site.client("officer").see("/")
    assert page.text.index("kunde inte skickas") < page.text.index("Väntar på dig")
    assert page.has("Kontrollera adressen.")


def test_a_meeting_that_passed_a_decision_by_is_an_alarm_with_a_way_to_it(site: Site) -> None:
    matter = w.decided(site.world)
    site.at("2023-11-22")
    page = site.client("secretary").see("/")
    assert page.has("skulle ha anmälts till nämnden senast 2023-11-21")
    assert f"/anmalan/{matter.decision_id}" in page.links.values()


def test_who_is_not_signed_in_is_asked_to_sign_in(site: Site) -> None:
    page = site.client().see("/", status=303)
    assert page.location.startswith("/logga-in")


def test_an_administrator_without_a_task_in_cases_is_shown_to_the_registers(site: Site) -> None:
    w.submitted(site.world)
    page = site.client("administrator").see("/")
    assert "/register" in page.links.values()
    assert not page.has("RUN/536/2021")


def test_somebody_without_any_role_is_told_whom_to_ask(site: Site) -> None:
    w.submitted(site.world)
    page = site.client("stranger").see("/")
    assert page.has("Kontakta administratören")
    assert not page.has("RUN/536/2021")


def test_a_long_list_is_cut_and_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "MOST", 1)
    w.opened(site.world, 2023)
    w.opened(site.world, 2024)
    page = site.client("officer").see("/")
    assert page.has("Visar 1 av 2.")
    assert "Handlingsplan 2024" not in part(page, "Väntar på dig")
