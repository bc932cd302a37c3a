"""Forms that anybody may fill in: a file to be checked, or its checksum."""

from wtforms import FileField

from web.forms.base import PageForm
from web.forms.fields import LineField
from web.i18n import lazy as _l


class GenuineForm(PageForm):
    """A file, or the checksum of one."""

    file = FileField(_l("Filen som ska kontrolleras"))
    checksum = LineField(_l("Eller filens kontrollsumma (SHA-256)"), most=200)
