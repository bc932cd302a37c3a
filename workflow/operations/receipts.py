"""The agency's receipt for a report: it comes afterwards, and is noted with the plan."""

from datetime import datetime

from sqlalchemy import select

from workflow.facts import Actor
from workflow.operations import entries
from workflow.operations.office import Office
from workflow.refusals import NotFound, Refusal, Refused
from workflow.states import REPORTED, PlanState, Role, Thing
from workflow.store import record
from workflow.store import tables as t
from workflow.store.engine import writing

STEP = "note_receipt"
_SWEDISH = "anteckna kvittens"


def note_receipt(office: Office, plan_id: int, receipt: str, actor: Actor, at: datetime) -> None:
    """Note what the agency has confirmed with; one that was noted before stays on record."""
    with writing(office.engine) as connection:
        plans = select(t.plan).where(t.plan.c.id == plan_id).with_for_update(key_share=True)
        plan = connection.execute(plans).one_or_none()
        if plan is None:
            raise NotFound(f"plan {plan_id}")
        _refuse(PlanState(plan.state), receipt, actor)
        moved = t.plan.update().where(t.plan.c.id == plan_id)
        connection.execute(moved.values(receipt=receipt.strip(), version=plan.version + 1))
        given = {"receipt": receipt.strip()}
        body = entries.noted(STEP, str(Thing.PLAN), plan_id, given, actor, at)
        record.append(connection, plan.case_id, body, office.key)


def _refuse(state: PlanState, receipt: str, actor: Actor) -> None:
    reasons: list[Refusal] = []
    if state not in REPORTED:
        reasons.append(Refusal.of("wrong_state", step=_SWEDISH, state=state, thing=Thing.PLAN))
    if Role.OFFICER not in actor.roles:
        reasons.append(Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH))
    if not receipt.strip():
        reasons.append(Refusal.of("receipt_missing"))
    if reasons:
        raise Refused(STEP, tuple(reasons))
