"""A table that somebody uploads, CSV or Excel, read into rows of text; anything odd is refused."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from documents.incoming import archive
from documents.incoming.xmlstream import Budget, Deaf, parse
from web.i18n import _
from workflow.refusals import BadInput, Complaint

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 40
MOST_LETTERS = 1_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = ";,\t"
# What the reader of workbooks raises where one is not as it should be; it has no error of its own.
_UNREADABLE = (
    *(AttributeError, IndexError, KeyError, OSError, OverflowError, TypeError, ValueError),
    *(BadZipFile, InvalidFileException, ParseError),
)


@dataclass(frozen=True)
class Row:
    """One row by its number in the file, its cells as text."""

    number: int
    cells: tuple[str, ...]


def read(content: bytes) -> tuple[Row, ...]:
    """The rows that hold anything, the heads first; ``BadInput`` with a sentence where it can't."""
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise _refusal(_("Filen är tom. Kontrollera att rätt fil är vald."))
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise _refusal(_("Filen är större än %(most)s MB. Dela upp den.", most=most))
    if content.startswith(_OLD_EXCEL):
        text = _("Filen är krypterad eller i ett äldre Excelformat. Spara den som .xlsx eller CSV.")
        raise _refusal(text)
    cells = _of_workbook(content) if content.startswith(_ZIP) else _of_text(content)
    rows = tuple(Row(number, _trimmed(row)) for number, row in enumerate(cells, 1) if any(row))
    if len(rows) > MOST_ROWS + 1:
        raise _too_many()
    return rows


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty cells at its end."""
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return cells[: filled[-1]]


def _too_many() -> BadInput:
    return _refusal(_("Filen har fler än %(most)s rader. Dela upp den.", most=MOST_ROWS))


def _refusal(text: str) -> BadInput:
    return BadInput(Complaint("", None, "upload", text))


def _of_text(content: bytes) -> list[tuple[str, ...]]:
    text = _decoded(content)
    lines = text.splitlines(keepends=True)
    if lines and lines[0].strip().lower() in {f"sep={mark}" for mark in _MARKS}:
        mark, skipped = lines[0].strip()[-1], 1
    else:
        mark, skipped = max(_MARKS, key=lines[0].count if lines else "".count), 0
    try:
        found = list(_bounded(csv.reader(StringIO("".join(lines[skipped:])), delimiter=mark)))
    except csv.Error as error:
        raise _refusal(_("Filen går inte att läsa som CSV. Spara den på nytt i Excel.")) from error
    return [()] * skipped + found


def _decoded(content: bytes) -> str:
    """As it was saved: in UTF-8 with or without a mark, as Excel's Unicode text, or as Windows."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refusal(_("Filen är ingen CSV-fil och ingen Excelfil. Spara den som .xlsx eller CSV."))


def _bounded(rows: Iterable[Iterable[Any]]) -> Iterator[tuple[str, ...]]:
    """Each row as text, as long as there are no more of them than a register can hold."""
    for number, row in enumerate(rows, 1):
        if number > 2 * MOST_ROWS:
            raise _too_many()
        cells = tuple(_text(cell) for cell in row)
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            text = _("Rad %(row)s har fler än %(most)s kolumner.", row=number, most=MOST_COLUMNS)
            raise _refusal(text)
        if any(len(cell) > MOST_LETTERS for cell in cells):
            raise _refusal(_("Rad %(row)s har en cell som är för lång. Korta den.", row=number))
        yield cells[:MOST_COLUMNS]


def _text(value: object) -> str:
    """A cell as text: whole numbers without decimals, days as 2024-05-08."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_workbook(content: bytes) -> list[tuple[str, ...]]:
    """The first sheet, once the file is known to be no more than it seems."""
    _examine(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=2 * MOST_ROWS + 1, max_col=MOST_COLUMNS)
        return list(_bounded(_values(number, row) for number, row in enumerate(rows, 1)))
    except BadInput:
        raise
    except _UNREADABLE as error:
        raise _unreadable() from error


@dataclass(frozen=True)
class Formula:
    """A cell that a program would have to work out: never taken as what somebody wrote."""


def read_sheet(content: bytes, title: str, columns: int) -> tuple[tuple[object, ...], ...]:
    """The cells of one sheet as they are, from the first row; ``BadInput`` where it can't be read.

    A cell with a formula comes as ``Formula``, for whoever asked to say which one it is.
    """
    if len(content) > MOST_BYTES or not content.startswith(_ZIP):
        raise _unreadable()
    _examine(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        if title not in book.sheetnames:
            return ()
        sheet: Any = book[title]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=columns)
        found = tuple(tuple(_as_it_is(cell) for cell in row) for row in rows)
    except _UNREADABLE as error:
        raise _unreadable() from error
    filled = [number for number, row in enumerate(found, 1) if any(c is not None for c in row)]
    if max(filled, default=0) > MOST_ROWS + 1:
        raise _too_many()
    return found[: max(filled, default=0)]


def _as_it_is(cell: Any) -> object:  # noqa: ANN401  # empty cells are of a class of their own
    return Formula() if cell.data_type == "f" else cell.value


def _values(number: int, row: Iterable[Any]) -> Iterator[Any]:
    for cell in row:
        if cell.data_type == "f":
            text = _(
                "Rad %(row)s har en formel. Kopiera tabellen, klistra in den som värden och spara.",
                row=number,
            )
            raise _refusal(text)
        yield cell.value


def _examine(content: bytes) -> None:
    """Neither a bomb nor a file with definitions of its own: each part is read to its end once."""
    try:
        with archive.opened(content) as opened:
            budget = Budget(elements=400_000, characters=4_000_000)
            for part in opened.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    parse(archive.blocks(opened, part), Deaf(), budget)
    except BadInput as refused:
        raise _unreadable() from refused


def _unreadable() -> BadInput:
    return _refusal(
        _(
            "Excelfilen är trasig, krypterad, för stor eller packad på ett ovanligt sätt. "
            "Öppna den i Excel, kopiera tabellen till en ny arbetsbok och spara den som .xlsx."
        )
    )
