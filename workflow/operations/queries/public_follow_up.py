"""The summary of a plan's follow-up as anybody may read it, once the follow-up is closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from workflow.facts import Choice, Measure
from workflow.figures import Figures, figures
from workflow.operations.office import Office
from workflow.operations.queries.public import Number
from workflow.publishing import Known, known, published
from workflow.refusals import NotFound
from workflow.states import DecisionState, PlanState
from workflow.store import measures as measure_rows
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import reading

# A follow-up is read by everybody from when it is closed, and a plan from when it is adopted.
CLOSED = (
    PlanState.FOLLOWED_UP,
    PlanState.REPORTED,
    PlanState.REPORTED_BACK,
    PlanState.CLOSED,
)
_ADOPTED = (PlanState.ADOPTED, PlanState.FOLLOWING_UP, *CLOSED)


@dataclass(frozen=True)
class GoesOn:
    """A measure that a later plan, which is adopted, goes on with."""

    activity: str
    is_changed: bool
    year: int


@dataclass(frozen=True)
class PublicFollowUp:
    """One plan's year: nobody is named in it. ``figures`` are those of the papers."""

    number: Number
    plan_id: int
    year: int
    title: str
    reference: str
    followed_up_on: date | None
    measures: tuple[Measure, ...]
    figures: Figures
    goes_on: tuple[GoesOn, ...] = ()


def where(office: Office, plan_id: int) -> tuple[Number, int] | None:
    """The number of the decision and the year under which a plan's summary is read."""
    with reading(office.engine) as connection:
        row = connection.execute(_followed_up().where(t.plan.c.id == plan_id)).first()
    return (Number(row.code, row.number_serial, row.number_year), row.year) if row else None


def summary(office: Office, number: Number, year: int) -> PublicFollowUp:
    """The summary; ``NotFound`` where no such plan's follow-up is closed."""
    with reading(office.engine) as connection:
        row = connection.execute(
            _followed_up().where(
                t.committee.c.code == number.committee,
                t.decision.c.number_serial == number.serial,
                t.decision.c.number_year == number.year,
                t.plan.c.year == year,
            )
        ).first()
        if row is None:
            raise NotFound(f"follow-up of {number} {year}")
        later = _later(connection, row.case_id, row.year)
        parties = people.parties(connection)
        read = measure_rows.of_plans(connection, [row.id, *later], parties)
        mine = read[row.id]
        told = _known(connection, [party.name for party in parties.values()], mine)
    shown = published(mine, told)
    return PublicFollowUp(
        number=number,
        plan_id=row.id,
        year=row.year,
        title=row.title,
        reference=row.reference,
        followed_up_on=row.followed_up_on,
        measures=shown,
        figures=figures(mine),
        goes_on=_goes_on(mine, {later[id_]: published(read[id_], told) for id_ in later}),
    )


def _followed_up() -> Select[Any]:
    return (
        select(
            t.plan,
            t.matter_case.c.reference,
            t.committee.c.code,
            t.decision.c.number_serial,
            t.decision.c.number_year,
        )
        .join(t.decision_plan, t.decision_plan.c.plan_id == t.plan.c.id)
        .join(t.decision, t.decision.c.id == t.decision_plan.c.decision_id)
        .join(t.committee, t.committee.c.id == t.decision.c.committee_id)
        .join(t.matter_case, t.matter_case.c.id == t.plan.c.case_id)
        .where(t.decision.c.state == DecisionState.DECIDED.value)
        .where(t.plan.c.state.in_([state.value for state in CLOSED]))
    )


def _later(connection: Connection, case_id: int, year: int) -> dict[int, int]:
    """The years of the adopted plans after it, by id."""
    rows = connection.execute(
        select(t.plan.c.id, t.plan.c.year)
        .where(t.plan.c.case_id == case_id, t.plan.c.year > year)
        .where(t.plan.c.state.in_([state.value for state in _ADOPTED]))
        .order_by(t.plan.c.year)
    )
    return {row.id: row.year for row in rows}


def _goes_on(
    mine: tuple[Measure, ...], later: dict[int, tuple[Measure, ...]]
) -> tuple[GoesOn, ...]:
    ids = {measure.id for measure in mine}
    return tuple(
        GoesOn(measure.activity, measure.choice is Choice.CHANGE, year)
        for year, found in later.items()
        for measure in found
        if measure.carried_from in ids
    )


def _known(connection: Connection, parties: list[str], mine: tuple[Measure, ...]) -> Known:
    names = connection.execute(select(t.person.c.name)).scalars().all()
    responsible = [measure.responsible_person for measure in mine]
    plan_says = [text for m in mine for text in (m.area, *m.participants)]
    return known([*names, *responsible], [*parties, *plan_says])
