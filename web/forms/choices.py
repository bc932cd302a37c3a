"""Fields where one of the choices offered is chosen, and nothing else can be sent."""

from typing import Any

from wtforms import RadioField, SelectField

from web.forms.base import chosen_again

_LONGEST_SHOWN = 60


class _Offered:
    """What is sent must be one of the choices, or nothing."""

    data: Any

    def pre_validate(self, form: Any) -> None:
        offered = {str(value) for value, *_more in self.iter_choices()}  # type: ignore[attr-defined]  # the field's
        if self.data not in (None, "", "None") and str(self.data) not in offered:
            raise ValueError(chosen_again(str(self.data)[:_LONGEST_SHOWN]))


class ChosenField(_Offered, SelectField):
    """One of a list."""


class PickedField(_Offered, RadioField):
    """One of a few, all of them in sight."""
