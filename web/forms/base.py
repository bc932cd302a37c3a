"""What every form of a page has in common."""

from flask_wtf import FlaskForm

from web.i18n import _
from web.swedish import Swedish
from workflow.refusals import Complaint


class PageForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form of a page: filled from the request, with every message in Swedish.

    The token against forged forms is asked for by the application, for every form there is.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF carries no types
        """WTForms reads its settings here."""

        csrf = False
        locales = ("sv",)

    def is_sent(self) -> bool:
        """Whether this request sends the form, with every field as it should be."""
        return bool(self.validate_on_submit())

    def blame(self, field: str, sentence: str) -> None:
        """Say at a field what the rules found wrong with it."""
        found = self[field]
        found.errors = [*found.errors, sentence]

    def blame_all(self, complaints: tuple[Complaint, ...]) -> tuple[str, ...]:
        """Say each complaint at the field it names; what names none comes back."""
        for each in complaints:
            if each.key in self:
                self.blame(each.key, Swedish(each.text))
        return tuple(Swedish(each.text) for each in complaints if each.key not in self)


def chosen_again(choice: str) -> str:
    """The sentence for a choice that is not one of those offered."""
    return _("Välj ett av alternativen. ”%(choice)s” finns inte bland dem.", choice=choice)
