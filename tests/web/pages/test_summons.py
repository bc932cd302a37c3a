"""The calendar's pages: a file is looked through and read in, a list closes, decisions move."""

from collections.abc import Sequence
from io import BytesIO

import pytest

from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.found import notice_state
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.workflow.test_calendarfile import calendar, event
from workflow.store import tables as t

FILE = calendar(
    event("DTSTART;VALUE=DATE:20231212"),
    event("DTSTART:20240130T080000Z", uid="b@kalender.example"),
)
IMPORT, CHECK = "/sammantraden/hamta-in", "/sammantraden/hamta-in/granska"


@pytest.fixture
def listed(site: Site) -> w.Matter:
    """A decision on the list of 21 November, a week before."""
    matter = w.decided(site.world)
    w.listed(matter)
    site.at("2023-11-14")
    return matter


def meeting_id(site: Site) -> int:
    found: int = row(site.office.engine, t.notice).meeting_id
    return found


def upload(client: Client, content: bytes = FILE, **fields: str) -> Page:
    form: dict[str, str | Sequence[str]] = {**client.see(IMPORT).form(), **fields}
    return client.send(IMPORT, {**form, "upload": (BytesIO(content), "moten.ics")})


def test_a_calendar_file_is_looked_through_and_then_read_in(site: Site) -> None:
    site.at("2023-11-14")
    secretary = site.client("secretary")
    page = upload(secretary)
    assert page.has("Granska sammanträdena i filen")
    assert page.has("10 arbetsdagar före")
    assert rows(site.office.engine, t.meeting, calendar_uid="a@kalender.example") == []
    after = secretary.send(CHECK, page.form())
    assert after.has("Kalenderfilen är inläst: 2 sammanträden är inlagda")
    assert str(row(site.office.engine, t.meeting, calendar_uid="a@kalender.example").stop_on) == (
        "2023-11-28"
    )
    assert upload(secretary).has("Filen ändrar ingenting.")


@pytest.mark.parametrize(
    ("content", "fields", "says"),
    [
        (b"hej", {}, "det går inte att läsa filen som en kalender"),
        (b"", {}, "det är ingen kalenderfil"),
        (FILE, {"days": "många"}, "Skriv ett tal med siffror"),
        (FILE, {"days": ""}, "Skriv hur många dagar före sammanträdet"),
        (FILE, {"days": "400"}, "Skriv ett tal mellan 0 och 90."),
        (FILE, {"committee": "99"}, "Välj ett av alternativen."),
    ],
)
def test_a_file_or_rule_that_cant_be_used_comes_back_with_what_to_do(
    site: Site, content: bytes, fields: dict[str, str], says: str
) -> None:
    page = upload(site.client("secretary"), content, **fields)
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has(says)


def test_only_the_events_asked_for_are_taken(site: Site) -> None:
    assert upload(site.client("secretary"), only="presidiet").has("Ingen händelse i filen har")


def test_a_preview_that_is_no_longer_true_is_shown_anew(site: Site) -> None:
    site.at("2023-11-14")
    secretary = site.client("secretary")
    page = upload(secretary)
    form = secretary.see("/sammantraden/nytt").form()
    secretary.send("/sammantraden/nytt", form, held_on="2023-12-12", stop_on="2023-11-27")
    again = secretary.send(CHECK, page.form())
    assert again.status == 409
    assert again.has("Sammanträdena har ändrats sedan du öppnade sidan.")


def test_the_list_closes_when_the_secretary_says_so(site: Site, listed: w.Matter) -> None:
    secretary = site.client("secretary")
    url = f"/sammantraden/{meeting_id(site)}"
    assert secretary.see(url).has("Kallelsen gick ut Inte ännu")
    page = secretary.see(f"{url}/kallelse")
    assert page.has("Det går inte att öppna listan igen.")
    after = secretary.send(f"{url}/kallelse", page.form())
    assert after.has("Kallelsen är antecknad och listan är låst.")
    assert after.has("Listan låstes när kallelsen gick ut 2023-11-14")
    again = secretary.send(f"{url}/kallelse", page.form(), once="")
    assert (again.status, again.has("redan gått ut")) == (409, True)


def test_everything_on_a_list_is_moved_with_one_reason(site: Site, listed: w.Matter) -> None:
    secretary = site.client("secretary")
    url = f"/sammantraden/{meeting_id(site)}/flytta-besluten"
    page = secretary.see(url)
    assert page.has("flyttas till sammanträdet 9 april 2024")
    empty = secretary.send(url, page.form())
    assert (empty.status, empty.has("Skriv varför")) == (422, True)
    after = secretary.send(url, page.form(), reason="Inställt.")
    assert after.has("Flyttade till nästa sammanträde: 1 beslut.")
    assert secretary.see(url.replace(url.split("/")[2], str(meeting_id(site)))).status == 200


@pytest.mark.parametrize("who", ["officer", "registrar", "director"])
def test_the_calendar_is_the_secretarys(site: Site, listed: w.Matter, who: str) -> None:
    client = site.client(who)
    url = f"/sammantraden/{meeting_id(site)}"
    for closed in (f"{url}/kallelse", f"{url}/flytta-besluten", IMPORT):
        client.see(closed, 403)


# Beside the way of a notice


def act(client: Client, matter: w.Matter, name: str, **fields: str) -> Page:
    url = f"/anmalan/{matter.decision_id}/{name}"
    return client.send(url, {**client.see(url).form(name), **fields})


def test_one_notice_is_moved_from_its_own_page(site: Site, listed: w.Matter) -> None:
    page = act(site.client("secretary"), listed, "flytta", reason="Hanns inte.")
    assert page.has("Anmälan är flyttad till nästa sammanträde.")
    assert page.has("Sammanträde 2024-04-09")


def test_an_appeal_is_noted_and_then_how_it_ended(site: Site, listed: w.Matter) -> None:
    secretary = site.client("secretary")
    page = act(secretary, listed, "overklaga", day="2023-11-13", reference="1234-23")
    assert page.has("Beslutet är överklagat (2023-11-13).")
    assert page.has("Domstolens målnummer 1234-23")
    unchosen = act(secretary, listed, "avsluta-overklagande")
    assert (unchosen.status, unchosen.has("Välj hur överklagandet slutade.")) == (422, True)
    page = act(secretary, listed, "avsluta-overklagande", outcome="dismissed")
    assert page.has("Överklagandet slutade med Avvisat")
    assert notice_state(site, listed) == "listed"


def test_a_repeal_needs_its_reason_and_ends_the_notice(site: Site, listed: w.Matter) -> None:
    secretary = site.client("secretary")
    act(secretary, listed, "overklaga", day="2023-11-13")
    page = act(secretary, listed, "avsluta-overklagande", outcome="repealed")
    assert (page.status, page.has("Skriv kort varför domstolen upphävde beslutet.")) == (422, True)
    page = act(
        secretary, listed, "avsluta-overklagande", outcome="repealed", reason="Utan delegation."
    )
    assert page.has("Beslutet upphävdes 14 november 2023.")
    assert notice_state(site, listed) == "repealed"


def test_a_repeal_is_noted_also_after_legal_force(site: Site) -> None:
    matter = w.decided(site.world)
    w.in_force(matter)
    site.at("2024-02-06")
    secretary = site.client("secretary")
    page = secretary.see(f"/anmalan/{matter.decision_id}")
    assert page.has("Anteckna ett överklagande")
    assert act(secretary, matter, "upphav", reason="").status == 422
    page = act(secretary, matter, "upphav", reason="Utan delegation.")
    assert page.has("Beslutet upphävdes 6 februari 2024.")
    assert notice_state(site, matter) == "repealed"


def test_what_came_late_is_told_on_the_page(site: Site, listed: w.Matter) -> None:
    site.at("2024-01-10")
    secretary = site.client("secretary")

    def step(name: str, **fields: str) -> Page:
        url = f"/anmalan/{listed.decision_id}"
        return secretary.send(f"{url}/{name}", {**secretary.see(url).form(name), **fields})

    step("anmald", paragraph="§ 187/2023")
    assert step("justerad", day="2023-12-10").has("Protokollet justerades 19 dagar efter")
    page = step("anslagen", day="2023-12-20", place="Registraturet")
    assert page.has("Justeringen anslogs 10 dagar efter justeringen.")


def test_a_committee_can_have_its_decisions_recorded_and_the_delegate_sees_to_it(
    site: Site,
) -> None:
    secretary = site.client("secretary")
    url = f"/register/namnder/{site.world.committee_id}/anmalan"
    page = secretary.send(url, secretary.see(url).form(), how="recorded", ground="§ 12/2023")
    assert page.has("Protokollförs särskilt")
    matter = w.decided(site.world)
    site.at("2023-10-25")
    assert site.client("secretary").see("/sammantraden").has("Ska protokollföras särskilt")
    director = site.client("director")
    notice = f"/anmalan/{matter.decision_id}"
    form = director.see(notice).form("protokollfor")
    after = director.send(f"{notice}/protokollfor", form)
    assert after.has("Beslutet är protokollfört särskilt.")
    assert notice_state(site, matter) == "recorded"


def test_the_court_is_entered_and_checked(site: Site) -> None:
    secretary = site.client("secretary")
    region_id = row(site.office.engine, t.region).id
    url = f"/register/organisation/{region_id}/forvaltningsratt"
    form = secretary.see(url).form()
    name, address = "Förvaltningsrätten", "Box 1\n000 01 Staden"
    page = secretary.send(url, form, name=name, address=address)
    assert page.has("Förvaltningsrätten (inte kontrollerad)")
    page = secretary.send(url, secretary.see(url).form(), verified="y")
    assert not page.has("inte kontrollerad")
