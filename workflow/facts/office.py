"""The organisation and its matters: region, committee, house style, calendar, programme, case."""

from dataclasses import dataclass
from datetime import date, datetime

from workflow.facts.mandates import Ground
from workflow.facts.people import Party, Person
from workflow.facts.rules import EVERY_YEAR, OwnRule


@dataclass(frozen=True)
class Committee:
    """Nämnd: ``name`` in running text, ``genitive`` before "beslut".

    ``notified`` says that delegated decisions are notified to it (7 kap. 8 § kommunallagen); to
    one that has decided otherwise each is recorded separately instead (6 kap. 40 §).
    """

    id: int
    code: str
    name: str
    genitive: str
    notified: bool = True


@dataclass(frozen=True)
class Logo:
    """Logotyp: the organisation's mark; ``alt`` says it in words to those who can't see it."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True)
class Court:
    """Förvaltningsrätt: where a decision is appealed; ``verified`` once somebody has checked it."""

    name: str
    address: tuple[str, ...]
    verified: bool = False


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
    court: Court | None = None

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
    escalate_days: int = 5


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
class ReportHeadings:
    """The headings of the yearly report (årsrapport) of one year, or of every year.

    ``is_verified`` once somebody has asked the agency; by whom and when, where that is known.
    """

    year: int
    headings: tuple[tuple[str, str], ...]
    is_verified: bool = False
    verified_on: date | None = None
    verified_by: str = ""


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
    rules: tuple[OwnRule, ...] = ()
    headings_by_year: tuple[ReportHeadings, ...] = ()

    def headings_for(self, year: int) -> ReportHeadings:
        """Those of the year, or else those of every year."""
        found = {each.year: each for each in self.headings_by_year}
        usual = ReportHeadings(EVERY_YEAR, self.report_headings, self.report_headings_verified)
        return found.get(year) or found.get(EVERY_YEAR) or usual


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
    """Sammanträde: papers must be in by ``stop_on``; summoned, its list is as it is."""

    id: int
    held_on: date
    stop_on: date
    summoned_at: datetime | None = None

    def takes_papers(self, on: date) -> bool:
        """Whether a decision can still come to its list."""
        return self.stop_on >= on and self.summoned_at is None


def is_same_organisation(name: str, number: str, region: Region) -> bool:
    """Whether it is the region itself: by its number, however it is written, or by its name."""
    same_number = bool(number) and _digits(number) == _digits(region.number)
    return same_number or name.strip().casefold() == region.name.strip().casefold()


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
