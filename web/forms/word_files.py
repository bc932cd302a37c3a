"""The forms of a Word file that comes back: choosing it, and confirming what it changes."""

from wtforms import FileField, HiddenField

from web.forms.base import PageForm
from web.i18n import lazy


class WordForm(PageForm):
    """The file that somebody has gone on writing in."""

    upload = FileField(lazy("Ändrad Wordfil (.docx)"))


class ConfirmWordForm(PageForm):
    """What the page showed when somebody confirmed it."""

    seen = HiddenField()
