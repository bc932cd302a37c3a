"""The form of copies that go by post: which have been handed over, and when."""

from web.forms.base import PageForm
from web.forms.choices import ManyField
from web.forms.fields import DayField, HasBeen, Needed
from web.i18n import lazy


class PostedForm(PageForm):
    """Which copies have been handed to the post, and on which day."""

    parties = ManyField(
        lazy("Mottagare som det är postat till"), [Needed("Välj minst en mottagare.")]
    )
    day = DayField(lazy("När?"), [Needed("Skriv vilken dag det lämnades till posten."), HasBeen()])

    def chosen(self) -> frozenset[int]:
        """The organisations that are ticked; ask only when the form is valid."""
        return frozenset(int(each) for each in self.parties.data or ())
