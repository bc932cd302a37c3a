"""Forms that narrow a list: everything in them stands in the address, and nothing is needed."""

from typing import Any

from flask import request
from wtforms import BooleanField, ValidationError

from web.forms.base import PageForm
from web.forms.choices import ChosenField
from web.forms.fields import DayField, LineField
from web.i18n import _
from web.i18n import lazy as _l

LONGEST = 100


class NarrowingForm(PageForm):
    """A form that is read from the address."""

    def __init__(self, **more: Any) -> None:
        super().__init__(request.args, **more)

    def offer(self, **choices: list[tuple[str, str]]) -> None:
        """Give the fields their choices, the first of them being all."""
        for name, offered in choices.items():
            self[name].choices = [("", _l("Alla")), *offered]
            if self[name].data is None:
                self[name].data = ""


class DecisionsForm(NarrowingForm):
    """Which public decisions."""

    sok = LineField(_l("Sök i ärendemening, diarienummer och nummer"), most=LONGEST)
    ar = ChosenField(_l("År"))


class PeopleForm(NarrowingForm):
    """Which people."""

    sok = LineField(_l("Sök namn, e-post eller enhet"), most=LONGEST)


class DelegationsForm(NarrowingForm):
    """Which mandates."""

    visa = ChosenField(_l("Delegationer"))


class EntriesForm(NarrowingForm):
    """Which entries of the record."""

    arende = LineField(_l("Diarienummer"), most=LONGEST)
    vem = LineField(_l("Vem"), most=LONGEST)
    steg = ChosenField(_l("Händelse"))
    fran = DayField(_l("Från och med"))
    till = DayField(_l("Till och med"))
    nekade = BooleanField(_l("Bara nekade försök"))


class ComingForm(NarrowingForm):
    """Which of the reminders to come."""

    vem = ChosenField(_l("Går till"))
    bevakning = ChosenField(_l("Bevakning"))
    fran = DayField(_l("Från och med"))
    till = DayField(_l("Till och med"))

    def validate_till(self, field: DayField) -> None:
        """Days that lie the wrong way round show nothing: that is said instead."""
        first = self.fran.data
        if first and field.data and field.data < first:
            raise ValidationError(_("Sista dagen ligger före den första. Ange en senare dag."))
