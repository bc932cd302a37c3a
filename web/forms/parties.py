"""Forms of the organisations outside: what each is, where it is reached, which groups hold it."""

from typing import Any

from wtforms import FileField, HiddenField, ValidationError

from web.forms.base import PageForm
from web.forms.choices import ManyField, PickedField
from web.forms.fields import DayField, LineField, Needed
from web.forms.like import EmailLine, Like
from web.i18n import _
from web.i18n import lazy as _l
from web.words import CHANNELS
from workflow.casefile.fields import OrganisationNumber
from workflow.operations.party_register import NewParty
from workflow.states import Channel


class PartyForm(PageForm):
    """An organisation outside."""

    name = LineField(_l("Namn"), [Needed(_l("Skriv organisationens hela namn."))])
    kind = PickedField(_l("Slag"), [Needed(_l("Välj vilket slag av organisation det är."))])
    number = LineField(_l("Organisationsnummer"), [Like(OrganisationNumber)])
    channel = PickedField(
        _l("Hur får organisationen sina utdrag?"),
        [Needed(_l("Välj e-post eller post."))],
        choices=CHANNELS,
        default=Channel.EMAIL.value,
    )
    email = EmailLine(_l("E-postadress"))
    contact = LineField(_l("Funktion eller person, och postadress (valfritt vid e-post)"))
    valid_from = DayField(_l("Gäller från och med (valfritt)"))
    valid_to = DayField(_l("Gäller till och med (valfritt)"))

    def validate_contact(self, field: Any) -> None:
        if self.channel.data == Channel.POST and not field.data:
            raise ValidationError(_("Skriv postadressen, eftersom utdragen går med post."))

    def party(self) -> NewParty:
        """What the form says; ask only when it is valid."""
        return NewParty(
            name=self.name.data or "",
            kind=self.kind.data,
            number=self.number.data or "",
            email=self.email.data or "",
            contact=self.contact.data or "",
            channel=Channel(self.channel.data),
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


class VerifyForm(PageForm):
    """Somebody has checked an address: the one that the page showed."""

    seen = HiddenField()


class MembersForm(PageForm):
    """Which organisations a group holds."""

    parties = ManyField(_l("Organisationer i gruppen"), [Needed(_l("Välj minst en organisation."))])

    def chosen(self) -> tuple[int, ...]:
        """The organisations that are ticked; ask only when the form is valid."""
        return tuple(int(each) for each in self.parties.data or ())


class GroupForm(MembersForm):
    """A new group."""

    name = LineField(_l("Gruppens namn"), [Needed(_l("Skriv gruppens namn."))])


class ImportForm(PageForm):
    """A file with organisations."""

    upload = FileField(_l("Fil med organisationer, CSV eller Excel (.xlsx)"))


class ConfirmImportForm(PageForm):
    """What was shown of a file, to be saved as it was shown."""

    seen = HiddenField()
