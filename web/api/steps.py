"""The API's steps: every step of the chain but deciding, which a person does in the web."""

from base64 import b64decode
from collections.abc import Sequence
from http import HTTPStatus

from apiflask import APIBlueprint

from documents.incoming import underlag
from web import current
from web.api import asks as a
from web.api import bearers
from web.api import schemas as s
from web.api.problems import ProblemError
from workflow.facts import Choice, DraftText, Funding, Measure, Outcome, Party, Target
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    notifying,
    preparing,
)
from workflow.operations.preparing import Attachment, BasisItem
from workflow.operations.queries import drafts, parties
from workflow.operations.steps import Done
from workflow.refusals import BadInput, Complaint

blueprint = APIBlueprint("steps", __name__, url_prefix="/api/v1", tag="Ta steg")

PLAN, DECISION = "/plans/<int:plan_id>", "/decisions/<int:decision_id>"

# The steps that have no address here: what a person decides, and what is done by personal link.
BY_A_PERSON = frozenset({"decide"})
BY_LINK = frozenset({"answer"})


def _taken(done: Done) -> s.Taken:
    return s.Taken(step=done.step, case_id=done.situation.case.id, id=done.subject_id)


# ---- plans ---------------------------------------------------------------------------------------


@blueprint.post("/cases/<int:case_id>/plans")
@blueprint.input(a.PlanAsk, arg_name="ask")
@blueprint.output(s.Taken, status_code=201)
def open_plan(case_id: int, ask: a.PlanAsk) -> s.Taken:
    """Öppna en handlingsplan."""
    known = _parties()
    measures = [_measure(each, known, n) for n, each in enumerate(ask.measures, 1)]
    keyed = [_with_key(measure, ask.year, n) for n, measure in enumerate(measures, 1)]
    actor, at = bearers.acting(), current.at()
    return _taken(
        drafting.open_plan(current.office(), case_id, ask.year, ask.title, actor, at, keyed)
    )


@blueprint.post(f"{PLAN}/measures")
@blueprint.input(a.MeasureAsk, arg_name="ask")
@blueprint.output(s.Taken, status_code=201)
def write_measure(plan_id: int, ask: a.MeasureAsk) -> s.Taken:
    """Lägg till en insats."""
    measure = _measure(ask, _parties(), 0)
    actor, at = bearers.acting(), current.at()
    return _taken(drafting.write_measure(current.office(), plan_id, measure, actor, at))


@blueprint.put(f"{PLAN}/measures/<int:measure_id>")
@blueprint.input(a.MeasureAsk, arg_name="ask")
@blueprint.output(s.Taken)
def rewrite_measure(plan_id: int, measure_id: int, ask: a.MeasureAsk) -> s.Taken:
    """Ändra en insats, som den var när den lästes (seen)."""
    actor, at = bearers.acting(), current.at()
    there = drafts.draft_for(current.office(), plan_id, actor, current.on()).measure(measure_id)
    measure = _measure(ask, _parties(), there.position, there)
    done = drafting.write_measure(current.office(), plan_id, measure, actor, at, ask.seen or "-")
    return _taken(done)


@blueprint.delete(f"{PLAN}/measures/<int:measure_id>")
@blueprint.input(a.Seen, arg_name="ask")
@blueprint.output(s.Taken, status_code=200)
def remove_measure(plan_id: int, measure_id: int, ask: a.Seen) -> s.Taken:
    """Ta bort en insats, som den var när den lästes (seen)."""
    actor, at = bearers.acting(), current.at()
    return _taken(
        drafting.remove_measure(current.office(), plan_id, measure_id, ask.seen, actor, at)
    )


@blueprint.post(f"{PLAN}/circulate")
@blueprint.input(a.AnswerBy, arg_name="ask")
@blueprint.output(s.Taken)
def circulate(plan_id: int, ask: a.AnswerBy) -> s.Taken:
    """Skicka planen på samråd."""
    actor, at = bearers.acting(), current.at()
    return _taken(drafting.circulate(current.office(), plan_id, ask.answer_by, actor, at))


@blueprint.post(f"{PLAN}/open-follow-up")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def open_follow_up(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Öppna uppföljningen."""
    actor, at = bearers.acting(), current.at()
    return _taken(following_up.open_follow_up(current.office(), plan_id, actor, at))


@blueprint.post(f"{PLAN}/outcomes")
@blueprint.input(a.OutcomesAsk, arg_name="ask")
@blueprint.output(s.Taken)
def report_outcome(plan_id: int, ask: a.OutcomesAsk) -> s.Taken:
    """Lämna utfall för organisationens egna mål."""
    outcomes = tuple((each.target_id, _outcome(each)) for each in ask.outcomes)
    actor, at = bearers.acting(), current.at()
    return _taken(following_up.report_outcomes(current.office(), plan_id, outcomes, actor, at))


@blueprint.post(f"{PLAN}/close-follow-up")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def close_follow_up(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Avsluta uppföljningen."""
    actor, at = bearers.acting(), current.at()
    return _taken(following_up.close_follow_up(current.office(), plan_id, actor, at))


@blueprint.post(f"{PLAN}/report-agency")
@blueprint.input(a.ReceiptAsk, arg_name="ask")
@blueprint.output(s.Taken)
def report_agency(plan_id: int, ask: a.ReceiptAsk) -> s.Taken:
    """Rapportera till myndigheten."""
    actor, at = bearers.acting(), current.at()
    return _taken(following_up.report_agency(current.office(), plan_id, actor, at, ask.receipt))


@blueprint.post(f"{PLAN}/report-committee")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def report_committee(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Återrapportera till nämnden."""
    actor, at = bearers.acting(), current.at()
    return _taken(following_up.report_committee(current.office(), plan_id, actor, at))


@blueprint.post(f"{PLAN}/close")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def close(plan_id: int, ask: a.Nothing) -> s.Taken:
    """Avsluta planen."""
    actor, at = bearers.acting(), current.at()
    return _taken(following_up.close(current.office(), plan_id, actor, at))


# ---- decisions -----------------------------------------------------------------------------------


@blueprint.post("/cases/<int:case_id>/decisions")
@blueprint.input(a.DecisionAsk, arg_name="ask")
@blueprint.output(s.Taken, status_code=201)
def prepare(case_id: int, ask: a.DecisionAsk) -> s.Taken:
    """Bered ett beslut om en eller flera planer."""
    draft = preparing.Draft(ask.matter, _text(ask), tuple(ask.plan_ids), _basis(ask.basis))
    actor, at = bearers.acting(), current.at()
    return _taken(preparing.prepare(current.office(), case_id, draft, actor, at))


@blueprint.put(f"{DECISION}/draft")
@blueprint.input(a.DraftAsk, arg_name="ask")
@blueprint.output(s.Taken)
def revise(decision_id: int, ask: a.DraftAsk) -> s.Taken:
    """Skriv om beslutets text, delegation och mottagare."""
    actor, at = bearers.acting(), current.at()
    return _taken(preparing.revise(current.office(), decision_id, _text(ask), actor, at))


@blueprint.put(f"{DECISION}/basis")
@blueprint.input(a.BasisListAsk, arg_name="ask")
@blueprint.output(s.Taken)
def revise_basis(decision_id: int, ask: a.BasisListAsk) -> s.Taken:
    """Ersätt beslutsunderlagen, i den ordning de ska stå."""
    basis = _basis(ask.basis)
    actor, at = bearers.acting(), current.at()
    return _taken(preparing.revise_basis(current.office(), decision_id, basis, actor, at))


@blueprint.post(f"{DECISION}/submit")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def submit(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Lämna ärendet för beslut."""
    actor, at = bearers.acting(), current.at()
    return _taken(preparing.submit(current.office(), decision_id, actor, at))


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
    return _taken(deciding.send_back(current.office(), decision_id, ask.reason, actor, at))


@blueprint.post(f"{DECISION}/refer")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def refer(decision_id: int, ask: a.Reason) -> s.Taken:
    """Hänskjut ärendet till nämnden."""
    actor, at = bearers.acting(), current.at()
    return _taken(deciding.refer(current.office(), decision_id, ask.reason, actor, at))


@blueprint.post(f"{DECISION}/declare-conflict")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def declare_conflict(decision_id: int, ask: a.Reason) -> s.Taken:
    """Anmäl eget jäv."""
    actor, at = bearers.acting(), current.at()
    return _taken(deciding.declare_conflict(current.office(), decision_id, ask.reason, actor, at))


@blueprint.post(f"{DECISION}/correct")
@blueprint.input(a.Reason, arg_name="ask")
@blueprint.output(s.Taken)
def correct(decision_id: int, ask: a.Reason) -> s.Taken:
    """Rätta ett skrivfel."""
    actor, at = bearers.acting(), current.at()
    return _taken(deciding.correct(current.office(), decision_id, ask.reason, actor, at))


# ---- notice and dispatch -------------------------------------------------------------------------


@blueprint.post(f"{DECISION}/list")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def list_(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Ta upp beslutet på anmälningslistan."""
    actor, at = bearers.acting(), current.at()
    return _taken(notifying.list_notice(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/notify")
@blueprint.input(a.ParagraphAsk, arg_name="ask")
@blueprint.output(s.Taken)
def notify(decision_id: int, ask: a.ParagraphAsk) -> s.Taken:
    """Anteckna nämndens paragraf."""
    actor, at = bearers.acting(), current.at()
    return _taken(notifying.notify(current.office(), decision_id, ask.paragraph, actor, at))


@blueprint.post(f"{DECISION}/adjust")
@blueprint.input(a.DayAsk, arg_name="ask")
@blueprint.output(s.Taken)
def adjust(decision_id: int, ask: a.DayAsk) -> s.Taken:
    """Anteckna justeringsdagen."""
    actor, at = bearers.acting(), current.at()
    return _taken(notifying.adjust(current.office(), decision_id, ask.day, actor, at))


@blueprint.post(f"{DECISION}/post")
@blueprint.input(a.PostingAsk, arg_name="ask")
@blueprint.output(s.Taken)
def post(decision_id: int, ask: a.PostingAsk) -> s.Taken:
    """Anteckna anslagsdagen och var protokollet förvaras."""
    actor, at = bearers.acting(), current.at()
    return _taken(notifying.post(current.office(), decision_id, ask.day, ask.place, actor, at))


@blueprint.post(f"{DECISION}/gain-force")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def gain_force(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Bekräfta laga kraft."""
    actor, at = bearers.acting(), current.at()
    return _taken(notifying.gain_force(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/dispatch")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def dispatch(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Expediera utdrag till mottagarna."""
    actor, at = bearers.acting(), current.at()
    return _taken(dispatching.dispatch(current.office(), decision_id, actor, at))


@blueprint.post(f"{DECISION}/acknowledge")
@blueprint.input(a.AcknowledgementAsk, arg_name="ask")
@blueprint.output(s.Taken)
def acknowledge(decision_id: int, ask: a.AcknowledgementAsk) -> s.Taken:
    """Anteckna hur en mottagare har kvitterat."""
    actor, at = bearers.acting(), current.at()
    done = dispatching.acknowledge_otherwise(
        current.office(), decision_id, ask.party_id, ask.how, actor, at
    )
    return _taken(done)


@blueprint.post(f"{DECISION}/complete")
@blueprint.input(a.Nothing, arg_name="ask")
@blueprint.output(s.Taken)
def complete(decision_id: int, ask: a.Nothing) -> s.Taken:
    """Slutför expedieringen."""
    actor, at = bearers.acting(), current.at()
    return _taken(dispatching.complete(current.office(), decision_id, actor, at))


# ---- from what was sent to facts -----------------------------------------------------------------


def _parties() -> dict[int, Party]:
    return parties.by_id(current.office())


def _measure(
    ask: a.MeasureAsk, known: dict[int, Party], position: int, there: Measure | None = None
) -> Measure:
    responsible = known.get(ask.responsible_id) if ask.responsible_id is not None else None
    if ask.responsible_id is not None and responsible is None:
        text = "organisationen finns inte i registret. Ange en som finns."
        raise BadInput(Complaint("insatsen", None, "responsible_id", text))
    return Measure(
        id=there.id if there else 0,
        key=there.key if there else "",
        position=position,
        area=ask.area,
        activity=ask.activity,
        purpose=ask.purpose,
        responsible=responsible,
        responsible_person=ask.responsible_person,
        participants=tuple(ask.participants),
        starts_on=ask.starts_on,
        ends_on=ask.ends_on,
        funding=tuple(Funding(each.amount, each.source) for each in ask.funding),
        sustainability=ask.sustainability,
        targets=tuple(_target(each, n) for n, each in enumerate(ask.targets, 1)),
        carried_from=there.carried_from if there else None,
        choice=there.choice if there else Choice.NEW,
    )
