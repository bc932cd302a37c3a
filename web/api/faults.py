"""What is wrong with a body or a query: a Swedish sentence for each field."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_DAY = "ska vara en dag, som 2024-05-08."
_WHOLE = "ska vara ett heltal."
_NUMBER = "ska vara ett tal med högst 15 siffror, varav högst 6 decimaler."
_YES_OR_NO = "ska vara true eller false."
_OTHER = "är inte som beskrivningen säger. Se /api/v1/openapi.json."

# By pydantic's names of what is wrong.
_SAID = {
    "bool_parsing": _YES_OR_NO,
    "bool_type": _YES_OR_NO,
    "date_from_datetime_inexact": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "decimal_max_digits": _NUMBER,
    "decimal_max_places": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_whole_digits": _NUMBER,
    "enum": "ska vara något av {expected}.",
    "extra_forbidden": "finns inte i beskrivningen. Ta bort det.",
    "finite_number": _NUMBER,
    "greater_than_equal": "ska vara minst {ge}.",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "less_than_equal": "ska vara högst {le}.",
    "list_type": "ska vara en lista.",
    "missing": "saknas. Ange ett värde.",
    "model_type": "ska vara ett JSON-objekt.",
    "string_pattern_mismatch": "ska stå på en rad.",
    "string_too_long": "ska ha högst {max_length} tecken.",
    "string_type": "ska vara text.",
    "too_long": "ska ha högst {max_length} poster.",
    "too_short": "får inte vara tom. Ange minst {min_length}.",
    "value_error": "{error}",
}


def told(error: ValidationError) -> Iterator[str]:
    """``measures.0.area: saknas. Ange ett värde.``, for every fault."""
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "begäran"
        yield f"{where}: {_sentence(fault)}"


def _sentence(fault: ErrorDetails) -> str:
    words = {name: _swedish(value) for name, value in fault.get("ctx", {}).items()}
    return _SAID.get(fault["type"], _OTHER).format_map(words)


def _swedish(value: object) -> str:
    return str(value).replace(" or ", " eller ")
