"""The record folded: where everything stands, as its entries alone tell it."""

from typing import Any

from workflow.chain import BY_NAME
from workflow.states import DecisionState, DispatchState, NoticeState, Thing

States = dict[tuple[str, int], str]


def folded(entries: list[dict[str, Any]], covers: dict[int, list[int]]) -> States:
    """The last state of each thing; ``covers`` says which plans a decision moves with it.

    A decision that is taken opens its notice and its dispatch, which have its own id here.
    """
    states: States = {}
    for entry in entries:
        step = BY_NAME.get(entry["step"])
        if step is None or entry["refused"]:
            continue
        states[(entry["thing"], entry["thing_id"])] = entry["to"]
        if step.plans is not None:
            for plan_id in covers[entry["thing_id"]]:
                states[(Thing.PLAN, plan_id)] = step.plans[1]
        if entry["to"] == DecisionState.DECIDED and entry["step"] == "decide":
            states[(Thing.NOTICE, entry["thing_id"])] = NoticeState.PENDING
            states[(Thing.DISPATCH, entry["thing_id"])] = DispatchState.READY
    return states
