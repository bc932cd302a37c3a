"""I5: each decision has its papers, and the list of papers is what the steps have made."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from workflow.checking import Finding
from workflow.states import DecisionState, PaperKind
from workflow.store import tables as t
from workflow.store.invariants.acts import Act, references

KIND = "I5"
_DECIDED_WITH = {
    PaperKind.TJANSTESKRIVELSE,
    PaperKind.HANDLINGSPLAN,
    PaperKind.DELEGATIONSBESLUT,
}


class Papers:
    """By hash: that the bytes are what they were is the record's own check."""

    def __init__(self, connection: Connection) -> None:
        self._named: dict[tuple[str, str], str] = {}
        self._cases = references(connection)

    def see(self, act: Act) -> None:
        for _kind, name, sha256 in act.papers:
            self._named[act.case, sha256] = name

    def findings(self, connection: Connection) -> Iterator[Finding]:
        uses = connection.execute(select(t.paper_use).order_by(t.paper_use.c.id)).all()
        listed = {(self._cases[use.case_id], use.sha256): use.name for use in uses}
        for (case, sha256), name in sorted(self._named.items()):
            if (case, sha256) not in listed:
                yield Finding(KIND, f"Ärende {case}: {name} saknas bland ärendets handlingar.")
        for (case, sha256), name in sorted(listed.items()):
            if (case, sha256) not in self._named:
                yield Finding(KIND, f"Ärende {case}: {name} har inte gjorts i något steg.")
        has: dict[int | None, set[str]] = {}
        for use in uses:
            if use.current:
                has.setdefault(use.decision_id, set()).add(use.kind)
        yield from self._without(connection, has)

    def _without(
        self, connection: Connection, has: dict[int | None, set[str]]
    ) -> Iterator[Finding]:
        decided = select(t.decision).where(t.decision.c.state == DecisionState.DECIDED.value)
        for row in connection.execute(decided.order_by(t.decision.c.id)):
            lacking = _DECIDED_WITH - has.get(row.id, set())
            if lacking:
                where = f"Ärende {self._cases[row.case_id]}, beslut {row.number_serial}"
                which = ", ".join(sorted(lacking))
                yield Finding(KIND, f"{where}/{row.number_year}: saknar {which}.")
