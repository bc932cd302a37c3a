"""The forms of cases: what to look for among them, and a new one."""

from wtforms import BooleanField, SearchField, SelectField

from web.forms.base import PageForm
from web.forms.choices import ChosenField
from web.forms.fields import DayField, LineField, Needed
from web.i18n import lazy as _l


class FilterForm(PageForm):
    """What the list of cases can be filtered by; it is shown as it was asked."""

    sok = SearchField(_l("Diarienummer, ord eller namn"))
    plan = SelectField(_l("Planens läge"))
    beslut = SelectField(_l("Beslutets läge"))
    ar = SelectField(_l("Planår"))
    handlaggare = SelectField(_l("Handläggare"))
    namnd = SelectField(_l("Nämnd"))
    forsenade = BooleanField(_l("Bara försenade"))


class NewCaseForm(PageForm):
    """A case that the officer opens and handles."""

    reference = LineField(
        _l("Diarienummer"),
        [Needed(_l("Skriv diarienumret, till exempel RUN/536/2021."))],
        most=30,
    )
    title = LineField(_l("Ärendemening"), [Needed(_l("Skriv vad ärendet gäller."))])
    programme = ChosenField(_l("Program"), [Needed(_l("Välj vilket program ärendet hör till."))])
    opened_on = DayField(_l("Öppnat"), [Needed(_l("Skriv vilken dag ärendet öppnades."))])
