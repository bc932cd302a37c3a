"""Measures in a plan's draft: added, changed and removed by an officer."""

from flask import Blueprint, redirect, render_template, request, url_for

from web import current, measuring, owners
from web.acting import RULES_SAY_NO, Answer, attempt, tell
from web.forms.plans import RemovalForm
from web.i18n import _
from web.measuring import Desk
from web.views import plans
from workflow.measures import measure_fingerprint
from workflow.operations import autosaves, drafting
from workflow.operations.queries.drafts import Draft
from workflow.refusals import NotFound

blueprint = Blueprint("measures", __name__)


@blueprint.route("/planer/<int:plan_id>/insatser/ny", methods=["GET", "POST"])
def new(plan_id: int) -> Answer:
    """A new measure, last in the plan."""
    return measuring.answer(_desk(plans.found(plan_id), 0))


@blueprint.route("/planer/<int:plan_id>/insatser/<int:measure_id>", methods=["GET", "POST"])
def edit(plan_id: int, measure_id: int) -> Answer:
    """A measure as it stands, to be changed."""
    if not measure_id:
        raise NotFound("measure 0")
    return measuring.answer(_desk(plans.found(plan_id), measure_id))


def _desk(draft: Draft, measure_id: int) -> Desk:
    return Desk(
        draft=draft,
        measure_id=measure_id,
        actor=current.actor(),
        owner=owners.of_person(current.person_id()),
        template="plans/measure.html",
        done=url_for("plans.show", plan_id=draft.plan.id),
    )


@blueprint.route("/planer/<int:plan_id>/insatser/<int:measure_id>/ta-bort", methods=["GET", "POST"])
def remove(plan_id: int, measure_id: int) -> Answer:
    """Take a measure out of the draft, after a look at what goes."""
    draft = plans.found(plan_id)
    measure = draft.measure(measure_id)
    form = RemovalForm()
    if request.method == "GET":
        form.seen.data = measure_fingerprint(measure)
        return render_template("plans/remove.html", draft=draft, measure=measure, form=form)
    desk = _desk(draft, measure_id)
    _done, reasons = attempt(
        lambda: drafting.remove_measure(
            *(current.office(), plan_id, measure_id, form.seen.data or ""),
            desk.actor,
            current.at(),
        )
    )
    if reasons:
        form.seen.data = measure_fingerprint(measure)
        page = render_template(
            "plans/remove.html", draft=draft, measure=measure, form=form, reasons=reasons
        )
        return page, RULES_SAY_NO
    autosaves.drop(current.office(), desk.owner, desk.place)
    tell(_("Insatsen ”%(activity)s” är borttagen.", activity=measure.activity))
    return redirect(desk.done, 303)
