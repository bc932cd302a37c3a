"""The small forms of follow-up: a step that asks for nothing, and the agency's receipt."""

from web.forms.base import PageForm
from web.forms.fields import LineField, Needed
from web.i18n import lazy


class StepForm(PageForm):
    """A step that is only confirmed."""


class AgencyForm(PageForm):
    """The report to the agency; its receipt, where there is one already."""

    receipt = LineField(
        lazy("Kvittens"),
        description=lazy("Nummer eller text från myndigheten. Kan fyllas i efteråt."),
    )


class ReceiptForm(PageForm):
    """The receipt that came after the report."""

    receipt = LineField(
        lazy("Kvittens"),
        [Needed("Skriv kvittensens nummer eller hur myndigheten har bekräftat.")],
    )
