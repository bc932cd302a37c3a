"""An uploaded table: CSV as Swedish programs save it, Excel as it is, and no traps."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from web import sheets
from workflow.refusals import BadInput

TEXT = "Namn;Ort\r\nÅre kommun;Järpen\r\n"
ROWS = [(1, ("Namn", "Ort")), (2, ("Åre kommun", "Järpen"))]


def read(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in sheets.read(content)]


def told(content: bytes) -> str:
    with pytest.raises(BadInput) as wrong:
        sheets.read(content)
    (complaint,) = wrong.value.complaints
    return complaint.text


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part exchanged or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_csv_is_read_in_the_encodings_and_with_the_marks_that_programs_use(
    encoding: str, mark: str
) -> None:
    assert read(TEXT.replace(";", mark).encode(encoding)) == ROWS


def test_a_line_that_says_which_mark_is_used_is_not_a_row() -> None:
    assert read(b"sep=,\r\nNamn,Ort\r\n") == [(2, ("Namn", "Ort"))]


def test_marks_and_line_breaks_within_quotes_belong_to_the_cell() -> None:
    assert read(b'Namn;Ort\n"a;b";"x\ny"\n')[1] == (2, ("a;b", "x\ny"))


def test_empty_rows_are_passed_over_but_counted() -> None:
    assert read(b"Namn\n\n;\nA\n") == [(1, ("Namn",)), (4, ("A",))]


def test_a_workbook_is_read_with_numbers_and_days_as_text() -> None:
    days = (date(2024, 5, 8), datetime.fromisoformat("2024-05-08T12:00"))
    content = workbook(("Namn", "Nr"), ("Åre", 2120002494), (2.5, 2120002494.0), days, (True, None))
    assert [cells for _, cells in read(content)] == [
        ("Namn", "Nr"),
        ("Åre", "2120002494"),
        ("2.5", "2120002494"),
        ("2024-05-08", "2024-05-08"),
        ("ja",),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen är tom."),
        (b" \r\n ", "Filen är tom."),
        (b"\xef\xbb\xbf\r\n", "Filen är tom."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "äldre Excelformat"),
        (b"Namn\n" + b"A\n" * 2_001, "fler än 2000 rader"),
        (b"Namn\n" + b"\n" * 5_000, "fler än 2000 rader"),
        (b"A" * 2_000_001, "större än 2 MB"),
        (b";".join([b"x"] * 41), "fler än 40 kolumner"),
        (b"Namn\n" + b"A" * 1_001, "en cell som är för lång"),
        (b"A\x00B", "ingen CSV-fil"),
        (b"\xff\xfe\x00", "ingen CSV-fil"),
        (b"\x81\x8d", "ingen CSV-fil"),
        (b'"' + b"A" * 200_000, "går inte att läsa som CSV"),
        (b"PK\x03\x04 och inget mer", "Excelfilen är trasig"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    assert says in told(content)


def test_a_formula_is_refused_with_its_row() -> None:
    assert "Rad 2 har en formel." in told(workbook(("Namn",), ("=1+1",)))


BOMB = b"<x>" + b"A" * 60_000_000 + b"</x>"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'


@pytest.mark.parametrize("part", [BOMB, LAUGHS, b"<x>" * 300, b"<x", b""])
@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/extra.xml"])
def test_a_workbook_that_is_a_trap_is_refused(name: str, part: bytes) -> None:
    assert told(repacked(workbook(("Namn",)), name, part)).startswith("Excelfilen är trasig")


def test_a_workbook_without_its_sheet_is_refused() -> None:
    broken = repacked(workbook(("Namn",)), "xl/worksheets/sheet1.xml", b"<other/>")
    content = repacked(broken, "xl/workbook.xml", b"<workbook/>")
    assert told(content).startswith("Excelfilen är trasig")


def test_a_row_far_down_costs_nothing() -> None:
    book, file = Workbook(), BytesIO()
    book.worksheets[0]["A1"], book.worksheets[0]["A1048576"] = "Namn", "x"
    book.save(file)
    assert "fler än 2000 rader" in told(file.getvalue())


@pytest.mark.parametrize("content", [b"", b"Namn;Ort", b"PK\x03\x04" + b"A" * 2_000_000])
def test_one_sheet_is_only_read_from_a_workbook_that_is_not_too_large(content: bytes) -> None:
    with pytest.raises(BadInput):
        sheets.read_sheet(content, "Sheet", 2)


def test_one_sheet_is_read_as_it_is_with_its_formulas_marked() -> None:
    content = workbook(("Namn", 1, None), (None, "=1+1", "x"))
    assert sheets.read_sheet(content, "Sheet", 2) == (("Namn", 1), (None, sheets.Formula()))
    assert sheets.read_sheet(content, "Annat", 2) == ()


def test_a_row_far_down_in_one_sheet_costs_nothing() -> None:
    with pytest.raises(BadInput):
        sheets.read_sheet(workbook(*[("Namn",)] * 2_002), "Sheet", 1)
