"""Days, times, numbers and sizes are written as Swedes write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from web.formats import Formats

SWEDISH = Formats(ZoneInfo("Europe/Stockholm"), lambda: "sv")
ENGLISH = Formats(ZoneInfo("Europe/Stockholm"), lambda: "en")
LATE = datetime(2024, 5, 7, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (SWEDISH.day, date(2024, 5, 8), "2024-05-08"),
        (SWEDISH.day, LATE, "2024-05-08"),
        (SWEDISH.longday, date(2024, 5, 8), "8 maj 2024"),
        (SWEDISH.longday, LATE, "8 maj 2024"),
        (ENGLISH.longday, date(2024, 5, 8), "8 May 2024"),
        (SWEDISH.moment, LATE, "2024-05-08 00:30"),
        (SWEDISH.moment, datetime(2024, 1, 8, 12, tzinfo=UTC), "2024-01-08 13:00"),
        (SWEDISH.clock, LATE, "00.30"),
        (ENGLISH.clock, LATE, "00:30"),
        (SWEDISH.machine, LATE, "2024-05-08T00:30+02:00"),
        (SWEDISH.machine, date(2024, 5, 8), "2024-05-08"),
        (SWEDISH.number, 2400, "2\u00a0400"),
        (SWEDISH.number, Decimal("12.50"), "12,5"),
        (SWEDISH.number, Decimal("2400.5"), "2\u00a0400,5"),
        (SWEDISH.number, -3, "\u22123"),
        (SWEDISH.number, 0, "0"),
        (ENGLISH.number, Decimal("2400.5"), "2,400.5"),
        (SWEDISH.kronor, 12500, "12\u00a0500\u00a0kr"),
        (SWEDISH.size, 0, "0\u00a0byte"),
        (SWEDISH.size, 999, "999\u00a0byte"),
        (SWEDISH.size, 1_000, "1\u00a0kB"),
        (SWEDISH.size, 48_200, "48\u00a0kB"),
        (SWEDISH.size, 1_240_000, "1,2\u00a0MB"),
        (SWEDISH.size, 3_000_000_000, "3\u00a0GB"),
        (SWEDISH.filetype, "application/pdf", "PDF"),
        (SWEDISH.filetype, "text/csv; charset=utf-8", "CSV"),
        (SWEDISH.filetype, "image/png", "PNG"),
    ],
)
def test_a_value_is_written(write: Callable[[Any], str], value: object, text: str) -> None:
    assert write(value) == text


@pytest.mark.parametrize("name", ["day", "longday", "moment", "clock", "number", "kronor", "size"])
def test_what_is_missing_is_written_as_nothing(name: str) -> None:
    assert getattr(SWEDISH, name)(None) == ""
