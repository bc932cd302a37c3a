"""Drafting in the network: plans are opened, measures written, drafts circulated and answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from workflow.carrying import Carried
from workflow.chain import BY_NAME
from workflow.facts import Actor, Ask, Choice, Given, Measure, Plan, Situation, local_date
from workflow.measures import measure_fingerprint, next_key
from workflow.operations.office import Office
from workflow.operations.steps import Done, run, take_step
from workflow.refusals import NotFound
from workflow.states import PlanState, Thing
from workflow.store import measures as measure_rows
from workflow.store import new_plans, situations
from workflow.store.engine import reading
from workflow.store.situations import Subject


def open_plan(
    office: Office,
    case_id: int,
    year: int,
    title: str,
    actor: Actor,
    at: datetime,
    measures: Sequence[Measure] = (),
) -> Done:
    """Open the plan of a year, with the measures that it begins with.

    A measure carried over from last year names the old one in ``carried_from``.
    """
    ask = office.ask("open_plan", actor, at, Given(measures=tuple(measures)))
    return _open(office, case_id, Plan(0, 0, PlanState.DRAFTING, year, title, _id(actor)), ask)


def open_next_plan(
    office: Office,
    case_id: int,
    year: int,
    title: str,
    carried: Carried,
    actor: Actor,
    at: datetime,
) -> Done:
    """Open a plan with what goes on from last year's; the record names what ended."""
    ended = tuple(measure.activity for measure in carried.ended)
    ask = office.ask("open_plan", actor, at, Given(measures=carried.measures, ended=ended))
    return _open(office, case_id, Plan(0, 0, PlanState.DRAFTING, year, title, _id(actor)), ask)


def _id(actor: Actor) -> int:
    return actor.person_id or 0


def _open(office: Office, case_id: int, proposed: Plan, ask: Ask) -> Done:
    def read(connection: Connection) -> Situation:
        alone = situations.of_case(connection, case_id, ask.on)
        return replace(alone, plans=(proposed,), measures={proposed.id: ()})

    def write(connection: Connection, before: Situation, after: Situation) -> Situation:
        plan_id = new_plans.add(
            connection, case_id, proposed.year, proposed.title, proposed.opened_by
        )
        for measure in ask.given.measures if ask.given else ():
            measure_rows.add(connection, plan_id, measure)
        return replace(after, plans=(replace(after.plans[0], id=plan_id),))

    return run(office, ask, read, write)


def circulate(office: Office, plan_id: int, answer_by: date, actor: Actor, at: datetime) -> Done:
    """Send the draft to every member of the network, each with a personal link (samråd)."""
    ask = office.ask("circulate", actor, at, Given(answer_by=answer_by))
    return take_step(office, Subject(Thing.PLAN, plan_id), ask)


def answer(office: Office, plan_id: int, opinion: str, actor: Actor, at: datetime) -> Done:
    """A member's answer by personal link: its opinion, for its own organisation only."""

    def also(connection: Connection, after: Situation) -> None:
        if actor.party_id is None:
            raise NotFound("party")
        newest = after.opinions[plan_id][-1]
        measure_rows.write_opinion(connection, plan_id, actor.party_id, newest)

    ask = office.ask("answer", actor, at, Given(opinion=opinion))
    return take_step(office, Subject(Thing.PLAN, plan_id), ask, also)


@dataclass(frozen=True)
class NotedAnswer:
    """An answer that came by letter or telephone: whose, what, how, and on which day."""

    party_id: int
    opinion: str
    how: str
    came_on: date | None = None


def note_answer(
    office: Office, plan_id: int, noted: NotedAnswer, actor: Actor, at: datetime
) -> Done:
    """Note what a member has answered another way than by its link, in time or late."""

    def also(connection: Connection, after: Situation) -> None:
        newest = after.opinions[plan_id][-1]
        measure_rows.write_opinion(connection, plan_id, noted.party_id, newest)

    given = Given(
        party_id=noted.party_id, opinion=noted.opinion, reason=noted.how, day=noted.came_on
    )
    ask = office.ask("note_answer", actor, at, given)
    return take_step(office, Subject(Thing.PLAN, plan_id), ask, also)


def extend_answer(
    office: Office, plan_id: int, answer_by: date, actor: Actor, at: datetime
) -> Done:
    """Give the members more time to answer; each gets a letter with the new day."""
    ask = office.ask("extend_answer", actor, at, Given(answer_by=answer_by))
    return take_step(office, Subject(Thing.PLAN, plan_id), ask)


def discard_plan(office: Office, plan_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Drop a plan that is a draft (makulera); its year is free for another one."""
    ask = office.ask("discard_plan", actor, at, Given(reason=reason))
    return take_step(office, Subject(Thing.PLAN, plan_id), ask)


def write_measure(
    office: Office, plan_id: int, measure: Measure, actor: Actor, at: datetime, seen: str = ""
) -> Done:
    """Write a measure of a draft, new (``measure.id`` is 0) or changed.

    An officer writes any; a member by link only those that its own organisation answers for.
    A new one without a key gets the plan's next, and stands last. ``seen`` is the fingerprint of
    the measure as the writer was shown it: what somebody else wrote since is never overwritten.
    """

    def also(connection: Connection, after: Situation) -> None:
        (plan,) = after.plans
        there = {each.id: each for each in after.measures[plan_id]}
        if measure.id:
            kept = _with_origin_of(measure, there[measure.id])
            measure_rows.replace(connection, plan_id, kept)
        else:
            measure_rows.add(connection, plan_id, _placed(measure, plan, there.values()))

    given = Given(measures=(measure,), seen=frozenset({seen} if seen else ()))
    ask = office.ask("write_measure", actor, at, given)
    return take_step(office, Subject(Thing.PLAN, plan_id), ask, also)


def _placed(measure: Measure, plan: Plan, there: Iterable[Measure]) -> Measure:
    """A new measure that was given no key stands last, under the plan's next key."""
    if measure.key:
        return measure
    listed = tuple(there)
    last = max((each.position for each in listed), default=0)
    return replace(measure, key=next_key(plan.year, listed), position=last + 1)


def _with_origin_of(measure: Measure, there: Measure) -> Measure:
    """Where a measure came from is not written anew, nor its key and place if left out.

    One that was carried over as it was is a changed one, once its text is.
    """
    kept = replace(
        measure,
        key=measure.key or there.key,
        position=measure.position or there.position,
        carried_from=there.carried_from,
    )
    same = measure_fingerprint(kept) == measure_fingerprint(there)
    changed = there.choice is Choice.KEEP and not same
    return replace(kept, choice=Choice.CHANGE if changed else there.choice)


def remove_measure(
    office: Office, plan_id: int, measure_id: int, seen: str, actor: Actor, at: datetime
) -> Done:
    """Take a measure out of a draft, as it was seen; the record keeps what stood in it."""
    subject = Subject(Thing.PLAN, plan_id)
    step = BY_NAME["remove_measure"]
    with reading(office.engine) as connection:
        found = situations.read(connection, subject, step, local_date(at, office.time_zone))
    measure = next((each for each in found.measures[plan_id] if each.id == measure_id), None)
    if measure is None:
        raise NotFound(f"measure {measure_id}")

    def also(connection: Connection, after: Situation) -> None:
        measure_rows.remove(connection, measure_id)

    given = Given(measures=(measure,), seen=frozenset({seen}))
    ask = office.ask("remove_measure", actor, at, given)
    return take_step(office, subject, ask, also)
