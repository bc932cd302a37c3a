"""Reading a situation: all that the rules may know of a plan or a decision, in one read."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.chain import Step
from workflow.facts import (
    Basis,
    Case,
    Committee,
    Court,
    Decider,
    Decision,
    House,
    Logo,
    Meeting,
    Party,
    Plan,
    Programme,
    Region,
    Situation,
    YearCalendar,
)
from workflow.refusals import NotFound
from workflow.states import DecisionState, PlanState, Thing
from workflow.store import (
    aftermath,
    duty_rules,
    measures,
    paper_register,
    people,
    register,
    report_headings,
    staffing,
)
from workflow.store import tables as t


@dataclass(frozen=True)
class Subject:
    """What a step is taken on: a plan by its id, or a decision, its notice, its dispatch."""

    thing: Thing
    id: int


def read(connection: Connection, subject: Subject, step: Step, on: date) -> Situation:
    """The situation of a step's subject on a local day; ``NotFound`` where there is none."""
    if subject.thing is Thing.PLAN:
        return _of_plan(connection, subject.id, step, on)
    return _of_decision(connection, subject.id, step, on)


def _of_plan(connection: Connection, plan_id: int, step: Step, on: date) -> Situation:
    row = connection.execute(select(t.plan).where(t.plan.c.id == plan_id)).one_or_none()
    if row is None:
        raise NotFound(f"plan {plan_id}")
    covering = select(t.decision_plan.c.decision_id).where(t.decision_plan.c.plan_id == plan_id)
    decision_id = (
        connection.execute(covering.order_by(t.decision_plan.c.decision_id.desc()))
        .scalars()
        .first()
    )
    return _situation(connection, row.case_id, (_plan(row),), decision_id, step, on)


def _of_decision(connection: Connection, decision_id: int, step: Step, on: date) -> Situation:
    case_id = connection.execute(
        select(t.decision.c.case_id).where(t.decision.c.id == decision_id)
    ).scalar_one_or_none()
    if case_id is None:
        raise NotFound(f"decision {decision_id}")
    rows = connection.execute(
        select(t.plan)
        .join(t.decision_plan, t.decision_plan.c.plan_id == t.plan.c.id)
        .where(t.decision_plan.c.decision_id == decision_id)
        .order_by(t.decision_plan.c.position)
    )
    plans = tuple(_plan(row) for row in rows)
    return _situation(connection, case_id, plans, decision_id, step, on)


def plans(connection: Connection, case_id: int, plan_ids: Sequence[int]) -> tuple[Plan, ...]:
    """The case's plans with these ids, in that order; ``NotFound`` where one is not the case's."""
    mine = select(t.plan).where(t.plan.c.case_id == case_id, t.plan.c.id.in_(plan_ids))
    rows = connection.execute(mine)
    found = {row.id: _plan(row) for row in rows}
    missing = [plan_id for plan_id in plan_ids if plan_id not in found]
    if missing:
        raise NotFound(f"plan {missing[0]}")
    return tuple(found[plan_id] for plan_id in plan_ids)


def of_case(connection: Connection, case_id: int, on: date) -> Situation:
    """The case alone, for steps that create a plan or a decision in it."""
    return _situation(connection, case_id, (), None, None, on)


def _situation(
    connection: Connection,
    case_id: int,
    plans: tuple[Plan, ...],
    decision_id: int | None,
    step: Step | None,
    on: date,
) -> Situation:
    parties = people.parties(connection)
    case, programme, region = _case(connection, case_id, parties, on)
    decision = _decision(connection, decision_id, on) if decision_id is not None else None
    plan_ids = [plan.id for plan in plans]
    named, left_out = people.recipients(connection, parties, on)
    reads_measures = step is not None and step.reads_measures
    entries = register.register(
        connection, case.committee.id, decision.delegation_id if decision else None, decision_id
    )
    ahead = meetings(connection, case.committee.id, on)
    keeping = staffing.staffing(connection, case.officer.id, entries, on)
    return Situation(
        region=region,
        case=case,
        programme=programme,
        register=entries,
        plans=plans,
        decision=decision,
        notice=aftermath.notice(connection, decision_id),
        dispatch=aftermath.dispatch(connection, decision_id, parties),
        meetings=ahead,
        listings=aftermath.listings(connection, ahead) if _lists(step) else {},
        members=named.get(region.network, ()),
        groups=named,
        left_out=left_out,
        measures=measures.of_plans(connection, plan_ids, parties) if reads_measures else {},
        opinions=measures.opinions(connection, plan_ids),
        years_taken=_years_taken(connection, case_id),
        bound_plans=_bound_plans(connection, case_id),
        staff=keeping.staff,
        away=keeping.away,
        next_number=_next_number(connection, case.committee.id, on.year),
        carried_on=measures.carried_on(connection, plan_ids) if reads_measures else frozenset(),
    )


def _lists(step: Step | None) -> bool:
    return step is not None and step.thing is Thing.NOTICE


def _case(
    connection: Connection, case_id: int, parties: dict[int, Party], on: date
) -> tuple[Case, Programme, Region]:
    row = connection.execute(
        select(t.matter_case).where(t.matter_case.c.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound(f"case {case_id}")
    committee = connection.execute(
        select(t.committee).where(t.committee.c.id == row.committee_id)
    ).one()
    case = Case(
        id=row.id,
        reference=row.reference,
        title=row.title,
        opened_on=row.opened_on,
        committee=committee_from(committee),
        officer=people.person(connection, row.officer_id, on),
    )
    programme = _programme(connection, row.programme_id, parties)
    return case, programme, the_region(connection, committee.region_id)


def committee_from(row: Row[Any]) -> Committee:
    """A committee as its row has it."""
    return Committee(row.id, row.code, row.name, row.genitive, row.notified)


def _programme(connection: Connection, programme_id: int, parties: dict[int, Party]) -> Programme:
    row = connection.execute(select(t.programme).where(t.programme.c.id == programme_id)).one()
    headings = report_headings.read(row)
    return Programme(
        id=row.id,
        title=row.title,
        short_title=row.short_title,
        first_year=row.first_year,
        last_year=row.last_year,
        adopted=register.ground(row),
        agency=parties[row.agency_party_id],
        report_headings=report_headings.usual(headings).headings,
        report_headings_verified=report_headings.usual(headings).is_verified,
        headings_by_year=headings,
        rules=duty_rules.of_programme(connection, row.id),
    )


def the_region(connection: Connection, region_id: int) -> Region:
    """The organisation whose matters these are."""
    row = connection.execute(select(t.region).where(t.region.c.id == region_id)).one()
    return Region(
        id=row.id,
        name=row.name,
        number=row.number,
        unit=row.unit,
        house=house_from(row.house),
        calendar=calendar_from(row.calendar),
        network=row.network,
        time_zone=row.time_zone,
    )


def calendar_of(connection: Connection, programme_id: int) -> YearCalendar:
    """The year wheel that a programme goes by: its organisation's."""
    query = select(t.region.c.calendar).join(t.programme, t.programme.c.region_id == t.region.c.id)
    return calendar_from(
        connection.execute(query.where(t.programme.c.id == programme_id)).scalar_one()
    )


def house_from(stored: dict[str, Any]) -> House:
    """The house style as kept in its JSON column."""
    logo = stored.get("logo")
    return House(
        headings=tuple((key, words) for key, words in stored["headings"]),
        clause_style=stored["clause_style"],
        contact=tuple(stored["contact"]),
        address=tuple(stored.get("address", ())),
        font=stored.get("font", ""),
        logo=Logo(b64decode(logo["content"]), logo["media_type"], logo["alt"]) if logo else None,
        template=b64decode(stored.get("template", "")),
        court=court_from(stored.get("court")),
    )


def court_from(stored: dict[str, Any] | None) -> Court | None:
    """Where decisions are appealed, as kept with the house style; nothing in older ones."""
    if not stored:
        return None
    return Court(stored["name"], tuple(stored["address"]), stored["verified"])


def calendar_from(stored: dict[str, Any]) -> YearCalendar:
    """The year wheel as kept in its JSON column; lists become tuples again."""
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()
    }
    return YearCalendar(**fields)


def _plan(row: Row[Any]) -> Plan:
    return Plan(
        id=row.id,
        version=row.version,
        state=PlanState(row.state),
        year=row.year,
        title=row.title,
        opened_by=row.opened_by,
        answer_by=row.answer_by,
        followed_up_on=row.followed_up_on,
        reported_on=row.reported_on,
        receipt=row.receipt,
    )


def _decision(connection: Connection, decision_id: int, on: date) -> Decision:
    row = connection.execute(select(t.decision).where(t.decision.c.id == decision_id)).one()
    return Decision(
        id=row.id,
        version=row.version,
        state=DecisionState(row.state),
        title=row.title,
        matter=row.matter,
        text=tuple(row.text),
        basis=_basis(connection, decision_id),
        delegation_id=row.delegation_id,
        # An old decision keeps its drafter's title of that day.
        drafted_by=people.person(connection, row.drafted_by, row.document_on or on),
        dispatch_to=tuple(row.dispatch_to),
        new_direction=row.new_direction,
        document_on=row.document_on,
        number=f"{row.number_serial}/{row.number_year}" if row.number_serial else "",
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        decider=_decider(row),
        frozen=paper_register.papers_of(connection, decision_id),
        handled_by=frozenset(row.handled_by),
    )


def _decider(row: Row[Any]) -> Decider | None:
    if row.decider_id is None:
        return None
    return Decider(
        row.decider_id, row.decider_name, row.decider_title, row.deputy_for, row.deputy_reason
    )


def _basis(connection: Connection, decision_id: int) -> tuple[Basis, ...]:
    rows = connection.execute(
        select(t.basis).where(t.basis.c.decision_id == decision_id).order_by(t.basis.c.position)
    )
    return tuple(
        Basis(row.position, row.title, row.dated_on, row.sha256, row.plan_id, row.name)
        for row in rows
    )


def meetings(connection: Connection, committee_id: int, on: date) -> tuple[Meeting, ...]:
    """The committee's meetings whose stop date has not passed, first first."""
    rows = connection.execute(
        select(t.meeting)
        .where(t.meeting.c.committee_id == committee_id, t.meeting.c.stop_on >= on)
        .order_by(t.meeting.c.held_on)
    )
    return tuple(Meeting(row.id, row.held_on, row.stop_on, row.summoned_at) for row in rows)


def _years_taken(connection: Connection, case_id: int) -> frozenset[int]:
    """A year whose plan was repealed with its decision is free for a new one."""
    stands = t.plan.c.state != PlanState.REPEALED.value
    years = select(t.plan.c.year).where(t.plan.c.case_id == case_id, stands)
    return frozenset(connection.execute(years).scalars())


def _bound_plans(connection: Connection, case_id: int) -> frozenset[int]:
    """Plans that stand in a decision which is still on its way."""
    open_states: Sequence[str] = (DecisionState.DRAFTING.value, DecisionState.SUBMITTED.value)
    bound = (
        select(t.decision_plan.c.plan_id)
        .join(t.decision, t.decision.c.id == t.decision_plan.c.decision_id)
        .where(t.decision.c.case_id == case_id, t.decision.c.state.in_(open_states))
    )
    return frozenset(connection.execute(bound).scalars())


def _next_number(connection: Connection, committee_id: int, year: int) -> int:
    last = connection.execute(
        select(t.series.c.last).where(
            t.series.c.committee_id == committee_id, t.series.c.year == year
        )
    ).scalar_one_or_none()
    return (last or 0) + 1
