"""I1 and I10: a round ends in one decision, and what was decided is as it was decided."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.checking import Finding
from workflow.states import DecisionState, PaperKind, PlanState
from workflow.store import tables as t
from workflow.store.invariants.acts import Act, references

ONE, SIGNED = "I1", "I10"
_DECIDED = (
    select(t.decision, t.committee.c.code)
    .join(t.committee, t.committee.c.id == t.decision.c.committee_id)
    .where(t.decision.c.state == DecisionState.DECIDED.value)
    .order_by(t.decision.c.id)
)
_NOT_ADOPTED = {
    *(PlanState.DRAFTING, PlanState.CIRCULATED, PlanState.SUBMITTED, PlanState.REFERRED),
    PlanState.DISCARDED,
}
# A delegate's decision adopts its plans, and so does the committee's own.
_ADOPTING = (DecisionState.DECIDED.value, DecisionState.BY_COMMITTEE.value)
_DRAFTING = {"prepare", "revise", "revise_basis", "submit"}


class OneDecision:
    """Each decision was taken once, adopts its plans alone, and the numbers have no gap."""

    def __init__(self, _connection: Connection) -> None:
        self._taken: dict[int | None, int] = {}

    def see(self, act: Act) -> None:
        if act.step == "decide":
            self._taken[act.thing_id] = self._taken.get(act.thing_id, 0) + 1

    def findings(self, connection: Connection) -> Iterator[Finding]:
        cases, rows = references(connection), connection.execute(_DECIDED).all()
        for row in rows:
            times = self._taken.pop(row.id, 0)
            if times != 1:
                text = f"Beslutet {_number(row)} i ärende {cases[row.case_id]} är fattat"
                yield Finding(ONE, f"{text} {times} gånger enligt händelserna, inte en gång.")
        for decision_id in sorted(self._taken, key=str):
            text = f"Händelserna säger att beslut {decision_id} är fattat, men det är det inte."
            yield Finding(ONE, text)
        yield from _numbers(rows)
        yield from _adopted(connection)


def _number(row: Row[Any]) -> str:
    return f"{row.code} {row.number_serial}/{row.number_year}"


def _numbers(rows: Sequence[Row[Any]]) -> Iterator[Finding]:
    series: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        series.setdefault((row.code, row.number_year), []).append(row.number_serial)
    for (code, year), numbers in sorted(series.items()):
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            text = f"Beslutsnumren för {code} {year} har ett hopp eller står två gånger."
            yield Finding(ONE, text)


def _adopted(connection: Connection) -> Iterator[Finding]:
    """Each plan that was adopted was adopted by one decision."""
    covers = (
        select(t.decision_plan.c.plan_id)
        .join(t.decision, t.decision.c.id == t.decision_plan.c.decision_id)
        .where(t.decision_plan.c.adopted, t.decision.c.state.in_(_ADOPTING))
    )
    by: dict[int, int] = {}
    for plan_id in connection.execute(covers).scalars():
        by[plan_id] = by.get(plan_id, 0) + 1
    for plan in connection.execute(select(t.plan).order_by(t.plan.c.id)):
        expected = 0 if plan.state in _NOT_ADOPTED else 1
        if by.get(plan.id, 0) != expected:
            text = f"Planen ”{plan.title}” ({plan.id}) är antagen av {by.get(plan.id, 0)} beslut"
            yield Finding(ONE, f"{text}, men ska vara antagen av {expected}.")


class Signed:
    """A decision is what its entry says, by the paper that was signed, and nobody wrote in it."""

    def __init__(self, _connection: Connection) -> None:
        self._taken: dict[int | None, Act] = {}
        self._changed: list[Act] = []

    def see(self, act: Act) -> None:
        if act.step == "decide":
            self._taken[act.thing_id] = act
        elif act.step in _DRAFTING and act.thing_id in self._taken:
            self._changed.append(act)

    def findings(self, connection: Connection) -> Iterator[Finding]:
        for act in self._changed:
            text = f"Ärende {act.case}: beslut {act.thing_id} ändrades ({act.step}) sedan det"
            yield Finding(SIGNED, f"{text} hade fattats.")
        for row in connection.execute(_DECIDED).all():
            taken = self._taken.get(row.id)
            if taken is not None:
                yield from _as_taken(connection, row, taken)


def _as_taken(connection: Connection, row: Row[Any], taken: Act) -> Iterator[Finding]:
    said = (taken.given.get("number"), taken.at, taken.person_id)
    number = f"{row.number_serial}/{row.number_year}"
    stands = (number, row.decided_at, row.decider_id)
    where = f"Ärende {taken.case}, beslut {number}"
    if not str(said[0]).endswith(number) or said[1:] != stands[1:]:
        yield Finding(SIGNED, f"{where}: nummer, tid eller beslutsfattare är inte de beslutade.")
    uses = select(t.paper_use.c.sha256).where(
        t.paper_use.c.decision_id == row.id,
        t.paper_use.c.kind == PaperKind.DELEGATIONSBESLUT.value,
        t.paper_use.c.current,
    )
    signed = {sha256 for kind, _, sha256 in taken.papers if kind == PaperKind.DELEGATIONSBESLUT}
    if set(connection.execute(uses).scalars()) != signed:
        yield Finding(SIGNED, f"{where}: beslutshandlingen är inte den som beslutades.")
