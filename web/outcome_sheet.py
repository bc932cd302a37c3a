"""The sheet in which an organisation fills in its outcomes: what stands in each cell of it."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from web import exports
from web.forms.outcomes import STATUSES
from workflow.facts import Measure, Target
from workflow.measures import by_position, fingerprint
from workflow.operations.queries.own_measures import OwnPart

# The words are the same in every language, so that a sheet that was saved can be read in again.
GUIDE, OUTCOMES = "Så här gör du", "Utfall"
HEADS = {
    "key": "",
    "seen": "Version",
    "activity": "Insats",
    "text": "Mål",
    "indicator": "Indikator",
    "unit": "Enhet",
    "baseline": "Basvärde",
    "goal": "Målvärde",
    "value": "Utfall",
    "status": "Bedömning",
    "comment": "Kommentar",
    "lesson": "Lärdom till nästa år",
    "missing_reason": "Varför saknas värdet?",
}
FIELDS = tuple(HEADS)
HIDDEN = ("key", "seen")
FIXED = ("activity", "text", "indicator", "unit", "baseline", "goal")
WRITTEN = ("value", "status", "comment", "lesson", "missing_reason")
_NUMBERS = ("baseline", "goal", "value")
_WIDTHS = {"activity": 36, "text": 36, "indicator": 28, "comment": 40, "lesson": 40}
_USUAL_WIDTH, _LAST_WIDTH = 16, 40
_TO_FILL_IN = PatternFill("solid", fgColor="FFF7D6")
_HEAD = PatternFill("solid", fgColor="E8E8E8")
# The first is what an empty cell means: the judgement follows the value.
JUDGEMENTS = {str(words): value for value, words in STATUSES.items()}


def template(part: OwnPart, party: str) -> bytes:
    """The workbook for one organisation: a guide, and a row for each of its targets."""
    book = Workbook()
    _write_guide(book.worksheets[0], part, party)
    sheet = book.create_sheet(OUTCOMES)
    sheet.append([mark(part), *list(HEADS.values())[1:]])
    for measure, target in rows(part):
        sheet.append([exports.kept(cell) for cell in cells(measure, target)])
    _dress(sheet)
    book.active = 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def mark(part: OwnPart) -> str:
    """What says whose sheet it is, and of which plan."""
    party = part.measures[0].responsible
    return f"{part.situation.case.reference} {part.plan.year} {party.id if party else 0}"


def rows(part: OwnPart) -> Iterator[tuple[Measure, Target]]:
    """The organisation's targets, in the order of the plan."""
    for measure in part.measures:
        for target in by_position(measure.targets):
            yield measure, target


def key(measure: Measure, target: Target) -> str:
    """What a row is known by, however the sheet is sorted."""
    return f"{measure.key}/{target.position}"


def cells(measure: Measure, target: Target) -> list[Any]:
    """A row as it leaves here: what is fixed, and what has been reported so far."""
    told = target.outcome
    by_hand = {value: words for words, value in JUDGEMENTS.items() if value}
    return [
        key(measure, target),
        fingerprint(told),
        measure.activity,
        target.text,
        target.indicator,
        target.unit,
        target.baseline,
        target.goal,
        told.value if told else None,
        by_hand.get(told.status) if told else None,
        told.comment if told else None,
        told.lesson if told else None,
        told.missing_reason if told else None,
    ]


def place(field: str, row: int) -> str:
    """``F7``: the cell of a field in a row."""
    return f"{get_column_letter(FIELDS.index(field) + 1)}{row}"


def same(cell: object, fixed: object) -> bool:
    """Whether a cell still says what it said when the sheet was made."""
    if isinstance(fixed, Decimal):
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        return is_number and Decimal(str(cell)) == Decimal(str(float(fixed)))
    return _plain(cell) == _plain(fixed)


def _plain(value: object) -> str:
    return " ".join(str(exports.kept(str(value))).split()) if value is not None else ""


def _dress(sheet: Any) -> None:  # noqa: ANN401  # openpyxl carries no types
    """Only the cells to be filled in are open; the rest is locked, though without a password."""
    for number, column in enumerate(sheet.iter_cols(), 1):
        field, letter = FIELDS[number - 1], get_column_letter(number)
        last = _LAST_WIDTH if field == FIELDS[-1] else _USUAL_WIDTH
        sheet.column_dimensions[letter].width = _WIDTHS.get(field, last)
        sheet.column_dimensions[letter].hidden = field in HIDDEN
        for cell in column:
            exports.as_text(cell)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.row > 1:
                _open(cell, field)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    sheet.freeze_panes = "E2"
    _offer_judgements(sheet)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _open(cell: Any, field: str) -> None:  # noqa: ANN401  # openpyxl carries no types
    if field in WRITTEN:
        cell.protection, cell.fill = Protection(locked=False), _TO_FILL_IN
    if field in _NUMBERS:
        cell.number_format = "#,##0.######"


def _offer_judgements(sheet: Any) -> None:  # noqa: ANN401  # openpyxl carries no types
    offered = ",".join(JUDGEMENTS)
    choice = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True)
    choice.errorTitle, choice.error = "Bedömning", "Välj ett av orden i listan."
    choice.showErrorMessage = True
    sheet.add_data_validation(choice)
    choice.add(f"{place('status', 2)}:{place('status', max(sheet.max_row, 2))}")


def _write_guide(sheet: Any, part: OwnPart, party: str) -> None:  # noqa: ANN401  # as above
    sheet.title = GUIDE
    for text in _guide(part, party):
        sheet.append([exports.kept(text)])
        exports.as_text(sheet.cell(sheet.max_row, 1))
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 90
    sheet.protection.sheet = True


def _guide(part: OwnPart, party: str) -> tuple[str, ...]:
    case, officer = part.situation.case, part.situation.case.officer
    due = (f"Lämna utfallen senast {part.due_on.isoformat()}.",) if part.due_on else ()
    return (
        f"Utfall för {part.plan.title}",
        f"Mallen är gjord för {party} och gäller ärende {case.reference}.",
        *due,
        *_HOW,
        f"Frågor: {officer.name}, {officer.email}",
    )


_HOW = (
    f"1. Öppna bladet {OUTCOMES}. Varje rad är ett av era mål.",
    (
        "2. Fyll i de gula cellerna. Skriv utfallet som ett tal, till exempel 12 eller 12,5. "
        "Noll är ett utfall: skriv 0. En rad som lämnas tom kan fyllas i senare."
    ),
    "3. Bedömningen följer värdet om ni inte väljer något annat i listan.",
    "4. Saknas värdet? Lämna utfallet tomt och skriv varför i sista kolumnen.",
    "5. Skriv inga formler. Klistra in värden.",
    (
        "6. Spara filen som .xlsx och ladda upp den på samma sida som ni hämtade den från. "
        "Ni får se vad som ändras innan något sparas."
    ),
    "Mål, indikator, enhet och målvärde är låsta, eftersom de står i den beslutade planen.",
    "Det ni lämnar blir en allmän handling. Skriv inte namn på enskilda personer.",
)
