"""The committee's pages: meetings, the list, and each notice's one next act."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.reading import rows
from tests.web.pages.found import meeting_id, notice_state
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import notifying
from workflow.store import tables as t
from workflow.store.engine import writing

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def matter(site: Site) -> w.Matter:
    """A decision that no meeting has on its list yet, on the day after it."""
    found = w.decided(site.world)
    site.at("2023-10-25")
    return found


@pytest.fixture
def listed(site: Site, matter: w.Matter) -> w.Matter:
    """The same on the list of the meeting of 21 November, the day of it."""
    w.listed(matter)
    site.at("2023-11-21", 15)
    return matter


def act(client: Client, matter: w.Matter, name: str, **fields: str) -> Page:
    """Fill in the form of the notice's next act as its page has it, and send it."""
    url = f"/anmalan/{matter.decision_id}"
    return client.send(f"{url}/{name}", {**client.see(url).form(name), **fields})


def test_the_secretary_takes_a_decision_up_on_the_list_with_one_click(
    site: Site, matter: w.Matter
) -> None:
    secretary = site.client("secretary")
    page = secretary.see("/sammantraden")
    assert page.has("Väntar på att tas upp")
    after = secretary.send(f"/anmalan/{matter.decision_id}/ta-upp", page.form("ta-upp"))
    assert after.has("Beslutet är upptaget på anmälningslistan.")
    assert notice_state(site, matter) == "listed"


def test_the_way_of_a_notice_goes_by_its_pages_to_legal_force(site: Site, listed: w.Matter) -> None:
    secretary = site.client("secretary")
    assert act(secretary, listed, "anmald", paragraph="§ 187/2023").has("antecknad")
    site.at("2023-11-29")
    secretary = site.client("secretary")
    assert act(secretary, listed, "justerad", day="2023-11-28").has("2023-11-28")
    page = secretary.see(f"/anmalan/{listed.decision_id}")
    assert page.has("Om anslaget görs i dag blir sista dag för överklagande 20 december 2023.")
    page = act(secretary, listed, "anslagen", place="Registraturet")
    assert page.has("Anslaget är antecknat. Tillkännagivandet finns bland handlingarna.")
    assert page.has("Sista dag för överklagande 2023-12-20")
    assert page.has("Anslaget får tas ned tidigast 2023-12-21")
    site.at("2023-12-21")
    page = act(site.client("secretary"), listed, "laga-kraft")
    assert page.has("Beslutet fick laga kraft 21 december 2023")


def test_the_paragraph_proposes_the_year_and_another_decisions_paragraph(
    site: Site, listed: w.Matter
) -> None:
    secretary = site.client("secretary")
    url = f"/anmalan/{listed.decision_id}"
    assert secretary.see(url).form("anmald")["paragraph"] == ["§ /2023"]
    second = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    w.listed(second)
    act(secretary, listed, "anmald", paragraph="187/2023")
    page = secretary.see(f"/anmalan/{second.decision_id}")
    assert page.form("anmald")["paragraph"] == ["§ 187/2023"]


@pytest.mark.parametrize(
    ("paragraph", "status", "says"),
    [
        ("187", 422, "Skriv paragrafen med nummer och år, till exempel § 187/2023."),
        ("§ 187", 422, "Skriv paragrafen med nummer och år"),
        ("§ /2023", 422, "Skriv paragrafen med nummer och år"),
        ("", 422, "Skriv paragrafen med nummer och år"),
        (HOSTILE, 422, "Skriv paragrafen med nummer och år"),
        ("9" * 31, 422, "Texten är 31 tecken lång."),
        ("§ 187/2022", 409, "skriv till exempel § 187/2023"),
    ],
)
def test_a_wrong_paragraph_comes_back_as_it_was_written(
    site: Site, listed: w.Matter, paragraph: str, status: int, says: str
) -> None:
    page = act(site.client("secretary"), listed, "anmald", paragraph=paragraph)
    assert (page.status, page.title[:4]) == (status, "Fel:")
    assert page.has(says)
    assert page.form("anmald")["paragraph"] == [paragraph]
    assert HOSTILE not in page.html
    assert notice_state(site, listed) == "listed"


def test_a_paragraph_is_not_written_before_the_meeting(site: Site, listed: w.Matter) -> None:
    site.at("2023-11-20")
    secretary = site.client("secretary")
    page = secretary.see(f"/anmalan/{listed.decision_id}")
    assert page.has("Sammanträdet hålls 2023-11-21. Anmälan kan antecknas tidigast den dagen.")
    assert page.forms() == []
    sent = secretary.send(f"/anmalan/{listed.decision_id}/anmald", paragraph="§ 187/2023")
    assert (sent.status, notice_state(site, listed)) == (409, "listed")


@pytest.mark.parametrize(
    ("day", "status", "says"),
    [
        ("2023-11-20", 409, "Justeringsdagen ska ligga mellan"),
        ("2023-12-24", 409, "Justeringsdagen ska ligga mellan"),
        ("28 nov", 422, "Skriv dagen som år-månad-dag"),
        ("2023-02-30", 422, "Den dagen finns inte"),
        ("", 422, "Skriv vilken dag protokollet justerades."),
    ],
)
def test_a_wrong_day_of_adjustment_comes_back_as_it_was_written(
    site: Site, listed: w.Matter, day: str, status: int, says: str
) -> None:
    secretary = site.client("secretary")
    act(secretary, listed, "anmald", paragraph="§ 187/2023")
    page = act(secretary, listed, "justerad", day=day)
    assert (page.status, page.form("justerad")["day"]) == (status, [day])
    assert page.has(says)


def test_nothing_is_posted_before_it_is_adjusted(site: Site, listed: w.Matter) -> None:
    secretary = site.client("secretary")
    act(secretary, listed, "anmald", paragraph="§ 187/2023")
    url = f"/anmalan/{listed.decision_id}/anslagen"
    page = secretary.send(url, day="2023-11-21", place="Registraturet")
    assert page.status == 409
    assert page.has("Steget ”anslå” kan inte tas nu")
    act(secretary, listed, "justerad", day="2023-11-21")
    site.at("2023-11-22")
    page = act(site.client("secretary"), listed, "anslagen", day="2023-11-20", place="Här")
    assert (page.status, page.form("anslagen")["place"]) == (409, ["Här"])
    assert page.has("Anslagsdagen ska ligga mellan justeringen (2023-11-21)")


def test_the_place_of_the_minutes_is_that_of_last_time(site: Site, matter: w.Matter) -> None:
    w.in_force(matter)
    second = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    w.listed(second)
    who = site.world.actor("secretary", w.NOTIFIED)
    notifying.notify(site.office, second.decision_id, "§ 187/2023", who, w.NOTIFIED)
    notifying.adjust(site.office, second.decision_id, date(2023, 11, 28), who, w.ADJUSTED)
    site.at("2023-11-29")
    page = site.client("secretary").see(f"/anmalan/{second.decision_id}")
    assert page.form("anslagen")["place"] == ["Registraturet"]


def test_legal_force_waits_for_the_last_day_of_appeal(site: Site, matter: w.Matter) -> None:
    w.listed(matter)
    office, who = site.office, site.world.actor("secretary", w.NOTIFIED)
    notifying.notify(office, matter.decision_id, "§ 187/2023", who, w.NOTIFIED)
    notifying.adjust(office, matter.decision_id, date(2023, 11, 28), who, w.ADJUSTED)
    day = date(2023, 11, 29)
    notifying.post(office, matter.decision_id, day, "Registraturet", who, w.POSTED)
    site.at("2023-12-20")
    page = site.client("secretary").see(f"/anmalan/{matter.decision_id}")
    assert page.has("Sista dag för överklagande är 2023-12-20.")
    assert page.forms() == []


@pytest.mark.parametrize("who", ["officer", "registrar", "director"])
def test_who_is_no_secretary_sees_whose_turn_it_is_and_can_do_nothing(
    site: Site, listed: w.Matter, who: str
) -> None:
    client = site.client(who)
    page = client.see(f"/anmalan/{listed.decision_id}")
    assert page.forms() == []
    assert page.has("Kan göras av: nämndsekreteraren")
    sent = client.send(f"/anmalan/{listed.decision_id}/anmald", paragraph="§ 187/2023")
    assert (sent.status, notice_state(site, listed)) == (403, "listed")
    assert client.see(f"/sammantraden/{meeting_id(site)}").forms() == []


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_part_in_cases_meets_no_page_of_the_committee(
    site: Site, listed: w.Matter, who: str
) -> None:
    client = site.client(who)
    for url in ("/sammantraden", f"/anmalan/{listed.decision_id}", "/sammantraden/1"):
        client.see(url, 403)
    sent = client.send(f"/anmalan/{listed.decision_id}/anmald", paragraph="§ 187/2023")
    assert sent.status == 403


def test_all_listed_decisions_are_noted_by_one_form(site: Site, listed: w.Matter) -> None:
    second = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    w.listed(second)
    secretary, url = site.client("secretary"), f"/sammantraden/{meeting_id(site)}"
    names = [f"paragraph_{each.decision_id}" for each in (listed, second)]
    form = secretary.see(url).form("anteckna")
    assert [form[name] for name in names] == [["§ /2023"]] * 2
    page = secretary.send(f"{url}/anteckna", form | {name: ["§ 187/2023"] for name in names})
    assert page.has("Anmälan är antecknad för alla beslut")
    assert [each.paragraph for each in rows(site.office.engine, t.notice)] == ["§ 187/2023"] * 2


def test_a_line_that_is_left_as_it_was_is_left_out(site: Site, listed: w.Matter) -> None:
    second = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    w.listed(second)
    secretary, url = site.client("secretary"), f"/sammantraden/{meeting_id(site)}"
    sent = {f"paragraph_{second.decision_id}": "§ 188/2023"}
    secretary.send(f"{url}/anteckna", {**secretary.see(url).form("anteckna"), **sent})
    states = {each.decision_id: each.state for each in rows(site.office.engine, t.notice)}
    assert states == {listed.decision_id: "listed", second.decision_id: "notified"}


def test_what_could_be_noted_is_and_the_rest_comes_back(site: Site, listed: w.Matter) -> None:
    second = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    w.listed(second)
    secretary, url = site.client("secretary"), f"/sammantraden/{meeting_id(site)}"
    first, other = f"paragraph_{listed.decision_id}", f"paragraph_{second.decision_id}"
    sent = {first: "§ 187/2023", other: "§ 187/2022"}
    page = secretary.send(f"{url}/anteckna", {**secretary.see(url).form("anteckna"), **sent})
    assert (page.status, page.title[:4]) == (409, "Fel:")
    form = page.form("anteckna")
    assert form[other] == ["§ 187/2022"]
    assert first not in form
    states = {each.decision_id: each.state for each in rows(site.office.engine, t.notice)}
    assert states == {listed.decision_id: "notified", second.decision_id: "listed"}


@pytest.mark.parametrize("paragraph", ["§ /2023", "187"])
def test_a_form_with_nothing_right_in_it_notes_nothing(
    site: Site, listed: w.Matter, paragraph: str
) -> None:
    secretary, url = site.client("secretary"), f"/sammantraden/{meeting_id(site)}"
    sent = {f"paragraph_{listed.decision_id}": paragraph}
    page = secretary.send(f"{url}/anteckna", {**secretary.see(url).form("anteckna"), **sent})
    assert page.status == 422
    assert page.form("anteckna")[f"paragraph_{listed.decision_id}"] == [paragraph]
    assert notice_state(site, listed) == "listed"


def test_a_meeting_that_passed_without_a_decision_is_an_alarm(site: Site, listed: w.Matter) -> None:
    site.at("2023-11-22")
    page = site.client("officer").see("/sammantraden")
    assert page.has("Ett sammanträde har hållits utan att ett beslut")
    assert page.has("Anteckna paragrafen, om nämnden tog upp beslutet.")


def test_the_packet_of_a_meeting_is_a_file(site: Site, listed: w.Matter) -> None:
    http = site.client("secretary").http
    answer = http.get(f"/sammantraden/{meeting_id(site)}/handlingar.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")  # as the fake draws it
    assert "RUN/536/2021" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "url", ["/sammantraden/99", "/anmalan/99", "/anmalan/99/anmald", "/anmalan/1/annat"]
)
def test_what_is_not_there_has_no_page(site: Site, url: str) -> None:
    secretary = site.client("secretary")
    assert secretary.send(url).status in {404, 405}
    secretary.see(url, 303 if url.endswith("anmald") else 404)


def test_hostile_text_is_shown_as_text(site: Site, matter: w.Matter) -> None:
    w.listed(matter)
    with writing(site.office.engine) as connection:
        connection.execute(t.decision.update().values(title=HOSTILE))
    page = site.client("secretary").see(f"/sammantraden/{meeting_id(site)}")
    assert page.has(HOSTILE)
    assert HOSTILE not in page.html
