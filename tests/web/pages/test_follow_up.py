"""Follow-up for the officer: what is seen, what can be done, and why something can't."""

import pytest

from tests.operations import walking as w
from tests.operations.reading import events, findings, row, rows
from tests.web.pages.page import Page, words
from tests.web.pages.site import Site
from web.views import follow_up
from workflow.facts import Outcome, OutcomeStatus
from workflow.operations import following_up, looking
from workflow.operations.reminders import Reminded
from workflow.states import LetterKind
from workflow.store import tables as t


@pytest.fixture
def matter(site: Site) -> w.Matter:
    """The responsible organisations have been asked; it is 10 January of the year after."""
    found = w.asked_for_outcomes(site.world)
    site.at("2024-01-10")
    return found


def answered(matter: w.Matter) -> w.Matter:
    w.report(matter, "own-2023", matter.world.actor("officer", w.OUTCOMES_IN))
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    return matter


def lines(page: Page) -> list[list[str]]:
    """The cells of every line of every table."""
    return [[words(cell) for cell in row] for row in page.main.iter("tr")]


def closed_up(matter: w.Matter) -> w.Matter:
    answered(matter)
    officer = matter.world.actor("officer", w.CLOSED_UP)
    following_up.close_follow_up(matter.world.office, matter.plan_id, officer, w.CLOSED_UP)
    return matter


def test_the_overview_leads_to_each_plan(site: Site, matter: w.Matter) -> None:
    page = site.client("officer").see("/uppfoljning")
    assert page.links["Handlingsplan 2023"] == f"/uppfoljning/{matter.plan_id}"
    assert page.has("0 av 3")
    assert page.has("Lämna utfall 2024-01-31")


def test_an_office_without_plans_says_so(site: Site) -> None:
    assert site.client("registrar").see("/uppfoljning").has("Ingen handlingsplan är fastställd än.")


def test_the_page_says_who_has_the_ball_and_since_when(site: Site, matter: w.Matter) -> None:
    page = site.client("officer").see(f"/uppfoljning/{matter.plan_id}")
    assert page.has("Väntar på Region Jämtland Härjedalen, Åre kommun.")
    assert page.has("Åre kommun 0 av 2 2024-01-02 väntar på att skickas 2024-01-17 Saknas")
    assert page.has("2024-03-31 Inte bekräftat")
    assert page.has("Dagen är ledig. Sista arbetsdag före är 2024-03-28.")


def test_every_step_ahead_says_why_it_is_closed_and_who_can_take_it(
    site: Site, matter: w.Matter
) -> None:
    page = site.client("registrar").see(f"/uppfoljning/{matter.plan_id}")
    assert not page.has("saknar utfall från Åre kommun.")
    assert page.has("Görs när steget ”rapportera till myndigheten” är taget.")
    assert page.has("Kan göras av: handläggaren, nämndsekreteraren")
    officers = site.client("officer").see(f"/uppfoljning/{matter.plan_id}")
    assert officers.has("Målet ”Ett ombud öppnar.” saknar utfall från Åre kommun.")


def test_a_plan_that_is_no_plan_or_a_draft_is_not_found(site: Site, matter: w.Matter) -> None:
    draft = w.opened(site.world, 2025)
    for plan_id in (draft, 999):
        site.client("officer").see(f"/uppfoljning/{plan_id}", status=404)


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("registrar", "", 200),
        ("secretary", "", 200),
        ("stranger", "", 403),
        ("registrar", "/utfall", 403),
        ("secretary", "/paminn", 403),
        ("secretary", "/namnd", 200),
        ("officer", "/avsluta-planen", 403),
        ("registrar", "/avsluta-planen", 200),
    ],
)
def test_each_page_is_for_its_roles(
    site: Site, matter: w.Matter, who: str, path: str, status: int
) -> None:
    site.client(who).see(f"/uppfoljning/{matter.plan_id}{path}", status=status)


def test_a_target_without_outcome_keeps_the_follow_up_open_and_is_named(
    site: Site, matter: w.Matter
) -> None:
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/avsluta"
    assert client.see(url).has("Målet ”Ett ombud öppnar.” saknar utfall från Åre kommun.")
    refused = client.send(url)
    assert refused.status == 409
    assert refused.has("Målet ”Fler når det.” saknar utfall från Åre kommun.")
    assert row(site.office.engine, t.plan, id=matter.plan_id).state == "following_up"


def test_the_officer_reads_the_paper_before_the_follow_up_is_closed(
    site: Site, matter: w.Matter
) -> None:
    answered(matter)
    site.at("2024-02-13")
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/avsluta"
    page = client.see(url)
    assert page.has("Uppföljning av Handlingsplan 2023")
    assert page.has("Av målen är 3 uppfyllda.")
    done = client.send(url, page.form())
    assert done.has("Uppföljningen är avslutad och upprättad.")
    assert done.has("Rapportera till myndigheten")  # the next step, where it can be taken
    kept = client.see(f"/uppfoljning/{matter.plan_id}")
    assert any("uppfoljning-2023" in text for text in kept.links)


def test_the_figures_of_the_page_are_those_of_the_paper(site: Site, matter: w.Matter) -> None:
    answered(matter)
    site.at("2024-02-13")
    client = site.client("officer")
    area = "Tillgång till kommersiell service"
    for path in ("", "/avsluta"):
        page = client.see(f"/uppfoljning/{matter.plan_id}{path}")
        assert [area, "3", "3", "0", "0", "0"] in lines(page)


def test_a_double_click_closes_once(site: Site, matter: w.Matter) -> None:
    answered(matter)
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/avsluta"
    form = client.see(url).form()
    first, second = (client.send(url, form, follow=False) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert len(events(site.office, step="close_follow_up")) == 1


def test_a_stale_page_is_told_where_the_plan_stands(site: Site, matter: w.Matter) -> None:
    answered(matter)
    one, other = site.client("officer"), site.client("officer")
    url = f"/uppfoljning/{matter.plan_id}/avsluta"
    forms = [each.see(url).form() for each in (one, other)]
    one.send(url, forms[0])
    late = other.send(url, forms[1])
    assert late.status == 409
    assert late.has("handlingsplanen är uppföljd")


def test_the_year_is_not_reported_before_it_is_over(site: Site) -> None:
    matter = w.decided(site.world)
    site.at("2023-12-31", 12)
    officer = site.world.actor("officer", site.clock.at)
    following_up.open_follow_up(site.office, matter.plan_id, officer, site.clock.at)
    ids = looking.target_ids(site.office, matter.plan_id)
    gone = Outcome(None, OutcomeStatus.NOT_MEASURED, missing_reason="Inte mätt än.")
    told = tuple((id_, gone) for id_ in ids.values())
    following_up.report_outcomes(site.office, matter.plan_id, told, officer, site.clock.at)
    following_up.close_follow_up(site.office, matter.plan_id, officer, site.clock.at)
    refused = site.client("officer").send(f"/uppfoljning/{matter.plan_id}/myndighet")
    assert refused.status == 409
    assert refused.has("Rapporten om 2023 lämnas först när året är slut.")


def test_the_report_keeps_the_receipt_that_comes_with_it_or_after(
    site: Site, matter: w.Matter
) -> None:
    closed_up(matter)
    site.at("2024-03-14")
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}"
    page = client.see(f"{url}/myndighet")
    assert page.has("Den är inte bekräftad av Tillväxtverket.")
    assert page.has("Årsrapport 2023 för Regionalt serviceprogram 2023–2030")
    done = client.send(f"{url}/myndighet", page.form(), receipt="Ä 2024-1")
    assert done.has("Årsrapporten är lämnad.")
    kept = client.see(url)
    assert kept.form("kvittens")["receipt"] == ["Ä 2024-1"]
    later = client.send(f"{url}/kvittens", kept.form("kvittens"), receipt="Ä 2024-2")
    assert later.has("Kvittensen är antecknad.")
    assert row(site.office.engine, t.plan, id=matter.plan_id).receipt == "Ä 2024-2"


def test_an_empty_receipt_says_what_to_write(site: Site, matter: w.Matter) -> None:
    closed_up(matter)
    officer = site.world.actor("officer", w.AGENCY)
    following_up.report_agency(site.office, matter.plan_id, officer, w.AGENCY)
    site.at("2024-03-15")
    wrong = site.client("officer").send(f"/uppfoljning/{matter.plan_id}/kvittens", receipt=" ")
    assert wrong.status == 422
    assert wrong.title.startswith("Fel:")
    assert wrong.has("Skriv kvittensens nummer")


def test_the_committee_page_says_which_meeting_is_still_possible(
    site: Site, matter: w.Matter
) -> None:
    closed_up(matter)
    officer = site.world.actor("officer", w.AGENCY)
    following_up.report_agency(site.office, matter.plan_id, officer, w.AGENCY)
    url = f"/uppfoljning/{matter.plan_id}/namnd"
    site.at("2024-03-21")
    page = site.client("secretary").see(url)
    assert page.has("Nästa sammanträde som hinner ta emot handlingar är 9 april 2024.")
    site.at("2024-03-22")
    client = site.client("secretary")
    page = client.see(url)
    assert page.has("är 1 april 2025. Handlingarna ska vara inne senast 17 mars 2025.")
    assert page.has("Återrapportering av Handlingsplan 2023")
    assert client.send(url, page.form()).has("Återrapporteringen är upprättad")


def test_only_what_is_done_can_be_closed_for_good(site: Site, matter: w.Matter) -> None:
    closed_up(matter)
    officer = site.world.actor("officer", w.COMMITTEE)
    following_up.report_agency(site.office, matter.plan_id, officer, w.AGENCY)
    following_up.report_committee(site.office, matter.plan_id, officer, w.COMMITTEE)
    site.at("2024-04-16")
    page = site.client("registrar").see(f"/uppfoljning/{matter.plan_id}/avsluta-planen")
    assert page.has("Beslutet har inte fått laga kraft.")
    assert "Avsluta planen" not in page.buttons


def test_opening_asks_each_organisation(site: Site) -> None:
    matter = w.decided(site.world)
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/oppna"
    assert client.see(url).has("Handlingsplan 2023 följs upp från och med 2023-12-31.")
    site.at("2024-01-02")
    client = site.client("officer")
    page = client.see(url)
    assert page.has("Åre kommun: 2 mål")
    assert client.send(url, page.form()).has("Uppföljningen är öppen.")
    assert len(rows(site.office.engine, t.letter, kind="outcome_request")) == 2


def test_two_clicks_remind_those_who_are_missing(site: Site, matter: w.Matter) -> None:
    client = site.client("officer")
    link = client.see(f"/uppfoljning/{matter.plan_id}").links["Påminn dem som inte har svarat"]
    page = client.see(link)
    assert page.buttons == ["Skicka påminnelsen"]
    assert page.has("Åre kommun 2 2024-01-02 Ja")
    assert client.send(link, page.form()).has("Påminnelse skickas till Åre kommun.")
    assert findings(site.office) == []


def test_nobody_is_reminded_twice_on_one_day(site: Site, matter: w.Matter) -> None:
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/paminn"
    client.send(url)
    again = client.see(url)
    assert again.has("Nej, har redan fått ett brev i dag")
    assert again.buttons == []
    refused = client.send(url)
    assert refused.status == 409
    assert refused.has("Åre kommun har redan fått ett brev om utfallen i dag.")


def test_who_is_not_reminded_is_told_with_the_reason(site: Site) -> None:
    done = Reminded(now=("Åre",), earlier_today=("Berg", "Krokom"), without_address=("Ragunda",))
    with site.app.test_request_context("/"):
        told = follow_up._told(done)
    assert told == (
        "Påminnelse skickas till Åre. Har redan fått ett brev i dag: Berg, Krokom. "
        "Adress saknas för Ragunda."
    )


def test_the_officer_fills_in_the_regions_own_outcome(site: Site, matter: w.Matter) -> None:
    ids = looking.target_ids(site.office, matter.plan_id)
    own, other = ids["own-2023", 1], ids["are-2023", 1]
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/utfall"
    form = client.see(url).form()
    assert f"mal{other}-value" not in form
    client.send(url, {**form, f"mal{own}-value": "0"})
    told = row(site.office.engine, t.outcome, target_id=own)
    assert (told.value, told.status) == (0, "missed")


def test_the_officer_says_why_somebody_elses_outcome_is_missing_but_gives_no_value(
    site: Site, matter: w.Matter
) -> None:
    other = looking.target_ids(site.office, matter.plan_id)["are-2023", 1]
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/utfall"
    form = client.see(url).form()
    why = {f"mal{other}-missing_reason": "Svarar inte.", f"mal{other}-value": "9"}
    client.send(url, {**form, **why})
    told = row(site.office.engine, t.outcome, target_id=other)
    assert (told.value, told.status, told.missing_reason) == (None, "not_measured", "Svarar inte.")


def test_an_empty_form_of_outcomes_says_what_to_do(site: Site, matter: w.Matter) -> None:
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/utfall"
    refused = client.send(url, client.see(url).form())
    assert refused.status == 409
    assert refused.has("Fyll i utfallet för minst ett mål.")
