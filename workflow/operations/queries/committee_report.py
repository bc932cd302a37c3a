"""The reports of the first quarter: the agency's day, and the meeting that is still possible."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.duties import RULES, report_meeting
from workflow.duty_rules import is_verified
from workflow.facts import Situation
from workflow.operations.office import Office
from workflow.states import REPORTED, DutyKind, PlanState, Thing
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject

_UNDER_WAY = (PlanState.FOLLOWING_UP, PlanState.FOLLOWED_UP, PlanState.REPORTED)


@dataclass(frozen=True)
class CommitteeReport:
    """Where the report of one plan to the committee stands.

    ``meeting_on`` is the first meeting that it can still come to, with papers in by ``stop_on``;
    nothing where none is in the calendar. ``waits_for`` is the agency, as long as it has not had
    its own. ``is_late`` says that an earlier meeting's stop date has passed.
    """

    plan_id: int
    year: int
    agency_due_on: date
    is_verified: bool
    waits_for: str
    meeting_on: date | None
    stop_on: date | None
    is_late: bool


def committee_reports(office: Office, case_id: int, on: date) -> tuple[CommitteeReport, ...]:
    """The reports of a case's plans whose year is over, as the calendar allows on a day."""
    plans = (
        select(t.plan.c.id)
        .where(t.plan.c.case_id == case_id)
        .where(t.plan.c.state.in_([state.value for state in _UNDER_WAY]))
        .order_by(t.plan.c.year, t.plan.c.id)
    )
    with reading(office.engine) as connection:
        return tuple(
            _report(
                situations.read(connection, Subject(Thing.PLAN, plan_id), BY_NAME["answer"], on),
                _watched(connection, plan_id),
                on,
            )
            for plan_id in connection.execute(plans).scalars().all()
        )


def _report(situation: Situation, watched: dict[str, date], on: date) -> CommitteeReport:
    (plan,) = situation.plans
    meeting = report_meeting(situation, plan, on)
    agency, committee = DutyKind.REPORT_AGENCY, watched.get(DutyKind.REPORT_COMMITTEE)
    calendar, programme = situation.region.calendar, situation.programme
    return CommitteeReport(
        plan_id=plan.id,
        year=plan.year,
        agency_due_on=watched.get(agency) or RULES[agency].due_on(situation, plan, on),
        is_verified=is_verified(calendar, programme, agency, plan.year),
        waits_for="" if plan.state in REPORTED else programme.agency.name,
        meeting_on=meeting.held_on if meeting else None,
        stop_on=meeting.stop_on if meeting else None,
        is_late=committee is not None and committee < on,
    )


def _watched(connection: Connection, plan_id: int) -> dict[str, date]:
    """The days that are watched: the agency's, and the stop date of the meeting it was to be."""
    mine = select(t.duty.c.kind, t.duty.c.due_on).where(
        t.duty.c.plan_id == plan_id, t.duty.c.settled_on.is_(None)
    )
    return {row.kind: row.due_on for row in connection.execute(mine)}
