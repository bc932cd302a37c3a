"""How days, times, numbers and sizes are written for people, in the language of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

Number = int | float | Decimal

# Never plain "sv": with a country the forms are those of Sweden.
LOCALES = {"sv": "sv_SE", "en": "en_GB"}
# A number has as many decimals as it was given: the papers print them all.
_NUMBER, _SHORT = f"#,##0.{'#' * 15}", "#,##0.#"
_MINUS, _STEP = "\u2212", 1000
_UNITS = ("byte", "kB", "MB", "GB")
_FILE_TYPES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/json": "JSON",
    "application/zip": "ZIP",
    "message/rfc822": "EML",
    "text/calendar": "ICS",
    "text/csv": "CSV",
    "text/html": "HTML",
    "text/plain": "TXT",
}


@dataclass(frozen=True)
class Formats:
    """The office's zone for instants, and the language of the request for words and signs."""

    zone: ZoneInfo
    language: Callable[[], str]

    def day(self, value: date | None) -> str:
        """``2024-05-08``."""
        return self._day(value).isoformat() if value else ""

    def longday(self, value: date | None) -> str:
        """``8 maj 2024``."""
        return format_date(self._day(value), "d MMMM y", self._locale()) if value else ""

    def moment(self, value: datetime | None) -> str:
        """``2024-05-08 14:10``."""
        return f"{self._local(value):%Y-%m-%d %H:%M}" if value else ""

    def clock(self, value: datetime | None) -> str:
        """``14.10``, as in running text; English has a colon."""
        separator = "." if self.language() == "sv" else ":"
        return f"{self._local(value):%H{separator}%M}" if value else ""

    def machine(self, value: date | None) -> str:
        """``2024-05-08T14:10+02:00``, for machines to read."""
        if isinstance(value, datetime):
            return self._local(value).isoformat(timespec="minutes")
        return self.day(value)

    def number(self, value: Number | None) -> str:
        """``2 400,5`` with a space that does not break the line."""
        if value is None:
            return ""
        unsigned_zero = value + 0  # no sign before nothing
        return format_decimal(unsigned_zero, _NUMBER, self._locale()).replace("-", _MINUS)

    def kronor(self, value: Number | None) -> str:
        """``2 400 kr``."""
        return f"{self.number(value)}\u00a0kr" if value is not None else ""

    def size(self, value: int | None) -> str:
        """``48 kB``, ``1,2 MB``."""
        if value is None:
            return ""
        amount, unit = _scaled(value)
        pattern = _SHORT if amount < 10 else "#,##0"
        return f"{format_decimal(amount, pattern, self._locale())}\u00a0{unit}"

    def filetype(self, media_type: str) -> str:
        """``PDF``."""
        plain = media_type.partition(";")[0].strip()
        return _FILE_TYPES.get(plain, plain.rpartition("/")[2].upper())

    def _locale(self) -> str:
        return LOCALES[self.language()]

    def _local(self, value: datetime) -> datetime:
        return value.astimezone(self.zone)

    def _day(self, value: date) -> date:
        return self._local(value).date() if isinstance(value, datetime) else value


def _scaled(amount: int) -> tuple[Decimal, str]:
    scaled = Decimal(amount)
    for unit in _UNITS[:-1]:
        if scaled < _STEP:
            return scaled, unit
        scaled /= _STEP
    return scaled, _UNITS[-1]
