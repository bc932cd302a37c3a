"""Texts and numbers in a case file: what each may be, and the sentence for when it is not."""

import re
from collections.abc import Callable
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt

from workflow.plaintext import composed, hidden_characters
from workflow.references import case_reference, check_digit, paragraph

NAME_LENGTH = 200
LINE_LENGTH = 90  # as many characters as fit beside each other on a page
TEXT_LENGTH = 20_000

_SPACES = re.compile(r"[ \t\n]+")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{3,24}")
_NUMBER = re.compile(r"([0-9]{6})-([0-9]{4})")
_FONT = re.compile(r"[A-Za-z0-9ÅÄÖåäö][A-Za-z0-9ÅÄÖåäö -]{0,39}")
_CODE = re.compile(r"[A-ZÅÄÖ]{2,6}")


class Part(BaseModel):
    """A table of the case file: exactly the documented keys, and never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _on_one_line(text: str) -> str:
    """No control characters either: a new line in a name would start a header of its own."""
    for _, sentence in hidden_characters(text):
        raise ValueError(sentence)
    if "\n" in text or "\t" in text:
        raise ValueError("ska stå på en rad, utan radbyte och tabb")
    return text


def _of_length(text: str, longest: int) -> str:
    if not text:
        raise ValueError("får inte vara tom. Skriv texten eller ta bort nyckeln")
    if len(text) > longest:
        raise ValueError(f"texten har {len(text)} tecken, högst {longest} får plats. Korta den")
    return text


def _name(text: str) -> str:
    return _of_length(_on_one_line(composed(text).strip(" ")), NAME_LENGTH)


def _line(text: str) -> str:
    return _of_length(_name(text), LINE_LENGTH)


def _paragraph_of_text(text: str) -> str:
    """One paragraph; the line breaks of the file are for whoever reads the file."""
    plain = composed(text).replace("\r\n", "\n").strip(" \t\n")
    if _EMPTY_LINE.search(plain):
        raise ValueError("ett stycke kan inte innehålla en tomrad. Dela det i två stycken")
    return _of_length(_on_one_line(_SPACES.sub(" ", plain)), TEXT_LENGTH)


def _pattern(pattern: re.Pattern[str], fault: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.fullmatch(_on_one_line(text)):
            raise ValueError(f"{_quoted(text)} {fault}")
        return text

    return check


def _quoted(text: str) -> str:
    """The value as a message may repeat it: not longer than a line."""
    return f"«{text}»" if len(text) <= 60 else f"«{text[:60]}…»"


def _reference(text: str) -> str:
    return str(case_reference(_on_one_line(text)))


def _paragraph_label(text: str) -> str:
    return str(paragraph(_on_one_line(text)))


def _organisation_number(text: str) -> str:
    found = _NUMBER.fullmatch(_on_one_line(text))
    if found is None:
        raise ValueError(
            f"{_quoted(text)} är inte ett organisationsnummer. "
            "Skriv sex siffror, bindestreck och fyra siffror"
        )
    digits = found[1] + found[2]
    wanted = check_digit(digits[:9])
    if int(digits[9]) != wanted:
        raise ValueError(
            f"organisationsnumret {text} har fel kontrollsiffra: den sista siffran skulle "
            f"vara {wanted} om resten är rätt. Jämför med källan"
        )
    return text


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(f"{_quoted(text)} är ingen tidszon. Skriv till exempel Europe/Stockholm")
    return text


Name = Annotated[str, AfterValidator(_name)]
Line = Annotated[str, AfterValidator(_line)]
Text = Annotated[str, AfterValidator(_paragraph_of_text)]
Key = Annotated[
    str,
    AfterValidator(
        _pattern(
            _KEY,
            "är ingen nyckel. Skriv små bokstäver a–z, siffror och bindestreck, "
            "till exempel are-kommun",
        )
    ),
]
Email = Annotated[
    str,
    AfterValidator(
        _pattern(_EMAIL, "är ingen e-postadress. Skriv en enda adress, som namn@kommun.example")
    ),
]
Phone = Annotated[
    str,
    AfterValidator(_pattern(_PHONE, "är inget telefonnummer. Skriv till exempel 063-14 00 00")),
]
CommitteeCode = Annotated[
    str,
    AfterValidator(
        _pattern(_CODE, "är ingen nämndkod. Skriv två till sex versaler, till exempel RUN")
    ),
]
FontName = Annotated[
    str,
    AfterValidator(
        _pattern(_FONT, "är inget typsnitt. Skriv familjens namn, som «Calibri» eller «Arial»")
    ),
]
Reference = Annotated[str, AfterValidator(_reference)]
ParagraphLabel = Annotated[str, AfterValidator(_paragraph_label)]
OrganisationNumber = Annotated[str, AfterValidator(_organisation_number)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Count = Annotated[StrictInt, Field(ge=0, le=366)]
Crowns = Annotated[StrictInt, Field(ge=0, le=10**12)]
