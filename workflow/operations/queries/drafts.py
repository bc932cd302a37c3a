"""A plan as those who draft it see it: measures, last year's, answers of the round, papers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from workflow.carrying import ended_in, last_plan
from workflow.chain import BY_NAME
from workflow.facts import Actor, Case, Given, Measure, Party, Plan, Situation
from workflow.machine import available
from workflow.measures import draft_faults, measure_fingerprint
from workflow.operations.office import Office
from workflow.operations.queries.kept import KeptPaper, as_kept, kept_papers
from workflow.operations.queries.readers import require_case
from workflow.orders import PaperAsk
from workflow.references import swedish_key
from workflow.refusals import NotFound, Refusal
from workflow.states import DRAFTS, PaperKind, Thing
from workflow.store import measures as measure_rows
from workflow.store import people, situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject

_DRAFTING = BY_NAME["write_measure"]


@dataclass(frozen=True)
class Draft:
    """A plan with all that its pages show.

    ``situation`` holds the facts of the rules, and last year's plan and measures beside its own,
    so that a paper can say where a measure came from. ``parties`` are in Swedish order.
    """

    situation: Situation
    last: Plan | None
    parties: tuple[Party, ...]
    papers: tuple[KeptPaper, ...]

    @property
    def plan(self) -> Plan:
        return self.situation.plans[0]

    @property
    def case(self) -> Case:
        return self.situation.case

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.situation.measures[self.plan.id]

    @property
    def last_measures(self) -> tuple[Measure, ...]:
        """Last year's, as that plan has them now."""
        return self.situation.measures[self.last.id] if self.last else ()

    @property
    def ended(self) -> tuple[Measure, ...]:
        """What last year's plan had and this one does not carry on."""
        return ended_in(self.last_measures, self.measures)

    @property
    def is_open(self) -> bool:
        """Whether anybody may still write in it."""
        return self.plan.state in DRAFTS

    @property
    def faults(self) -> tuple[Refusal, ...]:
        """What keeps the plan from being decided: the same question as the submission asks."""
        if not self.measures:
            return (Refusal.of("plan_without_measures", year=self.plan.year),)
        return tuple(draft_faults(self.measures))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of this year's and last year's measures, for whoever writes one more."""
        named = [measure.area for measure in (*self.measures, *self.last_measures)]
        return tuple(dict.fromkeys(area for area in named if area))

    def measure(self, measure_id: int) -> Measure:
        """One of the plan's measures; ``NotFound`` where it has no such."""
        found = next((each for each in self.measures if each.id == measure_id), None)
        if found is None:
            raise NotFound(f"measure {measure_id}")
        return found

    def before(self, measure: Measure) -> Measure | None:
        """What the measure was in last year's plan."""
        return next((m for m in self.last_measures if m.id == measure.carried_from), None)


def draft(office: Office, plan_id: int, on: date) -> Draft:
    """A plan for whoever has been let in to it; ``NotFound`` where there is none."""
    with reading(office.engine) as connection:
        return _draft(connection, plan_id, on)


def draft_for(office: Office, plan_id: int, actor: Actor, on: date) -> Draft:
    """A plan for somebody of the house; ``NotFound`` where they may not know of its case."""
    with reading(office.engine) as connection:
        found = _draft(connection, plan_id, on)
        require_case(connection, found.case.id, actor, on)
        return found


def _draft(connection: Connection, plan_id: int, on: date) -> Draft:
    subject = Subject(Thing.PLAN, plan_id)
    situation = situations.read(connection, subject, _DRAFTING, on)
    parties = people.parties(connection)
    last = last_plan(_plans(connection, situation.case.id), situation.plans[0].year)
    earlier = measure_rows.of_plans(connection, [last.id], parties) if last else {}
    return Draft(
        situation=_with(situation, earlier),
        last=last,
        parties=_in_order(parties),
        papers=_papers(connection, plan_id),
    )


def _with(situation: Situation, earlier: Mapping[int, tuple[Measure, ...]]) -> Situation:
    return replace(situation, measures={**situation.measures, **earlier})


def _plans(connection: Connection, case_id: int) -> tuple[Plan, ...]:
    ids = select(t.plan.c.id).where(t.plan.c.case_id == case_id).order_by(t.plan.c.year)
    return situations.plans(connection, case_id, connection.execute(ids).scalars().all())


def _in_order(parties: Mapping[int, Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties.values(), key=lambda party: swedish_key(party.name)))


def _papers(connection: Connection, plan_id: int) -> tuple[KeptPaper, ...]:
    mine = kept_papers().where(t.paper_use.c.plan_id == plan_id, t.paper_use.c.current)
    return as_kept(connection.execute(mine.order_by(t.paper_use.c.id)))


def closed_steps(
    office: Office, found: Draft, actor: Actor, at: datetime
) -> dict[str, tuple[Refusal, ...]]:
    """For each step of the plan why it is closed to the actor now; empty where it is open."""
    return available(found.situation, office.ask("write_measure", actor, at, Given()))


def paper_ask(office: Office, found: Draft, on: date) -> PaperAsk:
    """What the plan's paper would be drawn up from today."""
    return PaperAsk(
        PaperKind.HANDLINGSPLAN, found.situation, on, plan=found.plan, check_at=office.check_at
    )


def fingerprint(found: Draft) -> str:
    """What names the plan as somebody was shown it."""
    whole = [found.plan.title, *map(measure_fingerprint, found.measures)]
    return hashlib.sha256("\n".join(whole).encode()).hexdigest()


@dataclass(frozen=True)
class Beginning:
    """What a case's next plan can begin from: the plan asked for, or its newest."""

    situation: Situation
    plans: tuple[Plan, ...]
    last: Plan | None
    measures: tuple[Measure, ...]

    @property
    def case(self) -> Case:
        return self.situation.case

    @property
    def year(self) -> int:
        """The year to propose: the first after the last plan's that has none."""
        year = self.last.year + 1 if self.last else self.situation.programme.first_year
        while year in self.situation.years_taken:
            year += 1
        return year


def beginning(
    office: Office, case_id: int, from_plan_id: int | None, actor: Actor, on: date
) -> Beginning:
    """What a new plan begins from; ``NotFound`` for a case or a plan that is not the actor's."""
    with reading(office.engine) as connection:
        require_case(connection, case_id, actor, on)
        situation = situations.of_case(connection, case_id, on)
        plans = _plans(connection, case_id)
        last = _chosen(plans, from_plan_id)
        parties = people.parties(connection)
        found = measure_rows.of_plans(connection, [last.id], parties) if last else {}
        return Beginning(situation, plans, last, found[last.id] if last else ())


def _chosen(plans: tuple[Plan, ...], plan_id: int | None) -> Plan | None:
    if plan_id is None:
        return None
    found = next((plan for plan in plans if plan.id == plan_id), None)
    if found is None:
        raise NotFound(f"plan {plan_id}")
    return found
