"""The living year: what the demonstration's office has done from the case file's end to today."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

from web.demo.doings import Doings
from web.year.establish import ground_of
from web.year.stage import Act, Stage
from workflow.casefile.days import When
from workflow.casefile.plans import REGION
from workflow.operations import registers
from workflow.operations.registers import NewCase, NewProgramme
from workflow.year import add_working_days, is_working_day

# The sample case ends with the plan of 2024; the plans up to this year came in one decision.
LAST_IN_FILE, LAST_OF_PROGRAMME = 2024, 2030
BRIDGE, NEXT, SIDE = 1_001, 1_002, 1_003
MORNING = time(7)
SIDE_REFERENCE, SIDE_TITLE = "RUN/214/2024", "Program för service i fjällen 2024–2030"


def acts(stage: Stage, today: date) -> list[Act]:
    """Every act up to this morning, in the order of the clock; the meetings are entered at once."""
    years = range(LAST_IN_FILE + 1, min(today.year, LAST_OF_PROGRAMME) + 1)
    _meetings(stage, years, today)
    main, side = Doings(stage), Doings(_side_stage(stage))
    found = [*_bridge(main, tuple(years)), *_next_plan(main, today), *_side(main, side, today)]
    for year in years:
        responsible = _responsible(stage)
        found += [*main.outcomes(year, responsible, date(year + 1, 1, 14)), *main.reports(year)]
    now = When(today, MORNING).at(stage.office.time_zone)
    return sorted((act for act in found if act.at < now), key=lambda act: act.at)


def _meetings(stage: Stage, years: range, today: date) -> None:
    """The committee's meetings since the file's end, and the three that come."""
    past = [date(LAST_IN_FILE, 11, 19)]
    past += [date(year, month, 8) for year in years for month in (2, 4, 6, 9, 11)]
    coming = [today + timedelta(days=ahead) for ahead in (17, 52, 87)]
    for day in [day for day in past if day < today - timedelta(days=20)] + coming:
        held_on = add_working_days(day - timedelta(days=1), 1)
        stop_on = held_on - timedelta(days=14)
        registers.add_meeting(stage.office, stage.ids.committee_id, held_on, stop_on)


def _bridge(main: Doings, years: tuple[int, ...]) -> Iterator[Act]:
    """The plans from the file's end up to this year, in one decision of that autumn."""
    if not years:
        return
    programme = main.stage.file.programme
    for number, year in enumerate(years):
        title = f"Handlingsplan {year} för {programme.short_title}"
        day = date(LAST_IN_FILE, 9, 2 + number)
        yield main.opens(year, day, title, partial(_plan_of, main, year - 1))
    span = " och ".join(map(str, years))
    title = f"{programme.title}: Handlingsplan {span}"
    yield main.prepares(BRIDGE, years, title, date(LAST_IN_FILE, 10, 1))
    yield main.submits(BRIDGE, date(LAST_IN_FILE, 10, 10))
    yield main.decides(BRIDGE, date(LAST_IN_FILE, 10, 22))
    yield from main.dispatches(BRIDGE, date(LAST_IN_FILE, 10, 23), _recipients(main.stage))
    yield from main.notes(BRIDGE, date(LAST_IN_FILE, 11, 19), f"§ 201/{LAST_IN_FILE}")


def _next_plan(main: Doings, today: date) -> Iterator[Act]:
    """Next year's plan has been on its round and waits for the director."""
    year = today.year + 1
    if year > LAST_OF_PROGRAMME:
        return
    programme = main.stage.file.programme
    title = f"Handlingsplan {year} för {programme.short_title}"
    yield main.opens(year, _before(today, 38), title, partial(_plan_of, main, year - 1))
    yield main.circulates(year, _before(today, 34), _before(today, 16))
    for number, party in enumerate(_answering(main.stage)):
        yield main.answers(year, party, _before(today, 24 - number), "Inga synpunkter.")
    heading = f"{programme.title}: Handlingsplan {year}"
    yield main.prepares(NEXT, (year,), heading, _before(today, 6))
    yield main.submits(NEXT, _before(today, 2))


def _side(main: Doings, side: Doings, today: date) -> Iterator[Act]:
    """Another case, whose decision is new: to be dispatched, and to be noted by the committee."""
    year = min(today.year, LAST_OF_PROGRAMME)
    title = f"Handlingsplan {year} för Service i fjällen"
    yield side.opens(year, _before(today, 30), title, partial(_plan_of, main, year - 1))
    yield side.prepares(SIDE, (year,), f"{SIDE_TITLE}: Handlingsplan {year}", _before(today, 9))
    yield side.submits(SIDE, _before(today, 7))
    yield side.decides(SIDE, _before(today, 1))


def _side_stage(stage: Stage) -> Stage:
    """The stage of a second programme and its case, with the same people and recipients."""
    office, file, ids = stage.office, stage.file, stage.ids
    programme = NewProgramme(
        region_id=ids.region_id,
        committee_id=ids.committee_id,
        title=SIDE_TITLE,
        short_title="Service i fjällen",
        years=(LAST_IN_FILE, LAST_OF_PROGRAMME),
        adopted=ground_of(file.programme.adopted),
        agency_party_id=ids.parties[file.programme.agency].id,
        report_headings=tuple((str(h.key), h.words) for h in file.programme.report_headings),
    )
    programme_id = registers.add_programme(office, programme)
    case = NewCase(
        programme_id,
        ids.committee_id,
        SIDE_REFERENCE,
        SIDE_TITLE,
        date(LAST_IN_FILE, 3, 4),
        ids.persons[file.case.officer],
    )
    case_id = registers.open_case(office, case)
    return replace(stage, ids=replace(ids, case_id=case_id, plans={}), decisions={})


def _plan_of(doings: Doings, year: int) -> int:
    """The plan of a year, which is not opened yet when the acts are written down."""
    return doings.plans[year]


def _responsible(stage: Stage) -> tuple[str, ...]:
    """The organisations outside that answered for something in the file's last plan."""
    last = stage.file.plans[-1].measures
    return tuple(dict.fromkeys(m.responsible for m in last if m.responsible != REGION))


def _answering(stage: Stage) -> tuple[str, ...]:
    return tuple(answer.party for answer in stage.file.plans[-1].answers)


def _recipients(stage: Stage) -> tuple[str, ...]:
    """Whom the decisions go to: each organisation that is named, and those of each group."""
    groups = {group.name: group.parties for group in stage.file.groups}
    named = {party.name: (party.key,) for party in stage.file.parties}
    wanted = stage.file.decisions[0].dispatch_to
    return tuple(key for name in wanted for key in (groups | named)[name])


def _before(today: date, working_days: int) -> date:
    """The day so many working days before today."""
    day = today
    while working_days:
        day -= timedelta(days=1)
        working_days -= is_working_day(day)
    return day
