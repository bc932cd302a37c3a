"""The round of a draft in the network (samråd): sent to every member, and who has answered."""

from flask import Blueprint, redirect, render_template, request, url_for

from web import current
from web.access import may
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.plans import CirculationForm, ExtensionForm, NotedAnswerForm
from web.i18n import _
from web.plan_words import closed_acts
from web.swedish import sentence
from web.views import plans
from workflow.operations import drafting
from workflow.operations.queries import drafts, rounds
from workflow.operations.queries.drafts import Draft
from workflow.states import PlanState

blueprint = Blueprint("rounds", __name__)


@blueprint.get("/planer/<int:plan_id>/samrad")
def show(plan_id: int) -> Answer:
    """Before the round its form, and afterwards who has answered what."""
    draft = plans.found(plan_id)
    day = rounds.proposed_day(draft.situation, current.on())
    return _page(draft, CirculationForm(formdata=None, data={"answer_by": day}))


@blueprint.post("/planer/<int:plan_id>/samrad")
def circulate(plan_id: int) -> Answer:
    """Send the draft to every member of the network."""
    draft, form = plans.found(plan_id), CirculationForm()
    if not form.is_sent():
        return _page(draft, form), FIELDS_ARE_WRONG
    return _circulate(draft, form)


def _circulate(draft: Draft, form: CirculationForm) -> Answer:
    office, plan_id, answer_by = current.office(), draft.plan.id, form.answer_by.data
    done, reasons = attempt(
        lambda: drafting.circulate(office, plan_id, answer_by, current.actor(), current.at())
    )
    if done is None:
        return _page(plans.found(plan_id), form, reasons), RULES_SAY_NO
    tell(
        _(
            "Utkastet är på väg till %(count)s medlemmar. Var och en får en egen länk.",
            count=len(done.situation.members),
        )
    )
    return redirect(url_for("rounds.show", plan_id=plan_id), 303)


def _page(draft: Draft, form: CirculationForm, reasons: tuple[str, ...] = ()) -> str:
    office, actor = current.office(), current.actor()
    closed = drafts.closed_steps(office, draft, actor, current.at())
    return render_template(
        "plans/circulation.html",
        draft=draft,
        form=form,
        round=rounds.circulation(office, draft.plan.id, actor, current.on()),
        is_ahead=draft.plan.state is PlanState.DRAFTING,
        is_closed=closed_acts(closed, "circulate"),
        may_note=not closed["note_answer"] and may("rounds.note", current.rights()),
        may_extend=not closed["extend_answer"] and may("rounds.extend", current.rights()),
        reasons=reasons,
    )


@blueprint.route("/planer/<int:plan_id>/samrad/svarsdag", methods=["GET", "POST"])
def extend(plan_id: int) -> Answer:
    """Give the members more time."""
    draft, form = plans.found(plan_id), ExtensionForm()
    if request.method == "GET":
        return _extension_page(draft, form, _why_not(draft, "extend_answer"))
    if not form.is_sent():
        return _extension_page(draft, form), FIELDS_ARE_WRONG
    office, answer_by = current.office(), form.answer_by.data
    done, reasons = attempt(
        lambda: drafting.extend_answer(office, plan_id, answer_by, current.actor(), current.at())
    )
    if done is None:
        return _extension_page(draft, form, reasons), RULES_SAY_NO
    tell(_("Svarsdagen är flyttad. Medlemmarna får ett brev med den nya dagen."))
    return redirect(url_for("rounds.show", plan_id=plan_id), 303)


def _extension_page(draft: Draft, form: ExtensionForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "plans/extension.html",
        draft=draft,
        form=form,
        reasons=reasons,
        is_closed=bool(_why_not(draft, "extend_answer")),
    )


@blueprint.route("/planer/<int:plan_id>/samrad/svar", methods=["GET", "POST"])
def note(plan_id: int) -> Answer:
    """Note an answer that came by letter or telephone."""
    draft = plans.found(plan_id)
    asked = request.args.get("fran", "")
    form = _noting(draft, NotedAnswerForm(data={"came_on": current.on(), "party": asked}))
    if request.method == "GET":
        return _noting_page(draft, form, _why_not(draft, "note_answer"))
    if not form.is_sent():
        return _noting_page(draft, form), FIELDS_ARE_WRONG
    noted = drafting.NotedAnswer(
        int(form.party.data), form.opinion.data or "", form.how.data or "", form.came_on.data
    )
    office, actor, at = current.office(), current.actor(), current.at()
    done, reasons = attempt(lambda: drafting.note_answer(office, plan_id, noted, actor, at))
    if done is None:
        return _noting_page(draft, form, reasons), RULES_SAY_NO
    tell(_("Svaret är antecknat."))
    return redirect(url_for("rounds.show", plan_id=plan_id), 303)


def _noting(draft: Draft, form: NotedAnswerForm) -> NotedAnswerForm:
    """The form with those who can have answered another way than by their link."""
    form.party.choices = {str(each.id): each.name for each in draft.situation.members}
    return form


def _noting_page(draft: Draft, form: NotedAnswerForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "plans/noted_answer.html",
        draft=draft,
        form=form,
        reasons=reasons,
        is_closed=bool(_why_not(draft, "note_answer")),
    )


def _why_not(draft: Draft, step: str) -> tuple[str, ...]:
    closed = drafts.closed_steps(current.office(), draft, current.actor(), current.at())
    return tuple(sentence(refusal) for refusal in closed[step])
