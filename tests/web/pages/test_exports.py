"""Lists as files: days are days, numbers numbers, and no cell is a formula."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.web.pages.site import Site
from web import exports

HEADS = ("Ärende", "Öppnat", "Antal")
ROWS: list[exports.Row] = [('Åre; "och" Berg', date(2021, 11, 8), 3), ("", None, 0)]
FORMULAS = ["=1+1", "+46", "-2", "@SUM(A1)", "\t=1", " =1", "\uff1d1", "\n=1"]


def sheet(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def test_a_csv_opens_in_a_swedish_excel() -> None:
    content = exports.as_csv(HEADS, ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert read == [list(HEADS), ['Åre; "och" Berg', "2021-11-08", "3"], ["", "", "0"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_csv_is_text(text: str) -> None:
    content = exports.as_csv(("A",), [(text,)]).decode("utf-8-sig")
    (_, (cell,)) = csv.reader(StringIO(content, newline=""), delimiter=";")
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["Åre", "a=b", "2021-11-08", "’=1"])
def test_what_is_no_formula_is_left_as_it_is(text: str) -> None:
    assert exports.defused(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_workbook_is_text(text: str) -> None:
    cell = sheet(exports.as_xlsx("Ärenden", ("A",), [(text,)]))["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_a_workbook_has_days_and_numbers_and_a_head_that_stays() -> None:
    found = sheet(exports.as_xlsx("Ärenden", HEADS, ROWS))
    assert found["B2"].value == datetime(2021, 11, 8)  # noqa: DTZ001  # a cell has no zone
    assert (found["B2"].number_format, found["C2"].value) == ("yyyy-mm-dd", 3)
    assert (found.freeze_panes, found.auto_filter.ref) == ("A2", "A1:C3")
    assert found.title == "Ärenden"


def test_what_the_format_can_t_hold_is_left_out() -> None:
    found = sheet(exports.as_xlsx("Ärenden", ("A",), [("a\x00b\x0bc",)]))
    assert found["A2"].value == "abc"


def test_a_list_of_nothing_has_its_head() -> None:
    assert sheet(exports.as_xlsx("Ärenden", HEADS, []))["A1"].value == "Ärende"


def test_the_list_of_cases_comes_as_a_workbook(site: Site) -> None:
    answer = site.client("officer").http.get("/arenden.xlsx")
    assert answer.mimetype == exports.XLSX
    assert sheet(answer.data)["A2"].value == "RUN/536/2021"
    assert sheet(answer.data)["E2"].value == datetime(2021, 11, 8)  # noqa: DTZ001  # as above
