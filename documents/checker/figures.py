"""Rules on figures: decimals, thousands, money, diarienummer, personal numbers."""

import re
from collections.abc import Iterator
from datetime import date

from documents.checker.model import Draft, Found, at, each
from documents.typography import NBSP
from workflow.references import case_reference, check_digit

_UNIT = "mnkr|mkr|mdkr|tkr|kr|kronor|miljoner|miljarder|procent|procentenheter|km|mil|timmar"
_POINT = re.compile(rf"(?<![\d.,/:§])(\d{{1,9}})\.(\d{{1,2}})(?=[ {NBSP}]?(?:(?:{_UNIT})\b|%))")
_POINTED_THOUSANDS = re.compile(r"(?<![\d.,/:-])\d{1,3}(?:\.\d{3}){1,4}(?!\d|[.,/:-]\d)")
_COMMA_THOUSANDS = re.compile(r"(?<![\d.,/:-])\d{1,3}(?:,\d{3}){2,4}(?!\d|[.,/:-]\d)")
_MILLIONS = re.compile(rf"(?<=\d[ {NBSP}])(mkr|mnkr|Mkr|Mnkr|MKR|MNKR|MSEK)\b")
_REFERENCE = re.compile(r"(?<![\w/.:-])[A-ZÅÄÖ]{2,6}/[0-9/]{1,20}(?![\w:-])")
_NO_REFERENCE = (
    "Det är inget diarienummer. Skriv nämndens kod, löpnummer och år med fyra siffror, "
    "till exempel RUN/536/2021."
)
_PERSONAL = re.compile(r"(?<![\w/-])((?:19|20)?\d{6})([-+]?)(\d{4})(?![\w/-])")


def decimal_point(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _POINT):
        yield at(passage, found, "Decimaler skrivs efter kommatecken.", f"{found[1]},{found[2]}")


def thousands_point(draft: Draft) -> Iterator[Found]:
    for pattern in (_POINTED_THOUSANDS, _COMMA_THOUSANDS):
        for passage, found in each(draft, pattern):
            right = re.sub("[.,]", NBSP, found[0])
            yield at(passage, found, "Tusental skiljs åt med hårt mellanslag.", right)


def money_mixed(draft: Draft) -> Iterator[Found]:
    """The form that the text uses first is the one to keep."""
    first = ""
    for passage, found in each(draft, _MILLIONS):
        first = first or (found[1] if found[1] in ("mkr", "mnkr") else "mnkr")
        if found[1] != first:
            fault = f"Miljoner kronor är förkortat på flera sätt i texten, också som «{first}»."
            yield at(passage, found, fault, first)


def reference_form(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _REFERENCE):
        written = found[0]
        if written.count("/") < 2 or _is_reference(written):
            continue
        single = re.sub("/{2,}", "/", written).rstrip("/")
        if _is_reference(single):
            yield at(passage, found, "Diarienumret har för många snedstreck.", single)
        else:
            yield at(passage, found, _NO_REFERENCE)


def _is_reference(text: str) -> bool:
    try:
        case_reference(text)
    except ValueError:
        return False
    return True


def personal_number(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _PERSONAL):
        if _is_personal(found[1], found[2], found[3]):
            fault = (
                "Det ser ut som ett personnummer. Ta bort det ur texten, "
                "eller kontrollera att det är något annat."
            )
            yield at(passage, found, fault)


def _is_personal(birth: str, sign: str, last: str) -> bool:
    """A day of birth and four digits; without a sign between, the check digit must agree too."""
    month, day = int(birth[-4:-2]), int(birth[-2:])
    day -= 60 if day > 60 else 0  # samordningsnummer
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return bool(sign) or check_digit(f"{birth[-6:]}{last[:3]}") == int(last[3])
