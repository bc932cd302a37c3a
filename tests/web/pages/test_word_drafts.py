"""An edited tjänsteskrivelse comes back into the draft's form, and nothing of it goes unsaid."""

from io import BytesIO

import pytest

from tests.documents.wordfiles import gone, unzipped
from tests.operations import walking as w
from tests.operations.reading import events, row
from tests.web.pages.page import Page
from tests.web.pages.site import Site
from tests.web.pages.wordfiles import DOCUMENT, REFUSED, fetched, sent
from workflow.operations import preparing, registers
from workflow.states import Role
from workflow.store import tables as t

WROTE, WRITES = "Planerna har arbetats fram", "Planerna har prövats"
MARKED = "Hämta som Word med markerade ändringar"


class Desk:
    """A decision in drafting, and its officer with the draft in Word."""

    def __init__(self, site: Site) -> None:
        self.site, self.matter = site, w.drafted(site.world)
        site.at("2023-09-28")
        self.client = site.client("officer")
        self.url = f"/delegationsbeslut/{self.matter.decision_id}/utkast"

    def upload(self, *changed: tuple[str, str]) -> Page:
        return sent(self.client, f"{self.url}/fil", self.file(*changed))

    def file(self, *changed: tuple[str, str]) -> bytes:
        return fetched(self.client, f"{self.url}.docx", *changed)

    def text(self) -> list[str]:
        text: list[str] = row(self.site.office.engine, t.decision).text
        return text


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


def test_the_draft_leads_to_its_file_and_back(desk: Desk) -> None:
    page = desk.client.see(desk.client.see(desk.url).links["Läs in en ändrad Wordfil"])
    answer = desk.client.http.get(page.links["Hämta utkastet som Word (DOCX)"])
    assert "tjansteskrivelse" in answer.headers["Content-Disposition"]
    assert WROTE in unzipped(answer.data)[DOCUMENT].decode()


def test_an_edited_file_fills_the_form_and_shows_what_changed(desk: Desk) -> None:
    page = desk.upload((WROTE, WRITES))
    assert page.form()["text"] == [f"{WRITES} i nätverket."]
    assert page.has("[borttaget: arbetats fram][tillagt: prövats]")
    assert page.form()["parties"] == ["Tillväxtverket"]


def test_nothing_is_saved_before_save_and_then_by_the_ordinary_step(desk: Desk) -> None:
    page = desk.upload((WROTE, WRITES))
    assert desk.text() == [f"{WROTE} i nätverket."]
    done = desk.client.send(f"{desk.url}?fil=1", page.form())
    assert done.has("Utkastet är sparat.")
    assert desk.text() == [f"{WRITES} i nätverket."]
    assert events(desk.site.office)[-1]["step"] == "revise"
    assert "Fälten är ifyllda" not in desk.client.see(f"{desk.url}?fil=1").text


def test_an_untouched_file_says_the_same_also_another_day(desk: Desk) -> None:
    content = desk.file()
    desk.site.at("2023-10-02")
    page = sent(desk.site.client("officer"), f"{desk.url}/fil", content)
    assert page.has("Filen säger detsamma som utkastet.")
    assert page.form()["text"] == desk.text()
    assert not page.has("är inte med i fälten")


def test_what_is_in_no_field_is_listed_until_the_draft_is_saved(desk: Desk) -> None:
    fixed = ("Handlingsplan 2023 fastställs", "Handlingsplan 2023 upphävs")
    struck = (f'<w:r><w:t xml:space="preserve">{WROTE}', f"{gone('Länge sedan.')}<w:r><w:t>{WROTE}")
    page = desk.upload(fixed, struck)
    again = desk.client.send(f"{desk.url}?fil=1", {**page.form(), "title": ""})
    for shown in (page, again):
        assert shown.has("Handlingsplan 2023 upphävs")
        assert shown.has("Länge sedan. Struket av Granskaren")
        assert shown.has("spårad strykning är inte med i texten")


def test_a_file_without_its_headings_empties_no_field(desk: Desk) -> None:
    page = desk.upload((">Ärendebeskrivning<", ">Bakgrund<"), (WROTE, WRITES))
    assert page.form()["text"] == desk.text()
    assert page.has("Rubriken «Ärendebeskrivning» hittades inte")
    assert page.has(f"{WRITES} i nätverket. Först i filen")


@REFUSED
@pytest.mark.case("F04")
def test_a_refused_file_is_told_at_the_field_and_changes_nothing(
    desk: Desk, content: bytes, name: str, said: str
) -> None:
    page = sent(desk.client, f"{desk.url}/fil", content, name)
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has(said)
    assert desk.text() == [f"{WROTE} i nätverket."]


def test_no_file_is_told_so(desk: Desk) -> None:
    page = desk.client.send(f"{desk.url}/fil")
    assert page.status == 422
    assert page.has("Välj den Wordfil som du har ändrat.")


def test_somebody_elses_save_meanwhile_is_seen_and_not_written_over(desk: Desk) -> None:
    page, at = desk.upload((WROTE, WRITES)), w.SUBMITTED
    officer, other = desk.site.world.actor("officer", at), w.text(desk.site.world)
    preparing.revise(desk.site.office, desk.matter.decision_id, other, officer, at)
    again = desk.client.send(f"{desk.url}?fil=1", page.form())
    assert again.status == 409
    assert again.form()["text"] == [f"{WRITES} i nätverket."]


def test_the_file_can_be_fetched_with_its_changes_marked(desk: Desk) -> None:
    answer = desk.client.http.get(desk.upload((WROTE, WRITES)).links[MARKED])
    document = unzipped(answer.data)[DOCUMENT].decode()
    assert "markerade-andringar.docx" in answer.headers["Content-Disposition"]
    assert "w:delText" in document
    assert "prövats" in document
    desk.client.see(f"{desk.url}/andringar.docx", status=404)


def test_what_is_handed_over_takes_no_file(desk: Desk) -> None:
    content = desk.file((WROTE, WRITES))
    w.submit(desk.matter)
    page = desk.client.send(f"{desk.url}/fil", {"upload": (BytesIO(content), "ändrad.docx")})
    assert "Läs in filen" not in page.buttons
    assert desk.text() == [f"{WROTE} i nätverket."]


@pytest.mark.parametrize("who", ["director", "secretary", "registrar", "stranger", "administrator"])
@pytest.mark.parametrize("path", [".docx", "/fil", "/andringar.docx?fil=1"])
def test_only_the_officer_has_the_draft_in_word(desk: Desk, who: str, path: str) -> None:
    desk.site.client(who).see(f"{desk.url}{path}", status=403)


def test_what_one_officer_read_in_is_not_another_ones(desk: Desk) -> None:
    desk.upload((WROTE, WRITES))
    site = desk.site
    registers.grant_role(site.office, site.world.people["stranger"], Role.OFFICER, w.ANSWER_BY)
    page = site.client("stranger").see(f"{desk.url}?fil=1")
    assert page.form()["text"] == desk.text()
