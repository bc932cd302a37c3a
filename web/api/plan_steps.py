"""The API's steps on plans: drafting in the network, follow-up and reports."""

from web import current
from web.api import asks as a
from web.api import bearers, sent
from web.api import schemas as s
from web.api.steps import PLAN, blueprint, taken
from workflow.operations import drafting, following_up
from workflow.operations.queries import drafts


@blueprint.post("/cases/<int:case_id>/plans")
@blueprint.input(a.PlanAsk, arg_name="ask")
@blueprint.output(s.Taken, status_code=201)
def open_plan(case_id: int, ask: a.PlanAsk) -> s.Taken:
    """Öppna en handlingsplan."""
    known = sent.parties()
    measures = [sent.measure(each, known, n) for n, each in enumerate(ask.measures, 1)]
    keyed = sent.with_keys(measures, ask.year)
    actor, at = bearers.acting(), current.at()
    return taken(
        drafting.open_plan(current.office(), case_id, ask.year, ask.title, actor, at, keyed)
    )


@blueprint.post(f"{PLAN}/measures")
@blueprint.input(a.MeasureAsk, arg_name="ask")
@blueprint.output(s.Taken, status_code=201)
def write_measure(plan_id: int, ask: a.MeasureAsk) -> s.Taken:
    """Lägg till en insats."""
    measure = sent.measure(ask, sent.parties(), 0)
    actor, at = bearers.acting(), current.at()
    return taken(drafting.write_measure(current.office(), plan_id, measure, actor, at))


@blueprint.put(f"{PLAN}/measures/<int:measure_id>")
@blueprint.input(a.MeasureAsk, arg_name="ask")
@blueprint.output(s.Taken)
def rewrite_measure(plan_id: int, measure_id: int, ask: a.MeasureAsk) -> s.Taken:
    """Ändra en insats, som den var när den lästes (seen)."""
    actor, at = bearers.acting(), current.at()
    there = drafts.draft_for(current.office(), plan_id, actor, current.on()).measure(measure_id)
    measure = sent.measure(ask, sent.parties(), there.position, there)
    done = drafting.write_measure(current.office(), plan_id, measure, actor, at, ask.seen or "-")
    return taken(done)


@blueprint.delete(f"{PLAN}/measures/<int:measure_id>")
@blueprint.input(a.Seen, arg_name="ask")
@blueprint.output(s.Taken, status_code=200)
def remove_measure(plan_id: int, measure_id: int, ask: a.Seen) -> s.Taken:
    """Ta bort en insats, som den var när den lästes (seen)."""
    actor, at = bearers.acting(), current.at()
    return taken(
        drafting.remove_measure(current.office(), plan_id, measure_id, ask.seen, actor, at)
    )


@blueprint.post(f"{PLAN}/circulate")
@blueprint.input(a.AnswerBy, arg_name="ask")
@blueprint.output(s.Taken)
def circulate(plan_id: int, ask: a.AnswerBy) -> s.Taken:
    """Skicka planen på samråd."""
    actor, at = bearers.acting(), current.at()
    return taken(drafting.circulate(current.office(), plan_id, ask.answer_by, actor, at))


@blueprint.post(f"{PLAN}/open-follow-up")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def open_follow_up(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Öppna uppföljningen."""
    actor, at = bearers.acting(), current.at()
    return taken(following_up.open_follow_up(current.office(), plan_id, actor, at))


@blueprint.post(f"{PLAN}/outcomes")
@blueprint.input(a.OutcomesAsk, arg_name="ask")
@blueprint.output(s.Taken)
def report_outcome(plan_id: int, ask: a.OutcomesAsk) -> s.Taken:
    """Lämna utfall för organisationens egna mål."""
    outcomes = tuple((each.target_id, sent.outcome(each)) for each in ask.outcomes)
    actor, at = bearers.acting(), current.at()
    return taken(following_up.report_outcomes(current.office(), plan_id, outcomes, actor, at))


@blueprint.post(f"{PLAN}/close-follow-up")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def close_follow_up(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Avsluta uppföljningen."""
    actor, at = bearers.acting(), current.at()
    return taken(following_up.close_follow_up(current.office(), plan_id, actor, at))


@blueprint.post(f"{PLAN}/report-agency")
@blueprint.input(a.ReceiptAsk, arg_name="ask")
@blueprint.output(s.Taken)
def report_agency(plan_id: int, ask: a.ReceiptAsk) -> s.Taken:
    """Rapportera till myndigheten."""
    actor, at = bearers.acting(), current.at()
    return taken(following_up.report_agency(current.office(), plan_id, actor, at, ask.receipt))


@blueprint.post(f"{PLAN}/report-committee")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def report_committee(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Återrapportera till nämnden."""
    actor, at = bearers.acting(), current.at()
    return taken(following_up.report_committee(current.office(), plan_id, actor, at))


@blueprint.post(f"{PLAN}/close")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def close(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Avsluta planen."""
    actor, at = bearers.acting(), current.at()
    return taken(following_up.close(current.office(), plan_id, actor, at))
