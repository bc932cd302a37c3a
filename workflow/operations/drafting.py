"""Drafting in the network: plans are opened, measures written, drafts circulated and answered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from workflow.facts import Actor, Given, Measure, Plan, Situation
from workflow.operations.office import Office
from workflow.operations.steps import Done, run, take_step
from workflow.refusals import NotFound
from workflow.states import PlanState, Thing
from workflow.store import measures as measure_rows
from workflow.store import moves, situations
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

    def read(connection: Connection) -> Situation:
        proposed = Plan(0, 0, PlanState.DRAFTING, year, title, actor.person_id or 0)
        alone = situations.of_case(connection, case_id, ask.on)
        return replace(alone, plans=(proposed,), measures={proposed.id: ()})

    def write(connection: Connection, before: Situation, after: Situation) -> Situation:
        plan_id = moves.add_plan(connection, case_id, year, title, actor.person_id or 0)
        for measure in measures:
            measure_rows.add(connection, plan_id, measure)
        return replace(after, plans=(replace(after.plans[0], id=plan_id),))

    ask = office.ask("open_plan", actor, at, Given(measures=tuple(measures)))
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


def write_measure(
    office: Office, plan_id: int, measure: Measure, actor: Actor, at: datetime
) -> Done:
    """Write a measure of a draft, new (``measure.id`` is 0) or changed.

    An officer writes any; a member by link only those that its own organisation answers for.
    """

    def also(connection: Connection, after: Situation) -> None:
        if measure.id:
            measure_rows.replace(connection, plan_id, measure)
        else:
            measure_rows.add(connection, plan_id, measure)

    ask = office.ask("write_measure", actor, at, Given(measures=(measure,)))
    return take_step(office, Subject(Thing.PLAN, plan_id), ask, also)
