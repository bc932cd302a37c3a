"""Fields where one of the choices offered is chosen, and nothing else can be sent."""

from typing import Any

from wtforms import RadioField, SelectField, ValidationError

from web.forms.base import chosen_again

_LONGEST_SHOWN = 60


class ChosenField(SelectField):
    """One of a list, or nothing yet."""

    def pre_validate(self, form: Any) -> None:
        _refuse_other(self)


class PickedField(RadioField):
    """One of a few, all of them in sight, or nothing yet."""

    def pre_validate(self, form: Any) -> None:
        _refuse_other(self)


def _refuse_other(field: SelectField) -> None:
    offered = {str(choice[0]) for choice in field.iter_choices()}
    if field.data not in (None, "", "None") and str(field.data) not in offered:
        raise ValidationError(chosen_again(str(field.data)[:_LONGEST_SHOWN]))
