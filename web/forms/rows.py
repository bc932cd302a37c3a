"""Rows of a form: as many entries of the same kind as were sent, in the order of their numbers."""

from collections.abc import Iterator
from typing import Any

from wtforms import FieldList

_LONGEST = 4  # digits in the number of a row


class RowsField(FieldList):  # type: ignore[type-arg]  # only the types have arguments
    """Rows that are numbered by the page; a name that nobody's page has numbered is no row."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """WTForms asks here which rows were sent; it takes any digit of any script for a number."""
        for name in formdata:
            number = name.removeprefix(f"{prefix}-").partition("-")[0]
            if name.startswith(f"{prefix}-") and _is_number(number):
                yield int(number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST
