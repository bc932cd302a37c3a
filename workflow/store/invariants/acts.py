"""The record as a story: each entry of a case that was no refusal, in the order of its chain."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, select

from workflow.checking import Finding
from workflow.store import tables as t

_ENTRIES = (
    select(t.matter_case.c.reference, t.event.c.at, t.event.c.body)
    .join(t.matter_case, t.matter_case.c.id == t.event.c.case_id)
    .where(t.event.c.refused.is_(False))
    .order_by(t.event.c.case_id, t.event.c.seq)
    .execution_options(yield_per=1000)
)


@dataclass(frozen=True)
class Act:
    """What somebody did: on what, where it led, and what came with it."""

    case: str
    at: datetime
    step: str
    thing: str
    thing_id: int | None
    kind: str
    person_id: int | None
    name: str
    to: str
    given: dict[str, Any]
    papers: tuple[tuple[str, str, str], ...]
    letters: tuple[str, ...]


class Rule(Protocol):
    """One thing that must hold: it is told the whole story, and then looks at the tables."""

    def see(self, act: Act) -> None:
        """Remember what of an act the rule is about."""

    def findings(self, connection: Connection) -> Iterator[Finding]:
        """What does not hold, in Swedish."""


def read_acts(connection: Connection) -> Iterator[Act]:
    """Every act; an entry that can't be read is left out, for the record's own check tells it."""
    for case, at, body in connection.execute(_ENTRIES):
        try:
            yield _act(case, at, json.loads(body))
        except (ValueError, KeyError, TypeError):
            continue


def _act(case: str, at: datetime, said: dict[str, Any]) -> Act:
    who = said["actor"]
    return Act(
        case=case,
        at=at,
        step=said["step"],
        thing=said["thing"],
        thing_id=said["thing_id"],
        kind=who["kind"],
        person_id=who["person_id"],
        name=who["name"],
        to=said["to"],
        given=said["given"],
        papers=tuple((kind, name, sha256) for kind, name, sha256 in said["papers"]),
        letters=tuple(said["letters"]),
    )


def references(connection: Connection) -> dict[int, str]:
    """Each case's reference by its row."""
    found = connection.execute(select(t.matter_case.c.id, t.matter_case.c.reference))
    return {row.id: row.reference for row in found}


def changed_after(connection: Connection, step: str) -> dict[int | None, datetime]:
    """When each thing of the registers was last changed in this way: what stood before is older."""
    found = connection.execute(
        select(t.register_event.c.thing_id, t.register_event.c.at)
        .where(t.register_event.c.step == step)
        .order_by(t.register_event.c.seq)
    )
    return {row.thing_id: row.at for row in found}
