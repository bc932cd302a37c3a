"""The year in a browser: outcomes in a sheet, how it went for everybody to read, the next plan."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import FilePayload

from tests.browser.acts import goes_on_to, opens_plan
from tests.browser.faults import Looker
from tests.browser.live import NARROW, WIDE, Hand, Live
from web.outcome_sheet import OUTCOMES, place

MEMBER = "kommun@krokom.example"
YEAR_AFTER = "2027-01-04"


def filled_in(template: bytes, value: float) -> bytes:
    """The template with the same value for every target."""
    book, kept = load_workbook(BytesIO(template)), BytesIO()
    sheet = book[OUTCOMES]
    for row in range(2, sheet.max_row + 1):
        sheet[place("value", row)] = value
    book.save(kept)
    return kept.getvalue()


def sends_back(hand: Hand, content: bytes) -> None:
    file = FilePayload(name="utfall.xlsx", mimeType="application/octet-stream", buffer=content)
    hand.page.locator("input[type=file]").set_input_files(file)
    hand.clicks_on("Granska filen")


def downloaded(hand: Hand, link: str) -> bytes:
    with hand.page.expect_download() as waiting:
        hand.clicks_on(link)
    return Path(waiting.value.path()).read_bytes()


def test_outcomes_in_a_sheet_are_read_through_and_saved(live: Live) -> None:
    goes_on_to(live, YEAR_AFTER)
    hand = Hand(live.page())
    hand.goes_to(live.link(MEMBER, "Handlingsplan 2026 för Regionalt"))
    hand.clicks_on("Lämna utfall i Excel")
    template = downloaded(hand, "Ladda ner mallen för")
    sends_back(hand, b"ingen arbetsbok")
    hand.sees("Excelfilen är trasig")
    sends_back(hand, filled_in(template, 12.5))
    hand.sees("Granska utfallen")
    hand.sees("12,5")
    assert Looker().at(hand.page, hand.page.url, 200) == []
    hand.clicks_on("Spara utfallen")
    hand.sees("Utfallen är sparade")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_anybody_reads_how_a_year_went_from_its_decision(live: Live, width: int) -> None:
    anybody = Hand(live.page(width=width))
    anybody.goes_to("/beslut/RUN/1-2023")
    anybody.clicks_on("Så gick det: uppföljning av Handlingsplan 2023")
    anybody.sees("Måluppfyllelse per organisation")
    anybody.sees("Lärdomar")
    assert anybody.page.locator("figure svg").count() >= 2
    assert anybody.page.locator("figure table").count() >= 2
    assert "Malin" not in anybody.page.content()


def test_the_next_plan_has_its_change_list_as_a_paper(live: Live) -> None:
    officer = Hand(live.page("handlaggare"))
    opens_plan(officer)
    assert officer.clicks == 2
    paper = Document(BytesIO(downloaded(officer, "Ändringslista (DOCX)")))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert "Insats för insats" in texts
    assert "Mål som inte uppfylldes" in texts


def test_a_changed_rule_moves_what_is_watched_and_what_comes(live: Live) -> None:
    officer, coming = Hand(live.page("handlaggare")), "/arenden/1/kommande?bevakning=report_agency"
    officer.goes_to(coming)
    officer.sees("Sista dag 2027-03-31")
    officer.goes_to("/register/program/1/bevakningsregler/2026")
    officer.clicks_on("Rapportera till myndigheten")
    officer.types("Sista dag", "15/3")
    officer.clicks_on("Spara regeln")
    assert "1 öppna bevakningar är ändrade." in officer.page.inner_text("body")
    officer.sees("senast 15 mars 2027")
    officer.goes_to(coming)
    officer.sees("Sista dag 2027-03-15")
    assert "Sista dag 2027-03-31" not in officer.page.inner_text("main")
