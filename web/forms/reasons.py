"""The form of a step that asks for a reason."""

from wtforms import HiddenField

from web.forms.base import PageForm
from web.forms.fields import Needed, TextField
from web.i18n import lazy

MOST_REASON = 4_000


class ReasonForm(PageForm):
    """A reason in words, and what the reader was shown as it stood where that matters."""

    reason = TextField(lazy("Motivering"), most=MOST_REASON)
    seen = HiddenField()

    def needs(self, label: str, sentence: str) -> None:
        """What the reason is called on this page, and what to do where it is empty."""
        self.reason.label.text = label
        self.reason.validators = [Needed(sentence)]
