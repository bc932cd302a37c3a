"""What is written as a kind of fact is written: a number, an address, a reference, a typeface."""

from typing import Any

import pydantic
from wtforms import ValidationError

from web.forms.fields import LineField
from web.swedish import Swedish
from workflow.casefile.fields import Email


class Like:
    """What is written must be as a kind of fact is written; the sentence says what to do."""

    def __init__(self, kind: Any) -> None:
        self.adapter: pydantic.TypeAdapter[str] = pydantic.TypeAdapter(kind)

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            return
        try:
            field.data = self.adapter.validate_python(field.data)
        except pydantic.ValidationError as error:
            raise ValidationError(Swedish(sentence_of(error))) from None


def sentence_of(error: ValueError) -> str:
    """What is wrong, as a whole sentence: in the words of the kind of fact, or the error's own."""
    wrong = error.errors() if isinstance(error, pydantic.ValidationError) else None
    said = str(wrong[0]["ctx"]["error"] if wrong else error)
    return said if said.endswith(".") else f"{said}."


class EmailLine(LineField):
    """One e-mail address."""

    def __init__(self, label: str = "", checks: tuple[Any, ...] = (), **more: Any) -> None:
        super().__init__(label, (*checks, Like(Email)), most=200, **more)
