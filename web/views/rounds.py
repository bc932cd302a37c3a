"""The round of a draft in the network (samråd): sent to every member, and who has answered."""

from flask import Blueprint, redirect, render_template, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.plans import CirculationForm
from web.i18n import _
from web.plan_words import closed_acts
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
        reasons=reasons,
    )
