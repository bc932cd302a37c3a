"""A case file that goes on: each later year's plan carried from the last, decided and reported."""

import re
from dataclasses import dataclass
from datetime import date

from documents.typography import MONTHS
from web.year.wheel import Ways, Wheel, meetings, next_title, responsibles, ways_of
from workflow.casefile.model import CaseFile, Meeting, Plan
from workflow.refusals import BadInput, Complaint
from workflow.year import add_working_days

LONGEST = 20
_YEARS = re.compile(r"(\d{4})(?:[-–](\d{4}))?", re.ASCII)


@dataclass(frozen=True)
class Years:
    """The plan years that are run, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def __len__(self) -> int:
        return self.last - self.first + 1


def years_of(text: str) -> Years:
    """What somebody writes for years: ``2023`` or ``2023-2030``; ``BadInput`` otherwise."""
    found = _YEARS.fullmatch(text.strip())
    if found is None:
        raise _wrong(f"«{text}» är inga år. Skriv ett årtal, 2023, eller två, 2023-2030.")
    years = Years(int(found[1]), int(found[2] or found[1]))
    if years.last < years.first:
        raise _wrong(f"{years.last} ligger före {years.first}. Skriv det första året först.")
    if len(years) > LONGEST:
        raise _wrong(f"{len(years)} år är för många. Högst {LONGEST} år kan köras åt gången.")
    return years


def require_within(file: CaseFile, years: Years) -> None:
    """``BadInput`` where the years are not the programme's, or leave out a plan of the file."""
    programme = file.programme
    if years.first < programme.first_year or years.last > programme.last_year:
        span = Years(programme.first_year, programme.last_year)
        raise _wrong(f"programmet gäller {span}, inte {years}. Välj år inom programmet.")
    written = sorted(plan.year for plan in file.plans)
    if years.first != written[0] or years.last < written[-1]:
        has = Years(written[0], written[-1])
        text = f"ärendefilen har planer för {has}. Börja med {has.first} och sluta tidigast "
        raise _wrong(f"{text}{has.last}; åren efter skrivs av körningen.")


def onward(file: CaseFile, years: Years) -> CaseFile:
    """The file with a plan and a decision for each year after its last, up to the last asked for.

    Such a plan has no measures in the file: it is carried from the one before when it is opened.
    """
    later = range(max(plan.year for plan in file.plans) + 1, years.last + 1)
    if not later:
        return file
    file = file.model_copy(update={"meetings": _meetings(file, years)})
    ways, last = ways_of(file.decisions[-1]), max(file.plans, key=lambda plan: plan.year)
    for year in later:
        wheel = Wheel(file, year)
        opened = add_working_days(last.follow_up_closed_on.day, 1 + wheel.throw(3, "opened"))
        last = wheel.plan(opened, next_title(last, year))
        file = _with(file, wheel, last, ways)
    return file


def _with(file: CaseFile, wheel: Wheel, plan: Plan, ways: Ways) -> CaseFile:
    decision = wheel.decision(plan, ways, text_of(file, plan.year))
    both = {"plans": (*file.plans, plan), "decisions": (*file.decisions, decision)}
    return file.model_copy(update=both)


def _meetings(file: CaseFile, years: Years) -> tuple[Meeting, ...]:
    """The file's own, and after the last of them one in each of the months of later years."""
    own = max((meeting.held_on for meeting in file.meetings), default=date.min)
    ahead = meetings(file.region.number, own.year, years.last + 2)
    return (*file.meetings, *(each for each in ahead if each.stop_on > own))


def text_of(file: CaseFile, year: int) -> tuple[str, ...]:
    """The body of a decision on one year's plan, a paragraph each."""
    programme, committee = file.programme, file.committee
    adopted, name = programme.adopted, f"{committee.name[0].upper()}{committee.name[1:]}"
    day = (
        f"{adopted.decided_on.day} {MONTHS[adopted.decided_on.month - 1]} {adopted.decided_on.year}"
    )
    agency = next(party.name for party in file.parties if party.key == programme.agency)
    first = year == min((plan.year for plan in file.plans), default=year)
    before = (
        f"Handlingsplan {year} är den första som körningen fastställer."
        if first
        else f"Handlingsplan {year} bygger på uppföljningen av planen för {year - 1}. Insatser som "
        "fungerar fortsätter, och de som inte nådde sina mål har ändrats."
    )
    asked = f" Planen har varit på samråd i {file.region.network}." if file.region.network else ""
    return (
        f"{name} fastställde den {day} ({adopted.label}) {programme.title}.",
        before + asked,
        f"När året är slut följs planen upp. {agency} får en rapport och därefter nämnden.",
    )


def reporting(file: CaseFile, year: int) -> tuple[str, ...]:
    """Who answers for what is carried: the same as in the last plan that the file itself holds."""
    written = [plan for plan in file.plans if plan.measures and plan.year <= year]
    return responsibles(max(written, key=lambda plan: plan.year))


def _wrong(text: str) -> BadInput:
    return BadInput(Complaint("year", None, "--years", text))
