"""Deciding: the check before it, the decision, what happens next, and the ways to say no."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from web import current, decision_ways, resuming
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.decision_remarks import remarks
from web.decision_text import note_read
from web.decision_words import ball, day_of_meeting, mandate_facts, sentences
from web.forms.decisions import CheckForm, CommitteeDecisionForm
from web.forms.reasons import ReasonForm
from web.i18n import _
from web.reasoned import taken
from web.swedish import sentence
from web.views.decisions import shown
from workflow.operations import deciding, notifying
from workflow.operations.queries.decisions import DecisionShown
from workflow.operations.steps import Done
from workflow.states import DecisionState

blueprint = Blueprint("deciding", __name__, url_prefix="/delegationsbeslut/<int:decision_id>")


@blueprint.get("/kontrollera")
def check(decision_id: int) -> Answer:
    """Everything that the decision would say, before it is taken."""
    found = shown(decision_id)
    begun = {"seen": _hashes(found), "deputy_reason": _written_before(decision_id)}
    return _check_page(found, CheckForm(data=begun), _why_not(found))


def _written_before(decision_id: int) -> str:
    """Why the deputy decides, where it was written before the session was lost."""
    page, sent = resuming.kept() or ("", MultiDict())
    mine = url_for("deciding.decide", decision_id=decision_id)
    return sent.get("deputy_reason", "") if page == mine else ""


@blueprint.route("/besluta", methods=["GET", "POST"])
def decide(decision_id: int) -> Answer:
    if request.method == "GET":  # as after a new sign-in in the middle: look once more
        return redirect(url_for("deciding.check", decision_id=decision_id), 303)
    found, form = shown(decision_id), CheckForm()
    is_whole = form.validate()
    if _lacks_reason(found, form):
        form.blame("deputy_reason", _("Skriv varför den ordinarie beslutsfattaren inte beslutar."))
        is_whole = False
    if not is_whole:
        return _check_page(found, form, (), FIELDS_ARE_WRONG)
    done, reasons = attempt(lambda: _decide(decision_id, form))
    if done is None:
        return _check_page(shown(decision_id), form, reasons, RULES_SAY_NO)
    note_read(shown(decision_id).situation)
    return redirect(url_for("deciding.decided", decision_id=decision_id), 303)


def _decide(decision_id: int, form: CheckForm) -> Done:
    return deciding.decide(
        current.office(),
        decision_id,
        form.hashes(),
        current.actor(),
        current.at(),
        form.deputy_reason.data or "",
    )


def _lacks_reason(found: DecisionShown, form: CheckForm) -> bool:
    """A deputy says why, unless the ordinary holder is recorded as away: that is reason enough."""
    acts_as = found.acts_as
    deputises = acts_as is not None and acts_as.deputy_for and not acts_as.deputy_reason
    return found.may("decide") and bool(deputises) and not form.deputy_reason.data


def _hashes(found: DecisionShown) -> str:
    return " ".join(sorted(paper.sha256 for paper in found.situation.the_decision().frozen))


def _why_not(found: DecisionShown) -> tuple[str, ...]:
    why = found.closed["decide"]
    decided = tuple(each for each in why if each.code == "already_decided")  # says it all
    return tuple(sentence(refusal) for refusal in decided or why)


def _check_page(
    found: DecisionShown, form: CheckForm, reasons: tuple[str, ...] = (), status: int = 200
) -> Answer:
    page = render_template(
        "decisions/check.html",
        shown=found,
        decision=found.situation.the_decision(),
        case=found.situation.case,
        form=form,
        reasons=reasons,
        remarks=remarks(found.situation),
        sentences=sentences(found.situation),
        mandate=mandate_facts(found),
        meeting=day_of_meeting(found.situation, current.on()),
    )
    return page, status


@blueprint.get("/beslutat")
def decided(decision_id: int) -> Answer:
    """What was decided, and what happens next; it can be opened again."""
    found = shown(decision_id)
    if found.situation.the_decision().state is not DecisionState.DECIDED:
        return redirect(url_for("decisions.show", decision_id=decision_id), 303)
    return render_template(
        "decisions/decided.html",
        shown=found,
        decision=found.situation.the_decision(),
        case=found.situation.case,
        sentences=sentences(found.situation),
        meeting=day_of_meeting(found.situation, current.on()),
    )


# The other ways out, each with a reason.


@blueprint.route("/makulera", methods=["GET", "POST"])
def discard(decision_id: int) -> Answer:
    return _with_reason(decision_id, "discard")


@blueprint.route("/aterta", methods=["GET", "POST"])
def take_back(decision_id: int) -> Answer:
    return _with_reason(decision_id, "take_back")


@blueprint.route("/skicka-tillbaka", methods=["GET", "POST"])
def send_back(decision_id: int) -> Answer:
    return _with_reason(decision_id, "send_back")


@blueprint.route("/hanskjut", methods=["GET", "POST"])
def refer(decision_id: int) -> Answer:
    return _with_reason(decision_id, "refer")


@blueprint.route("/till-namnden", methods=["GET", "POST"])
def leave_to_committee(decision_id: int) -> Answer:
    return _with_reason(decision_id, "leave_to_committee")


@blueprint.route("/ater-fran-namnden", methods=["GET", "POST"])
def hand_back(decision_id: int) -> Answer:
    return _with_reason(decision_id, "hand_back")


@blueprint.route("/namndens-beslut", methods=["GET", "POST"])
def by_committee(decision_id: int) -> Answer:
    """What the committee decided itself, in a matter that was left to it."""
    found, form = shown(decision_id), CommitteeDecisionForm()
    if request.method == "GET":
        why = tuple(sentence(refusal) for refusal in found.closed["committee_decides"])
        return _committees_page(found, form, why)
    if not form.validate():
        return _committees_page(found, form, (), FIELDS_ARE_WRONG)
    said = form.day.data or current.on(), form.paragraph.data or ""
    who = current.actor(), current.at()
    done, reasons = attempt(
        lambda: notifying.committee_decides(current.office(), decision_id, *said, *who)
    )
    if done is None:
        return _committees_page(found, form, reasons, RULES_SAY_NO)
    tell(_("Nämndens beslut är antecknat. Planerna är antagna och handläggaren får besked."))
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


def _committees_page(
    found: DecisionShown,
    form: CommitteeDecisionForm,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> Answer:
    page = render_template(
        "decisions/by_committee.html",
        shown=found,
        decision=found.situation.the_decision(),
        ball=ball(found),
        form=form,
        reasons=reasons,
    )
    return page, status


@blueprint.route("/jav", methods=["GET", "POST"])
def conflict(decision_id: int) -> Answer:
    return _with_reason(decision_id, "declare_conflict")


@blueprint.route("/ratta", methods=["GET", "POST"])
def correct(decision_id: int) -> Answer:
    return _with_reason(decision_id, "correct")


def _with_reason(decision_id: int, step: str) -> Answer:
    found, way = shown(decision_id), decision_ways.ways()[step]
    closed = tuple(sentence(refusal) for refusal in found.closed[step])

    def show(form: ReasonForm, reasons: tuple[str, ...]) -> str:
        return render_template(
            "decisions/reason.html",
            shown=found,
            decision=found.situation.the_decision(),
            ball=ball(found),
            way=way,
            form=form,
            reasons=reasons,
            is_closed=bool(closed),
        )

    to = url_for("decisions.show", decision_id=decision_id)
    return taken(way, decision_id, closed, show, to)
