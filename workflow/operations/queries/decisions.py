"""One decision as its pages show it: papers, mandate, what happened, what is open and due."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, or_, select

from workflow.chain import BY_NAME
from workflow.delegation import acting_as
from workflow.facts import (
    Actor,
    Ask,
    ConflictOfInterest,
    Decider,
    Delegation,
    Holding,
    Measure,
    Party,
    Plan,
    Situation,
)
from workflow.machine import available
from workflow.operations.office import Office
from workflow.operations.queries.readers import reader
from workflow.orders import EDITABLE
from workflow.refusals import NotFound, Refusal
from workflow.states import DutyKind, PaperKind, Thing, To
from workflow.store import measures, people, situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


@dataclass(frozen=True)
class PaperShown:
    """A paper that counts now, with what a link to it must say; ``dated_on`` is its own day."""

    kind: PaperKind
    name: str
    sha256: str
    media_type: str
    size: int
    made_on: date
    plan_id: int | None
    dated_on: date | None = None

    @property
    def for_editing(self) -> bool:
        """A copy for whoever goes on writing: it is neither decided on nor sent."""
        return self.media_type == EDITABLE and self.kind is not PaperKind.UNDERLAG


@dataclass(frozen=True)
class Happened:
    """A step that was taken on the decision: who, when, and the reason that they wrote."""

    step: str
    at: datetime
    who: str
    reason: str = ""


@dataclass(frozen=True)
class Due:
    """A duty that follows from the decision, with its next reminder."""

    kind: DutyKind
    to: To
    due_on: date
    why: str
    party: str = ""
    settled_on: date | None = None
    remind_on: date | None = None


@dataclass(frozen=True)
class Mandate:
    """On what the decider may decide, who holds the post, and where the chain begins.

    ``above`` is the committee's own delegation where this one was passed on.
    """

    delegation: Delegation
    holder: Holding | None
    deputy: Holding | None
    above: Delegation | None


@dataclass(frozen=True)
class LastYear:
    """The plan of the year before, to show what is new against."""

    plan: Plan
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class DecisionShown:
    """Everything that the pages of one decision say.

    ``closed`` has every step of a decision: why it can't be taken by whoever looks, or nothing
    where it can. ``acts_as`` is in which capacity they would decide.
    """

    situation: Situation
    papers: tuple[PaperShown, ...]
    happened: tuple[Happened, ...]
    due: tuple[Due, ...]
    closed: Mapping[str, tuple[Refusal, ...]]
    acts_as: Decider | None
    mandate: Mandate | None
    last_years: Mapping[int, LastYear]

    def may(self, step: str) -> bool:
        return not self.closed[step]

    @property
    def frozen(self) -> tuple[PaperShown, ...]:
        """What the decision rests on, as it was submitted: tjänsteskrivelse, plans, the rest."""
        hashes = {paper.sha256 for paper in self.situation.the_decision().frozen}
        found = (p for p in self.papers if p.sha256 in hashes and not p.for_editing)
        return tuple(sorted(found, key=lambda p: _READ_FIRST.index(p.kind)))

    @property
    def decided(self) -> tuple[PaperShown, ...]:
        """What the decision itself was drawn up as."""
        made = (PaperKind.DELEGATIONSBESLUT, PaperKind.BESLUTSMISSIV, PaperKind.RATTELSE)
        return tuple(p for p in self.papers if p.kind in made and not p.for_editing)

    @property
    def recipients(self) -> tuple[tuple[str, tuple[Party, ...]], ...]:
        """Each name of the list of recipients with the organisations that it stands for.

        Once it is decided the list is frozen, and the registers may say something else.
        """
        if self.situation.dispatch is not None:
            frozen = (each.party for each in self.situation.dispatch.deliveries)
            return tuple((party.name, (party,)) for party in frozen)
        names, groups = self.situation.the_decision().dispatch_to, self.situation.groups
        return tuple((name, groups.get(name, ())) for name in names)

    @property
    def left_out(self) -> tuple[Party, ...]:
        """Members of the groups named that are not in force, and so get nothing."""
        if self.situation.dispatch is not None:
            return ()
        names = self.situation.the_decision().dispatch_to
        found = (party for name in names for party in self.situation.left_out.get(name, ()))
        return tuple(dict.fromkeys(found))

    @property
    def conflicts(self) -> tuple[ConflictOfInterest, ...]:
        return self.situation.register.conflicts


_READ_FIRST = [PaperKind.TJANSTESKRIVELSE, PaperKind.HANDLINGSPLAN, PaperKind.UNDERLAG]


def decision(office: Office, decision_id: int, actor: Actor, at: datetime) -> DecisionShown:
    """The decision for whoever looks; ``NotFound`` where they may not know of it."""
    ask = Ask("submit", actor, at, None, office.time_zone)
    with reading(office.engine) as connection:
        subject = Subject(Thing.DECISION, decision_id)
        situation = situations.read(connection, subject, BY_NAME["submit"], ask.on)
        _require(connection, situation, ask)
        return DecisionShown(
            situation=situation,
            papers=_papers(connection, situation),
            happened=_happened(connection, situation),
            due=_due(connection, situation),
            closed=available(situation, ask),
            acts_as=acting_as(situation, actor, ask),
            mandate=_mandate(situation, ask.on),
            last_years=_last_years(connection, situation),
        )


def _require(connection: Connection, situation: Situation, ask: Ask) -> None:
    """Staff, the committee's deciders, and who holds or held a post of this very mandate.

    Whoever's delegation has ended still meets the page, since it tells them so.
    """
    mine = reader(connection, ask.actor, ask.on)
    register = situation.register
    is_named = any(held.person_id == ask.actor.person_id for held in register.holdings)
    if mine.every_case or situation.case.committee.id in mine.committee_ids or is_named:
        return
    raise NotFound(f"decision {situation.the_decision().id}")


def _papers(connection: Connection, situation: Situation) -> tuple[PaperShown, ...]:
    """The current papers of the decision and of its plans, in the order they were made."""
    plan_ids = [plan.id for plan in situation.plans]
    of_plans = and_(
        t.paper_use.c.plan_id.in_(plan_ids), t.paper_use.c.kind == PaperKind.HANDLINGSPLAN.value
    )
    dated = {item.sha256: item.dated_on for item in situation.the_decision().basis}
    rows = connection.execute(
        select(t.paper_use, t.paper.c.media_type, t.paper.c.size)
        .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
        .where(or_(t.paper_use.c.decision_id == situation.the_decision().id, of_plans))
        .where(t.paper_use.c.current)
        .order_by(t.paper_use.c.id)
    )
    return tuple(
        PaperShown(
            PaperKind(row.kind),
            row.name,
            row.sha256,
            row.media_type,
            row.size,
            row.made_on,
            row.plan_id,
            dated.get(row.sha256, row.made_on),
        )
        for row in rows
    )


def _happened(connection: Connection, situation: Situation) -> tuple[Happened, ...]:
    """What the record says was done with the decision, oldest first."""
    rows = connection.execute(
        select(t.event.c.step, t.event.c.at, t.event.c.actor_name, t.event.c.body)
        .where(t.event.c.case_id == situation.case.id, t.event.c.refused.is_(False))
        .where(t.event.c.thing == Thing.DECISION.value)
        .where(t.event.c.thing_id == situation.the_decision().id)
        .order_by(t.event.c.seq)
    )
    return tuple(
        Happened(row.step, row.at, row.actor_name, json.loads(row.body)["given"].get("reason", ""))
        for row in rows
    )


def _due(connection: Connection, situation: Situation) -> tuple[Due, ...]:
    """The duties of the decision and of its plans, by day, each with its next reminder."""
    plan_ids = [plan.id for plan in situation.plans]
    unsent: dict[int, date] = {}
    rows = connection.execute(
        select(t.duty, t.party.c.name)
        .outerjoin(t.party, t.party.c.id == t.duty.c.party_id)
        .where(
            or_(
                t.duty.c.decision_id == situation.the_decision().id,
                t.duty.c.plan_id.in_(plan_ids),
            )
        )
        .order_by(t.duty.c.due_on, t.duty.c.id)
    ).all()
    reminders = connection.execute(
        select(t.reminder.c.duty_id, t.reminder.c.remind_on)
        .where(t.reminder.c.duty_id.in_([row.id for row in rows]), t.reminder.c.sent_on.is_(None))
        .order_by(t.reminder.c.remind_on)
    )
    for duty_id, remind_on in reminders:
        unsent.setdefault(duty_id, remind_on)
    return tuple(
        Due(
            DutyKind(row.kind),
            To(row.role_to),
            row.due_on,
            row.why,
            row.name or "",
            row.settled_on,
            unsent.get(row.id) if row.settled_on is None else None,
        )
        for row in rows
    )


def _mandate(situation: Situation, on: date) -> Mandate | None:
    delegation, register = situation.delegation(), situation.register
    if delegation is None:
        return None
    deputy = delegation.deputy
    return Mandate(
        delegation,
        register.holder(delegation.post.id, on),
        register.holder(deputy.id, on) if deputy else None,
        next((d for d in register.delegations if d.id == delegation.parent_id), None),
    )


def _last_years(connection: Connection, situation: Situation) -> dict[int, LastYear]:
    """By plan, the case's plan of the year before, where it has one."""
    years = [plan.year - 1 for plan in situation.plans]
    rows = connection.execute(
        select(t.plan.c.id, t.plan.c.year)
        .where(t.plan.c.case_id == situation.case.id, t.plan.c.year.in_(years))
        .order_by(t.plan.c.revision)
    )
    newest = {row.year: row.id for row in rows}
    found = situations.plans(connection, situation.case.id, tuple(newest.values()))
    stood = measures.of_plans(connection, [p.id for p in found], people.parties(connection))
    by_year = {plan.year: LastYear(plan, stood[plan.id]) for plan in found}
    return {p.id: by_year[p.year - 1] for p in situation.plans if p.year - 1 in by_year}
