"""The draft of a decision: what is left, two who write, a send-back, and handing it over."""

from collections.abc import Sequence
from io import BytesIO

import pytest

from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.facts import DraftText
from workflow.operations import deciding, preparing
from workflow.store import tables as t

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"

Field = str | Sequence[str] | tuple[BytesIO, str]


def filled(page: Page, **fields: Field) -> dict[str, Field]:
    """The page's form with these fields filled in otherwise."""
    return {**page.form(), **fields}


def drafted(site: Site) -> tuple[Client, str, w.Matter]:
    """A draft, and its page."""
    matter = w.drafted(site.world)
    site.at("2023-09-28")
    return site.client("officer"), f"/delegationsbeslut/{matter.decision_id}", matter


def test_the_page_says_what_is_left_and_where(site: Site) -> None:
    site.at("2023-09-27")
    w.opened(site.world, 2024)
    client, url = site.client("officer"), f"/arenden/{site.world.case_id}/beslut/nytt"
    page = client.see(url)
    page = client.send(url, page.form())
    assert page.has("Svara på frågan om ärendet gäller en ny inriktning.")
    assert page.has("Beslutet har inga mottagare.")
    assert "Lämna för beslut" not in page.buttons
    assert page.links["Mottagare av utdrag"].endswith("/utkast#groups")


def test_handing_over_is_one_click_and_the_decider_gets_a_link(site: Site) -> None:
    client, url, matter = drafted(site)
    page = client.see(url)
    done = client.send(f"{url}/lamna", page.form("lamna"))
    assert done.has("Ärendet är lämnat för beslut. Magnus Aspegren har fått besked.")
    letter = row(site.office.engine, t.letter, kind="submitted")
    assert f"http://localhost/delegationsbeslut/{matter.decision_id}" in letter.body
    assert done.has("Väntar på Magnus Aspegren")


def test_what_is_not_ready_is_not_handed_over(site: Site) -> None:
    client, url, matter = drafted(site)
    text = w.text(site.world)
    unanswered = DraftText(text.title, text.text, text.delegation_id, (), None)
    officer = site.world.actor("officer", w.PREPARED)
    preparing.revise(site.office, matter.decision_id, unanswered, officer, w.PREPARED)
    page = client.send(f"{url}/lamna", {})
    assert page.status == 409
    assert page.has("Beslutet har inga mottagare.")
    assert row(site.office.engine, t.decision).state == "drafting"


def test_the_preview_is_the_paper_as_it_would_be(site: Site) -> None:
    client, url, _matter = drafted(site)
    page = client.see(f"{url}/forhandsvisning")
    assert page.has("Tjänsteskrivelse")
    assert page.has("Planerna har arbetats fram i nätverket.")
    assert page.has("Handlingsplan 2023 fastställs.")


def test_a_draft_is_rewritten(site: Site) -> None:
    client, url, _matter = drafted(site)
    page = client.see(f"{url}/utkast")
    assert page.form()["parties"] == ["Tillväxtverket"]
    done = client.send(f"{url}/utkast", filled(page, title="Ny ärendemening", direction="yes"))
    assert done.has("Ny ärendemening")
    assert done.has("Beslutet ska då fattas av nämnden.")


@pytest.mark.case("A13")
def test_of_two_who_write_at_once_the_second_sees_both_texts(site: Site) -> None:
    client, url, _matter = drafted(site)
    first, second = client.see(f"{url}/utkast"), client.see(f"{url}/utkast")
    client.send(f"{url}/utkast", filled(first, text="Den förstas text."))
    page = client.send(f"{url}/utkast", filled(second, text="Den andras text."))
    assert page.status == 409
    assert page.form()["text"] == ["Den andras text."]
    assert page.has("Den förstas text.")
    done = client.send(f"{url}/utkast", page.form())
    assert done.has("Utkastet är sparat.")
    assert row(site.office.engine, t.decision).text == ["Den andras text."]


def test_a_reader_sees_word_by_word_what_has_changed_until_they_say_it_is_read(site: Site) -> None:
    client, url, matter = drafted(site)
    client.see(url)
    officer, at = site.world.actor("officer", w.SUBMITTED), w.SUBMITTED
    new = DraftText("Ny", ("Planerna har prövats i nätverket.",), 1, ("Åre kommun",))
    preparing.revise(site.office, matter.decision_id, new, officer, at)
    page = client.see(url)
    assert page.has("Ändrat sedan du läste 2023-09-28 10:00")
    assert page.has("[borttaget: arbetats fram][tillagt: prövats]")
    assert client.see(url).has("Ändrat sedan du läste")
    done = client.send(f"{url}/last", page.form("last"))
    assert done.has("Ingenting är ändrat sedan du läste")


def test_a_matter_taken_back_does_not_ask_for_what_an_earlier_round_asked_for(site: Site) -> None:
    matter, at = w.submitted(site.world), w.SUBMITTED
    director, officer = (site.world.actor(who, at) for who in ("director", "officer"))
    deciding.send_back(site.office, matter.decision_id, "Fel utdrag.", director, at)
    w.submit(matter)
    preparing.take_back(site.office, matter.decision_id, "Fel mottagare.", officer, at)
    site.at("2023-10-16")
    page = site.client("officer").see(f"/delegationsbeslut/{matter.decision_id}")
    assert not page.has("Tillbakaskickat av")
    assert page.has("Fel mottagare.")


def test_after_a_send_back_the_reason_stands_first_and_the_basis_can_be_changed(
    site: Site,
) -> None:
    matter = w.submitted(site.world)
    director = site.world.actor("director", w.SUBMITTED)
    deciding.send_back(site.office, matter.decision_id, "Fel utdrag.", director, w.SUBMITTED)
    site.at("2023-10-16")
    client, url = site.client("officer"), f"/delegationsbeslut/{matter.decision_id}"
    assert client.see(url).has("Tillbakaskickat av Magnus Aspegren, 2023-10-12 10:00 Fel utdrag.")
    page = client.send(f"{url}/underlag", filled(client.see(f"{url}/underlag"), do="remove:0"))
    page = client.send(
        f"{url}/underlag", filled(page, upload=(BytesIO(PDF), "utdrag § 89.pdf"), do="upload")
    )
    done = client.send(f"{url}/underlag", {**page.form(), "basis-2-day": "2023-05-23"})
    assert done.has("Underlagen är sparade.")
    names = [each.name for each in rows(site.office.engine, t.basis)]
    assert names == ["", "", "utdrag § 89.pdf"]
    assert client.send(f"{url}/lamna", done.form("lamna")).has("Ärendet är lämnat för beslut")


def test_a_plan_can_be_moved_but_not_taken_from_the_basis(site: Site) -> None:
    client, url, _matter = drafted(site)
    page = client.see(f"{url}/underlag")
    assert "Ta bort Handlingsplan 2023" not in page.buttons
    page = client.send(f"{url}/underlag", filled(page, do="remove:1"))
    page = client.send(f"{url}/underlag", filled(page, do="up:1"))
    client.send(f"{url}/underlag", page.form())
    assert [each.title for each in rows(site.office.engine, t.basis)] == [
        "Handlingsplan 2023",
        "Protokollsutdrag § 89/2023",
        "Handlingsplan 2024",
    ]


def test_a_draft_that_is_handed_over_cannot_be_rewritten(site: Site) -> None:
    client, url, matter = drafted(site)
    page = client.see(f"{url}/utkast")
    w.submit(matter)
    again = client.send(f"{url}/utkast", filled(page, text="För sent."))
    assert again.status == 409
    assert again.form()["text"] == ["För sent."]
    assert row(site.office.engine, t.decision).text != ["För sent."]
