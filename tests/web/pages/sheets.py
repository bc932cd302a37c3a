"""Sheets of outcomes in the hands of whoever fills them in: read, written to, sent back."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.web.pages.page import Page
from tests.web.pages.site import Client
from web.outcome_sheet import FIELDS, OUTCOMES, place

NAME = "utfall.xlsx"


class Book:
    """A template as it was downloaded; cells are named by field and row."""

    def __init__(self, client: Client, url: str) -> None:
        answer = client.http.get(url)
        assert answer.status_code == 200, answer.status_code
        self.book = load_workbook(BytesIO(answer.data))

    @property
    def sheet(self) -> Any:  # noqa: ANN401  # openpyxl carries no types
        return self.book[OUTCOMES]

    def column(self, field: str) -> list[object]:
        place = FIELDS.index(field)
        return [row[place].value for row in self.sheet.iter_rows(min_row=2)]

    def fill(self, **cells: object) -> "Book":
        """``value_2=5``: the field of a row."""
        for name, value in cells.items():
            field, _, row = name.rpartition("_")
            self.sheet[place(field, int(row))] = value
        return self

    def content(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


def send(client: Client, url: str, content: bytes, name: str = NAME) -> Page:
    """Upload a file at its page; gives the page that it leads to."""
    form = client.see(url).form("fil")
    return client.send(url, {**form, "upload": (BytesIO(content), name)})
