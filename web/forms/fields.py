"""Fields that read Swedish: days, numbers with a comma, text without hidden characters."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.widgets import TextInput

from web import current
from web.i18n import _
from web.swedish import Swedish
from workflow import numerals
from workflow.numerals import Doubt, Doubtful
from workflow.plaintext import composed, hidden_characters

LINE, TEXT = 200, 20_000

_DAY_WAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})[ -](?P<y>\d{4})"),
)

Check = Callable[[Any, Any], None]


def lines(text: str | None) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())


def _tidy(text: str | None) -> str:
    return composed((text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


class _WrittenText:
    """What a text field asks of what was written: its length, and nothing hidden."""

    data: str | None
    most: int

    def pre_validate(self, form: Any) -> None:
        text = self.data or ""
        if len(text) > self.most:
            raise ValidationError(
                _(
                    "Texten är %(length)s tecken lång. Korta den till högst %(most)s.",
                    length=len(text),
                    most=self.most,
                )
            )
        for _at, sentence in hidden_characters(text):
            raise ValidationError(Swedish(sentence))


class LineField(_WrittenText, StringField):
    """One line of text."""

    def __init__(
        self, label: str = "", checks: Sequence[Check] = (), most: int = LINE, **more: Any
    ) -> None:
        super().__init__(label, [*checks], filters=[_tidy], **more)
        self.most = most

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if "\n" in (self.data or ""):
            raise ValidationError(_("Skriv texten på en rad."))


class TextField(_WrittenText, TextAreaField):
    """Text of several paragraphs."""

    def __init__(
        self, label: str = "", checks: Sequence[Check] = (), most: int = TEXT, **more: Any
    ) -> None:
        super().__init__(label, [*checks], filters=[_tidy], **more)
        self.most = most


class ReadField(Field):
    """A field whose text is read into a value; what was typed comes back as it was."""

    widget = TextInput()
    typed: str = ""

    def _value(self) -> str:
        return self.typed if self.raw_data else self.shown(self.data)

    def process_formdata(self, valuelist: Iterable[Any]) -> None:
        self.typed = next(iter(valuelist), "").strip()
        self.data = self.read(self.typed) if self.typed else None

    def read(self, text: str) -> Any:
        raise LookupError("a field that reads says how")

    def shown(self, value: Any) -> str:
        return "" if value is None else str(value)


class DayField(ReadField):
    """A day: 2024-05-08, 20240508 or 8/5 2024; ``data`` is a date or nothing."""

    def read(self, text: str) -> date:
        for way in _DAY_WAYS:
            found = way.fullmatch(text)
            if found:
                return self._real(int(found["y"]), int(found["m"]), int(found["d"]))
        raise ValueError(_("Skriv dagen som år-månad-dag, till exempel 2024-05-08."))

    def _real(self, year: int, month: int, day: int) -> date:
        try:
            found = date(year, month, day)
        except ValueError:
            raise ValueError(_("Den dagen finns inte. Kontrollera månad och dag.")) from None
        if not 1990 <= year <= 2100:
            raise ValueError(_("Kontrollera årtalet. Det ska ligga mellan 1990 och 2100."))
        return found


def number_in(text: str) -> Decimal:
    """The number that is written; ``ValueError`` with a sentence where it is none, or may be two.

    What a Swede writes for thousands is decimals to a program: it is asked, never guessed.
    """
    found = numerals.read(text)
    if isinstance(found, Decimal):
        return found
    raise ValueError(_said_of(found, text))


def _said_of(found: Doubtful, text: str) -> str:
    match found.why:
        case Doubt.TWO_WAYS:
            return _(
                "Menar du %(thousands)s eller %(decimals)s? Skriv det ena av dem: ”%(typed)s” kan "
                "läsas på båda sätten.",
                thousands=found.thousands,
                decimals=found.decimals,
                typed=text,
            )
        case Doubt.MARKED_THOUSANDS:
            return _thousands(found)
        case Doubt.SPACED_ODDLY:
            return _("Mellanslag står bara mellan tusental, som i 12 500. Skriv talet på nytt.")
        case Doubt.TOO_LONG:
            return _("Talet är för långt. Skriv högst 15 siffror.")
        case Doubt.NO_NUMBER:
            return _("Skriv ett tal med siffror, till exempel 2 400 eller 12,5.")


def _thousands(found: Doubtful) -> str:
    return _("Skriv tusental med mellanslag: %(thousands)s.", thousands=found.thousands)


class HasBeen:
    """The day can't lie ahead; an empty field is left to ``Needed``."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None and field.data > current.on():
            today = current.on().isoformat()
            raise ValidationError(
                _(
                    "Dagen kan inte vara efter i dag (%(today)s). Ange dagen då det hände.",
                    today=today,
                )
            )


class NumberField(ReadField):
    """A number as written in Swedish, ``2 400,5``; 0 is a number, empty is ``None``."""

    def read(self, text: str) -> Decimal:
        return number_in(text)

    def shown(self, value: Any) -> str:
        return "" if value is None else numerals.written(value)


class WholeNumberField(NumberField):
    """A whole number; ``data`` is an int or nothing."""

    def read(self, text: str) -> Any:
        found = numerals.read(text)
        if isinstance(found, Doubtful) and found.why is Doubt.TWO_WAYS:
            raise ValueError(_thousands(found))
        number = number_in(text)
        if "," in text or "." in text:
            raise ValueError(_("Skriv ett heltal, utan decimaler."))
        return int(number)


class Needed:
    """The field can't be empty; the sentence says what to write."""

    field_flags = {"required": True}  # noqa: RUF012  # WTForms reads it from the class

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if field.data in (None, "", [], ()) and not field.errors:
            raise ValidationError(_(self.sentence))
