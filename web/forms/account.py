"""The forms of one's own account: naming a passkey, and making a token for the API."""

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the types
    HiddenField,
    SelectChoice,
)

from web.forms.base import PageForm
from web.forms.choices import PickedField
from web.forms.fields import DayField, LineField, Needed
from web.i18n import lazy
from workflow.store.tables import Scope

SCOPES = (
    SelectChoice(Scope.READ.value, lazy("Läsa det jag får läsa")),
    SelectChoice(Scope.STEPS.value, lazy("Läsa och göra det jag får göra, utom att besluta")),
)


class NewKeyForm(PageForm):
    """A name for a new passkey, and what the device answers."""

    name = LineField(
        lazy("Namn på passernyckeln"),
        [Needed(lazy("Skriv ett namn som du känner igen, till exempel Arbetsdatorn."))],
        most=60,
        render_kw={"autocomplete": "off"},
    )
    answer = HiddenField()


class NewTokenForm(PageForm):
    """A token: for what, how far, how long."""

    label = LineField(
        lazy("Vad åtkomstnyckeln ska användas till"),
        [Needed(lazy("Skriv vad den ska användas till, till exempel Diariet."))],
        most=80,
        render_kw={"autocomplete": "off"},
    )
    scope = PickedField(
        lazy("Vad den får göra"),
        [Needed(lazy("Välj vad den får göra."))],
        choices=list(SCOPES),
        default=Scope.READ.value,
    )
    expires_on = DayField(
        lazy("Sista dag"), [Needed(lazy("Skriv den sista dag som den ska gälla."))]
    )
