"""The forms of mending: a copy sent again, a letter stopped or settled, people reminded."""

from wtforms import BooleanField

from web.forms.base import PageForm
from web.forms.choices import PickedField
from web.forms.fields import LineField, Needed, TextField
from web.i18n import lazy
from workflow.operations.mending import Unsure


class _AgainForm(PageForm):
    """A copy goes out again; the address is filled in as it is now."""

    reason = TextField(
        lazy("Varför sänds utdraget igen?"), [Needed("Skriv varför utdraget sänds igen.")], most=500
    )
    register_too = BooleanField(lazy("Ändra också adressen i registret"))


class ResendForm(_AgainForm):
    """By mail: the address is one line."""

    address = LineField(lazy("Adress"), [Needed("Skriv adressen som utdraget ska sändas till.")])


class ResendByPostForm(_AgainForm):
    """On paper: a postal address is several lines."""

    address = TextField(
        lazy("Postadress"), [Needed("Skriv adressen som utdraget ska sändas till.")], most=500
    )


class SettleForm(PageForm):
    """What became of a letter that may have left."""

    says = PickedField(
        lazy("Vad gäller?"),
        [Needed("Välj vad som hände med brevet.")],
        choices={
            Unsure.AGAIN.value: lazy("Skicka brevet igen, med samma nummer"),
            Unsure.SENT.value: lazy("Räkna det som skickat"),
        },
    )


class WithdrawForm(PageForm):
    """Why a letter that has not left is stopped."""

    why = TextField(
        lazy("Varför avbryts försändelsen?"), [Needed("Skriv varför den avbryts.")], most=500
    )


class ChaseForm(PageForm):
    """The page has shown everybody who is to be reminded: there is nothing to choose."""


class FileForm(PageForm):
    """The case that a message belongs to."""

    reference = LineField(
        lazy("Ärendets diarienummer"), [Needed("Skriv diarienumret, till exempel RUN/536/2021.")]
    )


class HandledForm(PageForm):
    """A message is seen to."""

    note = TextField(lazy("Anteckning (om det behövs)"), most=500)
