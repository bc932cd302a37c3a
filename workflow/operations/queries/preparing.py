"""What an officer chooses from when preparing a decision: plans, mandates, recipients."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.facts import (
    Actor,
    Case,
    Delegation,
    Party,
    Plan,
    Situation,
    is_same_organisation,
)
from workflow.operations.office import Office
from workflow.operations.queries.readers import require_case
from workflow.references import swedish_key
from workflow.states import DRAFTS
from workflow.store import register, situations
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class Attached:
    """A paper that others wrote, as it stands among a decision's basis."""

    title: str
    dated_on: date | None
    name: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True)
class LastTime:
    """The newest decision of the case: what most of the next one can begin from."""

    title: str
    matter: str
    text: tuple[str, ...]
    dispatch_to: tuple[str, ...]
    delegation_id: int
    basis: tuple[Attached, ...]


@dataclass(frozen=True)
class Choices:
    """``plans`` are the drafts that stand in no other decision; ``delegations`` are in force.

    ``groups`` and ``parties`` are whom a decision can be sent to, in Swedish order.
    """

    situation: Situation
    plans: tuple[Plan, ...]
    delegations: tuple[Delegation, ...]
    groups: tuple[tuple[str, tuple[Party, ...]], ...]
    parties: tuple[Party, ...]
    last: LastTime | None

    @property
    def case(self) -> Case:
        return self.situation.case

    def matters(self) -> tuple[str, ...]:
        """The kinds of matter that the delegations in force are about."""
        named = [d.matter for d in self.delegations if d.matter]
        before = [self.last.matter] if self.last else []
        return tuple(dict.fromkeys([*before, *named]))


def choices(office: Office, case_id: int, actor: Actor, on: date) -> Choices:
    """What may be chosen in a case that day; ``NotFound`` where the actor may not know of it."""
    with reading(office.engine) as connection:
        require_case(connection, case_id, actor, on)
        situation = situations.of_case(connection, case_id, on)
        groups = _groups(connection, situation)
        return Choices(
            situation=situation,
            plans=_drafts(connection, situation),
            delegations=_in_force(connection, situation.case, on),
            groups=groups,
            parties=_parties(situation, on),
            last=_last(connection, case_id),
        )


def _drafts(connection: Connection, situation: Situation) -> tuple[Plan, ...]:
    ids = select(t.plan.c.id).where(
        t.plan.c.case_id == situation.case.id,
        t.plan.c.state.in_([state.value for state in DRAFTS]),
    )
    free = [i for i in connection.execute(ids).scalars() if i not in situation.bound_plans]
    found = situations.plans(connection, situation.case.id, free)
    return tuple(sorted(found, key=lambda plan: plan.year))


def _in_force(connection: Connection, case: Case, on: date) -> tuple[Delegation, ...]:
    """The committee's delegations that could cover a matter of this case that day."""
    entries = register.whole(connection, case.committee.id).delegations
    return tuple(
        entry
        for entry in entries
        if entry.in_force(on)
        and entry.case_reference in (None, case.reference)
        and (entry.matter or entry.case_reference)
    )


def _groups(
    connection: Connection, situation: Situation
) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    names = connection.execute(select(t.party_group.c.name)).scalars()
    return tuple((name, situation.groups.get(name, ())) for name in sorted(names, key=swedish_key))


def _parties(situation: Situation, on: date) -> tuple[Party, ...]:
    """Every organisation in force that day but our own, which is never a recipient."""
    everybody = {party.id: party for found in situation.groups.values() for party in found}
    region = situation.region
    others = (
        party
        for party in everybody.values()
        if party.covers(on) and not is_same_organisation(party.name, party.number, region)
    )
    return tuple(sorted(others, key=lambda party: swedish_key(party.name)))


def _last(connection: Connection, case_id: int) -> LastTime | None:
    row = connection.execute(
        select(t.decision)
        .where(t.decision.c.case_id == case_id)
        .order_by(t.decision.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return LastTime(
        row.title,
        row.matter,
        tuple(row.text),
        tuple(row.dispatch_to),
        row.delegation_id,
        attached(connection, row.id),
    )


def attached(connection: Connection, decision_id: int) -> tuple[Attached, ...]:
    """What others wrote among a decision's basis, in its order."""
    rows = connection.execute(
        select(t.basis, t.paper.c.media_type, t.paper.c.size)
        .join(t.paper, t.paper.c.sha256 == t.basis.c.sha256)
        .where(t.basis.c.decision_id == decision_id)
        .order_by(t.basis.c.position)
    )
    return tuple(
        Attached(row.title, row.dated_on, row.name, row.sha256, row.media_type, row.size)
        for row in rows
    )
