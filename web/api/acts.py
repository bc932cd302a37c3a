"""Acts of the API that are more than one call: the facts are first made of what was sent."""

from web.api import asks as a
from web.api import sent
from web.api.rows import Sent
from workflow.facts import local_date
from workflow.operations import drafting, following_up, preparing
from workflow.operations.queries import drafts
from workflow.operations.steps import Done


def open_plan(x: Sent[a.PlanAsk]) -> Done:
    """The measures stand in the order in which they were sent."""
    known, year = sent.parties(), x.ask.year
    measures = [sent.measure(each, known, n) for n, each in enumerate(x.ask.measures, 1)]
    keyed = sent.with_keys(measures, year)
    return drafting.open_plan(x.office, x.case_id, year, x.ask.title, x.actor, x.at, keyed)


def write_measure(x: Sent[a.MeasureAsk]) -> Done:
    """A new measure, last in the plan."""
    measure = sent.measure(x.ask, sent.parties(), 0)
    return drafting.write_measure(x.office, x.plan_id, measure, x.actor, x.at)


def rewrite_measure(x: Sent[a.MeasureAsk]) -> Done:
    """The measure keeps its place and key; without ``seen`` it is taken as changed meanwhile."""
    on = local_date(x.at, x.office.time_zone)
    there = drafts.draft_for(x.office, x.plan_id, x.actor, on).measure(x.measure_id)
    measure = sent.measure(x.ask, sent.parties(), there.position, there)
    return drafting.write_measure(x.office, x.plan_id, measure, x.actor, x.at, x.ask.seen or "-")


def report_outcomes(x: Sent[a.OutcomesAsk]) -> Done:
    """Every outcome that was sent, or none of them."""
    outcomes = tuple((each.target_id, sent.outcome(each)) for each in x.ask.outcomes)
    return following_up.report_outcomes(x.office, x.plan_id, outcomes, x.actor, x.at)


def prepare(x: Sent[a.DecisionAsk]) -> Done:
    """A draft of a decision on one or more plans, with its basis."""
    plans, basis = tuple(x.ask.plan_ids), sent.basis(x.ask.basis)
    draft = preparing.Draft(x.ask.matter, sent.text(x.ask), plans, basis)
    return preparing.prepare(x.office, x.case_id, draft, x.actor, x.at)
