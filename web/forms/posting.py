"""The form of copies that go by post: which have been handed over, and when."""

from typing import Any

from wtforms import SelectMultipleField, ValidationError

from web import current
from web.forms.base import PageForm
from web.forms.fields import DayField, Needed
from web.i18n import _, lazy


class PostedForm(PageForm):
    """Which copies have been handed to the post, and on which day."""

    parties = SelectMultipleField(
        lazy("Utdrag som är lämnade till posten"), [Needed("Välj minst en mottagare.")]
    )
    day = DayField(lazy("När?"), [Needed("Skriv vilken dag utdragen lämnades till posten.")])

    def validate_day(self, field: Any) -> None:
        if field.data is not None and field.data > current.on():
            today = current.on().isoformat()
            raise ValidationError(
                _(
                    "Dagen kan inte vara efter i dag (%(today)s). Ange dagen då det hände.",
                    today=today,
                )
            )

    def chosen(self) -> frozenset[int]:
        """The organisations that are ticked; ask only when the form is valid."""
        return frozenset(int(each) for each in self.parties.data or ())
