"""Rules on dashes: tankstreck in spans and between words, bindestreck only inside words."""

import re
from collections.abc import Iterator

from documents.checker.model import Draft, Found, Passage, at, each
from documents.typography import DASH, MONTHS

_MONTH = "|".join(MONTHS)
_WEEKDAY = "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
_NUMBERS = re.compile(rf"(?<!\d)(\d{{1,4}}) ?[-{DASH}] ?(\d{{1,4}})(?!\d)")
_RIGHT = re.compile(rf"(?<!\d)(\d{{1,4}}){DASH}(\d{{1,4}})(?!\d)")
_WORDS = re.compile(
    r"(?<![\d.:])(\d{1,2}[.:]\d{2}) ?- ?(\d{1,2}[.:]\d{2})(?![\d.:]\d)"
    rf"|\b({_MONTH})-({_MONTH})\b|\b({_WEEKDAY})-({_WEEKDAY})\b"
)
_AS_DASH = re.compile(
    r"(?<=[^\W\d,.)”%]) -{1,3} (?=\w)|(?<=[,.)”%]) -{1,3} (?=\w)|(?<=\d) -{1,3} (?=[^\W\d])"
    r"|(?<=[^\W\d])--(?=[^\W\d])"
)
_LONG_DASH = re.compile(r" ?\u2014 ?")


def span_hyphen(draft: Draft) -> Iterator[Found]:
    right = _written_right(draft)
    for passage, found in _wrong_spans(draft):
        if (found[1], found[2]) not in right:
            fault = "Ett intervall skrivs med tankstreck utan mellanslag."
            yield at(passage, found, fault, f"{found[1]}{DASH}{found[2]}")
    for passage, found in each(draft, _WORDS):
        first, last = (part for part in found.groups() if part)
        fault = "Ett intervall skrivs med tankstreck utan mellanslag."
        yield at(passage, found, fault, f"{first}{DASH}{last}")


def span_mixed(draft: Draft) -> Iterator[Found]:
    right = _written_right(draft)
    for passage, found in _wrong_spans(draft):
        if (found[1], found[2]) in right:
            fault = "Samma intervall är skrivet på två sätt i texten; tankstreck är det rätta."
            yield at(passage, found, fault, f"{found[1]}{DASH}{found[2]}")


def _wrong_spans(draft: Draft) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage, found in each(draft, _NUMBERS):
        if not passage.changes.spans.isdisjoint(range(found.start(), found.end())):
            yield passage, found


def _written_right(draft: Draft) -> set[tuple[str, str]]:
    return {(found[1], found[2]) for _, found in each(draft, _RIGHT)}


def hyphen_as_dash(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _AS_DASH):
        fault = "Mellan satsdelar skrivs tankstreck med mellanslag på båda sidor."
        yield at(passage, found, fault, f" {DASH} ")
    for passage, found in each(draft, _LONG_DASH):
        fault = "Det långa tankstrecket är engelskt; på svenska skrivs det kortare."
        yield at(passage, found, fault, f" {DASH} " if " " in found[0] else DASH)
