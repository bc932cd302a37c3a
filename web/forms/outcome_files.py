"""The forms of a sheet of outcomes: choosing the file, and confirming what it changes."""

from wtforms import FileField, HiddenField

from web.forms.base import PageForm
from web.i18n import lazy


class SheetForm(PageForm):
    """The file that came back."""

    upload = FileField(lazy("Ifylld mall (.xlsx)"))


class ConfirmSheetForm(PageForm):
    """What the page showed when somebody confirmed it."""

    seen = HiddenField()
