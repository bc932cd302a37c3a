"""The director decides in three clicks without typing, is told what is next, or says no."""

from datetime import date
from urllib.parse import quote

import pytest

from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import deciding
from workflow.store import tables as t

HOSTILE = "<script>alert(1)</script> {{7*7}}"


def opened(site: Site, who: str = "director") -> tuple[Client, str, w.Matter]:
    """A submitted decision, and the page where whoever it is reads it."""
    matter = w.submitted(site.world)
    site.at("2023-10-24", 14, 10)
    return site.client(who), f"/delegationsbeslut/{matter.decision_id}", matter


def decided(client: Client, url: str) -> Page:
    page = client.see(f"{url}/kontrollera")
    return client.send(f"{url}/besluta", page.form("besluta"))


def test_deciding_is_three_clicks_and_no_field(site: Site) -> None:
    client, url, matter = opened(site)
    letter = row(site.office.engine, t.letter, kind="submitted")
    assert f"http://localhost{url}\n" in letter.body  # the link in the mail: the first click
    check = client.see(client.see(url).links["Gå till beslut"])
    assert "deputy_reason" not in check.form("besluta")
    done = client.send(f"{url}/besluta", check.form("besluta"))
    assert done.title.startswith("Beslutet är fattat")
    assert row(site.office.engine, t.decision, id=matter.decision_id).state == "decided"


def test_the_check_page_shows_everything_that_is_decided_on(site: Site) -> None:
    client, url, matter = opened(site)
    page = client.see(f"{url}/kontrollera")
    for said in (
        "Handlingsplan 2023 fastställs.",
        "Handlingsplan 2024 fastställs.",
        "Regionala utvecklingsnämndens beslut § 89/2023",
        "Bergs kommun, registrator@berg.example",
        "blir allmänna handlingar",
        "sammanträdet 21 november 2023",
    ):
        assert page.has(said)
    for sha256 in matter.seen():
        assert sha256[:16] in page.text
    assert set(page.form("besluta")["seen"][0].split()) == matter.seen()


def test_the_confirmation_says_what_is_next_and_can_be_opened_again(site: Site) -> None:
    client, url, _matter = opened(site)
    decided(client, url)
    for page in (client.see(f"{url}/beslutat"), site.client("officer").see(f"{url}/beslutat")):
        assert page.has("Delegationsbeslut nr 1/2023 i ärende RUN/536/2021 2023-10-24 14:10")
        assert page.has("Registratorn expedierar utdragen senast 25 oktober 2023.")
        assert page.has("vid sammanträdet 21 november 2023.")
        assert page.has("2023-10-25 Expediera beslutet Registratorn 2023-10-25")
        assert "Delegationsbeslut" in page.text


def test_before_the_decision_there_is_no_confirmation(site: Site) -> None:
    client, url, _matter = opened(site)
    answer = client.http.get(f"{url}/beslutat")
    assert (answer.status_code, answer.location) == (303, url)


def test_the_same_form_sent_again_leads_to_the_same_confirmation(site: Site) -> None:
    client, url, _matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    answers = [client.send(f"{url}/besluta", form, follow=False) for _ in range(3)]
    assert {(a.status, a.location) for a in answers} == {(303, f"{url}/beslutat")}
    assert len(rows(site.office.engine, t.event, step="decide")) == 1


def test_the_back_button_tells_that_it_is_decided_and_by_whom(site: Site) -> None:
    client, url, _matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    decided(client, url)
    again = client.send(f"{url}/besluta", form, once="another")
    assert again.status == 409
    assert again.has("redan fattat av Magnus Aspegren den 2023-10-24 kl. 14.10 (nr 1/2023)")
    assert "Besluta" not in again.buttons


@pytest.mark.case("S06")
def test_a_lost_session_comes_back_to_the_check_page_with_what_was_typed(site: Site) -> None:
    client, url, _matter = opened(site, "deputy")
    form = client.see(f"{url}/kontrollera").form("besluta")
    site.at("2023-10-24", 14, 50)
    answer = client.send(f"{url}/besluta", form, deputy_reason="Tjänsteresa", follow=False)
    assert (answer.status, answer.location) == (303, f"/logga-in?next={quote(url, '')}%2Fbesluta")
    assert row(site.office.engine, t.decision).state == "submitted"
    back = site.client("deputy")
    assert back.http.get(f"{url}/besluta").location == f"{url}/kontrollera"
    assert back.see(f"{url}/kontrollera").form("besluta")["deputy_reason"] == ["Tjänsteresa"]


@pytest.mark.case("S06")
def test_an_old_sign_in_is_made_anew_before_the_check(site: Site) -> None:
    client, url, _matter = opened(site)
    site.at("2023-10-24", 14, 20)
    answer = client.http.get(f"{url}/kontrollera")
    assert answer.status_code == 303
    assert answer.location.startswith("/bekrafta")


def test_an_address_to_decide_is_only_a_way_to_the_check(site: Site) -> None:
    client, url, _matter = opened(site)
    answer = client.http.get(f"{url}/besluta")
    assert (answer.status_code, answer.location) == (303, f"{url}/kontrollera")
    assert row(site.office.engine, t.decision).state == "submitted"


# The deputy


@pytest.mark.case("A09")
def test_a_deputy_says_why_and_for_whom(site: Site) -> None:
    client, url, _matter = opened(site, "deputy")
    page = client.see(f"{url}/kontrollera")
    assert page.has("Du beslutar som ersättare, i stället för regional utvecklingsdirektör.")
    form = page.form("besluta")
    without = client.send(f"{url}/besluta", form)
    assert without.status == 422
    assert without.has("Skriv varför den ordinarie beslutsfattaren inte beslutar.")
    done = client.send(f"{url}/besluta", form, deputy_reason=f"Tjänsteresa {HOSTILE}")
    assert done.has(f"Skäl: Tjänsteresa {HOSTILE}")
    assert "<script>alert" not in done.html


# Saying no


@pytest.mark.parametrize(
    ("way", "said", "state"),
    [
        ("skicka-tillbaka", "Ärendet är tillbakaskickat.", "drafting"),
        ("hanskjut", "Ärendet är hänskjutet till nämnden.", "referred"),
        ("jav", "Ditt jäv är antecknat.", "submitted"),
    ],
)
def test_each_way_to_say_no_has_a_page_that_explains_it_and_asks_why(
    site: Site, way: str, said: str, state: str
) -> None:
    client, url, _matter = opened(site)
    page = client.see(f"{url}/{way}")
    empty = client.send(f"{url}/{way}", page.form())
    assert empty.status == 422
    assert empty.title.startswith("Fel: ")
    assert row(site.office.engine, t.decision).state == "submitted"
    done = client.send(f"{url}/{way}", page.form(), reason=HOSTILE)
    assert done.has(said)
    assert done.has(HOSTILE)
    assert row(site.office.engine, t.decision).state == state


def test_an_officer_takes_a_matter_back_with_a_reason(site: Site) -> None:
    client, url, _matter = opened(site, "officer")
    assert client.see(url).has("Återta ärendet")
    page = client.see(f"{url}/aterta")
    assert client.send(f"{url}/aterta", page.form()).status == 422
    done = client.send(f"{url}/aterta", page.form(), reason=HOSTILE)
    assert done.has("Ärendet är återtaget och är ett utkast igen.")
    assert done.has(HOSTILE)
    assert "Lämna för beslut" in done.buttons
    assert site.client("director").see(f"{url}/kontrollera").forms() == []


def test_an_officer_leaves_a_matter_to_the_committee_and_the_secretary_notes_it_back(
    site: Site,
) -> None:
    client, url, _matter = opened(site, "officer")
    page = client.see(f"{url}/till-namnden")
    done = client.send(f"{url}/till-namnden", page.form(), reason="Direktören är jävig.")
    assert done.has("Ärendet är överlämnat till nämnden.")
    secretary = site.client("secretary")
    page = secretary.see(f"{url}/ater-fran-namnden")
    back = secretary.send(f"{url}/ater-fran-namnden", page.form(), reason="Nämnden avstår.")
    assert back.has("Ärendet är ett utkast igen.")
    assert client.see(url).has("Åter från nämnden, antecknat av Nämndsekreteraren")


def test_the_secretary_notes_what_the_committee_decided_itself(site: Site) -> None:
    client, url, _matter = opened(site)
    client.send(f"{url}/hanskjut", client.see(f"{url}/hanskjut").form(), reason="Ny inriktning.")
    site.at("2023-11-22")
    secretary = site.client("secretary")
    page = secretary.see(f"{url}/namndens-beslut")
    wrong = secretary.send(f"{url}/namndens-beslut", page.form(), day="2023-11-21", paragraph="190")
    assert wrong.status == 409
    done = secretary.send(
        f"{url}/namndens-beslut", page.form(), day="2023-11-21", paragraph="§ 190/2023"
    )
    assert done.has("Regionala utvecklingsnämnden beslutade själv den 21 november 2023, § 190/2023")
    assert not done.has("Förslag till beslut")
    assert not done.has("Rätten att besluta")
    case = secretary.see("/arenden/1")
    assert case.has("Sköts med nämndens protokoll")


def test_a_matter_waits_for_the_deputy_of_a_decider_with_a_conflict(site: Site) -> None:
    client, url, matter = opened(site, "officer")
    director = site.world.actor("director", w.SUBMITTED)
    deciding.declare_conflict(site.office, matter.decision_id, "Granne.", director, w.SUBMITTED)
    page = client.see(url)
    assert page.has("Väntar på Ställföreträdaren, ersättare för regional utvecklingsdirektör,")
    assert not page.has("Väntar på Magnus")


def test_a_correction_stands_beside_the_decision(site: Site) -> None:
    client, url, _matter = opened(site)
    decided(client, url)
    done = client.send(
        f"{url}/ratta", client.see(f"{url}/ratta").form(), reason="Målet är 75 procent."
    )
    assert done.has("Rättelsen är upprättad.")
    assert done.has("Rättelse: RUN-536-2021_rattelse")


def test_a_closed_way_says_why_and_has_no_form(site: Site) -> None:
    client, url, _matter = opened(site)
    page = client.see(f"{url}/ratta")
    assert page.has("beslutet är lämnat till beslutsfattaren")
    assert page.forms() == []


def test_an_officer_declares_a_conflict_of_interest_too(site: Site) -> None:
    client, url, _matter = opened(site, "officer")
    page = client.see(f"{url}/jav")
    done = client.send(f"{url}/jav", page.form(), reason="Närstående till en part.")
    assert done.has("Närstående till en part.")
    assert row(site.office.engine, t.conflict).person_id == site.world.people["officer"]


# Reading


def test_what_was_changed_after_a_send_back_is_shown_to_the_decider(site: Site) -> None:
    client, url, _matter = opened(site)
    client.see(url)
    page = client.see(f"{url}/skicka-tillbaka")
    client.send(f"{url}/skicka-tillbaka", page.form(), reason="Skriv om.")
    officer = site.client("officer")
    draft = officer.see(f"{url}/utkast")
    officer.send(f"{url}/utkast", draft.form(), text="Planerna har prövats i nätverket.")
    officer.send(f"{url}/lamna", officer.see(url).form("lamna"))
    again = client.see(url)
    assert again.has("[borttaget: arbetats fram][tillagt: prövats]")
    assert again.has("Gå till beslut")


def test_handing_a_draft_over_is_no_change_to_who_has_read_it(site: Site) -> None:
    matter = w.drafted(site.world)
    site.at("2023-09-28")
    client, url = site.client("officer"), f"/delegationsbeslut/{matter.decision_id}"
    client.see(url)
    w.submit(matter)
    assert client.see(url).has("Ingenting är ändrat sedan du läste 2023-09-28 10:00.")


def test_opinions_and_the_year_before_are_there_to_read(site: Site) -> None:
    client, url, _matter = opened(site)
    page = client.see(url)
    assert page.has("Handlingsplan 2024 jämförd med Handlingsplan 2023")
    assert page.has("Inget yttrande har lämnats.")
    assert page.has("utdrag.txt (TXT, 11 byte)")


@pytest.mark.parametrize("who", ["officer", "secretary", "registrar", "deputy"])
def test_staff_read_every_decision(site: Site, who: str) -> None:
    client, url, _matter = opened(site, who)
    assert client.see(url).has("Väntar på Magnus Aspegren")


def test_the_page_says_by_which_day(site: Site) -> None:
    client, url, _matter = opened(site)
    due = row(site.office.engine, t.duty, kind="decide").due_on
    assert due == date(2023, 10, 26)
    assert client.see(url).has("sedan 12 oktober 2023, senast 26 oktober 2023.")
