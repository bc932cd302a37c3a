"""The form of a programme's own rule about one kind of duty."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField

from web.forms.base import PageForm
from web.forms.choices import ChosenField
from web.forms.fields import ReadField, WholeNumberField
from web.i18n import _
from web.i18n import lazy as _l

_WAYS = (
    re.compile(r"(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})"),
)
_NUMBER_OF_DAYS = re.compile(r"[0-9]{1,3}")
_MOST_DAYS = 365
_LEAP_YEAR = 2024  # so that 29 February is a day; in other years it falls on the 28th


class MonthDayField(ReadField):
    """A day of every year: 31/3 or 03-31; ``data`` is month and day, or nothing."""

    def read(self, text: str) -> tuple[int, int]:
        for way in _WAYS:
            if found := way.fullmatch(text):
                return self._real(int(found["m"]), int(found["d"]))
        raise ValueError(_("Skriv dagen som dag/månad, till exempel 31/3."))

    def _real(self, month: int, day: int) -> tuple[int, int]:
        try:
            date(_LEAP_YEAR, month, day)
        except ValueError:
            raise ValueError(_("Den dagen finns inte. Kontrollera månad och dag.")) from None
        return month, day

    def shown(self, value: Any) -> str:
        return f"{value[1]}/{value[0]}" if value else ""


class DaysField(ReadField):
    """Numbers of days, ``30, 14, 7``; ``data`` is a tuple of them, or nothing."""

    def read(self, text: str) -> tuple[int, ...]:
        parts = text.replace(",", " ").split()
        if not all(_NUMBER_OF_DAYS.fullmatch(part) and int(part) <= _MOST_DAYS for part in parts):
            raise ValueError(
                _(
                    "Skriv antal dagar, högst %(most)s, med komma emellan, till exempel 30, 14, 7.",
                    most=_MOST_DAYS,
                )
            )
        return tuple(sorted({int(part) for part in parts}, reverse=True))

    def shown(self, value: Any) -> str:
        return ", ".join(str(each) for each in value or ())


class RuleForm(PageForm):
    """What a programme may settle for itself; a field that is empty goes by the usual rule."""

    due = MonthDayField(_l("Sista dag"))
    working_days = WholeNumberField(_l("Antal arbetsdagar"))
    before = DaysField(_l("Påminn så många dagar före"))
    after = DaysField(_l("Påminn så många dagar efter"))
    to = ChosenField(_l("Vem som har uppgiften"))
    escalate_to = ChosenField(_l("Vem som får veta att den är försenad"))
    escalate_days = WholeNumberField(_l("Efter hur många arbetsdagar"))
    seen = HiddenField()

    def leave_out(self, names: Sequence[str]) -> None:
        """Take away what this kind of duty has not."""
        for name in names:
            delattr(self, name)
