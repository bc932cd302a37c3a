"""The check before a dispatch, and what goes by post: as the registrar meets them."""

import pytest

from tests.operations import walking as w
from tests.operations.reading import row
from tests.operations.test_party_register import change
from tests.web.pages.site import Site
from workflow.delivery.fakes import Outbasket
from workflow.jobs import sender
from workflow.operations import deciding, notifying
from workflow.operations.notifying import Ended
from workflow.states import AppealOutcome, Channel
from workflow.store import tables as t

BOX = "Box 73, 840 40 Svenstavik"


@pytest.fixture
def first(site: Site) -> w.Matter:
    """A decision that was dispatched, its letters gone."""
    found = w.dispatched(site.world)
    sender.send_due(site.office, Outbasket(), "w1", w.DISPATCHED)
    return found


@pytest.fixture
def on_paper(site: Site) -> w.Matter:
    """A decision that is to be dispatched, to one recipient by post."""
    change(site.world, "berg", channel=Channel.POST, contact=BOX)
    found = w.decided(site.world)
    site.at("2023-10-25", 11)
    return found


def second(site: Site) -> str:
    matter = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    site.at("2023-10-26", 11)
    return f"/expediering/{matter.decision_id}"


def test_a_first_list_says_that_there_is_nothing_to_compare_with(site: Site) -> None:
    matter = w.decided(site.world)
    page = site.client("registrar").see(f"/expediering/{matter.decision_id}")
    assert page.title.startswith("Kontrollera mottagarna")
    assert page.has("Det finns ingen tidigare expediering att jämföra med")
    assert page.has("Åre kommun registrator@are.example Aldrig använd Aldrig")
    assert page.has("Adressen är aldrig kontrollerad")


def test_a_list_that_is_the_same_says_when_it_last_worked(site: Site, first: w.Matter) -> None:
    url = second(site)
    page = site.client("registrar").see(url)
    assert page.has("Samma mottagare och adresser som beslut 1/2023, 2023-10-24")
    assert page.has("registrator@are.example Skickat 2023-10-25")


def test_what_differs_from_last_time_is_shown(site: Site, first: w.Matter) -> None:
    change(site.world, "are", email="diariet@annan.example")
    change(site.world, "berg", valid_to=w.DISPATCHED.date().replace(day=1))
    url = second(site)
    page = site.client("registrar").see(url)
    assert page.has("Skiljer sig från beslut 1/2023, 2023-10-24")
    assert page.has("Förra gången: registrator@are.example")
    assert page.has("Ny domän: inget har skickats dit förut")
    assert page.has("Fick utdrag förra gången men inte nu: Bergs kommun.")
    assert page.has("Bergs kommun (Länets kommuner): gällde inte i registret på beslutsdagen")


def test_who_is_left_out_is_told_before_the_decision(site: Site) -> None:
    matter = w.submitted(site.world)
    change(site.world, "berg", valid_to=w.SUBMITTED.date())
    page = site.client("director").see(f"/delegationsbeslut/{matter.decision_id}")
    assert page.has("Får inget utdrag, eftersom de inte gäller i registret i dag:")
    assert page.has("Bergs kommun, gäller till och med 2023-10-12")


def test_a_decision_that_is_taken_shows_its_frozen_list(site: Site) -> None:
    matter = w.decided(site.world)
    change(site.world, "are", name="Åre nya kommun", email="ny@are.example")
    page = site.client("officer").see(f"/delegationsbeslut/{matter.decision_id}")
    assert page.has("Åre kommun, registrator@are.example")
    assert not page.has("ny@are.example")


def test_what_goes_by_post_is_told_printed_and_noted(site: Site, on_paper: w.Matter) -> None:
    registrar, url = site.client("registrar"), f"/expediering/{on_paper.decision_id}"
    check = registrar.see(url)
    assert check.has("1 av mottagarna får sitt utdrag med post.")
    assert check.buttons == ["Expediera till 3 mottagare"]
    page = registrar.send(f"{url}/skicka", check.form("skicka"))
    assert page.has("Beslutet är expedierat. 2 utdrag skickas strax.")
    assert page.has("1 utdrag ska postas.")
    post = registrar.see(page.links["Skriv ut och anteckna"])
    assert post.has(f"Bergs kommun {BOX} Ska postas")
    printed = registrar.http.get(post.links["Skriv ut allt som ska postas (en fil)"])
    assert "utdrag" in printed.get_data(as_text=True)
    noted = registrar.send(f"{url}/post/lamnat", post.form("lamnat"))
    assert noted.has("Det är antecknat att handlingarna till Bergs kommun är postade.")
    delivery = row(site.office.engine, t.delivery, party_id=site.world.parties["berg"].id)
    assert delivery.state == "sent"
    assert registrar.see(f"{url}/post").has("Postad 2023-10-25")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"parties": ""}, "Välj minst en mottagare."),
        ({"day": ""}, "Skriv vilken dag det lämnades till posten."),
        ({"day": "2023-10-26"}, "efter i dag (2023-10-25). Ange dagen då det hände."),
    ],
)
def test_a_wrong_note_comes_back(
    site: Site, on_paper: w.Matter, fields: dict[str, str], says: str
) -> None:
    registrar, url = site.client("registrar"), f"/expediering/{on_paper.decision_id}"
    registrar.send(f"{url}/skicka", registrar.see(url).form("skicka"))
    form = {**registrar.see(f"{url}/post").form("lamnat"), **fields}
    page = registrar.send(f"{url}/post/lamnat", {k: v for k, v in form.items() if v})
    assert page.status == 422
    assert page.has(says)


def test_a_note_before_the_decision_is_refused(site: Site, on_paper: w.Matter) -> None:
    registrar, url = site.client("registrar"), f"/expediering/{on_paper.decision_id}"
    page = registrar.see(f"{url}/post")
    assert page.has("Beslutet är inte expedierat.")
    assert page.forms() == []
    berg = str(site.world.parties["berg"].id)
    again = registrar.send(f"{url}/post/lamnat", {"parties": [berg], "day": "2023-10-25"})
    assert again.status == 409
    assert again.has("expedieringen väntar på registratorn")


def test_only_the_registrar_prints_and_notes(site: Site, on_paper: w.Matter) -> None:
    url = f"/expediering/{on_paper.decision_id}/post"
    officer = site.client("officer")
    assert officer.see(url).forms() == []
    officer.see(f"{url}/handlingar", 403)
    assert officer.send(f"{url}/lamnat", {}).status == 403
    site.client("stranger").see(url, 403)


def test_a_decision_without_paper_has_no_such_page(site: Site, first: w.Matter) -> None:
    site.client("registrar").see(f"/expediering/{first.decision_id}/post", 404)
    page = site.client("registrar").see(f"/expediering/{first.decision_id}")
    assert not page.has("Utdrag med post")


def corrected(site: Site, matter: w.Matter) -> None:
    at = site.clock.at
    director = site.world.actor("director", at)
    deciding.correct(site.office, matter.decision_id, "Rätt år är 2024.", director, at)


def posted(site: Site, matter: w.Matter) -> None:
    """Dispatched, and what goes by post is handed to it."""
    registrar, url = site.client("registrar"), f"/expediering/{matter.decision_id}"
    registrar.send(f"{url}/skicka", registrar.see(url).form("skicka"))
    registrar.send(f"{url}/post/lamnat", registrar.see(f"{url}/post").form("lamnat"))


def test_a_correction_before_the_dispatch_is_seen_among_what_is_enclosed(
    site: Site, first: w.Matter
) -> None:
    matter = w.decided(site.world, case_id=site.world.another_case("RUN/13/2022"))
    site.at("2023-10-26", 11)
    corrected(site, matter)
    page = site.client("registrar").see(f"/expediering/{matter.decision_id}")
    assert any("rattelse" in address for address in page.links.values())


def test_a_correction_of_what_is_on_paper_is_printed_posted_and_noted(
    site: Site, on_paper: w.Matter
) -> None:
    posted(site, on_paper)
    corrected(site, on_paper)
    registrar, url = site.client("registrar"), f"/expediering/{on_paper.decision_id}"
    page = registrar.see(url)
    assert page.has("Skriv ut rättelsen och posta den till: Bergs kommun.")
    post = registrar.see(page.links["Skriv ut och anteckna"])
    assert post.has(f"Bergs kommun {BOX} Postad 2023-10-25")
    assert post.has("Ska få rättelsen")
    printed = registrar.http.get(post.links["Skriv ut allt som ska postas (en fil)"])
    assert "Rätt år är 2024." in printed.get_data(as_text=True)
    registrar.send(f"{url}/post/lamnat", post.form("lamnat"))
    assert not registrar.see(url).has("Skriv ut rättelsen")


def test_who_has_a_repealed_decision_on_paper_is_written_to_and_it_is_noted(
    site: Site, on_paper: w.Matter
) -> None:
    posted(site, on_paper)
    at, ended = site.clock.at, Ended(w.DISPATCHED.date(), AppealOutcome.REPEALED)
    secretary = site.world.actor("secretary", at)
    notifying.repeal(site.office, on_paper.decision_id, ended, "Fel.", secretary, at)
    registrar, url = site.client("registrar"), f"/expediering/{on_paper.decision_id}"
    page = registrar.see(url)
    assert page.has("har fått utdraget med post att det inte längre gäller: Bergs kommun.")
    post = registrar.see(f"{url}/post")
    assert post.has("Ska få veta att beslutet är upphävt")
    registrar.send(f"{url}/post/lamnat", post.form("lamnat"))
    assert registrar.see(f"{url}/post").forms() == []
