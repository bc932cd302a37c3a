"""Lists as files: CSV and Excel with days as days, and with no cell that a program would run."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = str | int | date | None
Row = Sequence[Cell]

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A cell that begins so is a formula to a spreadsheet, whoever wrote it; wide forms are too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
_LONGEST = 32_767  # what a cell in Excel holds
_WIDEST, _NARROWEST = 60, 12


def as_csv(heads: Sequence[str], rows: Iterable[Row]) -> bytes:
    """With a byte order mark and semicolons, as a Swedish Excel opens it."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return defused(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def defused(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else text


def as_xlsx(title: str, heads: Sequence[str], rows: Iterable[Row]) -> bytes:
    """One sheet: its head stays in sight and can be filtered, days are days."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    listed = [heads, *rows]
    for row in listed:
        sheet.append([kept(cell) for cell in row])
    for cell in chain.from_iterable(sheet.iter_rows()):
        as_text(cell)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, width in enumerate(_widths(listed), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _widths(rows: Sequence[Row]) -> list[int]:
    columns = zip(*rows, strict=True)
    longest = (max(len(_written(cell)) for cell in column) + 2 for column in columns)
    return [max(_NARROWEST, min(width, _WIDEST)) for width in longest]


def kept(value: Cell) -> Cell:
    """The value as the format can hold it."""
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST] if isinstance(value, str) else value


def as_text(cell: Any) -> None:  # noqa: ANN401  # merged cells, that there are none of, differ
    """Text is text, also where it begins as a formula does; a day is written as one."""
    if isinstance(cell.value, str):
        cell.data_type, cell.quotePrefix = "s", cell.value.startswith(_FORMULA)
    elif isinstance(cell.value, date):
        cell.number_format = "yyyy-mm-dd"
