"""The case file's tables on the yearly plans: measures, targets, outcomes, answers, their days."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workflow import numerals
from workflow.casefile.days import Day, Step, Year
from workflow.casefile.fields import Crowns, Key, Name, Part, Text
from workflow.facts import Choice, OutcomeStatus
from workflow.numerals import Doubt, Doubtful
from workflow.tomlfile import WrittenFloat

REGION = "region"  # as ``responsible``: the organisation itself, which is no party

Level = Literal["aktivitet", "resultat", "effekt"]


def _unquoted(value: object) -> object:
    """A number in the file is a number; pydantic alone would take "4" and true for one too."""
    match value:
        case str() | bool():
            raise ValueError("ska vara ett tal utan citattecken, med punkt före decimalerna")
        case WrittenFloat():
            _one_meaning(value.text)
    return value


def _one_meaning(text: str) -> None:
    """In a file that people write, a point before three digits may part thousands."""
    found = numerals.read(text.lstrip("+"))
    if isinstance(found, Doubtful) and found.why is Doubt.TWO_WAYS:
        ways = (found.thousands.replace(" ", ""), found.decimals.replace(",", "."))
        whole, decimals = (way.replace("\N{MINUS SIGN}", "-") for way in ways)
        raise ValueError(
            f"{text} kan läsas både som {whole} och som {decimals}. Skriv det ena av dem"
        )


# Fifteen digits: what a TOML reader takes for a float comes through exactly as it was written.
Number = Annotated[
    Decimal,
    BeforeValidator(_unquoted),
    Field(max_digits=15, decimal_places=6, allow_inf_nan=False),
]


class Outcome(Part):
    """Utfall: 0 is an outcome; without ``value`` there must be a ``missing_reason``."""

    on: Step
    status: OutcomeStatus
    value: Number | None = None
    comment: Text | None = None
    lesson: Text | None = None
    missing_reason: Text | None = None


class Target(Part):
    """``[[plans.measures.targets]]`` (mål)."""

    level: Level
    text: Text
    indicator: Name
    unit: Name
    goal: Number
    baseline: Number | None = None
    source: Name | None = None
    outcome: Outcome


class Funding(Part):
    """Finansiering: whole Swedish crowns from one source."""

    amount: Crowns
    source: Name


class CarriedFrom(Part):
    """The measure of an earlier plan that this one goes on with."""

    year: Year
    key: Key


class Measure(Part):
    """``[[plans.measures]]`` (insats): ``responsible`` is a party's key or "region"."""

    key: Key
    area: Name
    activity: Name
    purpose: Text
    responsible: Key
    responsible_person: Name
    starts_on: Day
    ends_on: Day
    targets: tuple[Target, ...]
    participants: tuple[Name, ...] = ()
    funding: tuple[Funding, ...] = ()
    sustainability: Text | None = None
    carried_from: CarriedFrom | None = None
    choice: Choice = Choice.NEW


class Answer(Part):
    """``[[plans.answers]]`` (yttrande): what a member of the network wrote, and when."""

    party: Key
    on: Step
    opinion: Text


class Plan(Part):
    """``[[plans]]`` (handlingsplan): one year, from the first draft to the archive.

    ``meeting`` is the day of the meeting that gets the report of the plan.
    """

    year: Year
    title: Name
    opened_on: Step
    circulated_on: Step | None = None
    answer_by: Day | None = None
    answers: tuple[Answer, ...] = ()
    measures: tuple[Measure, ...]
    follow_up_closed_on: Step
    agency_reported_on: Step
    receipt: Name | None = None
    committee_reported_on: Step
    meeting: Day
    closed_on: Step | None = None
