"""Swedish typography by machine: spaces that hold, dashes in spans, written days and numbers."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"

# Own tables: a server's locale must never choose the language of a paper.
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen")
_UNITS = (
    "mnkr", "mkr", "mdkr", "tkr", "kr", "kronor", "miljoner", "miljarder", "procent",
    "procentenheter", "kap.", "km", "mil", "meter", "minuter", "timmar", "dagar", "veckor",
)  # fmt: skip

_MONTH = "|".join(MONTHS)
_UNIT = "|".join(re.escape(unit) for unit in _UNITS)
# Looked for at the beginning of a word only: so a long word is read once, not once a letter.
_ADDRESS = re.compile(r"((?<!\S)\S*(?:://|@|www\.)\S*)")
_RUN_OF_SPACES = re.compile(rf"[ \t{NBSP}]{{2,}}|\t")
_SPACE_AT_BREAK = re.compile(rf"[ {NBSP}]?\n[ {NBSP}]?")  # runs are single spaces by then

# Each finds a place where a line must not break; the gap found becomes a no-break space.
_HOLDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=§)[ {NBSP}]?(?=\d)",
        r"(?<=\d) (?=§)",
        r"(?<=\d[a-z]) (?=§)",
        rf"(?<=\d) (?=(?:{_MONTH})\b)",
        rf"(?<=\d) (?=(?:{_UNIT})(?!\w)|%)",
        r"(?<=\bkap\.) (?=\d)",
        r"(?<=\bkl\.) (?=\d)",
        r"(?<=\bnr) (?=\d)",
        r"(?<=\bs\.) (?=\d)",
        r"(?<=\bv\.) (?=\d)",
        r"(?<=\bpunkt) (?=\d)",
    )
)
_MONTH_YEAR = re.compile(rf"\b({_MONTH}) (?=\d{{4}}\b)")
_THOUSANDS = re.compile(rf"(?<![\d,.:/{DASH}-])\d{{1,3}}(?: \d{{3}}){{1,6}}(?! ?\d)")

# A reference, a phone number or an organisation number keeps its hyphen, and so does an ISO date:
# only two years, or two plain numbers of which the second is greater, are a span.
_NAMED = rf"(?i:\b(?:dnr|nr|tfn|tel|telefon|ref|org\.\s?nr|orgnr)\b[.:]?[ {NBSP}]*\S+)"
_BEFORE, _AFTER = rf"(?<![\w/:.,+{DASH}{MINUS}-])", rf"(?![\w/:{DASH}-])(?![.,]\d)"
_SPAN = re.compile(
    rf"(?P<kept>{_NAMED})"
    rf"|{_BEFORE}(?P<year>(?:19|20)\d\d) ?[-{DASH}] ?(?P<to_year>(?:19|20)\d\d){_AFTER}"
    rf"|{_BEFORE}(?P<low>[1-9]\d{{0,2}})-(?P<high>[1-9]\d{{0,2}}){_AFTER}(?![ {NBSP}]\d\d)"
)


def typeset(text: str) -> str:
    """The same words, set by the rules; an e-mail or web address is left as it is."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    plain = _RUN_OF_SPACES.sub(_one_space, plain)
    plain = _SPACE_AT_BREAK.sub("\n", plain).strip(f" \n{NBSP}")
    pieces = _ADDRESS.split(plain)
    return "".join(piece if i % 2 else _set(piece) for i, piece in enumerate(pieces))


def _one_space(found: re.Match[str]) -> str:
    return NBSP if NBSP in found[0] else " "


def _set(text: str) -> str:
    for hold in _HOLDS:
        text = hold.sub(NBSP, text)
    text = _MONTH_YEAR.sub(rf"\1{NBSP}", text)
    text = _THOUSANDS.sub(lambda found: found[0].replace(" ", NBSP), text)
    return _SPAN.sub(_span, text)


def _span(found: re.Match[str]) -> str:
    if found["kept"]:
        return found[0]
    low, high = found["year"] or found["low"], found["to_year"] or found["high"]
    return f"{low}{DASH}{high}" if int(low) < int(high) else found[0]


def written(day: date) -> str:
    """``23 maj 2023``, for running text."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def with_weekday(day: date) -> str:
    """``tisdagen den 24 oktober 2023``, for a day that somebody has to keep."""
    return f"{WEEKDAYS[day.weekday()]} den {written(day)}"


def number(value: Decimal | int) -> str:
    """``1 234,5``: decimal comma, no-break space between thousands, no idle zeros."""
    whole, _, rest = f"{abs(Decimal(value)):f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    digits = f"{grouped},{rest}" if rest else grouped
    return f"{MINUS}{digits}" if value < 0 else digits


def kronor(amount: int) -> str:
    """``150 000 kronor``."""
    return f"{number(amount)}{NBSP}{'krona' if amount == 1 else 'kronor'}"


def sentence(text: str) -> str:
    """The text with the full stop that a sentence ends with."""
    trimmed = text.strip()
    return trimmed if not trimmed or trimmed[-1] in ".!?:…" else f"{trimmed}."


def capitalised(text: str) -> str:
    """With a capital first letter and the others as they are."""
    return text[:1].upper() + text[1:]


def enumerated(words: Iterable[str]) -> str:
    """``Berg, Krokom och Åre``."""
    listed = tuple(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} och {listed[-1]}"


def counted(count: int, one: str, many: str) -> str:
    """``1 insats``, ``5 insatser``."""
    return f"{number(count)}{NBSP}{one if count == 1 else many}"
