"""Outcomes in a sheet: made for one organisation, every fault by its cell, saved as it is shown."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.operations import walking as w
from tests.operations.reading import events, findings, newest_token, row
from tests.web.pages.found import outcomes
from tests.web.pages.page import Page
from tests.web.pages.sheets import Book, send
from tests.web.pages.site import Client, Site
from tests.web.test_sheets import repacked
from web.outcome_sheet import FIELDS, FIXED, GUIDE, HIDDEN, OUTCOMES, WRITTEN
from workflow.operations import following_up, looking
from workflow.states import LetterKind
from workflow.store import tables as t


class Desk:
    """The municipality with its link, and the officer; each has a sheet of the same targets."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.matter = w.asked_for_outcomes(site.world)
        site.at("2024-01-16", 14)
        email = site.world.parties["are"].email
        self.link = f"/lank/{newest_token(site.office, email, LetterKind.OUTCOME_REQUEST)}"
        ids = looking.target_ids(site.office, self.matter.plan_id)
        self.first, self.second = ids["are-2023", 1], ids["are-2023", 2]
        self.bearer, self.officer = site.client(), site.client("officer")
        self.url = f"{self.link}/fil"

    def of(self, party: str) -> str:
        """The officer's pages of an organisation."""
        party_id = self.site.world.parties[party].id
        return f"/uppfoljning/{self.matter.plan_id}/organisation/{party_id}"

    def book(self) -> Book:
        return Book(self.bearer, f"{self.link}/utfall.xlsx")

    def filled(self, **cells: object) -> bytes:
        return self.book().fill(**cells).content()

    def send(self, **cells: object) -> Page:
        return send(self.bearer, self.url, self.filled(**cells))

    def told(self) -> dict[int, tuple[Decimal | None, str]]:
        return outcomes(self.site)


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


def confirmed(client: Client, page: Page, url: str) -> Page:
    return client.send(f"{url}/granska", page.form("granska"))


def test_the_template_has_exactly_the_organisations_own_targets(desk: Desk) -> None:
    book = desk.book()
    assert book.book.sheetnames == [GUIDE, OUTCOMES]
    assert book.column("text") == ["Ett ombud öppnar.", "Fler når det."]
    assert book.column("key") == ["are-2023/1", "are-2023/2"]
    assert book.column("value") == [None, None]


def test_only_what_is_to_be_filled_in_is_open(desk: Desk) -> None:
    sheet = desk.book().sheet
    assert sheet.protection.sheet
    locked = [cell.protection.locked for cell in sheet[2]]
    assert [field for field, shut in zip(FIELDS, locked, strict=True) if not shut] == list(WRITTEN)
    hidden = [letter for letter, each in sheet.column_dimensions.items() if each.hidden]
    assert len(hidden) == len(HIDDEN)
    assert set(FIELDS) == {*HIDDEN, *FIXED, *WRITTEN}
    (choice,) = sheet.data_validations.dataValidation
    assert "Delvis uppfyllt" in choice.formula1


def test_the_guide_says_in_swedish_what_to_do_and_till_when(desk: Desk) -> None:
    texts = [str(row[0].value) for row in desk.book().book[GUIDE].iter_rows()]
    assert texts[0] == "Utfall för Handlingsplan 2023"
    assert "Lämna utfallen senast 2024-01-31." in texts
    assert any("Noll är ett utfall: skriv 0." in text for text in texts)


def test_the_officer_has_the_same_template_for_each_organisation(desk: Desk) -> None:
    book = Book(desk.officer, f"{desk.of('are')}/utfall.xlsx")
    assert book.column("key") == desk.book().column("key")
    texts = [str(row[0].value) for row in book.book[GUIDE].iter_rows()]
    assert "Lämna utfallen senast 2024-01-31." in texts


def test_a_sheet_is_looked_through_and_then_saved_by_the_ordinary_step(desk: Desk) -> None:
    page = desk.send(value_2=0, value_3="1 234,5", lesson_3="Börja tidigare.")
    assert desk.told() == {}
    assert page.has("Granska utfallen")
    assert page.has("Fler når det.")
    assert page.has("Börja tidigare.")
    done = confirmed(desk.bearer, page, desk.url)
    assert done.has("Utfallen är sparade: 2 mål.")
    assert desk.told() == {
        desk.first: (Decimal(0), "missed"),
        desk.second: (Decimal("1234.5"), "reached"),
    }
    (event,) = events(desk.site.office, step="report_outcome")
    assert event["actor"]["name"] == "Åre kommun"
    assert findings(desk.site.office) == []


def test_an_empty_row_says_nothing_and_zero_is_a_value(desk: Desk) -> None:
    page = desk.send(value_2=0)
    confirmed(desk.bearer, page, desk.url)
    assert desk.told() == {desk.first: (Decimal(0), "missed")}
    again = desk.book()
    assert again.column("value") == [0, None]
    assert send(desk.bearer, desk.url, again.content()).has("Filen ändrar ingenting.")


def test_excels_own_number_has_one_meaning_with_three_decimals_too(desk: Desk) -> None:
    page = desk.send(value_2=1.125, value_3=1500)
    confirmed(desk.bearer, page, desk.url)
    told = {target: value for target, (value, _status) in desk.told().items()}
    assert told == {desk.first: Decimal("1.125"), desk.second: Decimal(1500)}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"value_2": "tolv"}, "Cell I2: Skriv ett tal med siffror, till exempel 2 400 eller 12,5."),
        ({"value_3": True}, "Cell I3: Skriv ett tal"),
        ({"value_2": "1.500"}, "Cell I2: Menar du 1 500 eller 1,5?"),
        ({"value_3": "60,000"}, "Cell I3: Menar du 60 000 eller 60?"),
        ({"value_2": "1.500,00"}, "Cell I2: Skriv tusental med mellanslag: 1 500,00."),
        ({"value_2": "=1+1"}, "Cell I2: Cellen har en formel. Klistra in den som ett värde."),
        ({"comment_2": "=A1"}, "Cell K2: Cellen har en formel."),
        ({"value_2": 1e300}, "Cell I2: Talet är för långt."),
        ({"value_2": 1, "status_2": "Kanske"}, "Cell J2: Välj ett av: Följ värdet, Uppfyllt"),
        ({"value_2": 1, "missing_reason_2": "Nej"}, "Cell M2: Ta bort antingen värdet"),
        ({"value_2": None, "comment_2": "Bra"}, "Cell I2: Fyll i ett värde (0 är ett värde)"),
        ({"value_2": 1, "lesson_2": "a" * 4_001}, "Cell L2: Texten är 4001 tecken lång."),
        ({"value_2": 1, "comment_2": "osynligt\u202e"}, "Cell K2:"),
        ({"goal_2": 1}, "Cell H2: Målvärde står i den beslutade planen och kan inte ändras."),
        ({"goal_2": "=2"}, "Cell H2: Cellen har en formel."),
        ({"text_3": "Ett lättare mål"}, "Cell D3: Mål står i den beslutade planen"),
        ({"key_2": "own-2023/1"}, "Cell A2: Raden hör inte till organisationens mål."),
        ({"key_2": "are-2023/9"}, "Cell A2: Raden hör inte till organisationens mål."),
        ({"key_3": "are-2023/1"}, "Cell A3: Målet står på två rader. Ta bort den ena."),
    ],
)
def test_each_fault_is_told_by_its_cell_and_nothing_is_saved(
    desk: Desk, cells: dict[str, object], says: str
) -> None:
    page = desk.send(**{"value_2": 2, "value_3": 2, **cells})
    assert page.status == 422
    assert page.has(says)
    assert page.has("Inget är sparat.")
    assert desk.told() == {}
    assert desk.bearer.http.get(f"{desk.url}/granska").status_code == 303


def test_all_faults_are_told_at_once(desk: Desk) -> None:
    page = desk.send(value_2="tolv", value_3="tretton")
    assert page.has("Cell I2:")
    assert page.has("Cell I3:")


def test_a_sheet_of_another_organisation_is_refused(desk: Desk) -> None:
    regions = Book(desk.officer, f"{desk.of('region')}/utfall.xlsx")
    page = send(desk.bearer, desk.url, regions.fill(value_2=9).content())
    assert page.has("Filen är gjord för en annan plan eller organisation.")
    assert desk.told() == {}


BOMB = b"<x>" + b"A" * 60_000_000 + b"</x>"


@pytest.mark.parametrize("content", [b"", b"Namn;Ort", b"PK\x03\x04"])
def test_what_is_no_sheet_is_refused_in_one_sentence(desk: Desk, content: bytes) -> None:
    page = send(desk.bearer, desk.url, content)
    assert page.status == 422
    assert page.has("Excelfilen är trasig")


def test_a_bomb_and_a_book_without_the_sheet_are_refused(desk: Desk) -> None:
    bomb = repacked(desk.filled(value_2=1), "xl/worksheets/sheet2.xml", BOMB)
    assert send(desk.bearer, desk.url, bomb).has("Excelfilen är trasig")
    book, file = Workbook(), BytesIO()
    book.save(file)
    assert send(desk.bearer, desk.url, file.getvalue()).has("Filen saknar bladet Utfall.")


def test_what_came_meanwhile_is_not_overwritten_by_a_sheet_unseen(desk: Desk) -> None:
    page = desk.send(value_2=1)
    w.report(desk.matter, "are-2023", desk.matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    late = confirmed(desk.bearer, page, desk.url)
    assert late.status == 409
    assert late.has("Åre kommun lämnade 2024-01-16 ett utfall för målet ”Ett ombud öppnar.”")
    assert desk.told()[desk.first][0] == Decimal(2)
    assert confirmed(desk.bearer, late, desk.url).has("Utfallen är sparade: 1 mål.")
    assert desk.told()[desk.first][0] == Decimal(1)


def test_a_sheet_from_before_says_that_it_is_old(desk: Desk) -> None:
    old = desk.filled(value_2=1)
    w.report(desk.matter, "are-2023", desk.matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    page = send(desk.bearer, desk.url, old)
    assert page.has("Ändrat sedan mallen hämtades")
    assert not page.has("Fler når det.")  # that row was empty then, and still is
    newer = desk.book().fill(value_2=1).content()
    assert not send(desk.bearer, desk.url, newer).has("Ändrat sedan mallen hämtades")


def test_a_reported_outcome_is_not_emptied_by_a_sheet(desk: Desk) -> None:
    w.report(desk.matter, "are-2023", desk.matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    page = desk.send(value_2=None)
    assert page.has("Cell I2: Fyll i ett värde (0 är ett värde)")


def test_an_officer_enters_the_sheet_that_an_organisation_has_sent(desk: Desk) -> None:
    url = f"{desk.of('are')}/fil"
    book = Book(desk.officer, f"{desk.of('are')}/utfall.xlsx").fill(value_2=2, value_3=1)
    page = send(desk.officer, url, book.content())
    assert confirmed(desk.officer, page, url).has("Utfallen är sparade: 2 mål.")
    told = row(desk.site.office.engine, t.outcome, target_id=desk.first)
    assert told.reported_by == "Åre kommun genom Malin Nyqvist Ljungberg"
    (event,) = events(desk.site.office, step="report_outcome")
    assert event["given"]["party_id"] == desk.site.world.parties["are"].id
    assert findings(desk.site.office) == []


def test_an_officers_sheet_never_goes_over_the_organisations_own_word(desk: Desk) -> None:
    w.report(desk.matter, "are-2023", desk.matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    book = Book(desk.officer, f"{desk.of('are')}/utfall.xlsx").fill(value_2=9)
    page = send(desk.officer, f"{desk.of('are')}/fil", book.content())
    assert page.has("Cell I2: Åre kommun har själv lämnat värdet. Be dem ändra det.")
    assert desk.told()[desk.first][0] == Decimal(2)


@pytest.mark.parametrize("who", ["registrar", "secretary"])
def test_the_sheets_of_organisations_are_the_officers(desk: Desk, who: str) -> None:
    for page in ("utfall.xlsx", "fil", "fil/granska"):
        answer = desk.site.client(who).http.get(f"{desk.of('are')}/{page}")
        assert answer.status_code == 403


def test_an_organisation_without_measures_has_no_sheet(desk: Desk) -> None:
    desk.officer.see(f"{desk.of('tillvaxtverket')}/fil", status=404)
    assert desk.bearer.http.get(f"/lank/{'B' * 43}/utfall.xlsx").status_code == 404


def test_a_closed_follow_up_takes_no_sheet_and_says_why(desk: Desk) -> None:
    content = desk.filled(value_2=1, value_3=1)
    w.report(desk.matter, "own-2023", desk.site.world.actor("officer", w.OUTCOMES_IN))
    w.report(desk.matter, "are-2023", desk.matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    officer = desk.site.world.actor("officer", w.CLOSED_UP)
    following_up.close_follow_up(desk.site.office, desk.matter.plan_id, officer, w.CLOSED_UP)
    page = desk.bearer.send(desk.url, {"upload": (BytesIO(content), "utfall.xlsx")})
    assert page.has("handlingsplanen är uppföljd")
    assert page.forms() == []
