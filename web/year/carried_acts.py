"""The acts of a plan that the case file leaves open: carried from the last, and its outcomes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial

from web.year.dice import throw
from web.year.onward import reporting
from web.year.reporting_acts import reported
from web.year.stage import Act, Stage
from web.year.wheel import Wheel
from workflow.carrying import Carried, Going, carry_over, proposed
from workflow.casefile import model as m
from workflow.facts import Actor, Choice, Measure, Outcome, OutcomeStatus, Target
from workflow.measures import next_key
from workflow.operations import drafting
from workflow.operations.steps import Done
from workflow.store import measures, people
from workflow.store.engine import reading

_ROUND = re.compile(r", ny omgång \d{4}$")


def opens(stage: Stage, plan: m.Plan) -> Act:
    """The officer opens the year's plan from last year's, each measure by its outcome."""

    def do(actor: Actor, at: datetime) -> Done:
        last = _measures(stage, plan.year - 1)
        choices = {measure.id: _going(stage, plan.year, measure) for measure in last}
        carried = carry_over(last, choices, plan.year - 1, plan.year)
        done = drafting.open_next_plan(
            stage.office,
            stage.ids.case_id,
            plan.year,
            plan.title,
            _completed(carried, last, plan.year),
            actor,
            at,
        )
        stage.ids.plans[plan.year] = done.situation.plans[0].id
        return done

    what = f"öppnar handlingsplan {plan.year}"
    return stage.by(stage.file.case.officer, plan.opened_on, what, do)


def _measures(stage: Stage, year: int) -> tuple[Measure, ...]:
    plan_id = stage.ids.plans[year]
    with reading(stage.office.engine) as connection:
        return measures.of_plans(connection, [plan_id], people.parties(connection))[plan_id]


def _going(stage: Stage, year: int, measure: Measure) -> Going:
    """As the program proposes; one in six that reached its targets is brought to an end."""
    going = proposed(measure)
    ends = throw(6, stage.file.region.number, year, measure.position, "ends") == 0
    return Going.END if ends and going is Going.KEEP else going


def _completed(carried: Carried, last: tuple[Measure, ...], year: int) -> Carried:
    """What is changed starts from last year's outcome; what has ended is begun anew."""
    was = {measure.id: measure for measure in last}
    going = [_changed(measure, was) for measure in carried.measures]
    for ended in carried.ended:
        activity = f"{_ROUND.sub('', ended.activity)}, ny omgång {year}"
        (anew,) = carry_over([ended], {ended.id: Going.KEEP}, year - 1, year).measures
        new = replace(anew, activity=activity, carried_from=None, choice=Choice.NEW)
        going.append(replace(new, key=next_key(year, going), position=len(going) + 1))
    return replace(carried, measures=tuple(going))


def _changed(measure: Measure, was: dict[int, Measure]) -> Measure:
    if measure.choice is not Choice.CHANGE or measure.carried_from is None:
        return measure
    reached = {
        target.position: target.outcome.value
        for target in was[measure.carried_from].targets
        if target.outcome
    }
    return replace(
        measure,
        targets=tuple(
            replace(target, baseline=reached.get(target.position)) for target in measure.targets
        ),
    )


def reports(stage: Stage, plan: m.Plan) -> Iterator[Act]:
    """Each organisation that answers for something reports all of its outcomes at once."""
    wheel = Wheel(stage.file, plan.year)
    for party in reporting(stage.file, plan.year):
        given = partial(_given, stage, plan.year, party)
        yield reported(stage, plan.year, party, wheel.outcome_day(party), given)


def _given(stage: Stage, year: int, party: str) -> tuple[tuple[int, Outcome], ...]:
    mine, number = stage.ids.parties[party].id, stage.file.region.number
    return tuple(
        (target.id, outcome_of(number, year, measure, target))
        for measure in _measures(stage, year)
        if measure.responsible and measure.responsible.id == mine
        for target in measure.targets
    )


def outcome_of(who: str, year: int, measure: Measure, target: Target) -> Outcome:
    """How it went: six of ten targets are reached, one of ten could not be measured."""
    dice = throw(10, who, year, measure.position, target.position, "outcome")
    goal = target.goal or Decimal()
    if dice == 9:
        reason = "Underlaget var inte klart när uppföljningen stängde."
        return Outcome(None, OutcomeStatus.NOT_MEASURED, missing_reason=reason)
    if dice < 6:
        return Outcome(goal, OutcomeStatus.REACHED)
    if dice < 8:
        lesson = "Arbetet behöver börja tidigare på året."
        return Outcome(goal // 2, OutcomeStatus.PARTLY, lesson=lesson)
    return Outcome(Decimal(), OutcomeStatus.MISSED, comment="Insatsen kom inte i gång under året.")
