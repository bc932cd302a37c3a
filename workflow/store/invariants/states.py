"""I4: the state of every plan, decision, notice and dispatch is the one that the record ends in."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.checking import Finding
from workflow.states import DecisionState, DispatchState, NoticeState, Thing
from workflow.store import tables as t
from workflow.store.invariants.acts import Act

KIND = "I4"
_SWEDISH = {
    Thing.PLAN: "plan",
    Thing.DECISION: "beslut",
    Thing.NOTICE: "anmälan av beslut",
    Thing.DISPATCH: "expediering av beslut",
}
Key = tuple[str, int | None]


class States:
    """The record folded as it is told; a notice and a dispatch go by their decision's id."""

    def __init__(self, connection: Connection) -> None:
        self._told: dict[Key, str] = {}
        self._decision: dict[Key, int] = {
            (table.name, row.id): row.decision_id
            for table in (t.notice, t.dispatch)
            for row in connection.execute(select(table.c.id, table.c.decision_id))
        }
        self._plans: dict[int | None, list[int]] = {}
        for row in connection.execute(select(t.decision_plan)):
            self._plans.setdefault(row.decision_id, []).append(row.plan_id)

    def see(self, act: Act) -> None:
        step = BY_NAME.get(act.step)
        if step is None:
            return
        about = self._decision.get((act.thing, act.thing_id), act.thing_id)
        self._told[act.thing, about] = act.to
        if step.plans is not None:
            for plan_id in self._plans.get(about, []):
                self._told[Thing.PLAN, plan_id] = step.plans[1]
        if step.name == "decide" and act.to == DecisionState.DECIDED:
            self._told[Thing.NOTICE, about] = NoticeState.PENDING
            self._told[Thing.DISPATCH, about] = DispatchState.READY

    def findings(self, connection: Connection) -> Iterator[Finding]:
        stands: dict[Key, str] = {
            (thing, row.about): row.state
            for thing, table, about in (
                (Thing.PLAN, t.plan, t.plan.c.id),
                (Thing.DECISION, t.decision, t.decision.c.id),
                (Thing.NOTICE, t.notice, t.notice.c.decision_id),
                (Thing.DISPATCH, t.dispatch, t.dispatch.c.decision_id),
            )
            for row in connection.execute(select(about.label("about"), table.c.state))
        }
        for key in sorted(stands.keys() | self._told.keys(), key=str):
            here, told = stands.get(key, "saknas"), self._told.get(key, "saknas")
            if here != told:
                what = f"{_SWEDISH[Thing(key[0])]} {key[1]}"
                text = f"Tillståndet för {what} är {here}, men enligt händelserna {told}."
                yield Finding(KIND, text)
