"""The forms of the dispatch: sending, and a confirmation that came in another way than by link."""

from datetime import date
from typing import Any

from wtforms import ValidationError

from web.forms.base import PageForm
from web.forms.choices import PickedField
from web.forms.fields import DayField, HasBeen, LineField, Needed, TextField
from web.i18n import _, lazy

WAYS = {
    "Telefon": lazy("Per telefon"),
    "E-post": lazy("Med e-post"),
    "Brev": lazy("Med brev"),
    "Möte": lazy("Vid ett möte"),
    "Annat": lazy("På annat sätt"),
}


class SendForm(PageForm):
    """The check before sending: the page has shown everything there is to choose."""


class ConfirmedForm(PageForm):
    """Who has confirmed, how and when: what makes it trustworthy afterwards."""

    who = LineField(lazy("Vem bekräftade?"), [Needed("Skriv vem hos mottagaren som bekräftade.")])
    way = PickedField(lazy("Hur?"), [Needed("Välj hur mottagaren har bekräftat.")], choices=WAYS)
    day = DayField(lazy("När?"), [Needed("Skriv vilken dag mottagaren bekräftade."), HasBeen()])
    note = TextField(lazy("Anteckning (om det behövs)"), most=500)
    sent_on: date | None = None

    def validate_day(self, field: Any) -> None:
        if field.data is not None and self.sent_on is not None and field.data < self.sent_on:
            raise ValidationError(
                _(
                    "Dagen kan inte ligga före expedieringen (%(day)s). Ange den dagen "
                    "eller en senare.",
                    day=self.sent_on,
                )
            )

    def how(self) -> str:
        """All of it in one line, as it stands with the copy and on record."""
        note = " ".join((self.note.data or "").split())
        line = f"{self.way.data}, {self.day.data}, bekräftat av {self.who.data}"
        return f"{line}. {note}" if note else line


class OwnForm(PageForm):
    """What a recipient may say when it confirms: who, and under which reference of its own."""

    confirmed_by = LineField(lazy("Ditt namn eller din befattning (frivilligt)"), most=100)
    own_reference = LineField(lazy("Ert diarienummer (frivilligt)"), most=60)
