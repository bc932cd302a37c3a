"""Forms of the registers: mandates, posts, people, committees, programmes."""

from collections.abc import Iterable
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the types
    BooleanField,
    HiddenField,
    SelectChoice,
    ValidationError,
)

from web.forms.base import PageForm
from web.forms.choices import ChosenField, PickedField
from web.forms.fields import DayField, LineField, Needed, TextField, WholeNumberField, lines
from web.forms.like import EmailLine, Like
from web.i18n import _
from web.i18n import lazy as _l
from workflow.casefile.fields import CommitteeCode, Phone, Reference
from workflow.facts import GroundKind
from workflow.references import paragraph
from workflow.refusals import BadInput, Complaint

MOST_LINES, MOST_LINE = 6, 90


def paragraph_written(text: str) -> str:
    """The paragraph of a ground, with its year; what is none is told at the field."""
    try:
        return str(paragraph(text))
    except ValueError as error:
        raise BadInput(Complaint("", None, "ground_label", f"{error}.")) from error


class LastDayForm(PageForm):
    """The last day of something."""

    valid_to = DayField(_l("Sista dag"), [Needed(_l("Skriv den sista dagen."))])


class RevokeForm(PageForm):
    """From which day a mandate is taken back; ``seen`` are the decisions that the page named."""

    seen = HiddenField()

    revoked_on = DayField(
        _l("Återkallad från och med"),
        [Needed(_l("Skriv från vilken dag delegationen återkallas."))],
    )

    def names(self, decision_ids: Iterable[int]) -> bool:
        """Whether the page that was sent named these decisions; the next one does."""
        now = " ".join(str(each) for each in decision_ids)
        before, self.seen.data = self.seen.data or "", now
        return before == now


class DelegationForm(PageForm):
    """A mandate as the committee gave it, or as it was passed on."""

    committee_id = ChosenField(_l("Nämnd"), [Needed(_l("Välj den nämnd som har delegerat."))])
    ground_kind = PickedField(
        _l("Vad vilar delegationen på?"),
        [Needed(_l("Välj vad delegationen vilar på."))],
        choices=[
            SelectChoice(GroundKind.COMMITTEE_DECISION.value, _l("Ett beslut av nämnden")),
            SelectChoice(GroundKind.DELEGATION_ORDER.value, _l("En punkt i delegationsordningen")),
        ],
    )
    ground_label = LineField(
        _l("Paragraf eller punkt"),
        [Needed(_l("Skriv paragrafen med årtal, till exempel § 89/2023, eller punkten."))],
    )
    ground_decided_on = DayField(
        _l("Dag för nämndens beslut"), [Needed(_l("Skriv vilken dag nämnden beslutade."))]
    )
    ground_reference = LineField(_l("Ärende där nämnden beslutade (valfritt)"), [Like(Reference)])
    parent_id = ChosenField(_l("Vidaredelegerad från (valfritt)"))
    post_id = ChosenField(
        _l("Befattning som får besluta"), [Needed(_l("Välj den befattning som får besluta."))]
    )
    deputy_post_id = ChosenField(_l("Ersättare (valfritt)"))
    matter = ChosenField(_l("Slag av ärenden"))
    case_reference = LineField(_l("Bara ett visst ärende (valfritt)"), [Like(Reference)])
    valid_from = DayField(
        _l("Gäller från och med"), [Needed(_l("Skriv från vilken dag delegationen gäller."))]
    )
    valid_to = DayField(_l("Gäller till och med (valfritt)"))
    conditions = TextField(_l("Villkor (valfritt)"), most=2_000)
    may_sub_delegate = BooleanField(_l("Nämnden har medgett vidaredelegering"))


class PostForm(PageForm):
    """A post."""

    title = LineField(_l("Befattning"), [Needed(_l("Skriv befattningen."))])


class HoldingForm(PageForm):
    """Who holds a post."""

    person_id = ChosenField(_l("Person"), [Needed(_l("Välj en person."))])
    valid_from = DayField(_l("Från och med"), [Needed(_l("Skriv den första dagen."))])
    valid_to = DayField(_l("Till och med (valfritt)"))


class PersonForm(PageForm):
    """An employee."""

    name = LineField(_l("Namn"), [Needed(_l("Skriv personens namn."))])
    email = EmailLine(_l("E-postadress"), (Needed(_l("Skriv personens e-postadress.")),))
    phone = LineField(_l("Telefon (valfritt)"), [Like(Phone)])
    unit = LineField(_l("Område eller enhet (valfritt)"))


class OwnDetailsForm(PageForm):
    """What one changes oneself of what is known of one."""

    phone = LineField(_l("Telefon"), [Needed(_l("Skriv ditt telefonnummer.")), Like(Phone)])
    unit = LineField(_l("Område eller enhet (valfritt)"))


class RoleForm(PageForm):
    """A role in the program."""

    role = PickedField(_l("Roll"), [Needed(_l("Välj en roll."))])
    valid_from = DayField(_l("Från och med"), [Needed(_l("Skriv den första dagen."))])
    valid_to = DayField(_l("Till och med (valfritt)"))


class AccountForm(PageForm):
    """The name that a person signs in by."""

    user_name = LineField(_l("Användarnamn"), [Needed(_l("Skriv ett användarnamn."))])


class IdentityForm(PageForm):
    """Who a person is at a service for signing in."""

    issuer = LineField(
        _l("Utfärdare"), [Needed(_l("Skriv utfärdarens adress, som börjar med https."))]
    )
    subject = LineField(_l("Personens id hos utfärdaren"), [Needed(_l("Skriv personens id."))])


class CommitteeForm(PageForm):
    """A committee."""

    name = LineField(
        _l("Nämndens namn i löpande text"),
        [Needed(_l("Skriv namnet med liten bokstav, till exempel regionala utvecklingsnämnden."))],
    )
    genitive = LineField(
        _l("Namnet i genitiv"),
        [Needed(_l("Skriv namnet i genitiv, till exempel regionala utvecklingsnämndens."))],
    )
    code = LineField(
        _l("Kod i diarienumren"),
        [Needed(_l("Skriv koden, till exempel RUN.")), Like(CommitteeCode)],
    )


class NotifiedForm(PageForm):
    """Whether decisions are notified to a committee, and where it has said so."""

    how = PickedField(
        _l("Hur får nämnden veta vad som har beslutats?"),
        [Needed(_l("Välj om besluten anmäls eller protokollförs särskilt."))],
        choices={
            "told": _l("Besluten anmäls till nämnden"),
            "recorded": _l("Besluten anmäls inte utan protokollförs särskilt"),
        },
    )
    ground = LineField(
        _l("Nämndens beslut om det"),
        [Needed(_l("Skriv vilket beslut av nämnden som inställningen följer av."))],
    )


class CourtForm(PageForm):
    """The court where the organisation's decisions are appealed."""

    name = LineField(_l("Domstolens namn"), [Needed(_l("Skriv domstolens namn."))], most=MOST_LINE)
    address = TextField(_l("Adress"), [Needed(_l("Skriv domstolens adress."))], most=600)
    verified = BooleanField(_l("Jag har kontrollerat namn och adress hos domstolen"))

    def validate_address(self, field: Any) -> None:
        written = lines(field.data)
        if len(written) > MOST_LINES or any(len(line) > MOST_LINE for line in written):
            raise ValidationError(_("Skriv högst sex rader om högst 90 tecken."))


class ProgrammeForm(PageForm):
    """A programme as the committee adopted it."""

    committee_id = ChosenField(_l("Nämnd"), [Needed(_l("Välj nämnden som antog programmet."))])
    title = LineField(_l("Programmets namn"), [Needed(_l("Skriv programmets namn."))])
    short_title = LineField(
        _l("Namnet så som det står i handlingsplanernas rubrik"),
        [Needed(_l("Skriv namnet så som det ska stå i rubriken."))],
    )
    first_year = WholeNumberField(_l("Första år"), [Needed(_l("Skriv det första året."))])
    last_year = WholeNumberField(_l("Sista år"), [Needed(_l("Skriv det sista året."))])
    ground_label = LineField(
        _l("Nämndens paragraf"), [Needed(_l("Skriv paragrafen, till exempel § 89/2023."))]
    )
    ground_decided_on = DayField(
        _l("Dag för nämndens beslut"), [Needed(_l("Skriv vilken dag nämnden beslutade."))]
    )
    ground_reference = LineField(_l("Nämndens ärende (valfritt)"), [Like(Reference)])
    agency_party_id = ChosenField(
        _l("Myndighet som får rapporten"), [Needed(_l("Välj myndigheten."))]
    )
