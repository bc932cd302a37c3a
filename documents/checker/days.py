"""Rules on written days: Swedish order, Swedish months, lower case."""

import re
from collections.abc import Iterator

from documents.checker.model import Draft, Found, at, each
from documents.typography import MONTHS, NBSP

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBER = {name: place for place, name in enumerate(MONTHS, start=1)}
_NUMBER |= {name: place for place, name in enumerate(_ENGLISH, start=1)}
_NUMBER |= {name[:3]: place for place, name in enumerate(_ENGLISH, start=1)}
_NUMBER |= {"okt": 10, "maj": 5, "sept": 9}

_GAP = rf"[ {NBSP}\n]"
_MONTH = "|".join(MONTHS)
_CAPITAL = "|".join(month.capitalize() for month in MONTHS)
_ONLY_ENGLISH = "January|February|March|May|June|July|August|October"
_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Okt|Nov|Dec"
_ALL = f"{_CAPITAL}|{_ONLY_ENGLISH}|{_SHORT}"
_BY_NUMBERS = re.compile(
    r"(?<![\w/.,:-])(\d{1,2})([/.-])(\d{1,2})(?:\2|[ ])((?:19|20)\d\d)(?![\w/-]|[.,]\d)"
)
_ORDINAL = re.compile(rf"(?<![\d:])(\d{{1,2}})(?::?[ea]){_GAP}(?i:({_MONTH}))\b")
_CAPITAL_MONTH = re.compile(
    rf"(?:(?<=\d{_GAP})|(?<=\b[iI]{_GAP})|(?<=\b(?:av|ur){_GAP})|(?<=\bden{_GAP})"
    rf"|(?<=\btill{_GAP})|(?<=\bfrån{_GAP})|(?<=\bunder{_GAP})|(?<=\bsenast{_GAP})"
    rf"|(?<=\bsedan{_GAP})|(?<=\boch{_GAP})|(?<=\b(?:före){_GAP})|(?<=\befter{_GAP}))"
    rf"({_CAPITAL})\b(?!{_GAP}[A-ZÅÄÖ])"
)
_CAPITAL_WEEKDAY = re.compile(
    rf"(?<=[a-zåäö,]{_GAP})(?:Mån|Tis|Ons|Tors|Fre|Lör|Sön)dag(?:en|ar|arna|ens)?\b"
)
_MONTH_FIRST = re.compile(
    rf"\b({_ALL})\.?{_GAP}(\d{{1,2}})(?:st|nd|rd|th)?(?:,?{_GAP}((?:19|20)\d\d))?(?![\w:/-]|[.,]\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w:])(?:(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?:of{_GAP})?)({_ONLY_ENGLISH}|{_SHORT})\b\.?"
    rf"(?:,?{_GAP}((?:19|20)\d\d)(?!\d))?"
)
_MONTH_YEAR = re.compile(
    rf"(?<!\d{_GAP})\b(?:({_ONLY_ENGLISH}){_GAP}((?:19|20)\d\d)\b"
    rf"|(January|February|October)\b(?!{_GAP}\d))"
)


def numeric_date(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _BY_NUMBERS):
        fault = "En dag skrivs ut med månadens namn, eller som 2023-10-24 i huvudet."
        yield at(passage, found, fault, _by_numbers(found))


def _by_numbers(found: re.Match[str]) -> str | None:
    """The written day where only one reading is a day; 04/05 may be either."""
    first, second = int(found[1]), int(found[3])
    readings = {(first, second), (second, first)}
    possible = [(day, month) for day, month in readings if 1 <= day <= 31 and 1 <= month <= 12]
    if len(possible) != 1:
        return None
    return _written(possible[0][0], possible[0][1], found[4])


def _written(day: int, month: int, year: str | None) -> str:
    words = f"{day}{NBSP}{MONTHS[month - 1]}"
    return f"{words}{NBSP}{year}" if year else words


def ordinal_date(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _ORDINAL):
        right = _written(int(found[1]), _NUMBER[found[2].lower()], None)
        yield at(passage, found, "Dagen skrivs utan ändelse före månadens namn.", right)


def month_capital(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _CAPITAL_MONTH):
        yield at(passage, found, "Månader skrivs med liten bokstav.", found[1].lower())


def weekday_capital(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _CAPITAL_WEEKDAY):
        yield at(passage, found, "Veckodagar skrivs med liten bokstav.", found[0].lower())


def english_date(draft: Draft) -> Iterator[Found]:
    fault = "Dagen är skriven på engelska: på svenska står dagen före månaden."
    for passage, found in each(draft, _MONTH_FIRST):
        if 1 <= int(found[2]) <= 31:
            month = _NUMBER[found[1].lower()]
            yield at(passage, found, fault, _written(int(found[2]), month, found[3]))
    for passage, found in each(draft, _DAY_FIRST):
        if 1 <= int(found[1]) <= 31:
            month = _NUMBER[found[2].lower()]
            yield at(passage, found, fault, _written(int(found[1]), month, found[3]))
    for passage, found in each(draft, _MONTH_YEAR):
        month_name = MONTHS[_NUMBER[(found[1] or found[3]).lower()] - 1]
        right = f"{month_name}{NBSP}{found[2]}" if found[2] else month_name
        yield at(passage, found, "Månadens namn är på engelska.", right)
