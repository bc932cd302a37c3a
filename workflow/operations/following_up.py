"""Follow-up at year end (uppföljning), and the reports to the agency and to the committee."""

from datetime import datetime

from sqlalchemy import Connection

from workflow.facts import Actor, Ask, Given, Outcome, Situation
from workflow.operations.office import Office
from workflow.operations.steps import Done, take_step
from workflow.states import Thing
from workflow.store import measures as measure_rows
from workflow.store.situations import Subject


def open_follow_up(office: Office, plan_id: int, actor: Actor, at: datetime) -> Done:
    """Ask every responsible organisation for the outcomes of its own measures."""
    return _take(office, plan_id, office.ask("open_follow_up", actor, at, Given()))


def report_outcomes(
    office: Office,
    plan_id: int,
    outcomes: tuple[tuple[int, Outcome], ...],
    actor: Actor,
    at: datetime,
    seen: frozenset[str] = frozenset(),
    party_id: int | None = None,
) -> Done:
    """Outcomes by target id: a value (0 is one), or the reason why there is none.

    ``seen`` is what a page showed (``measures.seen_as``): what came meanwhile is not overwritten.
    ``party_id`` is the organisation whose sheet an officer enters.
    """

    def also(connection: Connection, after: Situation) -> None:
        told = {target_id for target_id, _ in outcomes}
        for measure in after.measures[plan_id]:
            for target in measure.targets:
                if target.id in told and target.outcome:
                    measure_rows.write_outcome(connection, target.id, target.outcome)

    given = Given(outcomes=outcomes, seen=seen, party_id=party_id)
    ask = office.ask("report_outcome", actor, at, given)
    return take_step(office, Subject(Thing.PLAN, plan_id), ask, also)


def close_follow_up(office: Office, plan_id: int, actor: Actor, at: datetime) -> Done:
    """Close the follow-up once every target has an outcome or a stated reason."""
    return _take(office, plan_id, office.ask("close_follow_up", actor, at, Given()))


def reopen_follow_up(office: Office, plan_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Open a follow-up once more, so that a figure that was wrong is put right."""
    return _take(office, plan_id, office.ask("reopen_follow_up", actor, at, Given(reason=reason)))


def report_agency(
    office: Office, plan_id: int, actor: Actor, at: datetime, receipt: str = ""
) -> Done:
    """Report the year in writing to the agency, in quarter 1 of the year after."""
    return _take(office, plan_id, office.ask("report_agency", actor, at, Given(receipt=receipt)))


def report_committee(office: Office, plan_id: int, actor: Actor, at: datetime) -> Done:
    """Report to the committee, after the agency and in time for a meeting's stop date."""
    return _take(office, plan_id, office.ask("report_committee", actor, at, Given()))


def move_report(
    office: Office, plan_id: int, meeting_id: int, reason: str, actor: Actor, at: datetime
) -> Done:
    """Move the committee's report from the meeting it was drawn up for to the next other one."""
    given = Given(reason=reason, meeting_id=meeting_id)
    return _take(office, plan_id, office.ask("move_report", actor, at, given))


def close(office: Office, plan_id: int, actor: Actor, at: datetime) -> Done:
    """Close the plan: in force, delivered, reported."""
    return _take(office, plan_id, office.ask("close", actor, at, Given()))


def _take(office: Office, plan_id: int, ask: Ask) -> Done:
    return take_step(office, Subject(Thing.PLAN, plan_id), ask)
