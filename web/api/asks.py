"""What the API is asked with: the body of each step, with nothing in it that is not known."""

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    ValidationInfo,
    field_validator,
)

from workflow.facts import OutcomeStatus
from workflow.plaintext import composed, hidden_characters
from workflow.states import AppealOutcome

LARGEST = 2**31 - 1  # what an id of the database can be


def _plain(text: str) -> str:
    for _at, sentence in hidden_characters(text):
        raise ValueError(sentence)
    return composed(text).strip()


def _said(text: str) -> str:
    if not text:
        raise ValueError("saknas. Ange ett värde.")
    return text


def _in_reach(day: date) -> date:
    """The years that a page takes too; of a mistyped one nobody would ever be reminded."""
    if not 1990 <= day.year <= 2100:
        raise ValueError("ska vara en dag mellan 1990 och 2100. Kontrollera årtalet.")
    return day


Line = Annotated[str, Field(max_length=200, pattern=r"^[^\n]*$"), AfterValidator(_plain)]
Text = Annotated[str, Field(max_length=20_000), AfterValidator(_plain)]
_SHOWN = Field(json_schema_extra={"minLength": 1})
SaidLine = Annotated[Line, AfterValidator(_said), _SHOWN]
SaidText = Annotated[Text, AfterValidator(_said), _SHOWN]
Day = Annotated[date, AfterValidator(_in_reach)]
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Number = Annotated[Decimal, Field(max_digits=15, decimal_places=6, allow_inf_nan=False)]


class Body(BaseModel):
    """What a request holds; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Body):
    """A step that needs nothing more."""


class Reason(Body):
    reason: Text


class AnswerBy(Body):
    answer_by: Day


class AnswerNoteAsk(Body):
    party_id: Id = Field(description="Medlemmen som har svarat")
    opinion: Text
    how: Text = Field(description="Hur svaret kom, till exempel med brev")
    came_on: Day | None = Field(default=None, description="Dagen då det kom; annars i dag")


class Seen(Body):
    seen: Line = Field(description="Insatsens fingerprint som den lästes")


class FundingAsk(Body):
    # Nothing but JSON's own whole number: 250.000 would otherwise be 250 kronor.
    amount: Annotated[StrictInt, Field(ge=0, le=10**12, description="Hela kronor")]
    source: SaidLine


class TargetAsk(Body):
    id: int = Field(
        default=0,
        ge=0,
        le=LARGEST,
        description="Läses inte: målen får nya nummer när insatsen skrivs",
    )
    level: Line
    text: SaidText
    indicator: Line = ""
    unit: Line = ""
    baseline: Number | None = None
    goal: Number | None = None
    source: Line = ""


class MeasureAsk(Body):
    area: SaidLine
    activity: SaidLine
    purpose: Text = ""
    responsible_id: Id | None = None
    responsible_person: Line = ""
    participants: Annotated[list[SaidLine], Field(max_length=100)] = []
    starts_on: Day | None = None
    ends_on: Day | None = None
    funding: Annotated[list[FundingAsk], Field(max_length=100)] = []
    sustainability: Text = ""
    targets: Annotated[list[TargetAsk], Field(max_length=100)] = []
    seen: Line = Field(default="", description="Insatsens fingerprint som den lästes")

    @field_validator("ends_on")
    @classmethod
    def _ends_last(cls, value: date | None, info: ValidationInfo) -> date | None:
        first: date | None = info.data.get("starts_on")
        if value is not None and first is not None and value < first:
            raise ValueError("ligger före starts_on. Kontrollera dagarna.")
        return value


class PlanAsk(Body):
    year: Year
    title: SaidLine
    measures: Annotated[list[MeasureAsk], Field(max_length=1_000)] = []


class DraftAsk(Body):
    title: Line
    text: Annotated[list[Text], Field(max_length=200)]
    delegation_id: Id
    dispatch_to: Annotated[list[Line], Field(max_length=500)]
    new_direction: bool | None = None


class BasisAsk(Body):
    """Either a plan, or a file with its title and day."""

    plan_id: Id | None = None
    title: Line = ""
    dated_on: Day | None = None
    name: Line = ""
    content: str = Field(default="", description="Filens innehåll i Base64")

    @field_validator("content")
    @classmethod
    def _is_base64(cls, value: str) -> str:
        try:
            b64decode(value, validate=True)
        except (NotBase64, ValueError) as error:
            raise ValueError("ska vara Base64.") from error
        return value


class BasisListAsk(Body):
    basis: Annotated[list[BasisAsk], Field(max_length=100)]


class DecisionAsk(DraftAsk):
    matter: Line = "handlingsplan"
    plan_ids: Annotated[list[Id], Field(min_length=1, max_length=20)]
    basis: Annotated[list[BasisAsk], Field(max_length=100)]


class OutcomeAsk(Body):
    target_id: Id
    value: Number | None = None
    status: OutcomeStatus
    comment: Text = ""
    lesson: Text = ""
    missing_reason: Text = ""


class OutcomesAsk(Body):
    outcomes: Annotated[list[OutcomeAsk], Field(min_length=1, max_length=1_000)]


class ReceiptAsk(Body):
    receipt: Line = ""


class ParagraphAsk(Body):
    paragraph: Line


class CommitteeDecisionAsk(Body):
    day: Day
    paragraph: Line


class DayAsk(Body):
    day: Day


class PostingAsk(Body):
    day: Day
    place: Line


class MoveAsk(Body):
    meeting_id: Id = Field(description="Sammanträdet vars lista beslutet stod på när den lästes")
    reason: Text


class MoveReportAsk(Body):
    meeting_id: Id = Field(description="Sammanträdet som återrapporteringen var upprättad till")
    reason: Text


class AppealAsk(Body):
    day: Day = Field(description="Dagen då överklagandet kom in till förvaltningsrätten")
    reference: Line = Field(default="", description="Domstolens målnummer")


class AmendAsk(Body):
    paragraph: Line = Field(default="", description="Det som är tomt står kvar som det är")
    adjusted_on: Day | None = None
    posted_on: Day | None = None
    place: Line = ""
    reason: Text


class AppealEndAsk(Body):
    day: Day = Field(description="Dagen då överklagandet blev slutligt avgjort")
    outcome: AppealOutcome
    reference: Line = ""


class RepealAsk(Body):
    day: Day = Field(description="Dagen då avgörandet blev slutligt")
    reference: Line = ""
    reason: Text


class AcknowledgementAsk(Body):
    party_id: Id
    how: Text


class ResendAsk(Body):
    party_id: Id
    address: Line = ""
    reason: Text
