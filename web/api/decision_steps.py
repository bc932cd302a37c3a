"""The API's steps on decisions, but deciding itself, which a person does in the web."""

from http import HTTPStatus

from web import current
from web.api import asks as a
from web.api import bearers, sent
from web.api import schemas as s
from web.api.problems import ProblemError
from web.api.steps import DECISION, blueprint, taken
from workflow.operations import deciding, preparing


@blueprint.post("/cases/<int:case_id>/decisions")
@blueprint.input(a.DecisionAsk, arg_name="ask")
@blueprint.output(s.Taken, status_code=201)
def prepare(case_id: int, ask: a.DecisionAsk) -> s.Taken:
    """Bered ett beslut om en eller flera planer."""
    draft = preparing.Draft(ask.matter, sent.text(ask), tuple(ask.plan_ids), sent.basis(ask.basis))
    actor, at = bearers.acting(), current.at()
    return taken(preparing.prepare(current.office(), case_id, draft, actor, at))


@blueprint.put(f"{DECISION}/draft")
@blueprint.input(a.DraftAsk, arg_name="ask")
@blueprint.output(s.Taken)
def revise(decision_id: int, ask: a.DraftAsk) -> s.Taken:
    """Skriv om beslutets text, delegation och mottagare."""
    actor, at = bearers.acting(), current.at()
    return taken(preparing.revise(current.office(), decision_id, sent.text(ask), actor, at))


@blueprint.put(f"{DECISION}/basis")
@blueprint.input(a.BasisListAsk, arg_name="ask")
@blueprint.output(s.Taken)
def revise_basis(decision_id: int, ask: a.BasisListAsk) -> s.Taken:
    """Ersätt beslutsunderlagen, i den ordning de ska stå."""
    basis = sent.basis(ask.basis)
    actor, at = bearers.acting(), current.at()
    return taken(preparing.revise_basis(current.office(), decision_id, basis, actor, at))


@blueprint.post(f"{DECISION}/submit")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def submit(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Lämna ärendet för beslut."""
    actor, at = bearers.acting(), current.at()
    return taken(preparing.submit(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/decide")
@blueprint.doc(responses={403: "Ett beslut fattas av en person"})
def decide(decision_id: int) -> s.Taken:
    """Finns för att säga det: ett beslut fattas av en person i webben, aldrig av ett program."""
    raise ProblemError(
        HTTPStatus.FORBIDDEN,
        "Ett beslut fattas av en person som har loggat in i webben (6 kap. 38 § "
        f"kommunallagen). Öppna /delegationsbeslut/{decision_id}.",
    )


@blueprint.post(f"{DECISION}/send-back")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def send_back(decision_id: int, ask: a.Reason) -> s.Taken:
    """Skicka tillbaka till handläggaren."""
    actor, at = bearers.acting(), current.at()
    return taken(deciding.send_back(current.office(), decision_id, ask.reason, actor, at))


@blueprint.post(f"{DECISION}/refer")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def refer(decision_id: int, ask: a.Reason) -> s.Taken:
    """Hänskjut ärendet till nämnden."""
    actor, at = bearers.acting(), current.at()
    return taken(deciding.refer(current.office(), decision_id, ask.reason, actor, at))


@blueprint.post(f"{DECISION}/declare-conflict")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def declare_conflict(decision_id: int, ask: a.Reason) -> s.Taken:
    """Anmäl eget jäv."""
    actor, at = bearers.acting(), current.at()
    return taken(deciding.declare_conflict(current.office(), decision_id, ask.reason, actor, at))


@blueprint.post(f"{DECISION}/correct")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def correct(decision_id: int, ask: a.Reason) -> s.Taken:
    """Rätta ett skrivfel."""
    actor, at = bearers.acting(), current.at()
    return taken(deciding.correct(current.office(), decision_id, ask.reason, actor, at))
