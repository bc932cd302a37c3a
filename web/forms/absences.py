"""Forms of absence and handover: days, a deputy, cases and who takes them over."""

from wtforms import BooleanField

from web.forms.base import PageForm
from web.forms.choices import ChosenField, ManyField
from web.forms.fields import DayField, Needed, TextField
from web.i18n import lazy as _l


class AbsenceForm(PageForm):
    """Days of absence, and who acts meanwhile."""

    first_on = DayField(_l("Första dag"), [Needed(_l("Skriv den första dagen."))])
    last_on = DayField(_l("Sista dag"), [Needed(_l("Skriv den sista dagen."))])
    deputy_id = ChosenField(_l("Ersättare (valfritt)"))
    note = TextField(_l("Meddelande till ersättaren (valfritt)"), most=1_000)


class HandoverForm(PageForm):
    """Which cases go to whom, and from which day."""

    receiver_id = ChosenField(_l("Vem tar över?"), [Needed(_l("Välj vem som tar över."))])
    case_ids = ManyField(_l("Ärenden"), [Needed(_l("Välj minst ett ärende att lämna över."))])
    since = DayField(_l("Från och med"), [Needed(_l("Skriv från vilken dag."))])


class LeaverForm(HandoverForm):
    """As an administrator hands over: the giver's roles and posts may end in the same act."""

    ends = BooleanField(_l("Avsluta också personens roller och befattningar"))
    last_on = DayField(_l("Sista dag för roller och befattningar"))

    def last_day_is_missing(self) -> bool:
        return bool(self.ends.data) and self.last_on.data is None


def chosen(field: ChosenField) -> str:
    """The words of the choice that was made."""
    choices = (tuple(choice) for choice in field.iter_choices())
    return next(str(label) for value, label, *_more in choices if str(value) == field.data)
