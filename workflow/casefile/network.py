"""The case file's tables on the programme, its case, and the organisations around them."""

from datetime import date
from typing import Literal

from pydantic import StrictBool

from workflow.casefile.days import Day, Year
from workflow.casefile.fields import (
    Email,
    Key,
    Name,
    OrganisationNumber,
    Part,
    Reference,
)
from workflow.casefile.office import Ground
from workflow.facts import is_within

PartyKind = Literal["municipality", "county_board", "agency", "other"]
ReportHeadingKey = Literal[
    "genomforda",
    "maluppfyllelse",
    "avvikelser",
    "samverkan",
    "stod",
    "hallbarhet",
    "lardomar",
    "nasta_ar",
]


class Party(Part):
    """``[[parties]]``: an organisation outside, its name written out whole.

    By ``channel`` its official address is ``email`` or, on paper, ``contact``.
    """

    key: Key
    name: Name
    kind: PartyKind
    number: OrganisationNumber
    email: Email | None = None
    contact: Name | None = None
    channel: Literal["email", "post"] = "email"
    valid_from: Day | None = None
    valid_to: Day | None = None
    verified_on: Day | None = None
    verified_by: Name | None = None

    def covers(self, on: date) -> bool:
        """Whether it is in force that day, both ends included."""
        return is_within(on, self.valid_from, self.valid_to)


class Group(Part):
    """``[[groups]]``: one name for several organisations."""

    name: Name
    parties: tuple[Key, ...]


class ReportHeading(Part):
    """One heading of the yearly report to the agency."""

    key: ReportHeadingKey
    words: Name


class Programme(Part):
    """``[programme]``: what the committee adopted and the yearly plans apply."""

    title: Name
    short_title: Name
    first_year: Year
    last_year: Year
    adopted: Ground
    agency: Key
    report_headings: tuple[ReportHeading, ...]
    report_headings_verified: StrictBool = False


class Case(Part):
    """``[case]`` (ärende): ``officer`` names a person."""

    reference: Reference
    title: Name
    opened_on: Day
    officer: Key
