"""The API's steps after a decision: the notice to the committee, and the dispatch."""

from web import current
from web.api import asks as a
from web.api import bearers
from web.api import schemas as s
from web.api.steps import DECISION, blueprint, taken
from workflow.operations import dispatching, notifying


@blueprint.post(f"{DECISION}/list")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def list_(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Ta upp beslutet på anmälningslistan."""
    actor, at = bearers.acting(), current.at()
    return taken(notifying.list_notice(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/notify")
@blueprint.input(a.ParagraphAsk, arg_name="ask")
@blueprint.output(s.Taken)
def notify(decision_id: int, ask: a.ParagraphAsk) -> s.Taken:
    """Anteckna nämndens paragraf."""
    actor, at = bearers.acting(), current.at()
    return taken(notifying.notify(current.office(), decision_id, ask.paragraph, actor, at))


@blueprint.post(f"{DECISION}/adjust")
@blueprint.input(a.DayAsk, arg_name="ask")
@blueprint.output(s.Taken)
def adjust(decision_id: int, ask: a.DayAsk) -> s.Taken:
    """Anteckna justeringsdagen."""
    actor, at = bearers.acting(), current.at()
    return taken(notifying.adjust(current.office(), decision_id, ask.day, actor, at))


@blueprint.post(f"{DECISION}/post")
@blueprint.input(a.PostingAsk, arg_name="ask")
@blueprint.output(s.Taken)
def post(decision_id: int, ask: a.PostingAsk) -> s.Taken:
    """Anteckna anslagsdagen och var protokollet förvaras."""
    actor, at = bearers.acting(), current.at()
    return taken(notifying.post(current.office(), decision_id, ask.day, ask.place, actor, at))


@blueprint.post(f"{DECISION}/gain-force")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def gain_force(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Bekräfta laga kraft."""
    actor, at = bearers.acting(), current.at()
    return taken(notifying.gain_force(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/dispatch")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def dispatch(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Expediera utdrag till mottagarna."""
    actor, at = bearers.acting(), current.at()
    return taken(dispatching.dispatch(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/acknowledge")
@blueprint.input(a.AcknowledgementAsk, arg_name="ask")
@blueprint.output(s.Taken)
def acknowledge(decision_id: int, ask: a.AcknowledgementAsk) -> s.Taken:
    """Anteckna hur en mottagare har kvitterat."""
    actor, at = bearers.acting(), current.at()
    done = dispatching.acknowledge_otherwise(
        current.office(), decision_id, ask.party_id, ask.how, actor, at
    )
    return taken(done)


@blueprint.post(f"{DECISION}/complete")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def complete(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Slutför expedieringen."""
    actor, at = bearers.acting(), current.at()
    return taken(dispatching.complete(current.office(), decision_id, actor, at))
