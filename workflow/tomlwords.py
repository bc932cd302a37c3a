"""What is wrong with a TOML file, in Swedish: the sentences for pydantic's and tomllib's errors."""

import re
from collections.abc import Mapping
from typing import Any

Context = Mapping[str, Any]

_TEXT = "ska vara text inom citattecken"
_WHOLE = "ska vara ett heltal utan citattecken"
_NUMBER = "ska vara ett tal utan citattecken, med punkt före decimalerna"
_TRUTH = "ska vara true eller false, utan citattecken"
_DAY = "ska vara ett datum som finns, skrivet som 2024-02-29 utan citattecken"
_INSTANT = "ska vara en tidpunkt med tidszon, skriven som 2024-02-29T08:00:00+01:00"
_CLOCK = "ska vara ett klockslag, skrivet som 08:00:00 utan citattecken"
_LIST = 'ska vara en lista inom hakparenteser, till exempel ["a", "b"]'
_TABLE = "ska vara en tabell med egna nycklar"
_PATH = "ska vara en sökväg inom citattecken"

# What the value should have been, by the kind of error that pydantic names; {} are its own facts.
_FAULTS = {
    "missing": "nyckeln saknas. Lägg till den",
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_too_short": "är för kort, minst {min_length} tecken behövs",
    "string_too_long": "är för lång, högst {max_length} tecken får plats",
    "string_pattern_mismatch": "har inte rätt form",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_digits": "får ha högst {max_digits} siffror",
    "decimal_whole_digits": "får ha högst {whole_digits} siffror före decimalpunkten",
    "decimal_max_places": "får ha högst {decimal_places} decimaler",
    "greater_than": "ska vara större än {gt}",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than": "ska vara mindre än {lt}",
    "less_than_equal": "ska vara högst {le}",
    "multiple_of": "ska vara jämnt delbart med {multiple_of}",
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "datetime_type": _INSTANT,
    "datetime_parsing": _INSTANT,
    "datetime_object_invalid": _INSTANT,
    "datetime_from_date_parsing": _INSTANT,
    "timezone_aware": _INSTANT,
    "time_type": _CLOCK,
    "time_parsing": _CLOCK,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "too_short": "har för få poster, minst {min_length} behövs",
    "too_long": "har för många poster, högst {max_length} får plats",
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "dataclass_type": _TABLE,
    "path_type": _PATH,
    "literal_error": "ska vara {choices}",
    "enum": "ska vara {choices}",
    "union_tag_not_found": "det går inte att se vilket slag som avses",
    "union_tag_invalid": "är inget känt slag",
    "value_error": "{error}",
    "assertion_error": "{error}",
}
_SAY_THEMSELVES = {"missing", "value_error", "assertion_error"}

# tomllib's own words, as the beginning of its message, and ours; the first that fits is said.
_SYNTAX = (
    ("Invalid statement", "raden går inte att tolka. Skriv nyckel = värde eller en rubrik, [namn]"),
    ("Invalid initial character for a key", "ett nyckelnamn saknas eller börjar med fel tecken"),
    ("Expected '=' after a key", "det saknas ett likhetstecken efter nyckeln"),
    ("Expected ']", "rubriken saknar sin avslutande hakparentes"),
    ("Expected newline", "det står något mer efter värdet. Skriv en nyckel per rad"),
    ("Invalid value", "värdet går inte att tolka. Text ska stå inom citattecken"),
    ("Invalid date or datetime", "datumet eller klockslaget finns inte"),
    ("Cannot overwrite a value", "nyckeln har redan fått ett värde längre upp"),
    ("Cannot declare", "rubriken finns redan längre upp"),
    ("Cannot mutate", "tabellen är redan avslutad längre upp och kan inte få fler nycklar"),
    ("Cannot redefine", "tabellen är redan avslutad längre upp och kan inte få fler nycklar"),
    ("Duplicate inline table key", "nyckeln står två gånger inom samma klammer"),
    ("Unclosed array", "listan saknar sin avslutande hakparentes"),
    ("Unclosed inline table", "tabellen saknar sin avslutande klammer"),
    ("Unterminated string", "texten saknar sitt avslutande citattecken"),
    ("Illegal character", "ett otillåtet tecken eller en radbrytning står i texten"),
    ("Found invalid character", "ett otillåtet tecken står i texten"),
    ("Expected", "texten saknar sitt avslutande citattecken"),
    ("Unescaped '\\' in a string", "skriv omvänt snedstreck dubbelt (\\\\) eller använd '...'"),
    ("Escaped character is not", "teckenkoden efter omvänt snedstreck finns inte"),
    ("Invalid hex value", "teckenkoden efter omvänt snedstreck är inte hexadecimal"),
)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def fault(kind: str, about: Context, examples: tuple[str, ...] = ()) -> str:
    """The Swedish sentence for one of pydantic's errors; what is not foreseen is said plainly."""
    if about.get("min_length") == 1:
        return _sentence("får inte vara tom", examples)
    text = _FAULTS.get(kind, "värdet godtas inte ({kind})")
    said = text.format(**{"kind": kind, "choices": _choices(about), **about})
    return _sentence(said, () if kind in _SAY_THEMSELVES else examples)


def unknown_key(nearest: str | None, allowed: tuple[str, ...]) -> str:
    """The sentence about a key that nobody reads."""
    if nearest:
        return f"okänd nyckel. Menade du «{nearest}»?"
    return f"okänd nyckel. Här får stå: {', '.join(allowed)}." if allowed else "okänd nyckel."


def syntax_fault(message: str) -> tuple[str, int | None]:
    """tomllib's message in Swedish, and the line it names (none: the end of the file)."""
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else None
    for start, text in _SYNTAX:
        if message.startswith(start):
            return _sentence(text), line
    return "filen följer inte TOML:s regler här.", line


def _sentence(text: str, examples: tuple[str, ...] = ()) -> str:
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return f"{ended} Skriv till exempel {examples[0]}." if examples else ended


def _choices(about: Context) -> str:
    words = [f"«{word}»" for word in re.findall(r"'([^']*)'", str(about.get("expected", "")))]
    return " eller ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
