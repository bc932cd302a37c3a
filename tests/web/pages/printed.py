"""The figures of a year as they are read back: from Word files, from PDF, and from a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document

from tests.documents import pdftext
from tests.web.pages.page import Page, words

Rows = tuple[tuple[str, ...], ...]
ALL = ("Samtliga insatsområden", "Samtliga organisationer", "Samtliga")
_FIGURE = r"(?:−?\d[\d \u00a0]*(?:,\d+)?|uppgift saknas)"
_JUDGED = r"(?:Uppfyllt|Delvis uppfyllt|Inte uppfyllt|Inte mätt)"
_APART = "\x1f"


@dataclass(frozen=True)
class Printed:
    """How the targets ended by area and organisation, one by one; and the money."""

    areas: Rows
    organisations: Rows
    targets: Rows
    money: Rows


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text).strip()


def _named_alike(rows: Iterable[Sequence[str]]) -> Rows:
    """The last row is the sum of the others, whatever it is called."""
    cleaned = [tuple(_plain(cell) for cell in row) for row in rows]
    return tuple(("Samtliga", *row[1:]) if row[0] in ALL else row for row in cleaned)


def _from(tables: Iterable[tuple[list[str], Rows]]) -> Printed:
    """The figures of tables, each known by its heads."""
    areas: Rows = ()
    organisations: Rows = ()
    money: Rows = ()
    targets: list[tuple[str, ...]] = []
    for heads, rows in tables:
        if heads[0] == "Insatsområde":
            areas = _named_alike(rows)
        elif heads[0] == "Organisation" and "Delvis" in heads:
            organisations = _named_alike(rows)
        elif heads[0] == "Finansieringskälla":
            money = _named_alike(rows)
        elif "Bedömning" in heads:
            places = [heads.index(each) for each in ("Målvärde", "Utfall", "Bedömning")]
            targets += [tuple(_plain(row[place]) for place in places) for row in rows]
    return Printed(areas, organisations, tuple(targets), money)


def of_word(content: bytes) -> Printed:
    found = []
    for table in Document(BytesIO(content)).tables:
        rows = [[_plain(cell.text) for cell in row.cells] for row in table.rows]
        found.append((rows[0], tuple(tuple(row) for row in rows[1:])))
    return _from(found)


def of_page(page: Page) -> Printed:
    found = []
    for table in page.main.iter("table"):
        rows = [[words(c) for c in row if c.tag in ("th", "td")] for row in table.iter("tr")]
        found.append((rows[0], tuple(tuple(row) for row in rows[1:])))
    return _from(found)


def of_pdf(content: bytes) -> Printed:
    pieces = [_plain(piece) for piece in pdftext.pieces(content)]
    text = _APART.join(piece for piece in pieces if piece)
    for parted in ("uppgift saknas", "Delvis uppfyllt", "Inte uppfyllt", "Inte uppfyllda"):
        text = text.replace(parted.replace(" ", _APART), parted)
    return Printed(
        _table(text, "Insatsområde", "Inte mätta", 5),
        _table(text, "Organisation", "Inte mätta", 5),
        _pdf_targets(text),
        _table(text, "Finansieringskälla", "Kronor", 1),
    )


def _table(text: str, first: str, last: str, figures: int) -> Rows:
    """Rows of a name, which may fill several lines, and so many figures; the sum ends them."""
    head = re.search(f"{first}{_APART}(?:[^\\d]*?){last}{_APART}", text)
    if head is None:
        return ()
    row = re.compile(f"((?:(?!{_FIGURE}{_APART}).)+?)" + f"{_APART}({_FIGURE})" * figures)
    found, place = [], head.end()
    while match := row.match(text, place):
        name, *numbers = match.groups()
        found.append((_plain(name.replace(_APART, " ")), *numbers))
        place = match.end() + 1
        if found[-1][0] in (*ALL, "Summa"):
            break
    return _named_alike(found)


def _pdf_targets(text: str) -> Rows:
    """Three figures and the judgement; or two, the unit and the judgement on one line each."""
    whole = re.compile(f"{_FIGURE}{_APART}({_FIGURE}){_APART}({_FIGURE}){_APART}({_JUDGED})")
    short = re.compile(
        f"({_FIGURE}){_APART}({_FIGURE}){_APART}"
        f"(?!{_FIGURE})[^{_APART}]+(?:{_APART}[^{_APART}]+)??{_APART}({_JUDGED})"
    )
    return tuple(whole.findall(text) or short.findall(text))
