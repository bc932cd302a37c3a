"""Deciding: the check before it, the decision, what happens next, and the ways to say no."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from web import current, resuming
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.decision_text import note_read
from web.decision_words import ball, day_of_meeting, mandate_facts, sentences
from web.forms.decisions import CheckForm, ReasonForm
from web.i18n import _
from web.swedish import sentence
from web.views.decisions import shown
from workflow.facts import Actor
from workflow.operations import deciding, preparing
from workflow.operations.office import Office
from workflow.operations.queries.decisions import DecisionShown
from workflow.operations.steps import Done
from workflow.states import DecisionState

blueprint = Blueprint("deciding", __name__, url_prefix="/delegationsbeslut/<int:decision_id>")

Act = Callable[[Office, int, str, Actor, datetime], Done]


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


@dataclass(frozen=True)
class WithReason:
    """An act that asks for a reason, in the words of its page."""

    step: str
    act: Act
    heading: str
    explains: tuple[str, ...]
    label: str
    needs: str
    button: str
    told: str


def _ways() -> dict[str, WithReason]:
    """The acts by their step; made anew for each request, in its language."""
    return {way.step: way for way in _every_way()}


def _every_way() -> tuple[WithReason, ...]:
    return _take_back(), _send_back(), _refer(), _conflict(), _correct()


def _take_back() -> WithReason:
    return WithReason(
        step="take_back",
        act=preparing.take_back,
        heading=_("Återta ärendet"),
        explains=(
            _(
                "Ärendet blir ett utkast igen, och du kan ändra i handlingarna, i mottagarna och "
                "i vilken delegation beslutet ska fattas med stöd av."
            ),
            _("Inget beslut fattas. Beslutsfattaren får besked om att det inte längre väntar."),
        ),
        label=_("Varför återtas ärendet?"),
        needs=_("Skriv varför ärendet återtas, till exempel vad som ska ändras."),
        button=_("Återta ärendet"),
        told=_("Ärendet är återtaget och är ett utkast igen. Beslutsfattaren får besked."),
    )


def _send_back() -> WithReason:
    return WithReason(
        step="send_back",
        act=deciding.send_back,
        heading=_("Skicka tillbaka ärendet"),
        explains=(
            _("Handläggaren får ärendet åter med din motivering och kan ändra i handlingarna."),
            _("Inget beslut fattas. När ärendet lämnas på nytt får du ett nytt brev."),
        ),
        label=_("Motivering till handläggaren"),
        needs=_("Skriv vad som ska ändras innan du kan besluta."),
        button=_("Skicka tillbaka ärendet"),
        told=_("Ärendet är tillbakaskickat. Handläggaren har fått besked."),
    )


def _refer() -> WithReason:
    return WithReason(
        step="refer",
        act=deciding.refer,
        heading=_("Hänskjut till nämnden"),
        explains=(
            _("Nämnden beslutar själv i ärendet. Det kan inte tas tillbaka hit."),
            _(
                "En tjänsteskrivelse till nämnden upprättas med din motivering. Handläggaren och "
                "nämndsekreteraren får besked."
            ),
        ),
        label=_("Varför ska nämnden besluta?"),
        needs=_("Skriv varför nämnden ska besluta själv."),
        button=_("Hänskjut till nämnden"),
        told=_(
            "Ärendet är hänskjutet till nämnden. Handläggaren och sekreteraren har fått besked."
        ),
    )


def _conflict() -> WithReason:
    return WithReason(
        step="declare_conflict",
        act=deciding.declare_conflict,
        heading=_("Anmäl jäv"),
        explains=(
            _(
                "Den som är jävig får inte ta del i handläggningen och inte besluta "
                "(7 kap. 4 § och 6 kap. 28–32 §§ kommunallagen)."
            ),
            _("När du har anmält jäv kan du inte skriva i ärendet eller besluta i det längre."),
            _("Ersättaren kan besluta i stället. Finns ingen ersättare får nämnden besluta."),
        ),
        label=_("Skäl till jävet"),
        needs=_("Skriv skälet till jävet, till exempel att du är närstående till en part."),
        button=_("Anmäl jäv"),
        told=_("Ditt jäv är antecknat. Du tar inte längre del i ärendet."),
    )


def _correct() -> WithReason:
    return WithReason(
        step="correct",
        act=deciding.correct,
        heading=_("Rätta beslutet"),
        explains=(
            _(
                "En rättelse gäller skrivfel. Beslutet i sak ändras inte, och dess handling "
                "bevaras som den är."
            ),
            _(
                "Rättelsen blir en egen handling bredvid beslutet. Handläggaren och registratorn "
                "får besked. Ska beslutet ändras i sak fattas ett nytt beslut."
            ),
        ),
        label=_("Vad är fel, och hur ska det stå?"),
        needs=_("Skriv vad som är fel och hur det ska stå i stället."),
        button=_("Rätta beslutet"),
        told=_("Rättelsen är upprättad. Handläggaren och registratorn har fått besked."),
    )


@blueprint.route("/aterta", methods=["GET", "POST"])
def take_back(decision_id: int) -> Answer:
    return _with_reason(decision_id, _ways()["take_back"])


@blueprint.route("/skicka-tillbaka", methods=["GET", "POST"])
def send_back(decision_id: int) -> Answer:
    return _with_reason(decision_id, _ways()["send_back"])


@blueprint.route("/hanskjut", methods=["GET", "POST"])
def refer(decision_id: int) -> Answer:
    return _with_reason(decision_id, _ways()["refer"])


@blueprint.route("/jav", methods=["GET", "POST"])
def conflict(decision_id: int) -> Answer:
    return _with_reason(decision_id, _ways()["declare_conflict"])


@blueprint.route("/ratta", methods=["GET", "POST"])
def correct(decision_id: int) -> Answer:
    return _with_reason(decision_id, _ways()["correct"])


def _with_reason(decision_id: int, way: WithReason) -> Answer:
    found, form = shown(decision_id), ReasonForm()
    form.needs(way.label, way.needs)
    why = tuple(sentence(refusal) for refusal in found.closed[way.step])
    if request.method == "GET":
        return _reason_page(found, way, form, why)
    if not form.validate():
        return _reason_page(found, way, form, (), FIELDS_ARE_WRONG)
    given = decision_id, form.reason.data or "", current.actor(), current.at()
    done, reasons = attempt(lambda: way.act(current.office(), *given))
    if done is None:
        return _reason_page(found, way, form, reasons, RULES_SAY_NO)
    tell(way.told)
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


def _reason_page(
    found: DecisionShown,
    way: WithReason,
    form: ReasonForm,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> Answer:
    page = render_template(
        "decisions/reason.html",
        shown=found,
        decision=found.situation.the_decision(),
        ball=ball(found),
        way=way,
        form=form,
        reasons=reasons,
    )
    return page, status
