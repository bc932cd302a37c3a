"""I2: whoever decided held the delegation on that day, and had no part in the matter before."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.checking import Finding
from workflow.states import DecisionState
from workflow.store import tables as t
from workflow.store.invariants.acts import Act, changed_after, references

KIND = "I2"
Changed = dict[int | None, datetime]


class Mandates:
    """Asked of the register as it stood: what was taken back later, and said so, held then."""

    def __init__(self, connection: Connection) -> None:
        self._book = _Book(connection)

    def see(self, act: Act) -> None:
        """The tables say it all."""

    def findings(self, connection: Connection) -> Iterator[Finding]:
        book, cases = self._book, references(connection)
        decided = select(t.decision).where(t.decision.c.state == DecisionState.DECIDED.value)
        for row in connection.execute(decided.order_by(t.decision.c.id)):
            where = f"Ärende {cases[row.case_id]}, beslut {row.number_serial}/{row.number_year}"
            if not book.mandated(row):
                text = (
                    f"{where}: {row.decider_name} hade ingen delegation i kraft {row.decided_on}."
                )
                yield Finding(KIND, text)
            if row.decider_id in {row.drafted_by, *row.handled_by}:
                yield Finding(KIND, f"{where}: {row.decider_name} hade själv berett ärendet.")
            if book.conflicted(row):
                yield Finding(KIND, f"{where}: {row.decider_name} hade anmält jäv.")


class _Book:
    """The delegation register, with when its rows were last cut short."""

    def __init__(self, connection: Connection) -> None:
        self._mandates = {row.id: row for row in connection.execute(select(t.delegation))}
        self._holdings = connection.execute(select(t.holding)).all()
        self._conflicts = connection.execute(select(t.conflict)).all()
        self._revoked = changed_after(connection, "revoke_delegation")
        self._ended = changed_after(connection, "end_holding")

    def mandated(self, row: Row[Any]) -> bool:
        mandate = self._mandates[row.delegation_id]
        posts = {mandate.post_id, mandate.deputy_post_id}
        holds = any(
            held.post_id in posts
            and held.person_id == row.decider_id
            and held.valid_from <= row.decided_on
            and (_until(held.valid_to) >= row.decided_on or self._later(self._ended, held, row))
            for held in self._holdings
        )
        return holds and self._in_force(mandate, row)

    def _in_force(self, mandate: Row[Any], row: Row[Any]) -> bool:
        above = self._mandates.get(mandate.parent_id)
        if above is not None and not self._in_force(above, row):
            return False
        on: date = row.decided_on
        stands = mandate.revoked_on is None or mandate.revoked_on > on
        return bool(mandate.valid_from <= on <= _until(mandate.valid_to)) and (
            stands or self._later(self._revoked, mandate, row)
        )

    def _later(self, changed: Changed, what: Row[Any], row: Row[Any]) -> bool:
        """Whether it was cut short after the decision, though dated back to before it."""
        at = changed.get(what.id)
        return at is not None and at > row.decided_at

    def conflicted(self, row: Row[Any]) -> bool:
        return any(
            each.decision_id == row.id
            and each.person_id == row.decider_id
            and each.declared_at <= row.decided_at
            for each in self._conflicts
        )


def _until(last: date | None) -> date:
    return last or date.max
