"""The case file's tables on the organisation: region, house style, calendar, people, mandates."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from workflow.casefile.days import Day, MonthDay
from workflow.casefile.fields import (
    CommitteeCode,
    Count,
    Email,
    FontName,
    Key,
    Line,
    Name,
    OrganisationNumber,
    Part,
    Phone,
    Reference,
    Text,
    TimeZone,
)
from workflow.facts import GroundKind, YearCalendar

HeadingKey = Literal[
    "arendebeskrivning", "beslutsunderlag", "delegation", "beslut", "anmalan", "utdrag"
]
StaffRole = Literal["officer", "secretary", "registrar", "administrator"]

_USUAL = YearCalendar()


class Region(Part):
    """``[region]``: the organisation whose matters these are."""

    name: Name
    number: OrganisationNumber
    unit: Name
    network: Name | None = None
    time_zone: TimeZone = "Europe/Stockholm"


class Heading(Part):
    """One heading of the decision's papers; their order in the file is that on the paper."""

    key: HeadingKey
    words: Name


class Logo(Part):
    """``[house.logo]`` (logotyp): the picture, and what it shows to those who can't see it."""

    file: Name
    alt: Name


class Court(Part):
    """``[house.court]`` (förvaltningsrätt): where the organisation's decisions are appealed."""

    name: Name
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    verified: StrictBool = False


class House(Part):
    """``[house]``: how the organisation writes its papers, and how they look.

    The files are relative to the case file and stay within its folder.
    """

    headings: tuple[Heading, ...]
    clause_style: Literal["passive", "active"] = "passive"
    contact: tuple[Name, ...] = ()
    address: Annotated[tuple[Line, ...], Field(max_length=4)] = ()
    font: FontName | None = None
    logo: Logo | None = None
    template: Name | None = None
    court: Court | None = None


class Calendar(Part):
    """``[calendar]``: the year wheel; what is left out is as usual (``facts.YearCalendar``)."""

    follow_up_opens: MonthDay = _USUAL.follow_up_opens
    outcomes_due: MonthDay = _USUAL.outcomes_due
    follow_up_closes: MonthDay = _USUAL.follow_up_closes
    agency_report_due: MonthDay = _USUAL.agency_report_due
    agency_report_due_verified: StrictBool = _USUAL.agency_report_due_verified
    committee_report_month: Count = Field(default=_USUAL.committee_report_month, ge=1, le=12)
    answer_working_days: Count = _USUAL.answer_working_days
    decide_working_days: Count = _USUAL.decide_working_days
    dispatch_working_days: Count = _USUAL.dispatch_working_days
    acknowledge_working_days: Count = _USUAL.acknowledge_working_days
    days_before: tuple[Count, ...] = _USUAL.days_before
    days_after: tuple[Count, ...] = _USUAL.days_after


class Committee(Part):
    """``[committee]`` (nämnd): ``genitive`` is the form before "beslut"."""

    code: CommitteeCode
    name: Name
    genitive: Name
    notified: StrictBool = True


class Meeting(Part):
    """``[[meetings]]`` (sammanträde): papers must be in by ``stop_on``."""

    held_on: Day
    stop_on: Day


class Person(Part):
    """``[[persons]]``: an employee."""

    key: Key
    name: Name
    email: Email
    phone: Phone | None = None
    unit: Name | None = None


class Post(Part):
    """``[[posts]]`` (befattning)."""

    key: Key
    title: Name


class Holding(Part):
    """``[[holdings]]`` (innehav): who holds a post, both days included."""

    post: Key
    person: Key
    valid_from: Day
    valid_to: Day | None = None


class RoleHolding(Part):
    """``[[roles]]``: who has a role in the office, both days included."""

    person: Key
    role: StaffRole
    valid_from: Day
    valid_to: Day | None = None


class Ground(Part):
    """Delegationsgrund, or the decision that adopted the programme."""

    kind: GroundKind = GroundKind.COMMITTEE_DECISION
    label: Name
    decided_on: Day
    reference: Reference | None = None


class Delegation(Part):
    """``[[delegations]]``: one mandate, given by the committee to a post."""

    key: Key
    ground: Ground
    post: Key
    valid_from: Day
    valid_to: Day | None = None
    revoked_on: Day | None = None
    matter: Key | None = None
    case: Reference | None = None
    deputy: Key | None = None
    conditions: Text | None = None
