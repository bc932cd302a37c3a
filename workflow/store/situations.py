"""Reading a situation: all that the rules may know of a plan or a decision, in one read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, or_, select

from workflow.facts import (
    AsDecided,
    Basis,
    Decider,
    Decision,
    Meeting,
    Plan,
    Situation,
)
from workflow.orders import Paper
from workflow.references import decision_number
from workflow.refusals import NotFound
from workflow.states import GONE, UNDECIDED, DecisionState, PaperKind, PlanState, Thing
from workflow.step import Step
from workflow.store import (
    absences,
    aftermath,
    cases,
    duty_rules,
    measures,
    paper_register,
    people,
    regions,
    register,
    staffing,
)
from workflow.store import tables as t
from workflow.store.at_once import ahead, together
from workflow.store.prepared import Asked, Prepared, Source

_ID: BindParameter[int] = bindparam("id")
_CASE: BindParameter[int] = bindparam("case")
# A plan with the meeting that its report was drawn up for.
_MEETING = (t.meeting.c.held_on, t.meeting.c.stop_on, t.meeting.c.summoned_at)
_PLANS = select(t.plan, *_MEETING).outerjoin(t.meeting, t.meeting.c.id == t.plan.c.meeting_id)
PLAN = Prepared(_PLANS.where(t.plan.c.id == _ID))
# A draft that was discarded covers nothing any more.
_COVERING = (
    select(func.max(t.decision_plan.c.decision_id))
    .join(t.decision, t.decision.c.id == t.decision_plan.c.decision_id)
    .where(t.decision_plan.c.plan_id == _ID)
    .where(t.decision.c.state != DecisionState.DISCARDED.value)
    .scalar_subquery()
)
COVERING = Prepared(select(t.decision).where(t.decision.c.id == _COVERING))
DECISION = Prepared(select(t.decision).where(t.decision.c.id == _ID))
COVERS = Prepared(
    _PLANS.join(t.decision_plan, t.decision_plan.c.plan_id == t.plan.c.id)
    .where(t.decision_plan.c.decision_id == _ID)
    .order_by(t.decision_plan.c.position)
)
BASIS = Prepared(select(t.basis).where(t.basis.c.decision_id == _ID).order_by(t.basis.c.position))
MEETINGS = Prepared(
    select(t.meeting)
    .where(t.meeting.c.committee_id == _ID, t.meeting.c.stop_on >= bindparam("on"))
    .order_by(t.meeting.c.held_on)
)
# A year whose plan was repealed with its decision, or discarded, is free for a new one.
YEARS_TAKEN = Prepared(
    select(t.plan.c.year).where(
        t.plan.c.case_id == _CASE, *(t.plan.c.state != each.value for each in GONE)
    )
)
# Plans that stand in a decision which is still on its way.
BOUND_PLANS = Prepared(
    select(t.decision_plan.c.plan_id)
    .join(t.decision, t.decision.c.id == t.decision_plan.c.decision_id)
    .where(
        t.decision.c.case_id == _CASE,
        or_(*(t.decision.c.state == each.value for each in UNDECIDED)),
    )
)
LAST_NUMBER = Prepared(
    select(t.series.c.last).where(
        t.series.c.committee_id == _ID, t.series.c.year == bindparam("in_year")
    )
)


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
    one = {"id": plan_id}
    asked = [(cases.OF_PLAN, one), (PLAN, one), (COVERING, one)]
    case, rows, covering = together(connection, asked)
    if not rows:
        raise NotFound(f"plan {plan_id}")
    decided = covering[0] if covering else None
    return _situation(connection, case[0], (_plan(rows[0]),), decided, step, on)


def _of_decision(connection: Connection, decision_id: int, step: Step, on: date) -> Situation:
    one = {"id": decision_id}
    asked = [(cases.OF_DECISION, one), (DECISION, one), (COVERS, one)]
    case, found, rows = together(connection, asked)
    if not found:
        raise NotFound(f"decision {decision_id}")
    plans = tuple(map(_plan, rows))
    return _situation(connection, case[0], plans, found[0], step, on)


def plans(connection: Connection, case_id: int, plan_ids: Sequence[int]) -> tuple[Plan, ...]:
    """The case's plans with these ids, in that order; ``NotFound`` where one is not the case's."""
    mine = _PLANS.where(t.plan.c.case_id == case_id, t.plan.c.id.in_(plan_ids))
    rows = connection.execute(mine)
    found = {row.id: _plan(row) for row in rows}
    missing = [plan_id for plan_id in plan_ids if plan_id not in found]
    if missing:
        raise NotFound(f"plan {missing[0]}")
    return tuple(found[plan_id] for plan_id in plan_ids)


def of_case(connection: Connection, case_id: int, on: date) -> Situation:
    """The case alone, for steps that create a plan or a decision in it."""
    row = cases.CASE.row(connection, case=case_id)
    if row is None:
        raise NotFound(f"case {case_id}")
    return _situation(connection, row, (), None, None, on)


def _situation(
    connection: Connection,
    row: Row[Any],
    plans: tuple[Plan, ...],
    decided: Row[Any] | None,
    step: Step | None,
    on: date,
) -> Situation:
    plan_ids = [plan.id for plan in plans]
    found = ahead(connection, _asked(row, plan_ids, decided, step, on))
    parties = people.parties(found)
    decision = _decision(found, decided, on) if decided else None
    decision_id = decision.id if decision else None
    named, left_out = people.recipients(found, parties, on)
    region = regions.the_region(found, row.region_id)
    entries = register.entries(
        found, row.register_version, decision.delegation_id if decision else None, decision_id
    )
    held = meetings(found, row.committee_id, on)
    keeping = staffing.staffing(found, row.officer_id, entries, on)
    reads_measures = step is not None and step.reads_measures
    return Situation(
        region=region,
        case=cases.the_case(found, row, on),
        programme=cases.the_programme(found, row, parties),
        register=entries,
        plans=plans,
        decision=decision,
        notice=aftermath.notice(found, decision_id) if decision else None,
        dispatch=aftermath.dispatch(found, decision_id, parties) if decision else None,
        meetings=held,
        listings=aftermath.listings(connection, held) if _lists(step) else {},
        members=named.get(region.network, ()),
        groups=named,
        left_out=left_out,
        measures=measures.of_plans(found, plan_ids, parties) if reads_measures else {},
        opinions=measures.opinions(found, plan_ids) if plan_ids else {},
        # Only what begins asks what there is already.
        years_taken=_column(found, YEARS_TAKEN, row.id) if step is None else frozenset(),
        bound_plans=_column(found, BOUND_PLANS, row.id) if step is None else frozenset(),
        staff=keeping.staff,
        away=keeping.away,
        next_number=_next_number(found, row.committee_id, on.year) if step else 1,
        carried_on=measures.carried_on(found, plan_ids) if reads_measures else frozenset(),
    )


def _asked(
    row: Row[Any], plan_ids: list[int], decided: Row[Any] | None, step: Step | None, on: date
) -> Iterator[Asked]:
    """All that is read of a case, as it can be asked for at once: what it is and what it hangs on.

    What is not named here is asked for by itself.
    """
    case, plans = {"case": row.id}, {"plans": plan_ids}
    yield people.PARTIES, {}
    yield people.GROUPS, {}
    yield people.GRANTED, {"on": on}
    yield people.HELD, {"on": on}
    yield absences.AWAY, {"on": on}
    yield people.PERSON, {"person": row.officer_id, "on": on}
    yield regions.REGION, {"id": row.region_id}
    yield duty_rules.OF_PROGRAMME, {"programme": row.programme_id}
    yield MEETINGS, {"id": row.committee_id, "on": on}
    if step is None:
        yield YEARS_TAKEN, case
        yield BOUND_PLANS, case
    else:
        yield LAST_NUMBER, {"id": row.committee_id, "in_year": on.year}
    if plan_ids:
        yield measures.OPINIONS, plans
    if step is not None and step.reads_measures:
        yield measures.TARGETS, plans
        yield measures.OF_PLANS, plans
        yield measures.CARRIED_ON, plans
    if decided is not None:
        its = {"decision": decided.id}
        yield people.PERSON, {"person": decided.drafted_by, "on": decided.document_on or on}
        yield BASIS, {"id": decided.id}
        yield paper_register.OF_DECISION, its
        yield register.DELEGATION, {"delegation": decided.delegation_id}
        yield register.HOLDINGS, {"delegation": decided.delegation_id}
        yield register.CONFLICTS, its
        yield aftermath.NOTICE, its
        yield aftermath.DISPATCH, its
        yield aftermath.DELIVERIES, its


def _column(found: Source, statement: Prepared, case_id: int) -> frozenset[int]:
    return frozenset(statement.column(found, case=case_id))


def _lists(step: Step | None) -> bool:
    """Whether the committee's list is drawn up anew by the step."""
    papers = [each.kind for each in (step.orders if step else ()) if isinstance(each, Paper)]
    return PaperKind.ANMALNINGSLISTA in papers


def _plan(row: Row[Any]) -> Plan:
    days = (row.held_on, row.stop_on, row.summoned_at)
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
        replaces_on=row.replaces_on,
        meeting=Meeting(row.meeting_id, *days) if row.meeting_id else None,
    )


def _decision(found: Source, row: Row[Any], on: date) -> Decision:
    return Decision(
        id=row.id,
        version=row.version,
        state=DecisionState(row.state),
        title=row.title,
        matter=row.matter,
        text=tuple(row.text),
        basis=_basis(found, row.id),
        delegation_id=row.delegation_id,
        # An old decision keeps its drafter's title of that day.
        drafted_by=people.person(found, row.drafted_by, row.document_on or on),
        dispatch_to=tuple(row.dispatch_to),
        new_direction=row.new_direction,
        document_on=row.document_on,
        number=decision_number(row.number_serial, row.number_year),
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        decider=_decider(row),
        frozen=paper_register.papers_of(found, row.id),
        handled_by=frozenset(row.handled_by),
        as_decided=_as_decided(row),
        corrected_on=paper_register.corrected_on(found, row.id),
        paragraph=row.paragraph,
    )


def _as_decided(row: Row[Any]) -> AsDecided | None:
    if row.notified is None:
        return None
    kept = row.as_decided
    words = (kept["committee"], kept["genitive"], kept["clause_style"])
    return AsDecided(row.notified, *words, tuple((key, said) for key, said in kept["headings"]))


def _decider(row: Row[Any]) -> Decider | None:
    if row.decider_id is None:
        return None
    return Decider(
        row.decider_id, row.decider_name, row.decider_title, row.deputy_for, row.deputy_reason
    )


def _basis(connection: Source, decision_id: int) -> tuple[Basis, ...]:
    return tuple(
        Basis(row.position, row.title, row.dated_on, row.sha256, row.plan_id, row.name)
        for row in BASIS.rows(connection, id=decision_id)
    )


def meetings(connection: Source, committee_id: int, on: date) -> tuple[Meeting, ...]:
    """The committee's meetings whose stop date has not passed, first first."""
    rows = MEETINGS.rows(connection, id=committee_id, on=on)
    return tuple(Meeting(row.id, row.held_on, row.stop_on, row.summoned_at) for row in rows)


def _next_number(connection: Source, committee_id: int, year: int) -> int:
    return (LAST_NUMBER.value(connection, id=committee_id, in_year=year) or 0) + 1
