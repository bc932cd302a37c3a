"""One region of the nation as a case file of its own: its people, recipients, plan and decision."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from web.year.nation.counties import County, Nation, PoolMeasure
from web.year.onward import Years, text_of
from web.year.wheel import Ways, Wheel, meetings
from workflow.casefile import model as m
from workflow.casefile.plans import REGION
from workflow.facts import OutcomeStatus
from workflow.references import check_digit, file_stem
from workflow.year import working_day_on_or_after

MUNICIPALITIES, NETWORK, BOARD, AGENCY = "Länets kommuner", "Servicenätverket", "board", "agency"
PHONE = "010-000 00 00"
_PEOPLE = (
    ("handlaggaren", "Handläggaren", "Handläggare", "officer"),
    ("direktoren", "Utvecklingsdirektören", "Utvecklingsdirektör", None),
    ("stallforetradaren", "Ställföreträdaren", "Ställföreträdande utvecklingsdirektör", None),
    ("namndsekreteraren", "Nämndsekreteraren", "Nämndsekreterare", "secretary"),
    ("registratorn", "Registratorn", "Registrator", "registrar"),
    ("administratoren", "Systemadministratören", "Systemadministratör", "administrator"),
)


def folder_of(county: County) -> str:
    """The name of a region's folder: its county's code, and its own name."""
    return f"{county.code}-{file_stem(county.region)}".lower()


def region_file(pattern: m.CaseFile, nation: Nation, county: County, years: Years) -> m.CaseFile:
    """The region's case file for the first of the years.

    Of ``pattern`` it has the ways of an office: the headings, the year wheel, the committee and
    the programme's years. Everything that names a place or a person is the region's own.
    """
    since = date(years.first - 1, 1, 1)
    domain = f"{file_stem(county.region)}.example".lower()
    file = m.CaseFile(
        **_office(pattern, county, domain, since, years),
        **_around(pattern, county, since),
        plans=(),
        decisions=(),
    )
    wheel = Wheel(file, years.first)
    title = f"Handlingsplan {years.first} för {file.programme.short_title}"
    plan = wheel.plan(_opened(years, wheel), title)
    plan = plan.model_copy(update={"measures": tuple(_measures(nation, file, wheel))})
    decision = wheel.decision(plan, _ways(file), text_of(file, years.first))
    return file.model_copy(update={"plans": (plan,), "decisions": (decision,)})


def _opened(years: Years, wheel: Wheel) -> date:
    """As a later plan is: when the follow-up of the year before would have been closed."""
    return working_day_on_or_after(date(years.first, 2, 13) + timedelta(wheel.throw(4, "opened")))


def _number(county: County, place: int) -> str:
    """An organisation number that nobody has: 0 is the region's own."""
    digits = f"99{county.code}01{place:03d}"
    return f"{digits[:6]}-{digits[6:]}{check_digit(digits)}"


def _office(
    pattern: m.CaseFile, county: County, domain: str, since: date, years: Years
) -> dict[str, Any]:
    """The organisation itself, with persons that are named by their posts."""
    unit = pattern.region.unit
    own: dict[str, Any] = {"logo": None, "template": None, "court": None}
    own |= {"contact": (county.region, unit), "address": (county.county,)}
    persons = [
        m.Person(key=key, name=name, email=f"{key}@{domain}", phone=PHONE, unit=unit)
        for key, name, _, _ in _PEOPLE
    ]
    return {
        "region": m.Region(
            name=county.region,
            number=_number(county, 0),
            unit=unit,
            network=NETWORK,
            time_zone=pattern.region.time_zone,
        ),
        "house": pattern.house.model_copy(update=own),
        "calendar": pattern.calendar,
        "committee": pattern.committee,
        "meetings": tuple(meetings(_number(county, 0), years.first, years.last + 2)),
        "persons": tuple(persons),
        "posts": tuple(m.Post(key=key, title=title) for key, _, title, _ in _PEOPLE),
        "holdings": tuple(
            m.Holding(post=key, person=key, valid_from=since) for key, _, _, _ in _PEOPLE
        ),
        "roles": tuple(
            m.RoleHolding.model_validate({"person": key, "role": role, "valid_from": since})
            for key, _, _, role in _PEOPLE
            if role
        ),
        "delegations": (
            m.Delegation(
                key="handlingsplaner",
                ground=_ground(county, since),
                post="direktoren",
                valid_from=since + timedelta(days=90),
                matter="handlingsplan",
                deputy="stallforetradaren",
            ),
        ),
    }


def _ground(county: County, since: date) -> m.Ground:
    """The decision that adopted the programme and gave the mandate: an invented one."""
    return m.Ground(
        label=f"§ {20 + int(county.code)}/{since.year}", decided_on=date(since.year, 3, 14)
    )


def _around(pattern: m.CaseFile, county: County, since: date) -> dict[str, Any]:
    """Who gets papers and links, the programme, and its case."""
    parties = tuple(_parties(county))
    municipal = tuple(party.key for party in parties if party.kind == "municipality")
    groups = [m.Group(name=NETWORK, parties=(*municipal, BOARD))]
    if municipal:  # where there is none the region is the municipality itself
        groups.append(m.Group(name=MUNICIPALITIES, parties=municipal))
    span = Years(pattern.programme.first_year, pattern.programme.last_year)
    own: dict[str, Any] = {"adopted": _ground(county, since), "agency": AGENCY}
    own["title"] = f"Regionalt serviceprogram {span}"
    own["short_title"] = f"Regionalt serviceprogram för {county.county}"
    return {
        "parties": parties,
        "groups": tuple(groups),
        "programme": pattern.programme.model_copy(update=own),
        "case": m.Case(
            reference=f"{pattern.committee.code}/{100 + int(county.code)}/{since.year}",
            title=own["title"],
            opened_on=date(since.year, 9, 1),
            officer="handlaggaren",
        ),
    }


def _parties(county: County) -> Iterator[m.Party]:
    place = count(1)
    for name in county.municipalities:
        key = file_stem(name).lower()
        yield _party(county, next(place), key, f"{name} kommun", "municipality")
    yield _party(county, next(place), BOARD, f"Länsstyrelsen i {county.county}", "county_board")
    yield _party(county, next(place), AGENCY, "Tillväxtverket", "agency")


def _party(county: County, place: int, key: str, name: str, kind: str) -> m.Party:
    domain = f"{file_stem(name)}.example".lower()
    written = {"key": key, "name": name, "kind": kind, "number": _number(county, place)}
    return m.Party.model_validate({**written, "email": f"registrator@{domain}"})


def _ways(file: m.CaseFile) -> Ways:
    there = {group.name for group in file.groups}
    outside = tuple(party.name for party in file.parties if party.kind != "municipality")
    return Ways(
        delegation="handlingsplaner",
        matter="handlingsplan",
        basis=(),
        dispatch_to=(*((MUNICIPALITIES,) if MUNICIPALITIES in there else ()), *outside),
        decided_by="direktoren",
        deputy_reason=None,
        place="Regionens kansli",
    )


def _measures(nation: Nation, file: m.CaseFile, wheel: Wheel) -> Iterator[m.Measure]:
    """The pool's measures, those of the municipalities spread over the county."""
    municipal = [party.key for party in file.parties if party.kind == "municipality"]
    wanted = [measure for measure in nation.measures if measure.by == "municipality"]
    for place, measure in enumerate(nation.measures):
        responsible = {"region": REGION, "board": BOARD}.get(measure.by, "")
        if measure.by == "municipality":
            turn = wanted.index(measure)
            if turn >= len(municipal):
                continue
            responsible = municipal[turn * len(municipal) // len(wanted)]
        yield _measure(measure, place, responsible, file, wheel)


def _measure(
    measure: PoolMeasure, place: int, responsible: str, file: m.CaseFile, wheel: Wheel
) -> m.Measure:
    names = {party.key: party.name for party in file.parties} | {REGION: file.region.name}
    reached = wheel.throw(5, "first", place) > 0
    status = OutcomeStatus.REACHED if reached else OutcomeStatus.PARTLY
    value = measure.goal if reached else measure.goal // 2
    on = wheel.outcome_day(responsible)
    target = m.Target(
        level="resultat",
        text=measure.text,
        indicator=measure.indicator,
        unit=measure.unit,
        goal=measure.goal,
        outcome=m.Outcome(on=on, value=value, status=status),
    )
    return m.Measure(
        key=f"{wheel.year}-{place + 1}",
        area=measure.area,
        activity=measure.activity,
        purpose=measure.purpose,
        responsible=responsible,
        responsible_person=measure.person,
        starts_on=date(wheel.year, 2, 1),
        ends_on=date(wheel.year, 12, 15),
        funding=(m.Funding(amount=measure.crowns, source=names[responsible]),),
        targets=(target,),
    )
