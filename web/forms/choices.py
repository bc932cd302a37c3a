"""Fields where one of the choices offered is chosen, and nothing else can be sent."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectFieldBase

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


class ManyField(SelectMultipleField):
    """As many as wanted of a list, each with its own box."""

    def pre_validate(self, form: Any) -> None:
        _refuse_others(self, self.data or ())


def _refuse_other(field: SelectField) -> None:
    _refuse_others(field, () if field.data in (None, "", "None") else (field.data,))


def _refuse_others(field: SelectFieldBase, chosen: Iterable[object]) -> None:
    offered = {str(choice[0]) for choice in field.iter_choices()}
    for each in map(str, chosen):
        if each not in offered:
            raise ValidationError(chosen_again(each[:_LONGEST_SHOWN]))
