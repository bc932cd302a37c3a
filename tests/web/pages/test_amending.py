"""The pages where a notice is put right, and where an appeal that came too late is noted."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.reading import row
from tests.web.pages.found import notice_state
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import notifying
from workflow.store import tables as t

RIGHT = {"paragraph": "§ 187/2023", "posted_on": "2023-11-29", "reason": "Fel dag skrevs in."}


@pytest.fixture
def noted(site: Site) -> w.Matter:
    """A decision that the committee has noted, under a mistyped paragraph."""
    matter = w.decided(site.world)
    w.listed(matter)
    who = site.world.actor("secretary", w.NOTIFIED)
    notifying.notify(site.office, matter.decision_id, "§ 178/2023", who, w.NOTIFIED)
    site.at("2023-11-28")
    return matter


@pytest.fixture
def posted(site: Site, noted: w.Matter) -> w.Matter:
    """The same, adjusted, and posted on a mistyped day."""
    office, who = site.office, site.world.actor("secretary", w.ADJUSTED)
    notifying.adjust(office, noted.decision_id, date(2023, 11, 21), who, w.ADJUSTED)
    wrong = date(2023, 11, 22)
    notifying.post(office, noted.decision_id, wrong, "Registraturet", who, w.POSTED)
    site.at("2023-12-14")
    return noted


@pytest.fixture
def in_force(site: Site, posted: w.Matter) -> w.Matter:
    at = site.at("2023-12-14")
    notifying.gain_force(site.office, posted.decision_id, site.world.actor("secretary", at), at)
    return posted


def act(client: Client, matter: w.Matter, name: str, **fields: str) -> Page:
    """Fill in the act's own page as it is shown, and send it."""
    url = f"/anmalan/{matter.decision_id}/{name}"
    return client.send(url, {**client.see(url).form(name), **fields})


def test_the_page_shows_what_stands_and_what_becomes_of_the_days(
    site: Site, posted: w.Matter
) -> None:
    secretary = site.client("secretary")
    links = secretary.see(f"/anmalan/{posted.decision_id}").links
    page = secretary.see(links["Rätta uppgifter om anmälan"])
    form = page.form("ratta")
    entered = [form[name] for name in ("paragraph", "adjusted_on", "posted_on", "place")]
    assert entered == [["§ 178/2023"], ["2023-11-21"], ["2023-11-22"], ["Registraturet"]]
    assert page.has("Sista dag för överklagande räknas på nytt, från den anslagsdag du skriver.")
    assert page.has("Byt ut det gamla på anslagstavlan.")
    assert not page.has("Laga kraft tas tillbaka.")


def test_only_what_has_been_entered_has_a_field(site: Site, noted: w.Matter) -> None:
    page = site.client("secretary").see(f"/anmalan/{noted.decision_id}/ratta")
    form = page.form("ratta")
    assert {"paragraph", "reason"} <= set(form)
    assert not {"adjusted_on", "posted_on", "place"} & set(form)


def test_what_is_put_right_is_shown_with_its_days_and_stands_in_the_events(
    site: Site, posted: w.Matter
) -> None:
    secretary = site.client("secretary")
    page = act(secretary, posted, "ratta", **RIGHT)
    assert page.has("Uppgifterna är rättade, och dagarna är räknade på nytt.")
    assert page.has("Sista dag för överklagande 2023-12-20")
    events = secretary.see(f"/arenden/{site.world.case_id}/handelser")
    assert events.has("Uppgifter om anmälan rättade")
    assert events.has("Paragraf: § 187/2023 i stället för § 178/2023.")
    assert events.has("Sista dag för överklagande: 2023-12-20 i stället för 2023-12-13.")
    assert events.has("Fel dag skrevs in.")


def test_legal_force_is_taken_back_and_the_page_says_so_first(
    site: Site, in_force: w.Matter
) -> None:
    secretary = site.client("secretary")
    page = secretary.see(f"/anmalan/{in_force.decision_id}/ratta")
    assert page.has("Laga kraft tas tillbaka. Du bekräftar den på nytt")
    page = act(secretary, in_force, "ratta", **RIGHT)
    assert notice_state(site, in_force) == "posted"
    assert page.has("Sista dag för överklagande är 2023-12-20.")
    events = secretary.see(f"/arenden/{site.world.case_id}/handelser")
    assert events.has("Laga kraft: tas tillbaka (2023-12-14).")


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"reason": "Fel."}, 409, "Alla uppgifter är som förut."),
        ({**RIGHT, "reason": ""}, 422, "Skriv varför, till exempel att fel paragraf skrevs in."),
        ({**RIGHT, "paragraph": "§ /2023"}, 422, "Skriv paragrafen med nummer och år"),
        ({**RIGHT, "paragraph": ""}, 422, "Skriv paragrafen med nummer och år"),
        ({**RIGHT, "paragraph": "§ 187/2022"}, 409, "skriv till exempel § 187/2023"),
        ({**RIGHT, "posted_on": "2023-12-15"}, 409, "Anslagsdagen ska ligga mellan"),
        ({**RIGHT, "posted_on": "2023-11-20"}, 409, "Anslagsdagen ska ligga mellan"),
        ({**RIGHT, "posted_on": ""}, 422, "Skriv vilken dag justeringen anslogs."),
        ({**RIGHT, "adjusted_on": "2023-11-20"}, 409, "Justeringsdagen ska ligga mellan"),
        ({**RIGHT, "place": " "}, 422, "Skriv var protokollet förvaras."),
    ],
)
def test_what_is_wrong_comes_back_as_it_was_written(
    site: Site, posted: w.Matter, fields: dict[str, str], status: int, says: str
) -> None:
    page = act(site.client("secretary"), posted, "ratta", **fields)
    assert (page.status, page.title[:4], page.has(says)) == (status, "Fel:", True)
    form = page.form("ratta")
    assert {name: form[name] for name in fields} == {
        name: [value.strip()] for name, value in fields.items()
    }
    assert row(site.office.engine, t.notice).last_appeal_on == date(2023, 12, 13)


def test_what_another_has_put_right_meanwhile_is_shown_before_it_is_changed(
    site: Site, posted: w.Matter
) -> None:
    secretary, url = site.client("secretary"), f"/anmalan/{posted.decision_id}/ratta"
    mine = {**secretary.see(url).form("ratta"), **RIGHT, "place": "Arkivet"}
    act(secretary, posted, "ratta", **RIGHT)
    page = secretary.send(url, mine)
    assert (page.status, page.has("Någon annan har ändrat uppgifterna")) == (409, True)
    assert page.has("Paragraf § 187/2023")
    again = secretary.send(url, page.form("ratta"))
    assert again.has("Protokollet förvaras Arkivet")


@pytest.mark.parametrize("who", ["officer", "registrar", "director"])
def test_nobody_but_the_secretary_puts_a_notice_right(
    site: Site, posted: w.Matter, who: str
) -> None:
    client = site.client(who)
    assert "Rätta uppgifter om anmälan" not in client.see(f"/anmalan/{posted.decision_id}").links
    assert client.send(f"/anmalan/{posted.decision_id}/ratta", RIGHT).status == 403


# An appeal that came too late


def test_an_appeal_after_the_last_day_is_refused_as_one_in_time_and_the_way_is_said(
    site: Site, in_force: w.Matter
) -> None:
    secretary = site.client("secretary")
    page = act(secretary, in_force, "overklaga", day="2023-12-14")
    assert page.status == 409
    assert page.has("Anteckna det i stället som ett överklagande som kom för sent.")
    assert "Anteckna ett överklagande som kom för sent" in page.links


def test_a_late_appeal_is_noted_with_a_warning_and_legal_force_stays(
    site: Site, in_force: w.Matter
) -> None:
    secretary = site.client("secretary")
    page = secretary.see(f"/anmalan/{in_force.decision_id}/for-sent")
    assert page.has("det är domstolen som avgör om överklagandet kom för sent")
    page = act(secretary, in_force, "for-sent", day="2023-12-14", reference="FR 7-23")
    assert page.has("Ett överklagande kom in 2023-12-14. Det är för sent: sista dagen var")
    assert page.has("Överklagat 2023-12-14, efter sista dagen")
    assert notice_state(site, in_force) == "in_force"
    page = act(secretary, in_force, "avsluta-overklagande", outcome="dismissed")
    assert page.has("Överklagandet slutade med Avvisat")
    assert notice_state(site, in_force) == "in_force"


def test_one_that_was_in_time_is_not_noted_as_too_late(site: Site, in_force: w.Matter) -> None:
    page = act(site.client("secretary"), in_force, "for-sent", day="2023-12-13")
    assert (page.status, page.has("det kom i tid")) == (409, True)


def test_before_the_last_day_has_passed_no_appeal_is_too_late(site: Site, posted: w.Matter) -> None:
    site.at("2023-12-13")
    links = site.client("secretary").see(f"/anmalan/{posted.decision_id}").links
    assert "Anteckna ett överklagande" in links
    assert "Anteckna ett överklagande som kom för sent" not in links


def test_legal_force_can_be_confirmed_though_a_late_appeal_is_open(
    site: Site, posted: w.Matter
) -> None:
    secretary = site.client("secretary")
    page = act(secretary, posted, "for-sent", day="2023-12-14")
    assert page.has("Ett överklagande kom in 2023-12-14.")
    page = secretary.send(f"/anmalan/{posted.decision_id}/laga-kraft", page.form("laga-kraft"))
    assert page.has("Beslutet fick laga kraft 14 december 2023")
