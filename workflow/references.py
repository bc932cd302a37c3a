"""How what the office names is written: diarienummer, paragraphs, numbers, titles, file names."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_CASE = re.compile(r"([A-ZÅÄÖ]{2,6})/([1-9][0-9]{0,5})/((?:19|20)[0-9]{2})")
_PARAGRAPH = re.compile(r"§\s?([1-9][0-9]{0,3})/((?:19|20)[0-9]{2})")


@dataclass(frozen=True, order=True)
class CaseReference:
    """Diarienummer ``RUN/536/2021``: committee, running number, the year the case was *opened*."""

    committee: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.committee}/{self.number}/{self.year}"


@dataclass(frozen=True, order=True)
class Paragraph:
    """A minute's paragraph ``§ 89/2023``; numbers restart each year, so the year is part of it."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"§ {self.number}/{self.year}"


def case_reference(text: str) -> CaseReference:
    """Read a diarienummer strictly; ``ValueError`` with a Swedish sentence where it is not one."""
    found = _CASE.fullmatch(text)
    if found is None:
        raise ValueError(
            f"«{text}» är inte ett diarienummer; skriv nämndens kod, löpnummer och årtal "
            "med ett snedstreck emellan, till exempel RUN/536/2021"
        )
    return CaseReference(found[1], int(found[3]), int(found[2]))


def paragraph(text: str) -> Paragraph:
    """Read a paragraph with its year; ``ValueError`` with a Swedish sentence otherwise."""
    found = _PARAGRAPH.fullmatch(text.replace("\N{NO-BREAK SPACE}", " "))
    if found is None:
        raise ValueError(
            f"«{text}» är inte en paragraf med årtal; skriv till exempel § 89/2023, "
            "eftersom numren börjar om varje år"
        )
    return Paragraph(int(found[2]), int(found[1]))


def paragraph_of(text: str, decided_on: date) -> Paragraph:
    """The paragraph by which a committee decided on a day: its year is that of the day.

    ``ValueError`` with a Swedish sentence where it is no paragraph, or of another year.
    """
    found = paragraph(text)
    if found.year != decided_on.year:
        raise ValueError(
            f"{found} är från {found.year}, men nämndens beslutsdag är {decided_on}; rätta "
            "årtalet eller dagen. Numrerar nämnden sina paragrafer på något annat sätt skriver du "
            f"ändå numret, ett snedstreck och beslutsårets årtal, som i § {found.number}/"
            f"{decided_on.year}"
        )
    return found


def file_stem(*parts: str) -> str:
    """A file name that every system and mail program keeps: ``RUN-536-2021_utdrag_are-kommun``."""
    return "_".join(_slug(part) for part in parts if part)


def _slug(part: str) -> str:
    # A diarienummer keeps its capitals; names are lowered. Å and ä lose their rings and dots only.
    kept = part if part.upper() == part else part.lower()
    plain = unicodedata.normalize("NFKD", kept).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


def decision_number(serial: int | None, year: int | None) -> str:
    """A decision's number in its committee's series: ``3/2023``; empty while it has none."""
    return f"{serial}/{year}" if serial else ""


def check_digit(digits: str) -> int:
    """The last digit of an organisation or personal number, by Luhn's rule on those before it."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def uncapitalised(text: str) -> str:
    """A title inside a sentence: ``regional utvecklingsdirektör``; ``VD`` stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def with_title(name: str, title: str) -> str:
    """A person and the post they hold, as they stand after each other in a line."""
    return ", ".join(part for part in (name, uncapitalised(title)) if part)


_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET)}
_SAME = str.maketrans("éèüæø", "eeyäö")


@lru_cache(maxsize=4096)  # lists of the same names are sorted again and again
def swedish_key(name: str) -> tuple[str, str]:
    """The key that sorts Swedish names: å, ä, ö last, in that order, case ignored.

    Databases differ in this (no wheel of PostgreSQL has ICU), so names are always sorted here.
    """
    whole = unicodedata.normalize("NFC", name)
    plain = whole.casefold().translate(_SAME)
    return "".join(_PLACE.get(letter, f" {letter}") for letter in plain), whole
