"""The organisation and its matters: region, committee, house style, calendar, programme, case."""

from dataclasses import dataclass
from datetime import date

from workflow.facts.mandates import Ground
from workflow.facts.people import Party, Person


@dataclass(frozen=True)
class Committee:
    """Nämnd: ``name`` in running text, ``genitive`` before "beslut"."""

    id: int
    code: str
    name: str
    genitive: str


@dataclass(frozen=True)
class Logo:
    """Logotyp: the organisation's mark; ``alt`` says it in words to those who can't see it."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True)
class House:
    """How an organisation writes its papers: its own words, in its own order, in its own style.

    ``template`` is a Word file of the organisation's own, or nothing; it goes before ``font``.
    """

    headings: tuple[tuple[str, str], ...]
    clause_style: str = "passive"
    contact: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    font: str = ""
    logo: Logo | None = None
    template: bytes = b""

    def heading(self, key: str) -> str:
        return dict(self.headings)[key]


@dataclass(frozen=True)
class YearCalendar:
    """The year wheel of a programme; each day is (month, day), in the plan year or the next."""

    follow_up_opens: tuple[int, int] = (12, 31)
    outcomes_due: tuple[int, int] = (1, 31)
    follow_up_closes: tuple[int, int] = (2, 15)
    agency_report_due: tuple[int, int] = (3, 31)
    agency_report_due_verified: bool = False
    committee_report_month: int = 4
    answer_working_days: int = 10
    decide_working_days: int = 10
    dispatch_working_days: int = 1
    acknowledge_working_days: int = 10
    days_before: tuple[int, ...] = (30, 14, 7, 3, 1, 0)
    days_after: tuple[int, ...] = (1, 7)


@dataclass(frozen=True)
class Region:
    """The organisation whose matters these are."""

    id: int
    name: str
    number: str
    unit: str
    house: House
    calendar: YearCalendar
    network: str = ""
    time_zone: str = "Europe/Stockholm"


@dataclass(frozen=True)
class Programme:
    """Program: what the committee adopted and the yearly plans apply."""

    id: int
    title: str
    short_title: str
    first_year: int
    last_year: int
    adopted: Ground
    agency: Party
    report_headings: tuple[tuple[str, str], ...]
    report_headings_verified: bool = False


@dataclass(frozen=True)
class Case:
    """Ärende: holds the programme's matters for years under one reference (diarienummer)."""

    id: int
    reference: str
    title: str
    opened_on: date
    committee: Committee
    officer: Person


@dataclass(frozen=True)
class Meeting:
    """Sammanträde: papers must be in by ``stop_on``."""

    id: int
    held_on: date
    stop_on: date
