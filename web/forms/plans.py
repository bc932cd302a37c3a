"""The forms of a plan: opening it from last year's, sending it round, answering, removing."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from web.forms.base import PageForm
from web.forms.choices import ChosenField, PickedField
from web.forms.fields import DayField, LineField, Needed, TextField, WholeNumberField
from web.i18n import _, lazy
from workflow.carrying import Going, proposed
from workflow.facts import Measure

CHOICES = {
    Going.KEEP.value: lazy("Behåll"),
    Going.CHANGE.value: lazy("Ändra"),
    Going.END.value: lazy("Avsluta"),
}
NOTHING_TO_ADD = "Inga synpunkter."


class NewPlanForm(PageForm):
    """The year and title of a plan that is opened."""

    year = WholeNumberField(lazy("År"), [Needed("Skriv vilket år planen gäller.")])
    title = LineField(lazy("Planens titel"), [Needed("Skriv planens titel.")], most=300)

    def validate_year(self, field: Any) -> None:
        if field.data is not None and not 1990 <= field.data <= 2100:
            raise ValidationError(_("Skriv året med fyra siffror, till exempel 2024."))


def field_name(measure: Measure) -> str:
    """The field in which the choice for a measure is sent."""
    return f"going_{measure.id}"


def carrying_form(
    measures: Iterable[Measure], proposal: dict[str, Any] | None = None
) -> NewPlanForm:
    """A form that asks of each measure whether it is kept, changed or ended.

    With a ``proposal`` of year and title it is filled, each choice proposed from the outcomes.
    """
    listed = tuple(measures)
    asked = {field_name(each): _choice(each) for each in listed}
    form_class: type[NewPlanForm] = type("CarryingForm", (NewPlanForm,), asked)
    if proposal is None:
        return form_class()
    going = {field_name(each): proposed(each).value for each in listed}
    return form_class(formdata=None, data=proposal | going)


def _choice(measure: Measure) -> PickedField:
    needed = Needed(lazy("Välj om insatsen ska behållas, ändras eller avslutas."))
    return PickedField(measure.activity, [needed], choices=CHOICES)


class CirculationForm(PageForm):
    """The last day for answers."""

    answer_by = DayField(
        lazy("Sista dag för svar"), [Needed("Skriv vilken dag medlemmarna senast ska svara.")]
    )


class ExtensionForm(PageForm):
    """The new last day for answers."""

    answer_by = DayField(lazy("Ny sista dag för svar"), [Needed("Skriv den nya sista svarsdagen.")])


class NotedAnswerForm(PageForm):
    """An answer that came another way than by the member's link."""

    party = ChosenField(lazy("Vem har svarat?"), [Needed(lazy("Välj vem som har svarat."))])
    opinion = TextField(
        lazy("Yttrande"), [Needed("Skriv vad svaret säger, ordagrant om det går.")], most=10_000
    )
    how = LineField(
        lazy("Hur kom svaret?"), [Needed("Skriv hur det kom, till exempel med brev.")], most=200
    )
    came_on = DayField(lazy("Vilken dag kom svaret?"), [Needed("Skriv vilken dag svaret kom.")])


class OpinionForm(PageForm):
    """A member's opinion of the draft."""

    opinion = TextField(lazy("Yttrande"), most=10_000)


class RemovalForm(PageForm):
    """The measure that is removed, as it was when the page was opened."""

    seen = HiddenField()
