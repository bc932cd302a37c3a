"""Decisions that are being drafted: writing a new one with its plans and basis, and anew."""

from typing import Any

from sqlalchemy import Connection, delete, insert, update

from workflow.facts import Ask, Decision, Situation
from workflow.states import PaperKind
from workflow.store import moves
from workflow.store import tables as t


def hold_plans(connection: Connection, before: Situation) -> None:
    """Compare-and-set on every plan, so that no other decision takes it at the same time."""
    moves.move_plans(connection, before, before)


def add(connection: Connection, after: Situation, ask: Ask) -> int:
    """Write a new draft of a decision; gives its id."""
    decision = after.the_decision()
    row = {
        "case_id": after.case.id,
        "committee_id": after.case.committee.id,
        "version": 1,
        "state": decision.state.value,
        "matter": decision.matter,
        "drafted_by": decision.drafted_by.id,
        **_text(decision),
    }
    decision_id: int = connection.execute(
        insert(t.decision).returning(t.decision.c.id), row
    ).scalar_one()
    for position, plan in enumerate(after.plans, 1):
        covers = {"decision_id": decision_id, "plan_id": plan.id, "position": position}
        connection.execute(insert(t.decision_plan), {**covers, "adopted": False})
    _add_basis(connection, decision_id, after, ask)
    return decision_id


def _add_basis(connection: Connection, decision_id: int, after: Situation, ask: Ask) -> None:
    for item in after.the_decision().basis:
        row = {
            "decision_id": decision_id,
            "position": item.position,
            "title": item.title,
            "dated_on": item.dated_on,
            "sha256": item.sha256,
            "name": item.name,
            "plan_id": item.plan_id,
        }
        connection.execute(insert(t.basis), row)
        if item.sha256 is not None:
            use = {
                "sha256": item.sha256,
                "case_id": after.case.id,
                "kind": PaperKind.UNDERLAG.value,
                "name": item.name,
                "decision_id": decision_id,
                "step": ask.step,
                "made_on": ask.on,
                "current": True,
            }
            connection.execute(insert(t.paper_use), use)


def revise_basis(connection: Connection, after: Situation, ask: Ask) -> None:
    """Write the list of basis anew; what is no longer in it counts no longer, but is kept."""
    decision_id = after.the_decision().id
    mine = update(t.paper_use).where(
        t.paper_use.c.decision_id == decision_id,
        t.paper_use.c.kind == PaperKind.UNDERLAG.value,
        t.paper_use.c.current,
    )
    connection.execute(mine, {"current": False})
    connection.execute(delete(t.basis).where(t.basis.c.decision_id == decision_id))
    _add_basis(connection, decision_id, after, ask)


def revise(connection: Connection, after: Situation) -> None:
    """Write the text of a draft anew; its version is moved by the step."""
    decision = after.the_decision()
    connection.execute(update(t.decision).where(t.decision.c.id == decision.id), _text(decision))


def _text(decision: Decision) -> dict[str, Any]:
    return {
        "title": decision.title,
        "text": list(decision.text),
        "delegation_id": decision.delegation_id,
        "dispatch_to": list(decision.dispatch_to),
        "new_direction": decision.new_direction,
        "handled_by": sorted(decision.handled_by),
    }
