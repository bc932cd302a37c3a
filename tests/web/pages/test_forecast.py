"""Vad som kommer: one's own for everybody, all of it for those who look after it."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.operations import walking as w
from tests.web.pages.site import Client, Site
from workflow.operations import clocks
from workflow.operations.clocks import Limits

ALL = "/kommande?vem=alla"


@pytest.fixture
def decided(site: Site) -> Site:
    w.decided(site.world)
    site.at("2023-10-25", 7)
    return site


def test_the_start_page_and_the_case_lead_to_what_comes(decided: Site) -> None:
    client = decided.client("officer")
    assert client.see("/").links["Påminnelser som kommer"] == "/kommande"
    links = client.see("/arenden/1").links
    assert links["Påminnelser som kommer i ärendet"] == "/arenden/1/kommande"


def test_a_line_says_when_to_whom_why_what_stops_it_and_how_certain_it_is(decided: Site) -> None:
    page = decided.client("secretary").see("/kommande")
    assert page.has("2023-11-21 Påminnelse: anmäla beslutet Sista dag 2023-11-21, sista dagen")
    assert page.has("Beslutet ska anmälas till nämnden (7 kap. 8 § kommunallagen).")
    assert page.has("Slutar med att anmäla, protokollföra särskilt eller anteckna upphävande.")
    assert page.has("Säker")
    assert not page.has("Malin Nyqvist Ljungberg RUN/536/2021")


@pytest.mark.parametrize("url", ["/kommande", "/arenden/1/kommande"])
def test_what_a_clock_that_jumped_holds_is_said_to_be_held(decided: Site, url: str) -> None:
    now, client = decided.clock.at, decided.client("officer")
    assert not client.see(url).has("Inget av det här skickas just nu")
    clocks.goes_on(decided.office, now, Limits())
    clocks.goes_on(decided.office, now + timedelta(days=400), Limits())
    page = client.see(url)
    assert page.has("hoppade från 2023-10-25 07:00 till 2024-11-28")
    assert page.has("Be en administratör att kontrollera tiden.")


def test_what_follows_a_step_of_the_calendar_says_which(decided: Site) -> None:
    page = decided.client("officer").see("/kommande?bevakning=outcome")
    assert page.has("Följer av steget ”öppna uppföljning”, som kalendern tar 2024-01-02")
    assert page.has("Förfrågan om utfall: lämna utfall")
    assert not page.has("Säker ")


def test_a_case_shows_what_comes_to_everybody_also_outside(decided: Site) -> None:
    page = decided.client("secretary").see("/arenden/1/kommande")
    assert page.has("Åre kommun RUN/536/2021")
    assert page.has("Registratorn")
    assert page.has("Malin Nyqvist Ljungberg")


@pytest.mark.parametrize("who", ["registrar", "administrator"])
def test_those_who_look_after_all_of_it_see_what_comes_to_anybody(decided: Site, who: str) -> None:
    client = decided.client(who)
    assert client.see(ALL).has("Åre kommun RUN/536/2021")
    officer = client.see(f"/kommande?vem={decided.person('officer')}")
    assert officer.has("Malin Nyqvist Ljungberg")
    assert not officer.has("Åre kommun RUN/536/2021")


@pytest.mark.parametrize("who", ["officer", "secretary", "director"])
def test_others_see_no_more_than_their_own_whatever_they_ask_for(decided: Site, who: str) -> None:
    client = decided.client(who)
    assert client.see(ALL).text == client.see("/kommande").text
    assert not client.see(ALL).has("Åre kommun RUN/536/2021")


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("stranger", "/kommande", 403),
        ("stranger", "/arenden/1/kommande", 403),
        ("administrator", "/arenden/1/kommande", 403),
        ("officer", "/arenden/99/kommande", 404),
        (None, "/kommande", 303),
    ],
)
def test_who_has_no_task_in_cases_sees_nothing_of_them(
    decided: Site, who: str | None, url: str, status: int
) -> None:
    assert decided.client(who).page(decided.client(who).http.get(url)).status == status


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("fran=32/1", "Skriv dagen som år-månad-dag"),
        ("fran=2024-02-01&till=2024-01-01", "Sista dagen ligger före den första."),
        ("bevakning=nonsens", "Välj ett av alternativen."),
    ],
)
def test_what_can_not_be_asked_is_said_at_its_field(decided: Site, asked: str, said: str) -> None:
    assert decided.client("officer").see(f"/kommande?{asked}", 422).has(said)
    assert decided.client("officer").see(f"/kommande.csv?{asked}", 422).has(said)


def test_days_narrow_the_list_and_its_file_alike(decided: Site) -> None:
    client, asked = decided.client("registrar"), "vem=alla&fran=2024-03-01&till=2024-03-15"
    page = client.see(f"/kommande?{asked}")
    answer = client.http.get(f"/kommande.csv?{asked}")
    read = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert {row["Dag"][:7] for row in read} == {"2024-03"}
    assert all(page.has(row["Dag"]) for row in read)
    assert page.links["Semikolonfil (CSV)"] == f"/kommande.csv?{asked}"


def test_the_list_is_shown_by_fifty_and_exported_whole(decided: Site) -> None:
    w.decided(decided.world, case_id=decided.world.another_case("RUN/537/2021"))
    client = decided.client("registrar")
    assert client.see(ALL).has("Visar 1–50 av 94")
    assert client.see(f"{ALL}&sida=2").has("Visar 51–94 av 94")
    assert exported(client, "/kommande.xlsx?vem=alla") == 94
    assert exported(client, "/arenden/1/kommande.xlsx") == 47


def exported(client: Client, url: str) -> int:
    """How many letters a sheet tells of, below its head."""
    book = load_workbook(BytesIO(client.http.get(url).data))
    return len(list(book.worksheets[0].iter_rows())) - 1


def test_where_nothing_comes_the_page_says_so(site: Site) -> None:
    assert site.client("officer").see("/kommande").has("Inget brev är på väg.")
    page = site.client("officer").see("/kommande?fran=2024-01-01")
    assert page.has("Inget brev stämmer med det du har valt.")
