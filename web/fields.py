"""How a form's fields are shown: the kind of each, its texts, its choices and what is wrong."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wtforms import Field, FieldList, Form, FormField
from wtforms.fields.choices import SelectFieldBase

Params = dict[str, Any]
Say = Callable[[str], str]

_KINDS = {
    "HiddenField": "hidden",
    "CSRFTokenField": "hidden",
    "TextAreaField": "textarea",
    "RadioField": "radios",
    "SelectMultipleField": "checkboxes",
    "SelectField": "select",
    "BooleanField": "checkbox",
    "MultipleFileField": "file",
    "FileField": "file",
    "PasswordField": "password",
    "DayField": "day",
    "NumberField": "number",
    "WholeNumberField": "whole",
    "EmailField": "email",
    "SearchField": "search",
    "TelField": "tel",
    "URLField": "url",
}
_COUNTED = 5_000
_OF_GOVUK = "govuk-"
_WIDTHS = {"full", "three-quarters", "two-thirds", "one-half", "one-third", "one-quarter"}


def kind_of(field: Field) -> str:
    """The kind of the field: that of the first class, from its own and up, that has one."""
    names = (cls.__name__ for cls in type(field).__mro__)
    return next((_KINDS[name] for name in names if name in _KINDS), "text")


def width_class(width: str) -> str:
    """The class for a width in signs ("10") or as a part of the line ("one-half")."""
    if width in _WIDTHS:
        return f"{_OF_GOVUK}!-width-{width}"
    return f"{_OF_GOVUK}input--width-{width}" if width else ""


def limit_of(field: Field) -> int:
    """How many signs a text may have, where they are so few that a writer wants them counted."""
    most = int(getattr(field, "most", 0))
    return most if most <= _COUNTED else 0


class Shown:
    """What the macros ask about a field, in the language of the request."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def params(self, field: Field, hint: str = "") -> Params:
        """Label, hint, error, value and attributes of a field that is one control."""
        return {
            "id": field.id,
            "name": field.name,
            "value": _value(field),
            "label": {"text": self._say(field.label.text)},
            "attributes": _attributes(field),
            "autocomplete": (field.render_kw or {}).get("autocomplete"),
            **self._texts(field, hint),
        }

    def group(self, field: Field, hint: str = "") -> Params:
        """The same for a field that is several controls under one legend."""
        legend = {"text": self._say(field.label.text), "classes": f"{_OF_GOVUK}fieldset__legend--s"}
        return {
            "idPrefix": field.id,
            "name": field.name,
            "fieldset": {"legend": legend},
            **self._texts(field, hint),
        }

    def single(self, field: Field, hint: str = "") -> Params:
        """The same for a box to tick by itself."""
        texts = self._texts(field, hint)
        item = {
            "value": "y",
            "text": self._say(field.label.text),
            "checked": bool(field.data),
            "hint": texts.pop("hint"),
        }
        return {"idPrefix": field.id, "name": field.name, "items": [item], **texts}

    def options(self, field: SelectFieldBase) -> list[Params]:
        """The choices of a field, with what is chosen."""
        return [
            {
                "value": str(value),
                "text": self._say(str(label)),
                "selected": bool(chosen),
                "checked": bool(chosen),
            }
            for value, label, chosen, _render in field.iter_choices()
        ]

    def problems(self, form: Form | None, reasons: Iterable[str] = ()) -> list[Params]:
        """All that is wrong: first what the rules say, then each field, with a link to it."""
        said = [{"text": reason} for reason in reasons]
        wrong = _wrong_fields(form) if form is not None else ()
        linked = [{"text": self._say(text), "href": f"#{place}"} for place, text in wrong]
        return said + linked

    def _texts(self, field: Field, hint: str) -> Params:
        hint = hint or self._say(field.description)
        error = self._say(field.errors[0]) if field.errors else ""
        return {
            "hint": {"text": hint} if hint else None,
            "errorMessage": _error(error, self._say("Fel")) if error else None,
        }


def _error(text: str, opening: str) -> Params:
    return {"text": text, "visuallyHiddenText": opening}


def _value(field: Field) -> str:
    shown = getattr(field, "_value", None)
    return str(shown() or "") if callable(shown) else ""


def _attributes(field: Field) -> dict[str, str]:
    """What the form says about the control itself, without what the macros see to."""
    left_out = {"class", "autocomplete", "id", "name", "style"}
    return {
        key: str(value) for key, value in (field.render_kw or {}).items() if key not in left_out
    }


def _wrong_fields(form: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            yield from _wrong_fields(field)
        elif isinstance(field, FormField):
            yield from _wrong_fields(field.form)
        elif field.errors:
            yield field.id, field.errors[0]
